"""Text as read to text that rules can match, with the way back.

White space goes (a PDF breaks lines inside words and numbers), page furniture
goes, widths and scripts are folded one character for one. Which of the line
ends the author meant is worked out from how long the lines are.
"""

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from summarizer.domain.text import CleanText
from summarizer.lexicon import entries
from summarizer.reading.furniture import find_furniture, lines_of

# What goes as white space does: marks of emphasis, and characters with no width.
_BLANKS = "*`\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_VISIBLE = re.compile(rf"[^\s{_BLANKS}]")
_WIDE_SPACES = frozenset("\u3000\t")
_INDENTED = re.compile(r"\u3000|[ \t\xa0]{2}")

# One character for one, so that offsets stay.
_FOLDS = tuple(
    zip(
        "．：；（）！？％，〔〕［］「」『』﹔﹕﹐﹒︰﹪０１２３４５６７８９",
        ".:;()!?%，[][]“”‘’;:，.:%0123456789",
        strict=True,
    )
)
_FOLDED_TO_FULL = tuple(zip(":;()!?", "：；（）！？", strict=True))
_FULL_STOP = re.compile(r"\.(?<=[\u4e00-\u9fff）”]\.)(?![\dA-Za-z.])")
_COMMA = re.compile(r",(?:(?!\d)|(?!\d{3}(?!\d))|(?<!\d,))")

_CLOSING = frozenset("。！？；：”》）.!?;:)")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
_INNER = frozenset("，。；,;")
_NEVER_FIRST = frozenset("。，、；：！？）》”’,.;:!?)")

# A wrapped page: most characters stand in lines of about one width.
_SLICE, _SLICES = 300, 40
_WIDEST_PAGE = 160
_NARROWEST_PAGE = 24
_SEVERAL_LINES = 5
_WIDEST_INDENT = 8
_WRAPPED_SHARE = 0.4


@dataclass(slots=True)
class _Layout:
    """What the lengths of the lines say about the page."""

    width: int
    wrapped: bool


def clean(text: str, pages: tuple[int, ...] = ()) -> CleanText:
    """Return `text` without white space and page furniture, and the map back.

    `pages` says where each page begins in `text`. Linear in the length of `text`.
    """
    layout = _measure(text)
    parts: list[str] = []
    starts, origins, breaks, cuts = array("l"), array("l"), array("l"), array("l")
    length, tail = 0, ""
    for origin, piece, new_line, after_furniture in _pieces(text, layout):
        if after_furniture and length:
            cuts.append(length)
        first = piece[0]
        if first < "\x7f" and first.isalpha() and tail < "\x7f" and tail.isalpha():
            parts.append(" ")
            length += 1
        starts.append(length)
        origins.append(origin)
        if new_line and length and first not in _NEVER_FIRST:
            breaks.append(length)
        parts.append(piece)
        length += len(piece)
        tail = piece[-1]
    shown = "".join(parts)
    return CleanText(shown, fold(shown), starts, origins, breaks, cuts, pages)


def is_blank(text: str) -> bool:
    """Tell whether nothing of `text` would be left after cleaning."""
    return _VISIBLE.search(text) is None


def fold(text: str) -> str:
    """Return `text` in one width and one script, character for character.

    >>> fold("２０２１年,環境保護局(辦公室)")
    '2021年，环境保护局（办公室）'
    """
    for char, folded in _FOLDS:
        if char in text:
            text = text.replace(char, folded)
    for char, folded in _FOLDED_TO_FULL:
        text = text.replace(char, folded)
    if "," in text:
        text = _COMMA.sub("，", text)
    if "." in text:
        text = _FULL_STOP.sub("。", text)
    return _simplified(text)


def _simplified(text: str) -> str:
    # A compilation may hold one Traditional report among others: looked at all along.
    step = max(_SLICE, len(text) // _SLICES)
    slices = (text[at : at + _SLICE] for at in range(0, max(1, len(text)), step))
    if not any(len(_traditional().findall(part)) * 200 > len(part) for part in slices):
        return text
    converted = _converter()(text)
    if len(converted) == len(text):
        return converted
    table = {ord(c): _converter()(c)[:1] for c in set(text) if c > "\u2e80"}
    return text.translate(table)


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # type: ignore[import-untyped, unused-ignore]

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(entries('traditional'))}]")


