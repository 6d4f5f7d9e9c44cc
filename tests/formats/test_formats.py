"""One compilation in every format: the same reports, items and figures."""

import dataclasses
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from opencc import OpenCC

from summarizer import Digest, summarize
from summarizer.domain.document import Source
from summarizer.domain.text import Span
from summarizer.reading.decode import read_source
from tests.formats.making import docx_of, html_of, numbered_docx_of, pdf_of, without_furniture
from tests.quality.scoring import score

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT.parent / "shared" / "corpus" / "compilation-2021.gold.json"
# Of the fixtures those whose lines are paragraphs: a copied page made a page anew is another text.
FIXTURES = [
    ROOT / "fixtures" / "sources" / f"{name}.gold.json"
    for name in ("lawgov-reports", "town-reports", "province-bureaus", "police-markdown")
]
NEAR = 0.02
GOLDS = [
    pytest.param(
        SAMPLE,
        marks=pytest.mark.skipif(not SAMPLE.exists(), reason="../shared/corpus is not there"),
        id="compilation-2021",
    ),
    *(pytest.param(gold, id=gold.name.partition(".")[0]) for gold in FIXTURES),
]
FORMATS: dict[str, Callable[[str], bytes]] = {
    "pdf": pdf_of,
    "docx": docx_of,
    "numbered docx": numbered_docx_of,
    "html": html_of,
    "gb18030": lambda text: text.encode("gb18030"),
    "traditional": lambda text: OpenCC("s2t").convert(text).encode(),
}


@cache
def text_of(gold: Path) -> str:
    document: Path = gold.parent / json.loads(gold.read_text("utf-8"))["document"]
    return str(document.read_bytes(), "utf-8-sig")


@cache
def digest_of(gold: Path) -> Digest:
    return summarize(text_of(gold), engine="rules")


@cache
def read_as(gold: Path, kind: str) -> tuple[Source, Digest]:
    """Return the text turned into a format, as it is read, and its digest."""
    data = FORMATS[kind](text_of(gold))
    return read_source(data, "汇编"), summarize(data, engine="rules")


def simplified(digest: Digest) -> Digest:
    """Return the digest with agencies and units as the annotation writes them."""
    convert = OpenCC("t2s").convert
    reports = tuple(
        dataclasses.replace(
            report,
            agency=convert(report.agency or ""),
            metrics=tuple(dataclasses.replace(m, unit=convert(m.unit)) for m in report.metrics),
        )
        for report in digest.reports
    )
    return dataclasses.replace(digest, reports=reports)


def bare(text: str) -> str:
    return "".join(text.split())


def spans_of(digest: Digest) -> list[Span]:
    """Return every span of a digest."""
    spans = []
    for report in digest.reports:
        spans.append(report.span)
        for item in (*report.achievements, *report.problems, *report.next_steps):
            spans.extend(item.evidence)
        spans.extend(span for metric in report.metrics for span in metric.evidence)
        spans.extend(span for finding in report.findings for span in finding.evidence)
    return spans


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("gold", GOLDS)
def test_a_format_changes_neither_reports_nor_figures(gold: Path, kind: str) -> None:
    source, digest = read_as(gold, kind)
    plain = digest_of(gold)
    measured = without_furniture(source.text) if kind == "pdf" else source.text
    if kind == "traditional":
        # Converted character for character, so that the places are those of the annotated text.
        assert len(source.text) == len(text_of(gold))
        measured, digest = text_of(gold), simplified(digest)
    assert [r.agency for r in digest.reports] == [r.agency for r in plain.reports]
    wanted = dataclasses.asdict(score(gold, plain))
    found = dataclasses.asdict(score(gold, digest, measured))
    for figure, value in wanted.items():
        assert found[figure] == pytest.approx(value, abs=NEAR), figure


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
@pytest.mark.parametrize("gold", GOLDS)
def test_spans_slice_to_what_the_plain_text_s_spans_do(gold: Path, kind: str) -> None:
    source, digest = read_as(gold, kind)
    original = bare(text_of(gold))
    pieces = [
        bare(without_furniture(source.text[span.start : span.end]))
        for report in digest.reports
        for item in (*report.achievements, *report.problems, *report.next_steps)
        for span in item.evidence
    ]
    assert len(pieces) > 20
    for piece in pieces:
        assert piece
        assert piece in original


@pytest.mark.parametrize("gold", GOLDS)
def test_every_span_of_a_pdf_carries_its_page(gold: Path) -> None:
    source, digest = read_as(gold, "pdf")
    assert digest.document.pages == len(source.pages) > 1
    spans = spans_of(digest)
    for span in spans:
        assert span.page is not None
        assert source.pages[span.page - 1] <= span.start
        assert span.page == len(source.pages) or span.start < source.pages[span.page]
    assert len({span.page for span in spans}) > len(source.pages) / 2


def test_text_has_no_pages() -> None:
    digest = digest_of(FIXTURES[0])
    assert digest.document.pages is None
    assert {span.page for span in spans_of(digest)} == {None}
