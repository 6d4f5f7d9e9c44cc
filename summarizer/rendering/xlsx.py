"""The digest as a workbook: one sheet a kind, numbers as numbers, sentences as notes."""

import datetime as dt
import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.domain.overview import Cell
from summarizer.domain.summary import Digest
from summarizer.domain.text import Span
from summarizer.errors import OutputUnwritable
from summarizer.rendering.contents import (
    PARTS,
    amount,
    columns,
    items_of,
    pages,
    places,
    severity,
    side_by_side,
)
from summarizer.rendering.names import Lang, Names, names
from summarizer.rendering.quoting import Quotes
from summarizer.rendering.text import begins_like_a_formula, printable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_ROWS, _COLUMNS = 1_048_576, 16_384
_LONGEST = 16_000
_EXACT = 10**15
_FONT = {"font_name": "宋体", "font_size": 11}
_LINE_PT, _HIGHEST_PT = 17, 400
_NARROW = "\u2e7f"
_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_WIDTHS = {
    "number": 8,
    "agency": 24,
    "title": 36,
    "date": 12,
    "brief": 70,
    "text": 56,
    "label": 36,
    "section": 24,
    "places": 22,
    "qualifier": 8,
    "unit": 10,
    "period": 10,
    "pages": 8,
    "message": 60,
    "theme": 36,
    "agencies": 40,
    "not_stated": 20,
}


@dataclass(frozen=True, slots=True)
class _Noted:
    """A cell with the sentence it is from."""

    value: str | int | float
    note: str


