"""The document as a whole in one paragraph; its counts are made here, in code."""

from collections.abc import Sequence

from summarizer.domain.document import DocumentInfo
from summarizer.domain.overview import Theme
from summarizer.domain.summary import ReportSummary

_NAMED = 5
_NAMED_THEMES = 2
_COMMON = {
    "problems": "多家单位提到的问题有{}。",
    "next_steps": "多家单位安排的下一步工作有{}。",
}


def brief_of_all(
    document: DocumentInfo, reports: Sequence[ReportSummary], themes: Sequence[Theme]
) -> str:
    """Return one paragraph: what the document holds, what is common, who is silent."""
    named = [report.agency for report in reports if report.agency]
    title = f"《{document.title}》" if document.title else "本文件"
    listed = "、".join(named[:_NAMED]) + ("等" if len(named) > _NAMED else "")
    sentences = [f"{title}收录报告{len(reports)}份" + (f"，来自{listed}。" if listed else "。")]
    declared = document.declared_reports
    if declared is not None and declared != len(reports):
        sentences.append(f"文件自称{declared}份，实际读到{len(reports)}份。")
    counts = [
        sum(len(getattr(report, category)) for report in reports)
        for category in ("achievements", "problems", "next_steps", "metrics")
    ]
    sentences.append("共梳理出成效{}项、问题{}项、下一步措施{}项、指标{}个。".format(*counts))
    for category, frame in _COMMON.items():
        common = [t for t in themes if t.category == category][:_NAMED_THEMES]
        if common:
            told = "、".join(f"“{theme.title}”（{len(theme.agencies)}家）" for theme in common)
            sentences.append(frame.format(told))
    if silent := [r.agency or r.id for r in reports if not r.problems and not r.unread("problems")]:
        sentences.append(f"未提及存在问题的有{len(silent)}份：{_shortened(silent)}。")
    if silent := [
        r.agency or r.id for r in reports if not r.next_steps and not r.unread("next_steps")
    ]:
        sentences.append(f"未提及下一步打算的有{len(silent)}份：{_shortened(silent)}。")
    return "".join(sentences)


def _shortened(names: list[str]) -> str:
    return "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
