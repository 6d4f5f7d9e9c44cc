"""The digest as one page that needs nothing else: summary beside source, evidence lit on demand.

Template, style and script stand in `page/` and go into the page whole; a policy
in the page lets nothing else run or load. Without the script every item is still
a link to its first passage, and every passage one to its item.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from summarizer.domain.overview import Cell
from summarizer.domain.summary import Digest, Finding, Item, ReportSummary
from summarizer.domain.text import Span
from summarizer.rendering.contents import (
    PARTS,
    amount,
    columns,
    items_of,
    missing,
    pages,
    places,
    severity,
    side_by_side,
)
from summarizer.rendering.names import Lang, Names, names
from summarizer.rendering.segments import cut
from summarizer.rendering.text import printable, printable_lines

if TYPE_CHECKING:
    from jinja2 import Template

_CHART_PX, _WIDEST_ITEM_PX = 300, 10


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something on the page that evidence stands behind."""

    number: int
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class _Bar:
    """A stretch of the chart, in pixels from where the bars begin."""

    part: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class _Bars:
    """An agency's line of the chart."""

    agency: str
    bars: tuple[_Bar, ...]
    end: float


def to_html(digest: Digest, text: str | None, lang: Lang) -> bytes:
    """Return the page, in UTF-8; it loads nothing, and holds `text` where that is given."""
    view = _View(digest, names(lang))
    overview, reports = view.overview(), [view.report(report) for report in digest.reports]
    starts = [report.span.start for report in digest.reports]
    source = cut(text or "", view.evidence, starts)
    style, script = _data("page.css"), _data("page.js")
    page = _template().render(
        lang={"zh": "zh-Hans", "en": "en"}[lang],
        name=names(lang),
        title=digest.document.title or digest.document.name,
        digest=digest,
        overview=overview,
        reports=reports,
        chart=_chart(digest),
        parts=PARTS,
        sections=source.sections if text else (),
        passages=source.passages,
        kinds=view.kinds,
        style=style,
        script=script,
        policy=(
            f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
    )
    return page.encode()


class _View:
    """Turns a digest into what the template shows, and collects the evidence on the way."""

    def __init__(self, digest: Digest, name: Names) -> None:
        self._digest = digest
        self._name = name
        self.evidence: list[tuple[Span, ...]] = []
        self.kinds: list[str] = []

    def overview(self) -> dict[str, Any]:
        found = self._digest.overview
        agencies = columns(self._digest)
        return {
            "themes": [
                (theme, [self._entry(theme.category, m.text, m.evidence) for m in theme.mentions])
                for theme in found.themes
            ],
            "agencies": agencies,
            "rows": [
                (row, [self._cells(stated) for stated in side_by_side(row, agencies)])
                for row in found.table.rows
            ],
            "findings": self._findings(self._digest.findings),
        }

    def report(self, report: ReportSummary) -> dict[str, Any]:
        return {
            "summary": report,
            "findings": self._findings(report.findings),
            "parts": [
                (part, self._items(part, items_of(report, part)), missing(report, part, self._name))
                for part in PARTS
            ],
            "metrics": [
                (metric, self._entry("metrics", metric.label, metric.evidence))
                for metric in report.metrics
            ],
        }

    def _cells(self, stated: Iterable[Cell]) -> list[_Entry]:
        return [
            self._entry("metrics", amount(cell.value, cell.qualifier, self._name), cell.evidence)
            for cell in stated
        ]

    def _items(self, part: str, items: Iterable[Item]) -> list[tuple[Item, _Entry]]:
        return [(item, self._entry(part, item.text, item.evidence)) for item in items]

    def _findings(self, findings: Iterable[Finding]) -> list[tuple[str, _Entry]]:
        return [
            (severity(f, self._name), self._entry("findings", f.message, f.evidence))
            for f in findings
        ]

    def _entry(self, kind: str, text: str, evidence: tuple[Span, ...]) -> _Entry:
        self.evidence.append(evidence)
        self.kinds.append(kind)
        page = pages(evidence)
        where = [self._name["page"].format(page=page)] if page else []
        place = " ".join([*where, places(evidence)])
        return _Entry(len(self.evidence) - 1, text, place)


def _chart(digest: Digest) -> list[_Bars]:
    counts = [[len(items_of(report, part)) for part in PARTS] for report in digest.reports]
    wide = min(_WIDEST_ITEM_PX, _CHART_PX / max(1, *map(sum, counts)))
    rows = []
    for report, found in zip(digest.reports, counts, strict=True):
        ends = [round(end * wide, 1) for end in accumulate(found, initial=0)]
        bars = tuple(
            _Bar(part, count, start, round(end - start, 1))
            for part, count, (start, end) in zip(PARTS, found, pairwise(ends), strict=True)
        )
        rows.append(_Bars(report.agency or report.id, bars, ends[-1]))
    return rows


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("summarizer.rendering", "page"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"shown": printable, "lines": printable_lines}
    return environment.get_template("page.html.j2")


@cache
def _data(name: str) -> str:
    return (files("summarizer.rendering") / "page" / name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