_Value = str | int | float | _Noted | None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table with its heads; `keys` are the keys of their names, for widths."""

    title: str
    keys: tuple[str, ...]
    heads: tuple[str, ...]
    rows: Iterable[list[_Value]]


def to_xlsx(digest: Digest, text: str | None, lang: Lang) -> bytes:
    """Return the workbook; the same digest gives the same bytes.

    Raises `OutputUnwritable` where a sheet would be longer or wider than a workbook can hold.
    """
    from xlsxwriter import Workbook

    written = io.BytesIO()
    framed = _FONT | {"border": 1, "border_color": "#C8CCD2"}
    wrapped = framed | {"text_wrap": True, "valign": "top"}
    # A copy: the library writes into what it is given.
    book = Workbook(written, {"in_memory": True, "default_format_properties": dict(_FONT)})
    book.set_properties({"title": printable(digest.document.title or ""), "created": _CREATED})
    book.set_size(2400, 1400)
    formats = {
        "head": book.add_format(framed | {"bold": True, "bg_color": "#DDE6F0"}),
        "plain": book.add_format(wrapped),
        "guarded": book.add_format(wrapped | {"quote_prefix": True}),
    }
    for sheet in _sheets(digest, names(lang), Quotes(text)):
        _write(book.add_worksheet(sheet.title), sheet, formats)
    book.close()
    return written.getvalue()


def _sheets(digest: Digest, name: Names, quotes: Quotes) -> Iterator[_Sheet]:
    def sheet(title: str, keys: tuple[str, ...], rows: Iterable[list[_Value]]) -> _Sheet:
        return _Sheet(name[title], keys, tuple(name[key] for key in keys), rows)

    yield sheet("agencies", _AGENCY, _agencies(digest, name))
    for part in PARTS:
        yield sheet(part, _ITEM, _items(digest, part, quotes))
    yield sheet("metrics", _METRIC, _metrics(digest, quotes))
    yield _comparison(digest, name, quotes)
    yield sheet("themes", _THEME, _themes(digest, name, quotes))
    yield sheet("findings", _FINDING, _findings(digest, name, quotes))
    yield sheet("notes", ("kind", "text"), _notes(digest, name))


_AGENCY = (
    "number",
    "agency",
    "title",
    "date",
    "period",
    *PARTS,
    "metrics",
    "findings",
    "not_stated",
    "brief",
    "brief_engine",
    "engine",
    "places",
)
_ITEM = ("number", "agency", "text", "section", "pages", "places", "engine")
_METRIC = ("number", "agency", "label", "value", "unit", "qualifier", "as_of", "pages", "places")
_THEME = ("kind", "theme", "agencies", "number", "agency", "text", "pages", "places", "engine")
_FINDING = ("severity", "message", "code", "number", "pages", "places")
_COMPARISON = ("label", "unit", "period")


def _agencies(digest: Digest, name: Names) -> Iterator[list[_Value]]:
    silences = {silence.report: silence.parts for silence in digest.overview.not_stated}
    for report in digest.reports:
        yield [
            report.id,
            report.agency or name["no_agency"],
            report.title or name["no_title"],
            report.date or name["no_date"],
            report.period,
            *(len(items_of(report, part)) for part in PARTS),
            len(report.metrics),
            len(report.findings),
            name["comma"].join(name[part] for part in silences.get(report.id, ())),
            report.brief,
            report.brief_engine,
            report.engine,
            places((report.span,)),
        ]


def _items(digest: Digest, part: str, quotes: Quotes) -> Iterator[list[_Value]]:
    for report in digest.reports:
        for item in items_of(report, part):
            text = _Noted(item.text, quotes.of(item.evidence))
            where = _where(item.evidence)
            yield [report.id, report.agency, text, item.section, *where, item.engine]


def _metrics(digest: Digest, quotes: Quotes) -> Iterator[list[_Value]]:
    for report in digest.reports:
        for metric in report.metrics:
            value = _Noted(metric.value, quotes.of(metric.evidence))
            head = [report.id, report.agency, metric.label, value, metric.unit]
            yield [*head, metric.qualifier, metric.as_of, *_where(metric.evidence)]


def _comparison(digest: Digest, name: Names, quotes: Quotes) -> _Sheet:
    agencies = columns(digest)
    rows = (
        [
            row.label,
            row.unit,
            row.period,
            *(_stated(found, name, quotes) for found in side_by_side(row, agencies)),
            row.total,
        ]
        for row in digest.overview.table.rows
    )
    keys = (*_COMPARISON, *("value" for _ in agencies), "total")
    heads = (*(name[key] for key in _COMPARISON), *(c.agency for c in agencies), name["total"])
    return _Sheet(name["comparison"], keys, heads, rows)


def _stated(stated: tuple[Cell, ...], name: Names, quotes: Quotes) -> _Value:
    if not stated:
        return None
    note = quotes.of(tuple(span for cell in stated for span in cell.evidence))
    if len(stated) > 1:
        amounts = (amount(cell.value, cell.qualifier, name) for cell in stated)
        return _Noted("; ".join(amounts), note)
    (cell,) = stated
    said = " ".join(filter(None, (cell.qualifier, cell.as_of)))
    return _Noted(cell.value, f"{said}{name['colon']}{note}" if said else note)


def _themes(digest: Digest, name: Names, quotes: Quotes) -> Iterator[list[_Value]]:
    for theme in digest.overview.themes:
        head = [name[theme.category], theme.title, name["comma"].join(theme.agencies)]
        for mention in theme.mentions:
            text = _Noted(mention.text, quotes.of(mention.evidence))
            where = _where(mention.evidence)
            yield [*head, mention.report, mention.agency, text, *where, theme.engine]


def _findings(digest: Digest, name: Names, quotes: Quotes) -> Iterator[list[_Value]]:
    found = (*digest.findings, *(f for report in digest.reports for f in report.findings))
    for finding in found:
        message = _Noted(finding.message, quotes.of(finding.evidence))
        about = name["comma"].join(finding.reports)
        yield [severity(finding, name), message, finding.code, about, *_where(finding.evidence)]


def _notes(digest: Digest, name: Names) -> Iterator[list[_Value]]:
    document = digest.document
    yield [name["file"], document.name]
    yield [name["title"], document.title or name["no_title"]]
    yield [name["sha256"], document.sha256]
    yield [name["characters"], document.characters]
    yield [name["reports"], len(digest.reports)]
    yield [name["declared_reports"], document.declared_reports]
    yield [name["engine"], digest.engine]
    yield [name["schema_version"], digest.schema_version]
    yield [name["overview"], digest.overview.brief]
    for warning in digest.warnings:
        yield [name["warnings"], warning]
    for key in ("places", "engines", "notes", "comparison", "guard"):
        yield [name["notes"], name[f"explain_{key}"]]


def _where(spans: tuple[Span, ...]) -> list[_Value]:
    return [pages(spans), places(spans)]


def _write(page: "Worksheet", sheet: _Sheet, formats: "dict[str, Format]") -> None:
    if len(sheet.heads) > _COLUMNS:
        raise OutputUnwritable(f"{len(sheet.heads)} columns are more than a workbook holds")
    last = 0
    for number, head in enumerate(sheet.heads):
        page.write_string(0, number, _shown(head), formats["head"])
        page.set_column(number, number, _width(sheet.keys[number]))
    for last, row in enumerate(sheet.rows, start=1):
        if last == _ROWS:
            raise OutputUnwritable(
                f"more than {_ROWS - 1} rows do not fit a sheet; use --format csv"
            )
        page.set_row(last, _height(row, sheet.keys))
        for number, value in enumerate(row):
            _write_cell(page, last, number, value, formats)
    page.autofilter(0, 0, last, len(sheet.heads) - 1)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _width(key: str) -> int:
    return _WIDTHS.get(key, 12)


def _height(row: list[_Value], keys: tuple[str, ...]) -> int:
    """Return the height in points that shows all of a row; not every program works it out."""
    texts = (value.value if isinstance(value, _Noted) else value for value in row)
    lines = (
        -(-sum(2 if character > _NARROW else 1 for character in text) // (_width(key) - 1))
        for text, key in zip(texts, keys, strict=True)
        if isinstance(text, str)
    )
    return min(_HIGHEST_PT, _LINE_PT * max(1, *lines))


def _write_cell(
    page: "Worksheet", row: int, column: int, value: _Value, formats: "dict[str, Format]"
) -> None:
    if isinstance(value, _Noted):
        if value.note:
            page.write_comment(row, column, _shown(value.note), {"x_scale": 2.5, "y_scale": 1.5})
        value = value.value
    if value is None or value == "":
        page.write_blank(row, column, None, formats["plain"])
    elif isinstance(value, str) or not math.isfinite(value) or abs(value) > _EXACT:
        shown = _shown(str(value))
        guarded = begins_like_a_formula(shown)
        page.write_string(row, column, shown, formats["guarded" if guarded else "plain"])
    else:
        page.write_number(row, column, value, formats["plain"])


def _shown(text: str) -> str:
    return printable(text[:_LONGEST])
