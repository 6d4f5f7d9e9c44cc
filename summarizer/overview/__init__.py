"""What can be said across the agencies of one document.

Deterministic; every number is counted or summed here, in code.
"""

from collections.abc import Sequence

from summarizer.domain.document import DocumentInfo
from summarizer.domain.overview import Overview, Silence
from summarizer.domain.summary import ReportSummary
from summarizer.overview.brief import brief_of_all
from summarizer.overview.table import table_of
from summarizer.overview.themes import themes_of

__all__ = ["overview_of"]

_PARTS = ("achievements", "problems", "next_steps", "metrics")


def overview_of(document: DocumentInfo, reports: Sequence[ReportSummary]) -> Overview:
    """Return the paragraph, the themes, the table and what is not stated."""
    themes = themes_of(reports)
    return Overview(
        brief=brief_of_all(document, reports, themes),
        themes=themes,
        table=table_of(reports),
        not_stated=tuple(
            Silence(report.id, report.agency, silent)
            for report in reports
            if (silent := _not_stated(report))
        ),
    )


def _not_stated(report: ReportSummary) -> tuple[str, ...]:
    """Return the parts that a report is silent on; one that could not be read is not among them."""
    return tuple(part for part in _PARTS if not getattr(report, part) and not report.unread(part))
