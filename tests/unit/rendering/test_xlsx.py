import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from summarizer.domain.overview import Cell, Row, Table
from summarizer.domain.summary import Digest
from summarizer.domain.text import Span
from summarizer.errors import OutputUnwritable
from summarizer.rendering import xlsx
from summarizer.rendering.formats import render
from summarizer.rendering.names import Lang
from tests.builders import FILLED_TEXT, filled_digest

DIGEST = filled_digest()
SHEETS = ["单位", "主要成效", "存在问题", "下一步", "指标", "指标对比", "共性", "核查", "说明"]


def opened(digest: Digest = DIGEST, text: str | None = FILLED_TEXT, lang: Lang = "zh") -> Workbook:
    return load_workbook(io.BytesIO(render(digest, "xlsx", text=text, lang=lang)))


def sheet(name: str, digest: Digest = DIGEST) -> Worksheet:
    found = opened(digest)[name]
    assert isinstance(found, Worksheet)
    return found


def values(found: Worksheet) -> list[tuple[object, ...]]:
    return list(found.iter_rows(values_only=True))


def with_text(text: str) -> Digest:
    first = DIGEST.reports[0]
    item = replace(first.achievements[0], text=text)
    return replace(DIGEST, reports=(replace(first, achievements=(item,)),))


def test_there_is_a_sheet_for_every_kind() -> None:
    assert opened().sheetnames == SHEETS


def test_names_are_english_where_asked_for() -> None:
    assert opened(lang="en").sheetnames == [
        "Agencies",
        "Achievements",
        "Problems",
        "Next steps",
        "Figures",
        "Comparison",
        "Themes",
        "Findings",
        "Notes",
    ]


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_has_a_frozen_head_and_a_filter_over_all_of_it(name: str) -> None:
    found = sheet(name)
    assert found.freeze_panes == "A2"
    assert found.auto_filter.ref == found.dimensions
    assert found.max_row > 1


def test_an_agency_is_a_row_with_counts_as_numbers() -> None:
    head, first, second = values(sheet("单位"))
    row = dict(zip(head, second, strict=True))
    assert first[1] == "云岭市档案局"
    assert (row["存在问题"], row["指标"], row["核查"], row["报告未提及"]) == (1, 2, 1, "下一步")


def test_an_item_is_a_row_with_its_place() -> None:
    rows = values(sheet("存在问题"))
    assert rows[3] == (
        "r02",
        "青江县水务局",
        "专业人员紧缺",
        "二、存在问题",
        "2",
        "[204-211]",
        "rules",
    )


def test_a_figure_is_a_number_with_its_unit_beside_it() -> None:
    rows = values(sheet("指标"))
    assert [row[2:6] for row in rows[1:3]] == [
        ("全年扫描照片", 1.2, "万张", None),
        ("接待查档群众", 3600, "人次", "余"),
    ]
    assert all(cell.data_type == "n" for cell in sheet("指标")["D"][1:])


def test_the_comparison_has_an_agency_a_column() -> None:
    assert values(sheet("指标对比")) == [
        ("指标", "单位", "年度", "云岭市档案局", "青江县水务局", "合计"),
        ("接待群众", "人次", "2023", 3600, 420, 4020),
    ]


@pytest.mark.parametrize(
    ("name", "cell", "note"),
    [
        ("存在问题", "C2", "库房容量不足，专业人员紧缺。"),
        ("指标", "D3", "全年扫描照片1.2万张，接待查档群众3600余人次。"),
        ("指标对比", "D2", "余：全年扫描照片1.2万张，接待查档群众3600余人次。"),
        ("共性", "F3", "专业人员紧缺。"),
        ("核查", "B2", "专业人员紧缺。"),
    ],
)
def test_a_note_is_the_sentence_of_the_source(name: str, cell: str, note: str) -> None:
    comment = sheet(name)[cell].comment
    assert comment is not None
    assert comment.text == note


def test_without_the_text_there_are_no_notes() -> None:
    found = opened(text=None)["存在问题"]
    assert all(cell.comment is None for row in found.iter_rows() for cell in row)


def test_the_notes_say_what_was_read() -> None:
    told = {row[0]: row[1] for row in values(sheet("说明"))}
    assert told["文件"] == "汇编.txt"
    assert told["SHA-256"] == DIGEST.document.sha256
    assert told["字数"] == len(FILLED_TEXT)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-甲", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1"])
def test_what_begins_like_a_formula_is_text_and_stays_text(text: str) -> None:
    cell = sheet("主要成效", with_text(text))["C2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_what_is_harmless_is_not_marked() -> None:
    assert not sheet("主要成效", with_text("完善制度"))["C2"].quotePrefix


def test_there_is_no_formula_in_the_file() -> None:
    written = render(with_text("=1+1"), "xlsx", text=FILLED_TEXT)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        sheets = [name for name in archive.namelist() if "worksheets/sheet" in name]
        assert len(sheets) == len(SHEETS)
        assert not any(b"<f>" in archive.read(name) for name in sheets)


def test_a_text_that_a_cell_cannot_hold_is_cut() -> None:
    value = sheet("主要成效", with_text("长" * 40_000))["C2"].value
    assert isinstance(value, str)
    assert 10_000 < len(value) < 32_767


@pytest.mark.parametrize("number", [10**18, 123456789012345678901234567890])
def test_a_number_that_a_cell_would_round_is_text(number: int) -> None:
    first = DIGEST.reports[0]
    metric = replace(first.metrics[0], value=number)
    digest = replace(DIGEST, reports=(replace(first, metrics=(metric,)),))
    assert sheet("指标", digest)["D2"].value == str(number)


def test_two_figures_of_one_agency_in_a_row_are_both_shown() -> None:
    cells = tuple(Cell("r01", "甲", n, None, False, None, (Span(0, 2),)) for n in (5, 7))  # noqa: FBT003
    table = Table((Row("件数", "件", None, cells, None),))
    digest = replace(DIGEST, overview=replace(DIGEST.overview, table=table))
    assert sheet("指标对比", digest)["D2"].value == "5; 7"


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_ROWS", 2)
    with pytest.raises(OutputUnwritable, match="do not fit a sheet"):
        render(DIGEST, "xlsx")


def test_the_file_names_nobody() -> None:
    properties = opened().properties
    assert not properties.creator
    assert not properties.lastModifiedBy
