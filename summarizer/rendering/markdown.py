"""The digest as Markdown that a person reads and hands on."""

import re
from collections.abc import Iterator

from summarizer.domain.summary import Digest, Finding, Item, Listing, Metric, ReportSummary
from summarizer.domain.text import Span
from summarizer.rendering.text import printable

_SECTIONS = (("achievements", "主要成效"), ("problems", "存在问题"), ("next_steps", "下一步"))
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def to_markdown(digest: Digest) -> str:
    """Return the whole digest; numbers in brackets are offsets into the document as read."""
    return "\n".join(_lines(digest)) + "\n"


def briefs(digest: Digest) -> str:
    """Return one paragraph for each agency, and one for the document."""
    paragraphs = [report.brief for report in digest.reports]
    return "\n\n".join(map(printable, [*paragraphs, digest.overview.brief])) + "\n"


def listing(found: Listing) -> str:
    """Return the reports found, a line each: number, span, date, agency, title."""
    lines = []
    for report in found.reports:
        parts = [
            report.id,
            f"{report.span.start}-{report.span.end}",
            report.date or "日期未载明",
            printable(report.agency or "单位未载明"),
            printable(report.title or "标题未载明"),
        ]
        lines.append("\t".join(parts) + ("\t（中断）" if report.truncated else ""))
    return "\n".join(lines) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    yield f"# {_escaped(digest.document.title or digest.document.name)}"
    yield ""
    yield _escaped(digest.overview.brief)
    yield from _findings(digest.findings)
    for report in digest.reports:
        yield ""
        yield from _report(report)


def _report(report: ReportSummary) -> Iterator[str]:
    yield f"## {_escaped(report.agency or report.id)}"
    yield ""
    yield f"{_escaped(report.title or '标题未载明')}（{report.date or '日期未载明'}）"
    yield ""
    yield f"> {_escaped(report.brief)}"
    for category, heading in _SECTIONS:
        items: tuple[Item, ...] = getattr(report, category)
        yield ""
        yield f"### {heading}"
        yield ""
        if not items:
            unread = report.unread(category)
            yield "未能逐条提取，请核对原文。" if unread else "报告未提及。"
        for item in items:
            yield f"- {_escaped(item.text)} {_places(item.evidence)}"
    if report.metrics:
        yield ""
        yield "### 指标"
        yield ""
        yield "| 指标 | 数值 | 单位 | 约数 | 原文 |"
        yield "|---|---:|---|---|---|"
        for metric in report.metrics:
            yield _row(metric)
    yield from _findings(report.findings)


def _row(metric: Metric) -> str:
    cells = (
        _escaped(metric.label),
        str(metric.value),
        _escaped(metric.unit),
        metric.qualifier or "",
        _places(metric.evidence),
    )
    return f"| {' | '.join(cells)} |"


def _findings(findings: tuple[Finding, ...]) -> Iterator[str]:
    if findings:
        yield ""
        for finding in findings:
            yield f"**核查** {_escaped(finding.message)} {_places(finding.evidence)}".rstrip()


def _places(spans: tuple[Span, ...]) -> str:
    return f"\\[{', '.join(f'{span.start}-{span.end}' for span in spans)}\\]" if spans else ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", printable(text))
