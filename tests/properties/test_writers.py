"""Whatever a report holds, every writer gives a file that another library opens, text and all."""

import csv
import io
import re
from dataclasses import replace

import html5lib
from docx2python import docx2python
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from summarizer.domain.summary import Digest
from summarizer.domain.text import Span
from summarizer.rendering.formats import render
from tests.builders import FILLED_TEXT, filled_digest

DIGEST = filled_digest()
_NOT_SHOWN = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]"
)
ANY = st.characters(codec=None)
TEXT = st.text(
    ANY | st.sampled_from("\x00\x08\x0b\x1f\r\n\ufffe\ud800=+-@<>&\"'_x0041"), max_size=30
)


def with_text(text: str) -> Digest:
    first = DIGEST.reports[0]
    item = replace(first.achievements[0], text=text)
    changed = replace(first, agency=text, title=text, brief=text, achievements=(item,))
    document = replace(DIGEST.document, name=text, title=text)
    return replace(DIGEST, document=document, reports=(changed, *DIGEST.reports[1:]))


def left(text: str) -> str:
    """Return what every writer must keep of `text`: all but white space and controls."""
    return "".join(_NOT_SHOWN.sub(" ", text).split())


@given(TEXT)
@settings(max_examples=25, deadline=None)
def test_a_document_holds_the_text(text: str) -> None:
    written = render(with_text(text), "docx", text=FILLED_TEXT + text)
    with docx2python(io.BytesIO(written), html=False) as opened:
        shown = opened.text
    assert left(text) in left(shown)


@given(TEXT)
@settings(max_examples=60, deadline=None)
def test_a_workbook_holds_the_text(text: str) -> None:
    written = render(with_text(text), "xlsx", text=FILLED_TEXT + text)
    value = load_workbook(io.BytesIO(written))["主要成效"]["C2"].value
    assert left(str(value or "")) == left(text)


@given(TEXT)
@settings(max_examples=60, deadline=None)
def test_a_table_holds_the_text(text: str) -> None:
    written = render(with_text(text), "csv", text=FILLED_TEXT + text)
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert left(rows[1][3]).removeprefix("'") == left(text).removeprefix("'")


@given(TEXT, st.lists(st.tuples(st.integers(0, 250), st.integers(0, 250)), max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_page_holds_the_text_and_lights_what_is_cited(
    text: str, places: list[tuple[int, int]]
) -> None:
    digest = with_text(text)
    first = digest.reports[0]
    spans = tuple(Span(start, end) for start, end in places)
    item = replace(first.achievements[0], evidence=spans)
    digest = replace(digest, reports=(replace(first, achievements=(item,)), *digest.reports[1:]))
    written = render(digest, "html", text=text + FILLED_TEXT).decode()
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(written)
    (source,) = root.iter("aside")
    shown = "".join("".join(e.itertext()) for e in source.iter("div") if e.get("class") == "text")
    assert left(text + FILLED_TEXT) == left(shown).replace("第2页", "")
    assert left(text) in {left("".join(e.itertext())) for e in root.iter("h1")}
