import csv
import io
from dataclasses import replace

import pytest

from summarizer.domain.summary import Digest
from summarizer.rendering.formats import render
from summarizer.rendering.names import Lang
from tests.builders import FILLED_TEXT, filled_digest

DIGEST = filled_digest()


def rows(digest: Digest, text: str | None = FILLED_TEXT, lang: Lang = "zh") -> list[list[str]]:
    written = render(digest, "csv", text=text, lang=lang)
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def with_text(text: str) -> Digest:
    first = DIGEST.reports[0]
    item = replace(first.achievements[0], text=text)
    return replace(DIGEST, reports=(replace(first, achievements=(item,)),))


def test_a_spreadsheet_is_told_the_encoding_by_a_mark() -> None:
    assert render(DIGEST, "csv").startswith(b"\xef\xbb\xbf")


def test_lines_end_as_the_standard_has_it() -> None:
    written = render(DIGEST, "csv", text=FILLED_TEXT)
    assert written.count(b"\r\n") == written.count(b"\n") == written.count(b"\r")


def test_there_is_a_row_for_every_item_and_every_figure() -> None:
    expected = [
        (kind, report.id, found)
        for report in DIGEST.reports
        for kind, texts in (
            ("主要成效", [item.text for item in report.achievements]),
            ("存在问题", [item.text for item in report.problems]),
            ("下一步", [item.text for item in report.next_steps]),
            ("指标", [metric.label for metric in report.metrics]),
        )
        for found in texts
    ]
    assert [(row[0], row[1], row[3]) for row in rows(DIGEST)[1:]] == expected


def test_a_figure_has_value_unit_and_qualifier() -> None:
    (row,) = [row for row in rows(DIGEST) if row[3] == "接待查档群众"]
    assert row[4:7] == ["3600", "人次", "余"]


def test_a_row_has_its_sentence_page_and_place() -> None:
    (row,) = [row for row in rows(DIGEST) if row[1] == "r02" and row[0] == "存在问题"]
    assert row[9:] == ["专业人员紧缺。", "2", "[204-211]", "rules"]


def test_names_are_english_where_asked_for() -> None:
    heads = rows(DIGEST, lang="en")[0]
    assert heads[:4] == ["Kind", "No.", "Agency", "Text"]
    assert rows(DIGEST, lang="en")[1][0] == "Achievements"


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-甲", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "＠甲"]
)
def test_what_begins_like_a_formula_is_guarded(text: str) -> None:
    shown = rows(with_text(text))[1][3]
    assert shown.startswith("'")
    assert shown[1:].strip() == text.strip()


@pytest.mark.parametrize("text", ["1=1", "甲,乙", '他说"好"', "'甲"])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert rows(with_text(text))[1][3] == text


def test_a_line_end_in_a_text_does_not_make_a_row() -> None:
    assert len(rows(with_text("甲\r\n乙"))) == len(rows(with_text("甲 乙")))
