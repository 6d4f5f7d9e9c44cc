import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from docx2python import docx2python
from lxml import etree

from summarizer.domain.overview import Cell, Overview, Row, Table
from summarizer.domain.summary import Digest
from summarizer.domain.text import Span
from summarizer.rendering.formats import render, render_briefs
from tests.builders import FILLED_TEXT, filled_digest

DIGEST = filled_digest()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"w": W[1:-1]}
WRITTEN = render(DIGEST, "docx", text=FILLED_TEXT)


def part(name: str, written: bytes = WRITTEN) -> Any:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        return etree.fromstring(archive.read(name))


def found(path: str, name: str = "word/document.xml", written: bytes = WRITTEN) -> list[Any]:
    elements: list[Any] = part(name, written).xpath(path, namespaces=NAMES)
    return elements


def paragraphs(written: bytes) -> list[str]:
    with docx2python(io.BytesIO(written)) as opened:
        lines: list[str] = opened.text.split("\n")
    return [line for line in lines if line]


def tables(written: bytes) -> list[list[list[str]]]:
    return [
        [
            ["".join(cell.itertext()) for cell in row.findall(f"{W}tc")]
            for row in table.findall(f"{W}tr")
        ]
        for table in found("//w:tbl", written=written)
    ]


def styled(style: str) -> list[str]:
    return ["".join(p.itertext()) for p in found(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']")]


def test_another_library_reads_the_document() -> None:
    shown = paragraphs(WRITTEN)
    assert shown[0] == "云岭市工作总结汇编"
    assert "（1）推进数字化：全年扫描照片1.2万张。[3]" in shown


def test_headings_have_the_three_levels_of_official_documents() -> None:
    assert styled("Heading1") == ["一、综述", "二、共性问题", "三、各单位情况", "四、核查"]
    assert styled("Heading2") == ["（一）专业人员紧缺", "（一）云岭市档案局", "（二）青江县水务局"]
    assert styled("Heading3")[:3] == ["1.主要成效", "2.存在问题", "3.下一步"]


@pytest.mark.parametrize(
    ("style", "font", "half_points"),
    [
        ("Title", "方正小标宋简体", 44),
        ("Subtitle", "楷体_GB2312", 32),
        ("Heading1", "黑体", 32),
        ("Heading2", "楷体_GB2312", 32),
        ("Heading3", "仿宋_GB2312", 32),
        ("BodyText", "仿宋_GB2312", 32),
        ("Annex", "黑体", 32),
        ("Footer", "宋体", 28),
    ],
)
def test_a_style_names_its_font_and_size(style: str, font: str, half_points: int) -> None:
    (look,) = found(f"//w:style[@w:styleId='{style}']/w:rPr", "word/styles.xml")
    fonts = look.find(f"{W}rFonts")
    assert fonts.get(f"{W}eastAsia") == font
    assert fonts.get(f"{W}ascii") == "Times New Roman"
    assert not any("Theme" in name for name in fonts.attrib)
    assert look.find(f"{W}sz").get(f"{W}val") == str(half_points)
    assert look.find(f"{W}color").get(f"{W}val") == "000000"


@pytest.mark.parametrize("style", ["BodyText", "Heading1", "Heading2", "Heading3"])
def test_lines_are_exact_and_begin_two_characters_in(style: str) -> None:
    (layout,) = found(f"//w:style[@w:styleId='{style}']/w:pPr", "word/styles.xml")
    spacing, indent = layout.find(f"{W}spacing"), layout.find(f"{W}ind")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")
    assert (spacing.get(f"{W}before"), spacing.get(f"{W}after")) == ("0", "0")
    assert indent.get(f"{W}firstLineChars") == "200"


def test_28_characters_fit_a_line_and_22_lines_a_page() -> None:
    (spacing,) = found("//w:style[@w:styleId='BodyText']/w:rPr/w:spacing", "word/styles.xml")
    (first, *_) = found("//w:sectPr")
    size, margins = first.find(f"{W}pgSz"), first.find(f"{W}pgMar")
    width = int(size.get(f"{W}w")) - sum(int(margins.get(f"{W}{s}")) for s in ("left", "right"))
    height = int(size.get(f"{W}h")) - sum(int(margins.get(f"{W}{s}")) for s in ("top", "bottom"))
    character = 16 * 20 + int(spacing.get(f"{W}val"))
    assert 28 <= width / character < 29
    assert 22 <= (height + 5) / 579 < 23


def test_pages_are_a4_with_the_margins_of_the_standard_and_one_lies_across() -> None:
    sections = [
        [round(int(size.get(f"{W}{s}")) / 56.693) for s in ("w", "h")]
        + [round(int(margins.get(f"{W}{s}")) / 56.693) for s in ("top", "right", "bottom", "left")]
        for size, margins in zip(found("//w:pgSz"), found("//w:pgMar"), strict=True)
    ]
    upright, across = [210, 297, 37, 26, 35, 28], [297, 210, 28, 37, 26, 35]
    assert sections == [upright, across, upright]
    assert found("//w:pgSz/@w:orient") == ["landscape"]


@pytest.mark.parametrize(("kind", "side"), [("default", "right"), ("even", "left")])
def test_pages_are_numbered_outside_between_dashes(kind: str, side: str) -> None:
    relations = {r.get("Id"): r.get("Target") for r in part("word/_rels/document.xml.rels")}
    (reference,) = found(f"(//w:sectPr)[1]/w:footerReference[@w:type='{kind}']")
    rid = next(value for name, value in reference.attrib.items() if name.endswith("}id"))
    (paragraph,) = found("//w:p", f"word/{relations[rid]}")
    assert "".join(paragraph.itertext()) == "— 1 —"
    assert paragraph.find(f"{W}fldSimple").get(f"{W}instr").strip() == "PAGE"
    assert paragraph.find(f"{W}pPr/{W}jc").get(f"{W}val") == side
    assert found("//w:evenAndOddHeaders", "word/settings.xml")


def test_the_comparison_stands_across_with_its_head_on_every_page() -> None:
    comparison, _ = tables(WRITTEN)
    assert comparison == [
        ["指标", "单位", "年度", "云岭市档案局", "青江县水务局", "合计"],
        ["接待群众", "人次", "2023", "3600（余）[8]", "420[9]", "4020"],
    ]
    assert len(found("//w:tbl/w:tr[1]/w:trPr/w:tblHeader")) == len(found("//w:tblHeader")) == 2


def test_more_agencies_than_fit_side_by_side_are_shown_in_more_tables() -> None:
    reports = tuple(replace(DIGEST.reports[0], id=f"r{n}", agency=f"第{n}局") for n in range(1, 16))
    cells = tuple(Cell(r.id, r.agency, 1, None, False, None, (Span(0, 3),)) for r in reports)  # noqa: FBT003
    overview = Overview("", table=Table((Row("件数", "件", None, cells, 15),)))
    written = render(replace(DIGEST, reports=reports, overview=overview), "docx")
    *comparisons, _ = tables(written)
    shown = [name for table in comparisons for name in table[0][3:-1]]
    assert shown == [report.agency for report in reports]
    assert len(comparisons) == 3


def test_every_citation_leads_to_a_row_of_the_evidence() -> None:
    cited = [link.get(f"{W}anchor") for link in found("//w:hyperlink")]
    marks = [mark.get(f"{W}name") for mark in found("//w:bookmarkStart")]
    assert set(cited) == set(marks)
    assert len(set(marks)) == len(marks)
    assert len(cited) > len(marks)


def test_evidence_that_is_cited_twice_has_one_row() -> None:
    *_, evidence = tables(WRITTEN)
    rows = [row[-1] for row in evidence[1:]]
    assert len(set(rows)) == len(rows)


def test_a_row_of_the_evidence_has_sentence_page_and_place() -> None:
    *_, evidence = tables(WRITTEN)
    assert evidence[0] == ["编号", "内容", "原文", "页码", "位置"]
    assert evidence[2] == ["2", "青江县水务局：专业人员紧缺", "专业人员紧缺。", "2", "[204-211]"]


def test_a_part_that_is_missing_is_said_to_be_missing() -> None:
    shown = paragraphs(WRITTEN)
    assert shown[shown.index("四、核查") - 1] == "报告未提及。"


def test_where_nothing_can_be_compared_it_says_so_and_no_page_lies_across() -> None:
    digest = replace(DIGEST, overview=Overview("综述。"))
    written = render(digest, "docx", text=FILLED_TEXT)
    assert "没有两家以上单位都写明的指标。" in paragraphs(written)
    assert found("//w:pgSz/@w:orient", written=written) == []


def test_briefs_are_the_paragraphs_and_no_more() -> None:
    shown = paragraphs(render_briefs(DIGEST, "docx"))
    assert [line for line in shown if line in {r.brief for r in DIGEST.reports}] == [
        report.brief for report in DIGEST.reports
    ]
    assert DIGEST.overview.brief in shown
    assert "1.主要成效" not in shown
    assert tables(render_briefs(DIGEST, "docx")) == []


def test_names_are_english_where_asked_for() -> None:
    shown = paragraphs(render(DIGEST, "docx", text=FILLED_TEXT, lang="en"))
    assert "1.Achievements" in shown
    assert "Annex 1" in shown


@pytest.mark.parametrize("text", ["<w:p/>", "]]>", "甲&乙", "<!--summarizer:0-->", "甲\x00乙"])
def test_a_text_cannot_bring_in_markup(text: str) -> None:
    first = DIGEST.reports[0]
    item = replace(first.achievements[0], text=text)
    digest: Digest = replace(DIGEST, reports=(replace(first, achievements=(item,)),))
    written = render(digest, "docx", text=FILLED_TEXT)
    (shown,) = [p for p in found("//w:p", written=written) if "（1）" in "".join(p.itertext())][:1]
    assert "".join(shown.itertext()).startswith(f"（1）{text.replace(chr(0), ' ')}")


def test_the_file_names_nobody_and_no_time() -> None:
    with docx2python(io.BytesIO(WRITTEN)) as opened:
        properties = opened.core_properties
    assert not properties["creator"]
    assert not properties["lastModifiedBy"]
    assert properties["created"] == properties["modified"] == "2000-01-01T00:00:00Z"
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
