"""The digest as Markdown that a person reads and hands on."""

import re
from collections.abc import Iterable, Iterator

from summarizer.domain.overview import Cell, Overview
from summarizer.domain.summary import Digest, Finding, Listing, Metric, ReportSummary
from summarizer.domain.text import Span
from summarizer.rendering.contents import (
    PARTS,
    amount,
    columns,
    items_of,
    missing,
    places,
    side_by_side,
)
from summarizer.rendering.names import Lang, Names, names
from summarizer.rendering.text import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def to_markdown(digest: Digest, lang: Lang = "zh") -> str:
    """Return the whole digest; numbers in brackets are offsets into the document as read."""
    return "\n".join(_lines(digest, names(lang))) + "\n"


def briefs(digest: Digest) -> str:
    """Return one paragraph for each agency, and one for the document."""
    paragraphs = [report.brief for report in digest.reports]
    return "\n\n".join(map(printable, [*paragraphs, digest.overview.brief])) + "\n"


def listing(found: Listing, lang: Lang = "zh") -> str:
    """Return the reports found, a line each: number, span, date, agency, title."""
    name = names(lang)
    lines = []
    for report in found.reports:
        parts = [
            report.id,
            f"{report.span.start}-{report.span.end}",
            report.date or name["no_date"],
            printable(report.agency or name["no_agency"]),
            printable(report.title or name["no_title"]),
        ]
        lines.append("\t".join(parts) + (f"\t{name['broken_off']}" if report.truncated else ""))
    return "\n".join(lines) + "\n"


def _lines(digest: Digest, name: Names) -> Iterator[str]:
    yield f"# {escaped(digest.document.title or digest.document.name)}"
    yield ""
    yield escaped(digest.overview.brief)
    yield from _findings(digest.findings, name)
    for category in ("problems", "next_steps"):
        yield from _themes(digest.overview, category, name)
    yield from _comparison(digest, name)
    yield from _not_stated(digest.overview, name)
    for report in digest.reports:
        yield ""
        yield from _report(report, name)


def _themes(overview: Overview, category: str, name: Names) -> Iterator[str]:
    themes = [theme for theme in overview.themes if theme.category == category]
    if themes:
        yield from ("", f"## {name[f'themes_{category}']}", "")
    for theme in themes:
        agencies = name["comma"].join(theme.agencies)
        yield f"- {escaped(theme.title + name['colon'] + agencies)}"
        for mention in theme.mentions:
            said = f"{mention.agency or mention.report}{name['colon']}{mention.text}"
            yield f"  - {escaped(said)} {bracketed(mention.evidence)}"


def _comparison(digest: Digest, name: Names) -> Iterator[str]:
    agencies, table = columns(digest), digest.overview.table
    if table.rows:
        yield from ("", f"## {name['comparison']}", "")
        heads = [*(name[key] for key in ("label", "unit", "period")), *(c.agency for c in agencies)]
        yield f"| {' | '.join(map(escaped, [*heads, name['total']]))} |"
        yield f"|---|---|---|{'---:|' * (len(agencies) + 1)}"
        for row in table.rows:
            stated = ["; ".join(_stated(found, name)) for found in side_by_side(row, agencies)]
            total = "" if row.total is None else str(row.total)
            texts = [row.label, row.unit, row.period or "", *stated, total]
            yield f"| {' | '.join(map(escaped, texts))} |"
    if table.unmatched:
        yield from ("", name["only_one"].format(count=len(table.unmatched)))


def _stated(found: Iterable[Cell], name: Names) -> Iterator[str]:
    for cell in found:
        yield f"{amount(cell.value, cell.qualifier, name)} {places(cell.evidence)}".rstrip()


def _not_stated(overview: Overview, name: Names) -> Iterator[str]:
    if overview.not_stated:
        yield from ("", f"## {name['not_stated']}", "")
    for silence in overview.not_stated:
        parts = name["comma"].join(name[part] for part in silence.parts)
        yield f"- {escaped((silence.agency or silence.report) + name['colon'] + parts)}"


def _report(report: ReportSummary, name: Names) -> Iterator[str]:
    title = escaped(report.title or name["no_title"])
    yield f"## {escaped(report.agency or report.id)}"
    yield ""
    yield f"{title}（{report.date or name['no_date']}）"
    yield ""
    yield f"> {escaped(report.brief)}"
    for part in PARTS:
        items = items_of(report, part)
        yield from ("", f"### {name[part]}", "")
        if not items:
            yield missing(report, part, name)
        for item in items:
            yield f"- {escaped(item.text)} {bracketed(item.evidence)}"
    if report.metrics:
        heads = [name[key] for key in ("label", "value", "unit", "qualifier", "source")]
        yield from ("", f"### {name['metrics']}", "")
        yield f"| {' | '.join(heads)} |"
        yield "|---|---:|---|---|---|"
        for metric in report.metrics:
            yield _row(metric)
    yield from _findings(report.findings, name)


def _row(metric: Metric) -> str:
    shown = (
        escaped(metric.label),
        str(metric.value),
        escaped(metric.unit),
        metric.qualifier or "",
        bracketed(metric.evidence),
    )
    return f"| {' | '.join(shown)} |"


def _findings(findings: tuple[Finding, ...], name: Names) -> Iterator[str]:
    for finding in findings:
        said = f"**{name['finding']}** {escaped(finding.message)}"
        yield from ("", f"{said} {bracketed(finding.evidence)}".rstrip())


def bracketed(spans: tuple[Span, ...]) -> str:
    """Return where `spans` stand, in brackets."""
    return escaped(places(spans))


def escaped(text: str) -> str:
    """Return `text` as Markdown shows it letter for letter."""
    return _SPECIAL.sub(r"\\\1", printable(text))
