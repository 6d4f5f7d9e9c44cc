"""Last year's plans held against this year's achievements, agency by agency.

Agencies are matched by name and nothing else. A plan is kept where an achievement
has enough of the words that tell what the plan is about; pairs of characters that
many of the agency's items share tell little (the measure of `grounding.support`).
A plan that only says to go on or to do better names nothing to look for.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from summarizer.domain.comparison import AgencyComparison, Comparison, FollowedPlan
from summarizer.domain.summary import Digest, Item, ReportSummary
from summarizer.grounding.support import pairs
from summarizer.lexicon import pattern
from summarizer.reading.clean import fold

_ENOUGH = 0.5
"""The weighted share of a plan's words that an achievement must have."""
_FEWEST = 2
"""Pairs of characters without which a plan says nothing in particular."""
_MOST_ANSWERS = 3
_NO_WORD = re.compile(r"[\W\d_]+")


def compare_digests(last: Digest, this: Digest) -> Comparison:
    """Return what `this` year's reports say of the plans in `last` year's."""
    before, after = _by_agency(last), _by_agency(this)
    return Comparison(
        schema_version=this.schema_version,
        last=last.document,
        this=this.document,
        agencies=tuple(
            _agency(reports, after[name]) for name, reports in before.items() if name in after
        ),
        only_last=tuple(_shown(before[name]) for name in before if name not in after),
        only_this=tuple(_shown(after[name]) for name in after if name not in before),
        complete=last.complete and this.complete,
        warnings=last.warnings + this.warnings,
    )


def _by_agency(digest: Digest) -> Mapping[str, Sequence[ReportSummary]]:
    """Return the reports by folded agency name, in the order of the document."""
    found: dict[str, list[ReportSummary]] = {}
    for report in digest.reports:
        if report.agency:
            found.setdefault(fold(report.agency), []).append(report)
    return found


def _shown(reports: Sequence[ReportSummary]) -> str:
    return reports[0].agency or reports[0].id


def _agency(last: Sequence[ReportSummary], this: Sequence[ReportSummary]) -> AgencyComparison:
    plans = [item for report in last for item in report.next_steps]
    achievements = [item for report in this for item in report.achievements]
    told = [_words(item.text) for item in achievements]
    meant = [_words(item.text) for item in plans]
    common = Counter(pair for words in (*told, *meant) for pair in words)
    followed = [
        _followed(plan, words, achievements, [_share(words, held, common) for held in told])
        for plan, words in zip(plans, meant, strict=True)
    ]
    return AgencyComparison(
        agency=_shown(this),
        last=tuple(report.id for report in last),
        this=tuple(report.id for report in this),
        plans=tuple(followed),
    )


def _followed(
    plan: Item, words: frozenset[str], achievements: Sequence[Item], shares: Sequence[float]
) -> FollowedPlan:
    if len(words) < _FEWEST:
        return FollowedPlan(plan, "general", ())
    closest = sorted(range(len(shares)), key=lambda at: (-shares[at], at))
    answers = tuple(achievements[at] for at in closest[:_MOST_ANSWERS] if shares[at] >= _ENOUGH)
    return FollowedPlan(plan, "kept" if answers else "not_mentioned", answers)


def _words(text: str) -> frozenset[str]:
    """Return the pairs of characters that tell what `text` is about, without stock verbs."""
    stretches = pattern("plan_frames").sub(" ", fold(text))
    return frozenset[str]().union(*map(pairs, _NO_WORD.split(stretches)))


def _share(wanted: frozenset[str], held: frozenset[str], common: Counter[str]) -> float:
    return _weight(wanted & held, common) / (_weight(wanted, common) or 1)


def _weight(found: Iterable[str], common: Counter[str]) -> float:
    return math.fsum(sorted(1 / math.sqrt(common[pair]) for pair in found))
