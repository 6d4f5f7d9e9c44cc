"""Where a text that is not wrapped holds a stretch that is: one report among others."""

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

_NARROWEST, _WIDEST = 40, 160
_MANY_LINES = 10
_MOST_WIDTHS = 5
_SAME_WIDTH = 3
_WIDEST_GAP = 4
_FULL_SHARE = 0.5
# Full lines of prose hold commas and seldom end a sentence; those of a list hold none.
_PROSE_SHARE = 0.5
_ENDED_SHARE = 0.35
_ENDS = tuple("。！？；;!?")
_COMMAS = "，,、"
# Lines cut at no one width: how far they lie from the middle one, and what no line ends with.
_RAGGED = 0.36
_NEAR_SHARE = 0.9
_CUT = tuple("，,、0123456789")
_ALL_ENDS = (*_ENDS, *"：:.）)”》】]")


class Line(NamedTuple):
    """A line that is not empty: its offset in the text, its printed width, its words."""

    start: int
    width: int
    words: str


class Stretch(NamedTuple):
    """Lines wrapped at `width`: the offsets at which the first and the last of them start.

    Ragged ones are about that wide only, as where an editor cut them by hand or by eye.
    """

    first: int
    last: int
    width: int
    ragged: bool = False


def wrapped_stretches(lines: list[Line]) -> list[Stretch]:
    """Return the stretches of `lines` that were wrapped at one width, in order.

    Linear in the number of lines.
    """
    widths = Counter(line.width for line in lines if _NARROWEST <= line.width <= _WIDEST)
    found: list[Stretch] = []
    for width, _ in widths.most_common(_MOST_WIDTHS):
        full = [at for at, line in enumerate(lines) if abs(line.width - width) <= _SAME_WIDTH]
        for first, last in _close_together(full):
            stretch = Stretch(lines[first].start, lines[last].start, width)
            among = full[bisect_left(full, first) : bisect_left(full, last + 1)]
            apart = all(stretch.first > old.last or stretch.last < old.first for old in found)
            if apart and _is_prose([lines[at].words for at in among], last + 1 - first):
                found.append(stretch)
    return sorted([*found, *_ragged_stretches(lines, found)])


def goes_on(words: str) -> bool:
    """Tell whether a line of prose breaks off before its sentence ends."""
    return not words.endswith(_ALL_ENDS) and any(comma in words for comma in _COMMAS)


def _ragged_stretches(lines: list[Line], found: list[Stretch]) -> list[Stretch]:
    """Return the stretches cut at about one width, beside those `found` cut at just one."""
    broken = [
        at
        for at, line in enumerate(lines)
        if _NARROWEST * (1 - _RAGGED) <= line.width <= _WIDEST and goes_on(line.words)
    ]
    ragged: list[Stretch] = []
    for first, last in _close_together(broken):
        among = broken[bisect_left(broken, first) : bisect_left(broken, last + 1)]
        if len(among) < max(_MANY_LINES, _FULL_SHARE * (last + 1 - first)):
            continue
        middle = sorted(lines[at].width for at in among)[len(among) // 2]
        near = sum(abs(lines[at].width - middle) <= _RAGGED * middle for at in among)
        cut = sum(lines[at].words.endswith(_CUT) for at in among)
        stretch = Stretch(lines[first].start, lines[last].start, middle, ragged=True)
        apart = all(stretch.first > old.last or stretch.last < old.first for old in found)
        if apart and middle >= _NARROWEST and near >= _NEAR_SHARE * len(among) and cut:
            ragged.append(stretch)
    return ragged


def _close_together(places: list[int]) -> list[tuple[int, int]]:
    """Return the first and the last of the places that follow each other closely."""
    ends = [at for at, after in pairwise(places) if after - at > _WIDEST_GAP]
    begins = [after for at, after in pairwise(places) if after - at > _WIDEST_GAP]
    if not places:
        return []
    return list(zip([places[0], *begins], [*ends, places[-1]], strict=True))


def _is_prose(full: list[str], total: int) -> bool:
    """Tell whether the full ones of `total` lines read as lines of paragraphs."""
    if len(full) < max(_MANY_LINES, _FULL_SHARE * total):
        return False
    with_commas = sum(any(comma in words for comma in _COMMAS) for words in full)
    ended = sum(words.endswith(_ENDS) for words in full)
    return with_commas >= _PROSE_SHARE * len(full) and ended <= _ENDED_SHARE * len(full)
