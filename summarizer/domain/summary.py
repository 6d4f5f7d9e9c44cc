"""What an engine claims, what grounding lets through, and the result as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.domain.document import DocumentInfo
from summarizer.domain.outline import Category
from summarizer.domain.overview import Overview
from summarizer.domain.text import Range, Span
from summarizer.domain.usage import Usage


@dataclass(frozen=True)
class Provenance:
    """How a report's summary came about."""

    model: str | None = None
    prompt: str | None = None
    """Name, version and fingerprint of each prompt that was used."""
    attempts: int = 0
    """How often the model was asked about this report, repairs included."""
    fallback_reason: str | None = None
    """Why the rules stand in for the model, wholly or in part."""
    notes: tuple[str, ...] = ()
    """What was mended, moved or left out on the way."""
    usage: Usage | None = None


class Claim(NamedTuple):
    """What an engine says a report says; nothing is shown before it is grounded."""

    category: Category
    text: str
    evidence: tuple[Range, ...]
    section: str | None
    engine: str = "rules"


@dataclass(frozen=True)
class Draft:
    """All the claims an engine makes about one report."""

    claims: tuple[Claim, ...]
    provenance: Provenance = Provenance()

    @property
    def engine(self) -> str:
        """Return the engine all claims are from, or `mixed`."""
        asked = self.provenance.model and not self.provenance.fallback_reason
        return (
            engine_of(claim.engine for claim in self.claims)
            if self.claims
            else ("llm" if asked else "rules")
        )


def engine_of(engines: Iterable[str]) -> str:
    """Return the one engine among `engines`, `mixed` where there are several, else `rules`."""
    found = sorted(set(engines))
    return "mixed" if len(found) > 1 else found[0] if found else "rules"


@dataclass(frozen=True)
class Item:
    """One achievement, problem or next step that the source bears out."""

    text: str
    evidence: tuple[Span, ...]
    section: str | None
    engine: str


@dataclass(frozen=True)
class Metric:
    """One figure: what it counts, how many of what, how exactly, as of when."""

    label: str
    value: int | float
    """The number as written: 1.2 with the unit 万件, not 12000."""
    unit: str
    qualifier: str | None
    """The word that makes it inexact (余, 近, 以上 …)."""
    approximate: bool
    as_of: str | None
    """ISO date, or None where the sentence names none."""
    evidence: tuple[Span, ...]


@dataclass(frozen=True)
class Finding:
    """Something an auditor would raise."""

    code: str
    severity: str
    """`warning`, `notice` or `info`; see `summarizer.audit.findings`."""
    message: str
    evidence: tuple[Span, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True)
class ReportSummary:
    """One agency's report, summarised and grounded."""

    id: str
    agency: str | None
    title: str | None
    date: str | None
    period: str | None
    span: Span
    achievements: tuple[Item, ...]
    problems: tuple[Item, ...]
    next_steps: tuple[Item, ...]
    metrics: tuple[Metric, ...]
    brief: str
    brief_engine: str
    """Who worded the brief: `rules` or `llm`."""
    engine: str
    provenance: Provenance
    findings: tuple[Finding, ...]

    def unread(self, part: str) -> bool:
        """Tell whether the report has a `part` (problems, next_steps) that no item came from."""
        return any(finding.code == f"{part}_not_extracted" for finding in self.findings)


@dataclass(frozen=True)
class Digest:
    """The result: what every output format is made from."""

    schema_version: str
    document: DocumentInfo
    engine: str
    reports: tuple[ReportSummary, ...]
    overview: Overview
    findings: tuple[Finding, ...]
    usage: Usage | None
    """All calls to a model; None where there were none to make."""
    warnings: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether the document is whole and no rules stand in for a model that was asked."""
        stood_in = any(report.provenance.fallback_reason for report in self.reports)
        return self.document.complete and not stood_in


@dataclass(frozen=True)
class Listing:
    """The reports found in a document, before anything is summarised."""

    document: DocumentInfo
    reports: tuple["ListedReport", ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class ListedReport:
    """One line of a `Listing`."""

    id: str
    agency: str | None
    title: str | None
    date: str | None
    period: str | None
    span: Span
    truncated: bool
