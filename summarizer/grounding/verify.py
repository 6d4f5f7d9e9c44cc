"""Judge what a model says of a report, citation by citation.

Pure functions, no I/O. A model cites unit numbers and small models cite badly:
off by one, counting up, the prompt's own example. So a citation is believed
only where the words bear it out, and moved where other units plainly do.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from summarizer.domain.outline import Category, Outline
from summarizer.domain.summary import Claim
from summarizer.domain.text import CleanText, Range
from summarizer.grounding.attribution import misattributed
from summarizer.grounding.names import bodies
from summarizer.grounding.polarity import turned
from summarizer.grounding.support import Support, Wording, wording_of
from summarizer.lexicon import pattern
from summarizer.numerals import numbers, without_numbers

LONGEST_TEXT = 120
"""The most characters that an item's text may have."""

_SHORTEST_KEY = 3
_FEW_PAIRS = 12
_CITED, _CITED_SHORT, _ANCHORED, _CLEARLY_BETTER = 0.6, 0.7, 0.8, 0.25
_LEADS_ON = "如下"
"""现将有关情况报告如下: what a sentence that says nothing itself ends with."""
_ALIKE = 0.8
_REST_OF_NAME = 8
"""A heading with no more than this beside 存在的问题 or 下一步打算 only names its section."""
_LACKING = ("deficiencies", "admissions", "regrets")
_TITLE = re.compile(r"《[^《》]+》")


class Reason(StrEnum):
    """Why a citation is not believed."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNSUPPORTED = "unsupported"
    FIGURE = "figure"
    TITLE = "title"
    MEANING = "meaning"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Cited:
    """One item as a model gives it."""

    category: Category
    units: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that the report does not bear out."""

    cited: Cited
    reason: Reason
    detail: str
    """What is wrong, in words fit for the model and for a reader."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What stands of a model's answer, and what does not."""

    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]
    moved: int
    """Claims whose evidence is another unit than the one cited."""
    refiled: int
    """Claims that stand in another category than the model put them in."""
    merged: int
    """Claims that said again what another says."""


@dataclass(frozen=True, slots=True)
class _Judged:
    claim: Claim
    moved: bool
    refiled: bool


