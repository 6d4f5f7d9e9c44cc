"""Last year's plans held against this year's achievements, agency by agency.

Agencies are matched by name and nothing else. A plan is kept where an achievement, or
a sentence told with it, has enough of the words that tell what the plan is about; pairs
of characters that many sentences of the agency share tell little (the measure of
`grounding.support`). A plan that only says to go on or to do better names nothing to
look for.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from summarizer.domain.comparison import AgencyComparison, Comparison, FollowedPlan
from summarizer.domain.summary import Digest, Item, ReportSummary
from summarizer.domain.text import Span
from summarizer.grounding.support import pairs
from summarizer.lexicon import pattern
from summarizer.reading.clean import fold

_ENOUGH = 0.5
"""The weighted share of a plan's words that an achievement must have."""
_FEWEST = 2
"""Pairs of characters without which a plan says nothing in particular."""
_MOST_ANSWERS = 3
_SENTENCE = re.compile(r"[^。；;！]+[。；;！]?")
_LONGEST_ACCOUNT = 600
"""Characters after an achievement that may still tell of it."""
_NO_WORD = re.compile(r"[\W\d_]+")


class _Told(NamedTuple):
    """Something this year's report tells of as done, with what tells what it is about."""

    item: Item
    words: frozenset[str]


def compare_digests(last: Digest, this: Digest, text: str) -> Comparison:
    """Return what `this` year's reports say of the plans in `last` year's.

    `text` is the text that `this` was made from, as read.
    """
    before, after = _by_agency(last), _by_agency(this)
    return Comparison(
        schema_version=this.schema_version,
        last=last.document,
        this=this.document,
        agencies=tuple(
            _agency(reports, after[name], text) for name, reports in before.items() if name in after
        ),
        only_last=tuple(_shown(before[name]) for name in before if name not in after),
        only_this=tuple(_shown(after[name]) for name in after if name not in before),
        complete=last.complete and this.complete,
        warnings=_order(last, this) + last.warnings + this.warnings,
    )


def _order(last: Digest, this: Digest) -> tuple[str, ...]:
    """Return a warning where the first document is not of an earlier year than the second."""
    newest = [max((r.period for r in d.reports if r.period), default="") for d in (last, this)]
    if not all(newest) or newest[0] < newest[1]:
        return ()
    return (f"前一份为{newest[0]}年，后一份为{newest[1]}年，请确认两份汇编的先后次序",)


def _by_agency(digest: Digest) -> Mapping[str, Sequence[ReportSummary]]:
    """Return the reports by folded agency name, in the order of the document."""
    found: dict[str, list[ReportSummary]] = {}
    for report in digest.reports:
        if report.agency:
            found.setdefault(fold(report.agency), []).append(report)
    return found


def _shown(reports: Sequence[ReportSummary]) -> str:
    return reports[0].agency or reports[0].id


def _agency(
    last: Sequence[ReportSummary], this: Sequence[ReportSummary], text: str
) -> AgencyComparison:
    plans = [(item, _words(item.text)) for report in last for item in report.next_steps]
    # A sentence that stands in the document twice is looked at once.
    told = {found.words: found for report in reversed(this) for found in _told(report, text)}
    common = Counter(pair for words in (*told, *(words for _, words in plans)) for pair in words)
    return AgencyComparison(
        agency=_shown(this),
        last=tuple(report.id for report in last),
        this=tuple(report.id for report in this),
        plans=tuple(_followed(plan, words, tuple(told.values()), common) for plan, words in plans),
    )


def _told(report: ReportSummary, text: str) -> Iterator[_Told]:
    """Yield each achievement, and the sentences from it to the next item."""
    items = (*report.achievements, *report.problems, *report.next_steps)
    starts = sorted(item.evidence[0].start for item in items)
    for item in report.achievements:
        yield _Told(item, _words(item.text))
        start = item.evidence[0].start
        after = bisect_right(starts, start)
        end = starts[after] if after < len(starts) else report.span.end
        for sentence in _SENTENCE.finditer(text, start, min(end, start + _LONGEST_ACCOUNT)):
            said = "".join(sentence[0].split())
            place = Span(*sentence.span(), item.evidence[0].page)
            yield _Told(Item(said, (place,), item.section, item.engine), _words(said))


def _followed(
    plan: Item, words: frozenset[str], told: Sequence[_Told], common: Counter[str]
) -> FollowedPlan:
    if len(words) < _FEWEST:
        return FollowedPlan(plan, "general", ())
    shares = [_share(words, found.words, common) for found in told]
    closest = sorted(
        range(len(told)), key=lambda at: (-shares[at], told[at].item.evidence[0].start)
    )
    answers: list[Item] = []
    for at in closest[:_MOST_ANSWERS]:
        if shares[at] >= _ENOUGH and not any(_overlap(told[at].item, other) for other in answers):
            answers.append(told[at].item)
    return FollowedPlan(plan, "kept" if answers else "not_mentioned", tuple(answers))


def _overlap(one: Item, other: Item) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)


def _words(text: str) -> frozenset[str]:
    """Return the pairs of characters that tell what `text` is about, without stock verbs."""
    stretches = pattern("plan_frames").sub(" ", fold(text))
    return frozenset[str]().union(*map(pairs, _NO_WORD.split(stretches)))


def _share(wanted: frozenset[str], held: frozenset[str], common: Counter[str]) -> float:
    return _weight(wanted & held, common) / (_weight(wanted, common) or 1)


def _weight(found: Iterable[str], common: Counter[str]) -> float:
    return math.fsum(1 / math.sqrt(common[pair]) for pair in found)
