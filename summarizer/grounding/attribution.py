"""Whether a figure is said of the thing that the report says it of.

受理申请12件，办结8件 holds both words and figure of 受理申请8件, and denies it. So a
figure's surroundings in the text are compared with those of the same figure in
the evidence, and with those of the other figures there that count in the same
measure: if others are closer, the figure belongs to something else.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summarizer.grounding.support import pairs
from summarizer.numerals import numbers

_PART = re.compile(r"(?:[^，、：（）。；！？,:()!?;]|,(?=\d{3}(?!\d)))+")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:万亿|亿|千万|百万|万)?")
_WORDS = re.compile(r"[\W\d_]+")


def misattributed(said: str, quoted: Iterable[str]) -> set[str]:
    """Return the numbers of `said` that stand in `quoted` beside other words than here.

    Both in the folded spelling. A number without words around it, and one that
    `quoted` does not hold at all, is not judged here.
    """
    known = [place for text in quoted for place in _places(text)]
    found: set[str] = set()
    for here in _places(said):
        own = [_common(here, other) for other in known if other.number == here.number]
        others = [
            _common(here, other)
            for other in known
            if other.number != here.number and other.measure == here.measure
        ]
        measures = {other.measure for other in known if other.number == here.number}
        other_measure = bool(here.measure) and "" not in measures and here.measure not in measures
        years = {other.year for other in known if other.number == here.number}
        other_year = bool(here.year) and "" not in years and here.year not in years
        if own and (other_measure or other_year or max(others, default=0) > max(own) + _SLACK):
            found.add(here.number)
    return found


_SLACK = 1
"""Pairs by which another figure's words must be closer to speak against one."""


class _Place(NamedTuple):
    number: str
    measure: str
    """The first character of what is counted: 件, %, 人."""
    year: str
    """The year that is named before it in the same part of the sentence, or nothing."""
    around: frozenset[str]
    """The pairs of characters between the number before and the number after."""


def _places(text: str) -> Iterator[_Place]:
    for part in _PART.finditer(text):
        matches = list(_NUMBER.finditer(part.group()))
        year = ""
        for i, match in enumerate(matches):
            left = matches[i - 1].end() if i else 0
            right = matches[i + 1].start() if i + 1 < len(matches) else len(part.group())
            around = part.group()[left : match.start()] + " " + part.group()[match.end() : right]
            (number,) = numbers(match.group()) or {match.group()}
            words = (pairs(word) for word in _WORDS.split(around))
            after = part.group()[match.end() : right].lstrip("余多几+")
            measure = after[:1] if after[:1].isalpha() or after[:1] == "%" else ""
            yield _Place(number, measure, year, frozenset[str]().union(*words))
            if measure == "年":
                year = number


def _common(one: _Place, other: _Place) -> int:
    return len(one.around & other.around)
