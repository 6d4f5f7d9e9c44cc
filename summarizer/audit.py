"""Findings: what an auditor would raise about the documents themselves."""

from summarizer.domain.document import Report
from summarizer.domain.summary import Finding
from summarizer.domain.text import CleanText, Range

_TAIL = 40


def audit_report(text: CleanText, report: Report) -> tuple[Finding, ...]:
    """Return what is to be raised about one report."""
    if not report.truncated:
        return ()
    tail = Range(max(report.body.start, report.stretch.end - _TAIL), report.stretch.end)
    return (
        Finding(
            code="truncated",
            severity="warning",
            message=f"{report.agency or report.id}的报告在句中中断，建议向该单位索取全文",
            evidence=text.spans(tail),
            reports=(report.id,),
        ),
    )


def audit_count(declared: int | None, found: int) -> tuple[Finding, ...]:
    """Return a finding where a document promises another number of reports than it holds."""
    if declared is None or declared == found:
        return ()
    return (
        Finding(
            code="count_mismatch",
            severity="warning",
            message=f"文件自称收录{declared}份报告，实际读到{found}份，建议核对原件是否完整",
            evidence=(),
            reports=(),
        ),
    )
