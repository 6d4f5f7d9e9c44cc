"""Passages that two agencies' reports share, word for word.

Two passages of some length share a whole clause, so clauses are what is looked up;
from a clause that two agencies have the passage is grown to both sides. A clause
that three agencies have is a formula. Each clause of each report is looked up
once, and a stretch already covered is not grown again: linear in the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from summarizer.audit.findings import NOTICE, called
from summarizer.domain.document import Report
from summarizer.domain.summary import Finding
from summarizer.domain.text import CleanText, Range
from summarizer.lexicon import pattern

LEAST_SHARED = 40
"""Characters that two reports must share in a row, titles in 《》 and white space left out."""

_CLAUSE = re.compile(r"[^，。；：、“”《》（）…|]{8,}")
_CITED = re.compile(r"^[^《]*》|《[^》]*》?|〔[^〕]*〕|\[[^\]]*\]\d*号?")
_EDGE = "，。、；：”》）|"
_MOST_EACH = 3


@dataclass(frozen=True, slots=True)
class _Passage:
    one: int
    other: int
    """Indexes of the two reports."""
    here: Range
    there: Range


def audit_passages(text: CleanText, reports: Sequence[Report]) -> Iterator[Finding]:
    """Yield a finding for each passage that exactly two agencies have, the longest first."""
    agencies = [called(report) for report in reports]
    passages = sorted(
        _passages(text, reports, _shared_clauses(text, reports, agencies)),
        key=lambda passage: (passage.one, passage.other, passage.here.start - passage.here.end),
    )
    for (one, other), group in groupby(passages, key=lambda passage: (passage.one, passage.other)):
        shared = list(group)
        rest = len(shared) - _MOST_EACH
        for passage in shared[:_MOST_EACH]:
            length = passage.here.end - passage.here.start
            message = (
                f"{agencies[one]}与{agencies[other]}的报告有{length}字相同"
                f"（“{text.shown[passage.here.start : passage.here.start + 12]}…”），请确认是否属于通用表述"
            )
            if rest > 0:
                message += f"；两份报告另有{rest}处较短的相同文字"
            yield Finding(
                "shared_passage",
                NOTICE,
                message,
                text.spans(passage.here) + text.spans(passage.there),
                (reports[one].id, reports[other].id),
            )


def _shared_clauses(
    text: CleanText, reports: Sequence[Report], agencies: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """Return the clauses that exactly two agencies have, with the first report of each."""
    first: dict[str, int] = {}
    pairs: dict[str, tuple[int, int]] = {}
    formulas: set[str] = set()
    for number, report in enumerate(reports):
        for clause in _CLAUSE.findall(text.folded, *report.body):
            owner = first.setdefault(clause, number)
            if agencies[owner] == agencies[number]:
                continue
            _, other = pairs.setdefault(clause, (owner, number))
            if agencies[other] != agencies[number]:
                formulas.add(clause)
    return {clause: pair for clause, pair in pairs.items() if clause not in formulas}


def _passages(
    text: CleanText, reports: Sequence[Report], clauses: dict[str, tuple[int, int]]
) -> Iterator[_Passage]:
    folded = text.folded
    grown: dict[tuple[int, int], int] = {}
    for clause, (one, other) in clauses.items():
        here = folded.find(clause, *reports[one].body)
        there = folded.find(clause, *reports[other].body)
        if there < grown.get((one, other), 0):
            continue
        passage = _grown(folded, reports[one].body, reports[other].body, here, there)
        grown[one, other] = passage[1].end
        if _tells(folded, passage[0]):
            yield _Passage(one, other, *passage)


def _grown(folded: str, one: Range, other: Range, here: int, there: int) -> tuple[Range, Range]:
    """Return the longest equal stretches of `one` and `other` around `here` and `there`."""
    back = 0
    most = min(here - one.start, there - other.start)
    while back < most and folded[here - back - 1] == folded[there - back - 1]:
        back += 1
    forth = 0
    most = min(one.end - here, other.end - there)
    while forth < most and folded[here + forth] == folded[there + forth]:
        forth += 1
    while folded[here - back] in _EDGE:
        back -= 1
    return Range(here - back, here + forth), Range(there - back, there + forth)


def _tells(folded: str, passage: Range) -> bool:
    """Tell whether a passage is long enough without the titles in it, and no form."""
    words = folded[slice(*passage)]
    if len(words) < LEAST_SHARED or len(_CITED.sub("", words)) < LEAST_SHARED:
        return False
    return pattern("form_words").search(words) is None