def merged(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return `claims` in reading order, each thing said once; of two alike the first stands."""
    kept: list[Claim] = []
    for claim in claims:
        if not any(_alike(claim, other) for other in kept):
            kept.append(claim)
    return tuple(sorted(kept, key=lambda claim: claim.evidence[0]))


def overlap(one: Claim, other: Claim) -> float:
    """Return the share, 0 to 1, of the shorter evidence that stands in the other's too."""
    common = sum(max(0, min(b, d) - max(a, c)) for a, b in one.evidence for c, d in other.evidence)
    return common / min(_length(one), _length(other))


def _length(claim: Claim) -> int:
    return sum(end - start for start, end in claim.evidence)


def _alike(one: Claim, other: Claim) -> bool:
    if one.evidence == other.evidence and one.text == other.text:
        return True
    if one.category is not other.category:
        return False
    if overlap(one, other) < _ALIKE:
        return False
    a, b = wording_of(one.text).pairs, wording_of(other.text).pairs
    return len(a & b) >= _ALIKE * min(len(a), len(b))


class Verifier:
    """Holds what a model says of one report to that report.

    `fold` brings a model's words into the script and width of `text.folded`. The
    thresholds are measured on reports and on foreign sentences; see
    docs/decisions/0007-support.md.
    """

    def __init__(self, text: CleanText, outline: Outline, fold: Callable[[str], str]) -> None:
        self._text, self._fold = text, fold
        self._blocks = {unit.number: block for block in outline.blocks for unit in block.units}
        self._support = Support(text, [u for block in outline.blocks for u in block.units])
        units = [unit.stretch for block in outline.blocks for unit in block.units]
        self._whole = text.folded[units[0].start : units[-1].end] if units else ""

    def verify(self, cited: Iterable[Cited]) -> Verdict:
        """Return the claims that the report bears out, and the rest with reasons."""
        judged: list[_Judged] = []
        rejected: list[Rejected] = []
        for item in cited:
            outcome = self._judged(item)
            if isinstance(outcome, Rejected):
                rejected.append(outcome)
            else:
                judged.append(outcome)
        kept = merged([one.claim for one in judged])
        return Verdict(
            claims=kept,
            rejected=tuple(rejected),
            moved=sum(one.moved for one in judged),
            refiled=sum(one.refiled for one in judged),
            merged=len(judged) - len(kept),
        )

    def _judged(self, cited: Cited) -> _Judged | Rejected:
        folded = self._fold(cited.text)
        said = wording_of(folded)
        if len(said.key) < _SHORTEST_KEY or said.key.endswith(_LEADS_ON):
            return Rejected(cited, Reason.EMPTY, "没有要点，或只是导语")
        if len(cited.text) > LONGEST_TEXT:
            return Rejected(cited, Reason.TOO_LONG, f"要点超过{LONGEST_TEXT}字")
        if missing := [t for t in _TITLE.findall(folded) if t not in self._whole]:
            return Rejected(cited, Reason.TITLE, f"报告里没有{missing[0]}")
        units = tuple(dict.fromkeys(n for n in cited.units if n in self._blocks))
        bearing = self._bearing(said, units)
        if not bearing and numbers(folded):
            # The same figure in another notation has other characters.
            bearing = self._bearing(wording_of(without_numbers(folded)), units)
        if not bearing:
            return Rejected(cited, Reason.UNSUPPORTED, "所引句子不支持这段文字")
        evidence = self._evidence(said, bearing, folded)
        if (objection := self._objection(cited, folded, bearing, evidence)) is not None:
            return Rejected(cited, *objection)
        category = self._category(cited, bearing, folded)
        claim = Claim(category, cited.text, evidence, self._section(bearing[0]), "llm")
        return _Judged(claim, not set(bearing) & set(units), category is not cited.category)

    def _objection(
        self, cited: Cited, folded: str, bearing: tuple[int, ...], evidence: tuple[Range, ...]
    ) -> tuple[Reason, str] | None:
        """Return what speaks against an item whose words the units `bearing` hold."""
        if all(self._only_announces(number) for number in bearing):
            return Reason.HEADING, "只是栏目标题"
        quoted = "\n".join(self._text.folded[slice(*stretch)] for stretch in evidence)
        if strange := numbers(folded) - numbers(quoted, single=True):
            return Reason.FIGURE, f"数字{'、'.join(sorted(strange))}不在所引句子里"
        whole = [self._text.folded[slice(*self._support.units[n].stretch)] for n in bearing]
        if wrong := misattributed(folded, whole):
            return Reason.FIGURE, f"数字{'、'.join(sorted(wrong))}在原文里说的是别的事"
        if how := turned(folded, cited.category, whole):
            return Reason.MEANING, how
        unknown = sorted(name for name in bodies(folded) if name not in self._whole)
        return (Reason.UNSUPPORTED, f"报告里没有{unknown[0]}") if unknown else None

    def _bearing(self, said: Wording, units: tuple[int, ...]) -> tuple[int, ...]:
        """Return the units that bear `said` out: those cited, or others that plainly do."""
        enough = _CITED if len(said.pairs) >= _FEW_PAIRS else _CITED_SHORT
        share = self._support.share(said, units) if units else 0.0
        anchor = self._support.anchor(said, units)
        anchored = self._support.share(said, anchor)
        if share >= enough and anchored < share + _CLEARLY_BETTER:
            return self._support.contributing(said, units)
        return anchor if anchored >= _ANCHORED else ()

    def _evidence(self, said: Wording, bearing: tuple[int, ...], folded: str) -> tuple[Range, ...]:
        """Return the clauses of `bearing` that say it; whole units where a figure needs them."""
        narrow = tuple(
            stretch for n in bearing if (stretch := self._support.narrowed(said, n)) is not None
        )
        quoted = "\n".join(self._text.folded[slice(*stretch)] for stretch in narrow)
        enough = self._support.held(said, wording_of(quoted)) >= _CITED
        if enough and numbers(folded) <= numbers(quoted, single=True):
            return narrow
        return tuple(self._support.units[n].stretch for n in bearing)

    def _only_announces(self, number: int) -> bool:
        unit, block = self._support.units[number], self._blocks[number]
        announces = block.announces and block.category in {Category.PROBLEM, Category.NEXT_STEP}
        if not (unit.heading and announces and block.heading):
            return False
        heading = self._text.folded[slice(*block.heading)]
        rest = pattern("headings_problems").sub("", pattern("headings_next_steps").sub("", heading))
        return len(rest) <= _REST_OF_NAME and unit.stretch.end - block.heading.end <= 1

    def _category(self, cited: Cited, bearing: tuple[int, ...], folded: str) -> Category:
        """Return the category that section and wording agree on against the model, else its own."""
        lacking = any(pattern(name).search(folded) for name in _LACKING)
        said = {self._says(number, cited.category) for number in bearing}
        section = said.pop() if len(said) == 1 else None
        match cited.category, section:
            case Category.PROBLEM, Category.NEXT_STEP | Category.ACHIEVEMENT if not lacking:
                return section
            case Category.ACHIEVEMENT, Category.NEXT_STEP:
                return section
            case Category.ACHIEVEMENT | Category.NEXT_STEP, Category.PROBLEM if lacking:
                return section
        return cited.category

    def _says(self, number: int, claimed: Category) -> Category | None:
        """Return what section and wording agree on; a section on both parts knows no work done."""
        unit, block = self._support.units[number], self._blocks[number]
        ahead = {Category.PROBLEM, Category.NEXT_STEP}
        if claimed is Category.ACHIEVEMENT and {block.category, unit.category} <= ahead:
            return unit.category
        agreed = block.category is unit.category and not block.mixed
        return unit.category if agreed and unit.category is not Category.OTHER else None

    def _section(self, number: int) -> str | None:
        section = self._blocks[number].section
        return self._text.shown[slice(*section)] if section else None
