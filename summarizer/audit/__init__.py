"""Findings: what an auditor would raise about the documents themselves.

Nothing is corrected: a finding says what stands where and asks to have it checked.
"""

from itertools import islice

from summarizer.audit.completeness import audit_count, audit_extent, audit_sections
from summarizer.audit.findings import WARNING
from summarizer.audit.numbering import audit_numbering
from summarizer.audit.passages import audit_passages
from summarizer.audit.percentages import audit_percentages
from summarizer.audit.totals import audit_mistyped, audit_totals
from summarizer.audit.wording import audit_wording
from summarizer.audit.years import audit_years
from summarizer.domain.document import Report
from summarizer.domain.outline import Category, Outline
from summarizer.domain.summary import Finding, Metric
from summarizer.domain.text import CleanText

MOST_OF_A_KIND = 20

__all__ = ["WARNING", "audit_count", "audit_extent", "audit_passages", "audit_report"]


def audit_report(
    text: CleanText,
    report: Report,
    outline: Outline,
    found: frozenset[Category],
    metrics: tuple[Metric, ...],
) -> tuple[Finding, ...]:
    """Return what is to be raised about one report; `found` are the categories that have items.

    Of one kind at most `MOST_OF_A_KIND`: a text of nothing but slips is told by some.
    """
    kinds = (
        audit_extent(text, report),
        audit_sections(text, report, outline, found),
        audit_totals(text, report),
        audit_mistyped(report, metrics),
        audit_percentages(text, report),
        audit_years(text, report, outline),
        audit_numbering(text, report, outline),
        audit_wording(text, report, metrics),
    )
    return tuple(finding for kind in kinds for finding in islice(kind, MOST_OF_A_KIND))
