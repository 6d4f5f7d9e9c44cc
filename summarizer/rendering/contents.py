"""What every format shows alike: parts, places, amounts, and the agencies side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.domain.overview import Cell, Row
from summarizer.domain.summary import Digest, Finding, Item, ReportSummary
from summarizer.domain.text import Span
from summarizer.rendering.names import Names

PARTS = ("achievements", "problems", "next_steps")


@dataclass(frozen=True, slots=True)
class Column:
    """An agency in the comparison."""

    report: str
    agency: str


def items_of(report: ReportSummary, part: str) -> tuple[Item, ...]:
    """Return the items of one of `PARTS`."""
    items: tuple[Item, ...] = getattr(report, part)
    return items


def missing(report: ReportSummary, part: str, name: Names) -> str:
    """Return what stands where `report` has no items of `part`: not stated, or not read."""
    return name["not_extracted" if report.unread(part) else "not_stated"] + name["full_stop"]


def severity(finding: Finding, name: Names) -> str:
    """Return how grave `finding` is, in words."""
    return name.get(f"severity_{finding.severity}", finding.severity)


def places(spans: Iterable[Span]) -> str:
    """Return the offsets of `spans` in brackets, or nothing where there are none.

    >>> places([Span(3, 9), Span(12, 20)])
    '[3-9, 12-20]'
    """
    listed = ", ".join(f"{span.start}-{span.end}" for span in spans)
    return f"[{listed}]" if listed else ""


def pages(spans: Iterable[Span]) -> str:
    """Return the pages that `spans` begin on, each once, or nothing where none is known."""
    return ", ".join(str(page) for page in sorted({s.page for s in spans if s.page is not None}))


def amount(value: float, qualifier: str | None, name: Names) -> str:
    """Return a figure with the word that makes it inexact.

    >>> from summarizer.rendering.names import names
    >>> amount(3600, "余", names("zh")), amount(3600, None, names("zh"))
    ('3600（余）', '3600')
    """
    return name["approximate"].format(value=value, qualifier=qualifier) if qualifier else str(value)


def columns(digest: Digest) -> tuple[Column, ...]:
    """Return the agencies that the comparison has figures of, in the order of the document."""
    stated = {cell.report for row in digest.overview.table.rows for cell in row.cells}
    return tuple(Column(r.id, r.agency or r.id) for r in digest.reports if r.id in stated)


def side_by_side(row: Row, shown: Iterable[Column]) -> list[tuple[Cell, ...]]:
    """Return what each of the agencies `shown` states in a row of the comparison."""
    stated: dict[str, list[Cell]] = {}
    for cell in row.cells:
        stated.setdefault(cell.report, []).append(cell)
    return [tuple(stated.get(column.report, ())) for column in shown]
