"""Briefs and comparison as an official document, with the evidence as an annex."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from summarizer.domain.overview import Cell, Theme
from summarizer.domain.summary import Digest, Finding, ReportSummary
from summarizer.domain.text import Span
from summarizer.rendering.contents import (
    PARTS,
    Column,
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
from summarizer.rendering.official import Anchor, Cite, Official, Piece, chinese
from summarizer.rendering.quoting import Quotes

_SIDE_BY_SIDE = 5
_LONGEST_QUOTE = 120
_ACROSS_MM = 225.0
_LABEL_MM, _UNIT_MM, _PERIOD_MM, _TOTAL_MM = 52.0, 18.0, 18.0, 22.0
_EVIDENCE_MM = (14.0, 40.0, 60.0, 14.0, 28.0)


def to_docx(digest: Digest, text: str | None, lang: Lang) -> bytes:
    """Return the whole as a document: overview, themes, agencies, findings, two annexes."""
    return _Writer(digest, text, lang).whole()


def briefs_docx(digest: Digest, lang: Lang) -> bytes:
    """Return the briefs as a document: one paragraph for each agency, and one for the whole."""
    return _Writer(digest, None, lang).briefs()


class _Writer:
    def __init__(self, digest: Digest, text: str | None, lang: Lang) -> None:
        self._digest = digest
        self._name: Names = names(lang)
        self._quotes = Quotes(text, _LONGEST_QUOTE)
        self._title = digest.document.title or digest.document.name
        self._out = Official(self._title)
        self._heads = count(1)
        self._evidence: dict[tuple[Span, ...], tuple[int, str]] = {}

    def briefs(self) -> bytes:
        self._opening()
        self._heading("each_agency")
        for number, report in enumerate(self._digest.reports, start=1):
            self._agency_heading(number, report)
            self._out.add("Body Text", report.brief)
        return self._out.save()

    def whole(self) -> bytes:
        self._opening()
        for category in ("problems", "next_steps"):
            self._themes(category)
        self._heading("each_agency")
        for number, report in enumerate(self._digest.reports, start=1):
            self._report(number, report)
        self._findings()
        self._annexes()
        return self._out.save()

    def _opening(self) -> None:
        name, digest = self._name, self._digest
        self._out.add("Title", self._title)
        about = {"name": digest.document.name, "count": len(digest.reports)}
        self._out.add("Subtitle", name["subtitle"].format(**about))
        self._out.add("Subtitle")
        self._heading("overview")
        self._out.add("Body Text", digest.overview.brief)

    def _themes(self, category: str) -> None:
        themes = [theme for theme in self._digest.overview.themes if theme.category == category]
        if themes:
            self._heading(f"themes_{category}")
        for number, theme in enumerate(themes, start=1):
            self._out.add("Heading 2", f"（{chinese(number)}）{theme.title}")
            self._mentions(theme)

    def _mentions(self, theme: Theme) -> None:
        for mention in theme.mentions:
            said = f"{mention.agency or mention.report}{self._name['colon']}{mention.text}"
            self._sentence(said, said, mention.evidence)

    def _report(self, number: int, report: ReportSummary) -> None:
        name = self._name
        self._agency_heading(number, report)
        self._out.add("Body Text", report.brief)
        for at, part in enumerate(PARTS, start=1):
            self._out.add("Heading 3", f"{at}.{name[part]}")
            items = items_of(report, part)
            if not items:
                self._out.add("Body Text", missing(report, part, name))
            for position, item in enumerate(items, start=1):
                self._sentence(f"（{position}）{item.text}", item.text, item.evidence)

    def _agency_heading(self, number: int, report: ReportSummary) -> None:
        name = self._name
        self._out.add("Heading 2", f"（{chinese(number)}）{report.agency or report.id}")
        title, date = report.title or name["no_title"], report.date or name["no_date"]
        self._out.add("Body Text", f"{title}（{date}）")

    def _findings(self) -> None:
        reports = self._digest.reports
        found: list[Finding] = [*self._digest.findings, *(f for r in reports for f in r.findings)]
        if found:
            self._heading("findings")
        for number, finding in enumerate(found, start=1):
            grave = severity(finding, self._name)
            said = f"{number}.{grave}{self._name['colon']}{finding.message}"
            self._sentence(said, finding.message, finding.evidence)

    def _sentence(self, shown: str, text: str, evidence: tuple[Span, ...]) -> None:
        end = "" if shown.endswith(("。", "！", "？", ".")) else self._name["full_stop"]
        self._out.add("Body Text", shown + end, *self._cited(text, evidence))

    def _cited(self, text: str, evidence: tuple[Span, ...]) -> Iterator[Cite]:
        if evidence:
            number, _ = self._evidence.setdefault(evidence, (len(self._evidence) + 1, text))
            yield Cite(number)

    def _heading(self, key: str) -> None:
        self._out.add("Heading 1", f"{chinese(next(self._heads))}、{self._name[key]}")

    def _annexes(self) -> None:
        agencies = columns(self._digest)
        if not agencies:
            self._out.add("Body Text", self._name["nothing_to_compare"])
        titles = [key for key, there in (("comparison", agencies), ("evidence", True)) if there]
        for number, key in enumerate(titles, start=1):
            head = self._name["annex"] + self._name["colon"] if number == 1 else "　　　"
            self._out.add("Body Text", f"{head}{number}.{self._name[key]}")
        for number, key in enumerate(titles, start=1):
            self._out.new_section(landscape=key == "comparison")
            self._out.add("Annex", f"{self._name['annex']}{number}")
            self._out.add("Title", self._name[key])
            if key == "comparison":
                self._comparison(agencies)
            else:
                self._listed_evidence()

    def _comparison(self, agencies: Sequence[Column]) -> None:
        tables = -(-len(agencies) // _SIDE_BY_SIDE)
        across = -(-len(agencies) // tables)
        for at in range(0, len(agencies), across):
            shown = agencies[at : at + across]
            left = _ACROSS_MM - _LABEL_MM - _UNIT_MM - _PERIOD_MM - _TOTAL_MM
            widths = (_LABEL_MM, _UNIT_MM, _PERIOD_MM, *[left / len(shown)] * len(shown), _TOTAL_MM)
            heads = [self._name[key] for key in ("label", "unit", "period")]
            heads += [*(column.agency for column in shown), self._name["total"]]
            self._out.add_table(heads, self._figures(shown), widths)
            self._out.add("Table Text")
        if unmatched := len(self._digest.overview.table.unmatched):
            self._out.add("Table Text", self._name["only_one"].format(count=unmatched))

    def _figures(self, shown: Sequence[Column]) -> Iterator[list[list[Piece]]]:
        for row in self._digest.overview.table.rows:
            stated = [list(self._stated(row.label, found)) for found in side_by_side(row, shown)]
            if any(stated):
                total = "" if row.total is None else str(row.total)
                yield [[row.label], [row.unit], [row.period or ""], *stated, [total]]

    def _stated(self, label: str, found: Iterable[Cell]) -> Iterator[Piece]:
        for cell in found:
            yield amount(cell.value, cell.qualifier, self._name)
            yield from self._cited(
                f"{cell.agency or cell.report}{self._name['colon']}{label}", cell.evidence
            )

    def _listed_evidence(self) -> None:
        heads = [self._name[key] for key in ("number", "text", "sentence", "pages", "places")]
        rows: Iterator[list[list[Piece]]] = (
            [[Anchor(number)], [text], [self._quotes.of(spans)], [pages(spans)], [places(spans)]]
            for spans, (number, text) in self._evidence.items()
        )
        self._out.add_table(heads, rows, _EVIDENCE_MM)
        self._out.add("Table Text", self._name["explain_places"])