def _width(text: str) -> int:
    """Return the printed width of `text`: two for a wide character, one for a narrow."""
    # UTF-8 spends three bytes on a wide character and one on a narrow.
    return (len(text.encode("utf-8", "replace")) + len(text)) // 2


def _measure(text: str) -> _Layout:
    widths: list[int] = []
    total = 0
    for _, line in lines_of(text):
        stripped = line.strip()
        width = _width(stripped)
        total += width
        if 0 < width <= _WIDEST_PAGE:
            widths.append(width)
        elif width:
            widths += [w for w in map(_width, stripped.split()) if w <= _WIDEST_PAGE]
    widths.sort()
    # The width that four fifths of the characters in short lines do not exceed.
    goal, passed, page = sum(widths) * 0.8, 0, 0
    for page in widths:
        passed += page
        if passed >= goal:
            break
    band = [w for w in widths if page * 0.85 <= w <= page * 1.08]
    wrapped = page >= _NARROWEST_PAGE and len(band) >= _SEVERAL_LINES
    wrapped = wrapped and sum(band) >= _WRAPPED_SHARE * total
    return _Layout(page, wrapped)


def _pieces(text: str, layout: _Layout) -> list[tuple[int, str, bool, bool]]:
    """Return each run without white space that is no furniture.

    Each with where it starts, whether a line that the author meant begins
    there, and whether furniture stood before it.
    """
    furniture = {start for start, _ in find_furniture(text)}
    short = layout.width * 0.8 if layout.wrapped else float("inf")
    longest_line = layout.width * 1.5 if layout.wrapped else float("inf")
    spaced = text
    for char in _BLANKS:
        spaced = spaced.replace(char, " ")
    found: list[tuple[int, str, bool, bool]] = []
    end_of_last, new_line, after_furniture = 0, True, False
    for line_start, line in lines_of(spaced):
        if line_start in furniture:
            after_furniture, end_of_last = True, line_start + len(line)
            continue
        pieces = line.split()
        if not pieces:
            continue
        start, end_of_line = line_start + line.index(pieces[0]), line_start + len(line.rstrip())
        if not new_line:
            apart = text.count("\n", end_of_last, start) > 1 or text[start] == "#"
            indent = text[line_start:start]
            new_line = apart or (bool(indent) and _INDENTED.search(indent) is not None)
        indent_width = _width(text[line_start:start])
        width = _width(text[start:end_of_line])
        if indent_width <= _WIDEST_INDENT:
            width += indent_width
        # In a line far longer than the page is wide, spaces stand for its line ends.
        spaces_end_lines = width > longest_line
        found.append((start, pieces[0], new_line, after_furniture))
        after_furniture = False
        for piece, following in pairwise(pieces):
            end = start + len(piece)
            next_start = spaced.index(following, end)
            closes = piece[-1] in _CLOSING
            if not closes and (new_line or text[start - 2] in _CLOSING):
                closes = _stands_alone(piece, began_line=new_line)
            # A space may also stand in the middle of a line.
            new_line = closes and (
                _is_wide(text[end:next_start]) or (spaces_end_lines and _width(piece) < short)
            )
            start = next_start
            found.append((start, following, new_line, False))
        last_width = _width(pieces[-1]) if spaces_end_lines else width
        new_line = last_width < short
        end_of_last = end_of_line
    return found


def _is_wide(gap: str) -> bool:
    """Tell whether the white space between two pieces is more than one narrow space."""
    return gap in _WIDE_SPACES or (len(gap) > 1 and gap.isspace())


def _stands_alone(piece: str, *, began_line: bool) -> bool:
    """Tell whether a piece that ends with no closing mark can be a line by itself."""
    return _NUMBERED.match(piece) is not None or (began_line and _INNER.isdisjoint(piece))
