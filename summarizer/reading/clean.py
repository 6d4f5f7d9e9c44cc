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
from summarizer.reading.furniture import find_furniture

_LINE = re.compile(r"[^\n\r\f\v\u2028]+")
_PIECE = re.compile(r"[^\s*`\u200b-\u200f\u2060\ufeff]+")
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
_COMMA = re.compile(r",(?!\d{3}(?!\d))|,(?<!\d,)")

_CLOSING = frozenset("。！？；：”》）.!?;:)")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
_INNER = frozenset("，。；,;")
_NEVER_FIRST = frozenset("。，、；：！？）》”’,.;:!?)")

# A wrapped page: most characters stand in lines of about one width.
_SLICE, _SLICES = 300, 40
_WIDEST_PAGE = 160
_NARROWEST_PAGE = 24
_SEVERAL_LINES = 5
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
    for origin, end, new_line, after_furniture in _pieces(text, layout):
        if after_furniture and length:
            cuts.append(length)
        if tail and text[origin] < "\x7f" and tail.isalpha() and text[origin].isalpha():
            parts.append(" ")
            length += 1
        starts.append(length)
        origins.append(origin)
        if new_line and length and text[origin] not in _NEVER_FIRST:
            breaks.append(length)
        parts.append(text[origin:end])
        length += end - origin
        tail = text[end - 1] if text[end - 1] < "\x7f" else ""
    shown = "".join(parts)
    return CleanText(shown, fold(shown), starts, origins, breaks, cuts, pages)


def is_blank(text: str) -> bool:
    """Tell whether nothing of `text` would be left after cleaning."""
    return _PIECE.search(text) is None


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
    for line in _LINE.finditer(text):
        stripped = line[0].strip()
        width = _width(stripped)
        total += width
        if 0 < width <= _WIDEST_PAGE:
            widths.append(width)
        elif width:
            widths.extend(w for piece in stripped.split() if (w := _width(piece)) <= _WIDEST_PAGE)
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


def _pieces(text: str, layout: _Layout) -> list[tuple[int, int, bool, bool]]:
    """Return each run without white space that is no furniture.

    Each with its start, its end, whether a line that the author meant begins
    there, and whether furniture stood before it.
    """
    furniture = {start for start, _ in find_furniture(text)}
    short = layout.width * 0.8 if layout.wrapped else float("inf")
    longest_line = layout.width * 1.5 if layout.wrapped else float("inf")
    found: list[tuple[int, int, bool, bool]] = []
    end_of_last, new_line, after_furniture = 0, True, False
    for line in _LINE.finditer(text):
        if line.start() in furniture:
            after_furniture, end_of_last = True, line.end()
            continue
        pieces = [m.span() for m in _PIECE.finditer(text, *line.span())]
        if not pieces:
            continue
        first, end_of_line = pieces[0][0], pieces[-1][1]
        if not new_line:
            apart = text.count("\n", end_of_last, first) > 1 or text[first] == "#"
            indent = text[line.start() : first]
            new_line = apart or (bool(indent) and _INDENTED.search(indent) is not None)
        width = _width(text[first:end_of_line])
        # In a line far longer than the page is wide, spaces stand for its line ends.
        spaces_end_lines = width > longest_line
        found.append((*pieces[0], new_line, after_furniture))
        after_furniture = False
        for (start, end), (next_start, next_end) in pairwise(pieces):
            new_line = _ends_line(
                text,
                start,
                end,
                next_start,
                short,
                began_line=new_line,
                spaces_end_lines=spaces_end_lines,
            )
            found.append((next_start, next_end, new_line, False))
        last_width = _width(text[slice(*pieces[-1])]) if spaces_end_lines else width
        new_line = last_width < short
        end_of_last = end_of_line
    return found


def _ends_line(
    text: str,
    start: int,
    end: int,
    next_start: int,
    short: float,
    *,
    began_line: bool,
    spaces_end_lines: bool,
) -> bool:
    """Tell whether the author ended a line with the piece from `start` to `end`.

    A space may also stand in the middle of a line: it ends one only after a
    piece that closes a sentence, or that is a line by itself.
    """
    gap = text[end:next_start]
    wide = gap in _WIDE_SPACES or (len(gap) > 1 and gap.isspace())
    if not (wide or spaces_end_lines):
        return False
    piece = text[start:end]
    if text[end - 1] not in _CLOSING:
        if _NUMBERED.match(piece):
            whole = began_line or text[start - 2 : start - 1] in _CLOSING
        else:
            whole = began_line and _INNER.isdisjoint(piece)
        if not whole:
            return False
    return wide or _width(piece) < short
