"""Text as read to text that rules can match, with the way back.

White space goes (a PDF breaks lines inside words and numbers), page furniture
goes, widths and scripts are folded one character for one. Which of the line
ends the author meant is worked out from how long the lines are.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

from summarizer.domain.text import CleanText, Range
from summarizer.lexicon import entries
from summarizer.reading.furniture import find_furniture, lines_of
from summarizer.reading.wrapping import Line, Stretch, goes_on, wrapped_stretches

# What goes as white space does: marks of emphasis, and characters with no width.
_BLANKS = "*`\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BOLD = re.compile(r"^[^\S\n]*\*\*(?P<words>[^\s*][^*\n]{2,40})\*\*", re.MULTILINE)
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
_FULL_STOP = re.compile(
    r"\.(?:(?<=[\u4e00-\u9fff）”%]\.)(?![\dA-Za-z.])"
    r"|(?<=[\u4e00-\u9fff]\.)(?<![一二三四五六七八九十]\.)(?=\d))"
)
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")

_CLOSING = frozenset("。！？；：”》）.!?;:)")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
_INNER = re.compile("[，。；,;]")
# A space in 2023 年 or 3 0日 stands inside a date or a quantity, and none behind 及 ends a line.
_GOES_ON = frozenset("0123456789年月日号时%％个件项条次人名家户万亿元")
# Who sets spaces around figures sets them on both sides; 2023年12月 signs a line.
_BARE_NUMBER = re.compile(r"[\d.,]+(?![\d.,\u4e00-\u9fff/-])")
_UNFINISHED = frozenset("及和与或、的")
_NEVER_FIRST = frozenset("。，、；：！？）》”’,.;:!?)")

# A wrapped page: most characters stand in lines of about one width.
_SLICE, _SLICES = 300, 40
_WIDEST_PAGE = 160
_NARROWEST_PAGE = 24
_SEVERAL_LINES, _MANY_LINES = 5, 10
_WIDEST_INDENT = 8
_WRAPPED_SHARE = 0.4
_SHORT_LINE = 0.8
HALF_COUPLET = range(4, 12)
"""How many characters half a couplet has (党建引领把方向  铸魂育人强根基)."""
_COUPLETS = [[half, half] for half in HALF_COUPLET]
_MOST_SAYINGS = 3
_MOST_SPACES = 12
_MARK = re.compile("^[^：:]{1,6}[：:]")
_PUNCTUATION = re.compile("[，。；：,;:、0-9]")


@dataclass(slots=True)
class _Pieces:
    """The runs without white space that are no furniture."""

    shown: list[str]
    origins: list[int]
    """Where each stands in the text."""
    new_lines: list[int]
    """Which of them begin a line that the author meant."""
    after_furniture: list[int]
    """Before which of them furniture stood."""


@dataclass(slots=True)
class _Layout:
    """What the lengths of the lines say about the page."""

    width: int
    wrapped: bool
    characters: int
    """How many characters a full line has where lines are cut by their number, else 0."""
    stretches: list[Stretch]
    """Where else the text is wrapped, if most of it is not: one report among others."""

    def short_at(self, line_start: int, words: str) -> float:
        """Return how wide the line that starts there has to be for the next to go on with it."""
        if self.wrapped:
            return self.width * _SHORT_LINE
        at = bisect_right(self.stretches, line_start, key=lambda stretch: stretch.first)
        stretch = self.stretches[at - 1] if at else None
        if stretch is None or line_start > stretch.last:
            return float("inf")
        cut = stretch.ragged and goes_on(words) and not _NUMBERED.match(words)
        return 0 if cut else stretch.width * _SHORT_LINE


def clean(text: str, pages: tuple[int, ...] = ()) -> CleanText:
    """Return `text` without white space and page furniture, and the map back.

    `pages` says where each page begins in `text`. Linear in the length of `text`.
    """
    found = _pieces(text, _measure(text))
    pieces = found.shown
    _part_words(pieces)
    starts = array("l", [0, *accumulate(map(len, pieces))])
    starts.pop()
    new_lines = [at for at in found.new_lines if at and pieces[at][0] not in _NEVER_FIRST]
    breaks = array("l", [starts[at] for at in new_lines])
    cuts = array("l", [starts[at] for at in found.after_furniture if at])
    shown = "".join(pieces)
    origins = array("l", found.origins)
    bold = _bold(text, starts, origins, len(shown))
    return CleanText(shown, fold(shown), starts, origins, breaks, cuts, pages, bold)


def _bold(text: str, starts: "array[int]", origins: "array[int]", length: int) -> tuple[Range, ...]:
    """Return the short stretches in bold that begin a line."""
    if "**" not in text:
        return ()
    found = []
    for bold in _BOLD.finditer(text):
        first, after = (bisect_left(origins, at) for at in (bold.start("words"), bold.end()))
        if first < len(origins) and origins[first] == bold.start("words"):
            end = starts[after] if after < len(starts) else length
            found.append(Range(starts[first], end))
    return tuple(found)


def _part_words(pieces: list[str]) -> None:
    """Add a space to each piece that ends in a Latin letter where the next begins with one."""
    # Strings compare by their first characters: most pieces begin with a wide one.
    for at in [at for at, piece in enumerate(pieces) if piece < "\x7f"]:
        tail = pieces[at - 1][-1] if at else ""
        if pieces[at][0].isalpha() and tail < "\x7f" and tail.isalpha():
            pieces[at - 1] += " "


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
        text = ",".join([part.replace(",", "，") for part in _THOUSANDS.split(text)])
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


def _widths(pieces: list[str]) -> list[int]:
    """Return the width of each of `pieces` that can be a line; none of them holds a line end."""
    encoded = "\n".join(pieces).encode("utf-8", "replace").split(b"\n")
    lengths = zip(map(len, encoded), map(len, pieces), strict=True)
    return [width for e, p in lengths if (width := (e + p) // 2) <= _WIDEST_PAGE]


def _measure(text: str) -> _Layout:
    widths: list[int] = []
    lengths: Counter[int] = Counter()
    lines: list[Line] = []
    total = 0
    for start, line in lines_of(text):
        stripped = line.strip()
        lengths[len(line.rstrip())] += 1
        width = _width(stripped)
        total += width
        if width:
            indent = _width(line[: line.index(stripped)])
            lines.append(Line(start, width + min(indent, _WIDEST_INDENT), stripped))
        if 0 < width <= _WIDEST_PAGE:
            widths.append(width)
        elif width:
            widths += _widths(stripped.split())
    widths.sort()
    # The width that four fifths of the characters in short lines do not exceed.
    reached = bisect_left(list(accumulate(widths)), sum(widths) * 0.8)
    page = widths[reached] if widths else 0
    band = widths[bisect_left(widths, page * 0.85) : bisect_right(widths, page * 1.08)]
    wrapped = page >= _NARROWEST_PAGE and len(band) >= _SEVERAL_LINES
    wrapped = wrapped and sum(band) >= _WRAPPED_SHARE * total
    long = Counter({n: count for n, count in lengths.items() if n * 2 >= _NARROWEST_PAGE})
    [(characters, count)] = long.most_common(1) or [(0, 0)]
    cut = count >= _MANY_LINES and count * 5 >= long.total()
    stretches = [] if wrapped else wrapped_stretches(lines)
    return _Layout(page, wrapped, characters if cut else 0, stretches)


def _pieces(text: str, layout: _Layout) -> _Pieces:
    """Return each run without white space that is no furniture."""
    furniture = {start for start, _ in find_furniture(text)}
    longest_line = layout.width * 1.5 if layout.wrapped else float("inf")
    spaced = text
    for char in _BLANKS:
        spaced = spaced.replace(char, " ")
    found = _Pieces([], [], [], [])
    end_of_last, new_line, after_furniture = 0, True, False
    for line_start, line in lines_of(spaced):
        if line_start in furniture:
            after_furniture, end_of_last = True, line_start + len(line)
            continue
        pieces = line.split()
        if not pieces:
            continue
        short = layout.short_at(line_start, line.strip())
        start, end_of_line = line_start + line.index(pieces[0]), line_start + len(line.rstrip())
        if not new_line:
            apart = text.count("\n", end_of_last, start) > 1 or text[start] == "#"
            indent = text[line_start:start]
            new_line = apart or (bool(indent) and _INDENTED.search(indent) is not None)
        indent_width = _width(text[line_start:start])
        width = end_of_line - start
        if width <= longest_line:
            width = _width(text[start:end_of_line])
        if indent_width <= _WIDEST_INDENT:
            width += indent_width
        if after_furniture:
            found.after_furniture.append(len(found.shown))
            after_furniture = False
        # In a line far longer than the page is wide, spaces stand for its line ends.
        spaces_end_lines = width > longest_line
        narrow = short if spaces_end_lines else 0
        _add_line(found, text, start, pieces, new_line=new_line, short=narrow)
        new_line = (_width(pieces[-1]) if spaces_end_lines else width) < short
        if layout.characters and 0 <= end_of_line - line_start - layout.characters <= 1:
            new_line = False
        end_of_last = end_of_line
    return found


def _add_line(
    found: _Pieces, text: str, start: int, pieces: list[str], *, new_line: bool, short: float
) -> None:
    """Add the pieces of a line that starts at `start`.

    One narrow space ends a line where what stands before it is narrower than `short`.
    """
    first = len(found.shown)
    if new_line:
        found.new_lines.append(first)
    origins = [start]
    closed = start > 1 and text[start - 2] in _CLOSING
    couplet = _is_couplet(pieces)
    for at, (piece, following) in enumerate(pairwise(pieces)):
        end = start + len(piece)
        start = end + 1
        if text[start] != following[0]:
            # Nothing but white space stands between: the first character tells.
            start = text.index(following[0], start)
        closes = piece[-1] in _CLOSING
        if closes or closed or new_line:
            gap = text[end:start]
            # A space may also stand in the middle of a line.
            ends = (gap != " " and _is_wide(gap)) or (
                _width(piece) < short and _line_width(text, pieces, origins, at) < short
            )
            new_line = ends and (closes or _stands_alone(piece, began_line=new_line))
            if new_line and piece.rstrip(".")[-1:].isdigit() and following[0] in _GOES_ON:
                new_line = False
            closed = closes and start - end == 1
            if new_line and not couplet:
                found.new_lines.append(first + at + 1)
        origins.append(start)
    found.origins += origins
    found.shown += pieces


def _line_width(text: str, pieces: list[str], origins: list[int], at: int) -> int:
    """Return how wide the line is up to the end of a piece, if a space ends it there.

    The spaces around a figure, which some typists set, end no line.
    """
    begins = at
    while begins > 0 and at - begins < _MOST_SPACES:
        if not _is_beside_figure(pieces[begins - 1], pieces[begins]):
            break
        begins -= 1
    return _width(text[origins[begins] : origins[at] + len(pieces[at])])


def _is_beside_figure(before: str, piece: str) -> bool:
    """Tell whether the space between two pieces stands beside a figure by itself."""
    if piece[0].isdigit() and _BARE_NUMBER.match(piece):
        return True
    return before[-1].isdigit() and _BARE_NUMBER.fullmatch(before) is not None


def _is_couplet(pieces: list[str]) -> bool:
    """Tell whether a line is two sayings of one length, and perhaps a longer third."""
    if not 1 < len(pieces) <= _MOST_SAYINGS:
        return False
    lengths = [len(_MARK.sub("", piece)) for piece in pieces]
    return lengths[:2] in _COUPLETS and not any(_PUNCTUATION.search(p) for p in pieces[2:])


def _is_wide(gap: str) -> bool:
    """Tell whether the white space between two pieces is more than one narrow space."""
    return gap in _WIDE_SPACES or (len(gap) > 1 and gap.isspace())


def _stands_alone(piece: str, *, began_line: bool) -> bool:
    """Tell whether a piece that ends with no closing mark can be a line by itself."""
    if piece[-1] in _UNFINISHED:
        return False
    return _NUMBERED.match(piece) is not None or (began_line and not _INNER.search(piece))
