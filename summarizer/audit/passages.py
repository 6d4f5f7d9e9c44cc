"""Passages that two agencies' reports share, word for word or nearly.

Two such passages share a whole clause, so clauses are what is looked up; from a
clause that two agencies have, the passage is grown to both sides, over a word put
in or left out. A clause that three agencies have is a formula. Each clause of each
report is looked up once, and a stretch already covered is not grown again: linear.
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

LEAST_SHARED = 30
"""Characters that two reports must share; titles in 《》, formulas and white space do not count."""

_PART = re.compile(r"[^，。；]+")
_CITED = re.compile(r"^[^《]*》|《[^》]*》?|[（〔\[][^）〕\]]*[）〕\]]?")
_EDGE = "，。、；：”》）|"
_EDGE_FOUND = re.compile(f"[{_EDGE}]")
_STOP = "，。；："
_SKIPS = ((1, 0), (0, 1), (1, 1), (2, 0), (0, 2), (2, 2), (3, 0), (0, 3))
_LEAST_RUN, _RESUMED = 10, 8
"""Characters that must agree before and again after a word that differs."""
_NEAR = 2
"""Characters beside a shared clause that must be shared for a look at more."""
_MOST_EACH = 3
_MOST_PLACES = 3
_LEAST_CLAUSE = 6
"""A shorter clause is shared by chance too often to be worth growing."""


@dataclass(frozen=True, slots=True)
class _Passage:
    one: int
    other: int
    """Indexes of the two reports."""
    here: Range
    there: Range

    @property
    def length(self) -> int:
        return min(self.here.end - self.here.start, self.there.end - self.there.start)


def audit_passages(text: CleanText, reports: Sequence[Report]) -> Iterator[Finding]:
    """Yield a finding for each passage that exactly two agencies have; at most some a pair."""
    agencies = [called(report) for report in reports]
    passages = sorted(
        _passages(text, reports, _shared_clauses(text, reports, agencies)),
        key=lambda passage: (passage.one, passage.other, -passage.length, passage.here),
    )
    for (one, other), group in groupby(passages, key=lambda passage: (passage.one, passage.other)):
        shared = list(group)
        rest = len(shared) - _MOST_EACH
        for passage in shared[:_MOST_EACH]:
            opening = text.shown[passage.here.start : passage.here.start + 12]
            message = (
                f"{agencies[one]}与{agencies[other]}的报告有一处约{passage.length}字的表述基本相同"
                f"（“{opening}…”），请确认是否为通用表述"
            )
            if rest > 0:
                message += f"；两份报告另有{rest}处相同表述未逐一列出"
            evidence = text.spans(passage.here) + text.spans(passage.there)
            ids = (reports[one].id, reports[other].id)
            yield Finding("shared_passage", NOTICE, message, evidence, ids)


def _shared_clauses(
    text: CleanText, reports: Sequence[Report], agencies: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """Return the clauses that exactly two agencies have, with the first report of each."""
    first: dict[str, int] = {}
    pairs: dict[str, tuple[int, int]] = {}
    formulas: set[str] = set()
    for number, report in enumerate(reports):
        clauses = _clauses(text.folded[slice(*report.body)])
        known = clauses & first.keys()
        for clause in known:
            owner = first[clause]
            if agencies[owner] == agencies[number]:
                continue
            _, other = pairs.setdefault(clause, (owner, number))
            if agencies[other] != agencies[number]:
                formulas.add(clause)
        clauses -= known
        first.update(dict.fromkeys(clauses, number))
    return {clause: pair for clause, pair in pairs.items() if clause not in formulas}


def _clauses(body: str) -> set[str]:
    for mark in _STOP:
        body = body.replace(mark, "、")
    return {clause for clause in body.split("、") if len(clause) >= _LEAST_CLAUSE}


def _passages(
    text: CleanText, reports: Sequence[Report], clauses: dict[str, tuple[int, int]]
) -> Iterator[_Passage]:
    folded = text.folded
    covered: dict[tuple[int, int], int] = {}
    found = [
        (other, folded.find(clause, *reports[other].body), one, clause)
        for clause, (one, other) in clauses.items()
    ]
    for other, at, one, clause in sorted(found):
        done = covered.get((one, other), 0)
        if at < done:
            continue
        body = reports[other].body
        bodies = (reports[one].body, Range(max(body.start, done), body.end))
        grown = [
            _grown(folded, (place, at), bodies)
            for place in _places(folded, clause, bodies[0])
            if _goes_on(folded, place, at, len(clause))
        ]
        if not grown:
            continue
        here, there = max(grown, key=_length)
        covered[one, other] = there.end
        if _tells(folded, here):
            yield _Passage(one, other, here, there)


def _places(folded: str, clause: str, body: Range) -> Iterator[int]:
    """Yield where `clause` stands in `body`, the first few times."""
    at = body.start - 1
    for _ in range(_MOST_PLACES):
        at = folded.find(clause, at + 1, body.end)
        if at < 0:
            return
        yield at


def _goes_on(folded: str, here: int, there: int, length: int) -> bool:
    """Tell whether what stands around a shared clause is shared too, or the clause is enough."""
    before = folded[max(here - _NEAR, 0) : here] == folded[max(there - _NEAR, 0) : there]
    end = here + length
    after = folded.startswith(folded[end : end + _NEAR], there + length)
    return before or after or length >= LEAST_SHARED


def _grown(folded: str, at: tuple[int, int], bodies: tuple[Range, Range]) -> tuple[Range, Range]:
    start, first = _backwards(folded, at, bodies)
    end, last = _forwards(folded, at, bodies)
    return Range(start, end), Range(first, last)


def _length(found: tuple[Range, Range]) -> int:
    return found[0].end - found[0].start


def _forwards(folded: str, at: tuple[int, int], bodies: tuple[Range, Range]) -> tuple[int, int]:
    """Return where the passages that `at` stands in end."""
    here, there = at
    end, last = bodies[0].end, bodies[1].end
    while True:
        while here < end and there < last and folded[here] == folded[there]:
            here, there = here + 1, there + 1
        for a, b in _SKIPS if here - at[0] >= _LEAST_RUN else ():
            resumed = folded[here + a : here + a + _RESUMED]
            within = max(here + a - end, there + b - last) <= -_RESUMED
            if within and folded.startswith(resumed, there + b):
                here, there = here + a, there + b
                break
        else:
            break
    # A clause hardly begun is no part of it.
    stop = max(folded.rfind(mark, here - 4, here) for mark in _STOP) + 1
    return (stop, there - here + stop) if stop > at[0] else (here, there)


def _backwards(folded: str, at: tuple[int, int], bodies: tuple[Range, Range]) -> tuple[int, int]:
    """Return where the passages that `at` stands in begin."""
    here, there = at
    start, first = bodies[0].start, bodies[1].start
    while True:
        while here > start and there > first and folded[here - 1] == folded[there - 1]:
            here, there = here - 1, there - 1
        for a, b in _SKIPS:
            at_here, at_there = here - a - _RESUMED, there - b - _RESUMED
            within = at_here >= start and at_there >= first
            if within and folded.startswith(folded[at_here : here - a], at_there):
                here, there = here - a, there - b
                break
        else:
            break
    begun = here > start and folded[here - 1] not in _EDGE and folded[here] not in _EDGE
    ended = _EDGE_FOUND.search(folded, here, here + _RESUMED) if begun else None
    if ended and ended.start() < at[0]:
        here, there = ended.start(), there - here + ended.start()
    while folded[here] in _EDGE:
        here, there = here + 1, there + 1
    return here, there


def _tells(folded: str, passage: Range) -> bool:
    """Tell whether enough of a passage is neither title nor formula, and it is no form."""
    if passage.end - passage.start < LEAST_SHARED:
        return False
    words = _CITED.sub("", folded[slice(*passage)])
    if len(words) < LEAST_SHARED:
        return False
    formula = pattern("formulas")
    own = [part for part in _PART.findall(folded, *passage) if formula.search(part) is None]
    if sum(len(_CITED.sub("", part)) for part in own) < LEAST_SHARED - len(own):
        return False
    return pattern("form_words").search(folded, *passage) is None
