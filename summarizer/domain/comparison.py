"""What became of last year's plans."""

from dataclasses import dataclass

from summarizer.domain.document import DocumentInfo
from summarizer.domain.summary import Item


@dataclass(frozen=True, slots=True)
class FollowedPlan:
    """One plan of last year's report, with what this year's report says of it."""

    plan: Item
    """Its evidence lies in last year's document."""
    status: str
    """`kept`: an achievement tells of the same work (whether to the full is for the reader);
    `not_mentioned`: none does; `general`: the plan names nothing that could be looked for."""
    answers: tuple[Item, ...]
    """The achievements that tell of it, the closest first; evidence in this year's document."""


@dataclass(frozen=True, slots=True)
class AgencyComparison:
    """One agency in two years."""

    agency: str
    last: tuple[str, ...]
    """Ids of its reports in last year's document."""
    this: tuple[str, ...]
    plans: tuple[FollowedPlan, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two compilations of successive years side by side."""

    schema_version: str
    last: DocumentInfo
    this: DocumentInfo
    agencies: tuple[AgencyComparison, ...]
    only_last: tuple[str, ...]
    """Agencies that have a report in last year's document only."""
    only_this: tuple[str, ...]
    complete: bool
    """Whether both documents are whole and no rules stand in for a model that was asked."""
    warnings: tuple[str, ...]
