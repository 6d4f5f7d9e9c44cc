"""Findings: what an auditor would raise about the documents themselves."""

from summarizer.domain.document import Report
from summarizer.domain.outline import Block, Category, Outline
from summarizer.domain.summary import Finding
from summarizer.domain.text import CleanText, Range
from summarizer.lexicon import pattern

_TAIL = 40
_PARTS = {
    Category.PROBLEM: ("problems", "存在的问题"),
    Category.NEXT_STEP: ("next_steps", "下一步打算"),
}


def audit_report(text: CleanText, report: Report) -> tuple[Finding, ...]:
    """Return what is to be raised about one report."""
    return (*_untitled(text, report), *_broken_off(text, report))


def _untitled(text: CleanText, report: Report) -> tuple[Finding, ...]:
    if report.title is not None or report.agency is not None:
        return ()
    head = Range(report.stretch.start, min(report.stretch.start + _TAIL, report.stretch.end))
    return (
        Finding(
            code="no_title",
            severity="warning",
            message="未找到报告标题和单位，全文按一份报告处理，请核对",
            evidence=text.spans(head),
            reports=(report.id,),
        ),
    )


def _broken_off(text: CleanText, report: Report) -> tuple[Finding, ...]:
    if not report.truncated:
        return ()
    tail = Range(max(report.body.start, report.stretch.end - _TAIL), report.stretch.end)
    return (
        Finding(
            code="truncated",
            severity="warning",
            message=f"{report.agency or f'编号{report.id}'}的报告在句中中断，建议向该单位索取全文",
            evidence=text.spans(tail),
            reports=(report.id,),
        ),
    )


def audit_sections(
    text: CleanText, report: Report, outline: Outline, found: frozenset[Category]
) -> tuple[Finding, ...]:
    """Return a finding for each kind of section that the report has and no item came from.

    `found` are the categories that have items. A section with nothing read from
    it is not a section that is absent: whoever signs must look at it.
    """
    findings = []
    for category, (part, name) in _PARTS.items():
        if category in found:
            continue
        unread = next((b for b in outline.blocks if _says_something(text, b, category)), None)
        if unread is None or unread.heading is None:
            continue
        agency = report.agency or report.id
        findings.append(
            Finding(
                code=f"{part}_not_extracted",
                severity="warning",
                message=f"{agency}的报告有“{name}”部分，未能逐条提取，请核对原文",
                evidence=text.spans(Range(unread.heading.start, unread.units[-1].stretch.end)),
                reports=(report.id,),
            )
        )
    return tuple(findings)


def _says_something(text: CleanText, block: Block, category: Category) -> bool:
    body = [unit for unit in block.units if not unit.heading]
    if block.category is not category or not block.announces or not body:
        return False
    return pattern("says_none").match(text.folded, *body[0].stretch) is None


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
