"""What all findings have in common: severities, and how a report is named to its agency."""

from summarizer.domain.document import Report
from summarizer.domain.summary import Finding
from summarizer.domain.text import Span

WARNING = "warning"
"""The text contradicts itself or is not whole: look before signing."""
NOTICE = "notice"
"""Probably an oversight, perhaps with a good reason: ask the agency."""
INFO = "info"
"""Good to know; nothing need be wrong."""


def raised(
    report: Report, code: str, severity: str, message: str, evidence: tuple[Span, ...]
) -> Finding:
    """Return a finding about one report; `message` follows the agency's name."""
    return Finding(code, severity, f"{called(report)}的报告{message}", evidence, (report.id,))


def called(report: Report) -> str:
    """Return the agency's name, or the report's number where it names none."""
    return report.agency or f"编号{report.id}"
