"""Is everything there: the reports promised, the end of a report, its title and its sections?"""

from collections.abc import Iterator

from summarizer.audit.findings import INFO, WARNING, raised
from summarizer.domain.document import Report
from summarizer.domain.outline import Block, Category, Outline
from summarizer.domain.summary import Finding
from summarizer.domain.text import CleanText, Range
from summarizer.lexicon import pattern
from summarizer.reading.outline import is_plan

_TAIL = 40
_PARTS = {
    Category.PROBLEM: ("problems", "存在的问题"),
    Category.NEXT_STEP: ("next_steps", "下一步打算"),
}
_SIGNS = {"problems": "signs_of_problems", "next_steps": "signs_of_plans"}


def audit_extent(text: CleanText, report: Report) -> Iterator[Finding]:
    """Yield a finding where a report has no title or breaks off."""
    if report.title is None and report.agency is None:
        head = Range(report.stretch.start, min(report.stretch.start + _TAIL, report.stretch.end))
        message = "未找到报告标题和单位，全文按一份报告处理，请核对"
        yield Finding("no_title", WARNING, message, text.spans(head), (report.id,))
    if report.truncated:
        tail = Range(max(report.body.start, report.stretch.end - _TAIL), report.stretch.end)
        message = "在句中中断，建议向该单位索取全文"
        yield raised(report, "truncated", WARNING, message, text.spans(tail))


def audit_sections(
    text: CleanText, report: Report, outline: Outline, found: frozenset[Category]
) -> Iterator[Finding]:
    """Yield a finding for each kind of section that no item came from.

    `found` are the categories that have items. A section with nothing read from
    it is not a section that is absent: whoever signs must look at it. A report that
    breaks off may have had the section, and a plan need not admit anything.
    """
    for category, (part, name) in _PARTS.items():
        if category in found:
            continue
        sections = [b for b in outline.blocks if b.category is category and b.announces]
        unread = next((b for b in sections if _says_something(text, b)), None)
        if unread is not None and unread.heading is not None:
            place = Range(unread.heading.start, unread.units[-1].stretch.end)
            message = f"有“{name}”部分，未能逐条提取，请核对原文"
            yield raised(report, f"{part}_not_extracted", WARNING, message, text.spans(place))
        elif not sections and _may_lack(text, report, part):
            message = f"未见“{name}”的内容，请确认是否需要补充"
            place = Range(report.stretch.start, max(report.body.start, report.stretch.start + 1))
            yield raised(report, "missing_section", INFO, message, text.spans(place))


def _may_lack(text: CleanText, report: Report, part: str) -> bool:
    """Tell whether a report that no item of a `part` came from really has nothing of it."""
    if report.truncated or not report.title or is_plan(report.title):
        return False
    return pattern(_SIGNS[part]).search(text.folded, *report.body) is None


def _says_something(text: CleanText, block: Block) -> bool:
    body = [unit for unit in block.units if not unit.heading]
    return bool(body) and pattern("says_none").match(text.folded, *body[0].stretch) is None


def audit_count(declared: int | None, found: int) -> tuple[Finding, ...]:
    """Return a finding where a document promises another number of reports than it holds."""
    if declared is None or declared == found:
        return ()
    message = f"文件自称收录{declared}份报告，实际读到{found}份，建议核对原件是否完整"
    return (Finding("count_mismatch", WARNING, message, (), ()),)
