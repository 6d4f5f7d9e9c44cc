"""How far the words of a report bear out a text: the overlap of characters.

Two characters side by side are the smallest thing that tells one Chinese wording
from another. A pair that stands in many units of the report (工作, 公开) tells
little, one that stands in a single unit tells much, one that the report never
uses speaks against the text with full weight.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.domain.outline import Unit
from summarizer.domain.text import CleanText, Range

_WORD = re.compile(r"[^\W_]")
_CLAUSE = re.compile(r"[^，。；：、！？,;:]+")
_BESIDE = 4
"""Units this far apart may still be a heading and a fact under it."""
_MUCH = 0.25
"""The share of a text that a second unit must add to be taken along."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of text as its word characters, with where each stands."""

    key: str
    places: tuple[int, ...]
    """Offsets into the text that the key was taken from."""
    pairs: frozenset[str]


def wording_of(text: str, start: int = 0, end: int | None = None) -> Wording:
    """Return the word characters of `text` from `start` to `end`, punctuation left out."""
    found = list(_WORD.finditer(text, start, len(text) if end is None else end))
    key = "".join(match.group() for match in found).lower()
    return Wording(key, tuple(match.start() for match in found), pairs(key))


def pairs(key: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of `key`."""
    return frozenset(key[i : i + 2] for i in range(len(key) - 1))


class Support:
    """The units of one report, ready to be asked what they bear out."""

    def __init__(self, text: CleanText, units: Sequence[Unit]) -> None:
        self._text = text
        self.units = {unit.number: unit for unit in units}
        self._wordings = {unit.number: wording_of(text.folded, *unit.stretch) for unit in units}
        self._frequency = Counter(p for w in self._wordings.values() for p in w.pairs)

    def share(self, said: Wording, numbers: Iterable[int]) -> float:
        """Return the weighted share, 0 to 1, of `said` that the units `numbers` hold."""
        held = frozenset[str]().union(*(self._wordings[n].pairs for n in numbers))
        return self._weight(said.pairs & held) / (self._weight(said.pairs) or 1)

    def held(self, said: Wording, quoted: Wording) -> float:
        """Return the weighted share, 0 to 1, of `said` that `quoted` holds."""
        return self._weight(said.pairs & quoted.pairs) / (self._weight(said.pairs) or 1)

    def contributing(self, said: Wording, numbers: Sequence[int]) -> tuple[int, ...]:
        """Return those of `numbers` without which less of `said` would be held, in order."""
        kept: list[int] = []
        missing = said.pairs
        for number in sorted(numbers, key=lambda n: -self._weight(said.pairs & self._pairs(n))):
            if missing & self._pairs(number):
                kept.append(number)
                missing -= self._pairs(number)
        return tuple(sorted(kept))

    def anchor(self, said: Wording, near: Sequence[int]) -> tuple[int, ...]:
        """Return the unit that holds most of `said`, with one beside it that holds the rest.

        Two, since an item often is a heading and a fact under it. Among units that
        hold as much the one nearest to those cited is taken.
        """
        middle = near[0] if near else 0
        first = self._holding_most(said.pairs, self.units, middle)
        if first is None:
            return ()
        missing = said.pairs - self._pairs(first)
        beside = [n for n in self.units if n != first and abs(n - first) <= _BESIDE]
        second = self._holding_most(missing, beside, first)
        if second is None or self._weight(missing & self._pairs(second)) < (
            _MUCH * self._weight(said.pairs)
        ):
            return (first,)
        return tuple(sorted((first, second)))

    def _holding_most(
        self, missing: frozenset[str], among: Iterable[int], middle: int
    ) -> int | None:
        best = max(
            among,
            key=lambda n: (self._weight(missing & self._pairs(n)), -abs(n - middle)),
            default=None,
        )
        return best if best is not None and missing & self._pairs(best) else None

    def narrowed(self, said: Wording, number: int) -> Range | None:
        """Return the clauses of unit `number` that bear on `said`, or None where none does.

        Where the unit says it in the same words, exactly those words are returned.
        """
        unit, stretch = self._wordings[number], self.units[number].stretch
        at = unit.key.find(said.key) if said.key else -1
        if at >= 0:
            return Range(unit.places[at], unit.places[at + len(said.key) - 1] + 1)
        least = self._weight(said.pairs & unit.pairs) / 6
        bearing = [
            match.span()
            for match in _CLAUSE.finditer(self._text.folded, *stretch)
            if self._weight(said.pairs & wording_of(self._text.folded, *match.span()).pairs) > least
        ]
        return Range(bearing[0][0], bearing[-1][1]) if bearing else None

    def _pairs(self, number: int) -> frozenset[str]:
        return self._wordings[number].pairs

    def _weight(self, found: Iterable[str]) -> float:
        return sum(1 / math.sqrt(self._frequency[p]) if p in self._frequency else 1 for p in found)
