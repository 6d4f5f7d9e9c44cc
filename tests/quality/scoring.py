"""How well a digest agrees with a gold annotation.

White space is left out of both, so a wrapped line costs nothing. An item hits
a gold item where its evidence covers four fifths of the gold core and lies to
four fifths inside the gold extent; it is right where four fifths of it lie
inside the extents of its category. Figures agree by value and unit.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer import Digest
from summarizer.domain.summary import ReportSummary
from summarizer.domain.text import Span

CATEGORIES = ("achievements", "problems", "next_steps")
_ENOUGH = 0.8
_NEAR = 5

Cells = frozenset[int]
Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scores:
    """F1 for each thing that is scored, 0 to 1, and the share of agencies and dates that agree."""

    split: float
    agency: float
    date: float
    achievements: float
    problems: float
    next_steps: float
    metrics: float


class Ruler:
    """Measures places in a document by the characters that are not white space."""

    def __init__(self, text: str) -> None:
        self.squeezed = "".join(text.split())
        self._before = [0]
        for char in text:
            self._before.append(self._before[-1] + (not char.isspace()))

    def cells(self, spans: tuple[Span, ...]) -> Cells:
        """Return the characters that `spans` cover."""
        return frozenset(
            cell
            for span in spans
            for cell in range(self._before[span.start], self._before[span.end])
        )

    def start(self, span: Span) -> int:
        """Return where `span` starts."""
        return self._before[span.start]


def score(gold_path: Path, digest: Digest, text: str | None = None) -> Scores:
    """Return how well `digest` agrees with the gold file beside its document.

    `text` is what the spans of `digest` index where that is not the document itself.
    """
    gold = json.loads(gold_path.read_text("utf-8"))
    if text is None:
        text = (gold_path.parent / gold["document"]).read_bytes().decode("utf-8-sig")
    ruler = Ruler(text)
    starts = _starts(ruler, gold["reports"])
    pairs = _paired(ruler, starts, gold["reports"], digest.reports)
    ends = dict(zip(starts, [*starts[1:], len(ruler.squeezed)], strict=True))
    hits: Counter[str] = Counter()
    for start, wanted, found in pairs:
        for category in CATEGORIES:
            places = _places(ruler, wanted.get(category, []), start, ends[start])
            hits.update(_item_hits(ruler, category, places, found))
        hits["metrics hit"] += (_wanted_figures(wanted) & _found_figures(found)).total()
    for report in gold["reports"]:
        for category in (*CATEGORIES, "metrics"):
            hits[f"{category} wanted"] += len(report.get(category, []))
    for summary in digest.reports:
        for category in (*CATEGORIES, "metrics"):
            hits[f"{category} found"] += len(getattr(summary, category))
    hits["metrics right"] = hits["metrics hit"]
    return Scores(
        split=_f1(len(pairs), len(digest.reports), len(pairs), len(starts)),
        agency=sum(w["agency"] == f.agency for _, w, f in pairs) / len(starts),
        date=sum(w.get("date") == f.date for _, w, f in pairs) / len(starts),
        **{category: _category_f1(hits, category) for category in (*CATEGORIES, "metrics")},
    )


def _starts(ruler: Ruler, reports: list[Gold]) -> list[int]:
    starts: list[int] = []
    for report in reports:
        after = starts[-1] + 1 if starts else 0
        starts.append(ruler.squeezed.index("".join(report["start_quote"].split()), after))
    return starts


def _paired(
    ruler: Ruler, starts: list[int], wanted: list[Gold], found: tuple[ReportSummary, ...]
) -> list[tuple[int, Gold, ReportSummary]]:
    pairs = []
    free = list(found)
    for start, report in zip(starts, wanted, strict=True):
        near = [f for f in free if abs(ruler.start(f.span) - start) <= _NEAR]
        if near:
            pairs.append((start, report, near[0]))
            free.remove(near[0])
    return pairs


def _places(ruler: Ruler, items: list[Gold], start: int, end: int) -> list[tuple[Cells, Cells]]:
    """Return the cells of each gold item's core and extent."""
    places, reached = [], start
    for item in items:
        extent = "".join(item["extent"].split())
        at = ruler.squeezed.find(extent, reached, end)
        if at < 0:
            at = ruler.squeezed.index(extent, start, end)
        core = "".join(item["core"].split())
        inside = ruler.squeezed.index(core, at, at + len(extent))
        places.append(
            (frozenset(range(inside, inside + len(core))), frozenset(range(at, at + len(extent))))
        )
        reached = at + 1
    return places


def _item_hits(
    ruler: Ruler, category: str, places: list[tuple[Cells, Cells]], found: ReportSummary
) -> dict[str, int]:
    union: Cells = frozenset().union(*(extent for _, extent in places))
    evidence = [ruler.cells(item.evidence) for item in getattr(found, category)]
    hit = sum(
        any(
            len(core & covered) >= _ENOUGH * len(core)
            and len(covered & extent) >= _ENOUGH * len(covered)
            for covered in evidence
        )
        for core, extent in places
    )
    right = sum(len(covered & union) >= _ENOUGH * len(covered) for covered in evidence)
    return {f"{category} hit": hit, f"{category} right": right}


def _wanted_figures(report: Gold) -> Counter[tuple[float, str]]:
    return Counter((float(m["value"]), m["unit"]) for m in report.get("metrics", []))


def _found_figures(summary: ReportSummary) -> Counter[tuple[float, str]]:
    return Counter((float(m.value), m.unit) for m in summary.metrics)


def _category_f1(hits: Counter[str], category: str) -> float:
    return _f1(
        hits[f"{category} right"],
        hits[f"{category} found"],
        hits[f"{category} hit"],
        hits[f"{category} wanted"],
    )


def _f1(right: int, found: int, hit: int, wanted: int) -> float:
    precision = right / found if found else 1.0
    recall = hit / wanted if wanted else 1.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
