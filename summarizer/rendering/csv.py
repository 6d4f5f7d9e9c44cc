"""Every item and figure as one table for a spreadsheet."""

import csv
import io
from collections.abc import Iterator

from summarizer.domain.summary import Digest, Item, Metric, ReportSummary
from summarizer.domain.text import Span
from summarizer.rendering.contents import PARTS, items_of, pages, places
from summarizer.rendering.names import Lang, Names, names
from summarizer.rendering.quoting import Quotes
from summarizer.rendering.text import begins_like_a_formula, printable

_COLUMNS = (
    "kind",
    "number",
    "agency",
    "text",
    "value",
    "unit",
    "qualifier",
    "as_of",
    "section",
    "sentence",
    "pages",
    "places",
    "engine",
)


def to_csv(digest: Digest, text: str | None, lang: Lang) -> bytes:
    """Return a row for each item and each figure, as UTF-8 with byte order mark and CRLF."""
    name, quotes = names(lang), Quotes(text)
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([name[column] for column in _COLUMNS])
    for report in digest.reports:
        for row in _rows(report, name, quotes):
            writer.writerow([_guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return written.getvalue().encode("utf-8-sig")


def _rows(
    report: ReportSummary, name: Names, quotes: Quotes
) -> Iterator[list[str | int | float | None]]:
    head = [report.id, report.agency]
    for part in PARTS:
        for item in items_of(report, part):
            yield [name[part], *head, *_item(item), *_evidence(item.evidence, quotes), item.engine]
    for metric in report.metrics:
        evidence = _evidence(metric.evidence, quotes)
        yield [name["metrics"], *head, *_metric(metric), *evidence, "rules"]


def _item(item: Item) -> list[str | int | float | None]:
    return [item.text, None, None, None, None, item.section]


def _metric(metric: Metric) -> list[str | int | float | None]:
    return [metric.label, metric.value, metric.unit, metric.qualifier, metric.as_of, None]


def _evidence(spans: tuple[Span, ...], quotes: Quotes) -> list[str]:
    return [quotes.of(spans), pages(spans), places(spans)]


def _guarded(cell: str) -> str:
    shown = printable(cell)
    return f"'{shown}" if begins_like_a_formula(shown) else shown
