import re
from dataclasses import replace

import pytest

from summarizer import split, summarize
from summarizer.domain.overview import Overview, Table
from summarizer.domain.summary import Digest, Finding, Item, Metric
from summarizer.domain.text import Span
from summarizer.rendering.markdown import briefs, listing, to_markdown
from tests.builders import filled_digest

TEXT = """云岭市档案局2023年工作总结
一、工作开展情况
（一）推进数字化。全年扫描照片1.2万张，接待查档群众3600余人次。
二、存在问题
库房容量不足。
云岭市档案局
2023年12月20日
青江县水务局2023年工作总结
一、主要工作
（一）保障供水安全。全年巡查管网850公里。
（二）推进河道治理。清淤河道四十公里，整治河段总长达到"""
DIGEST = summarize(TEXT, name="汇编.txt")
HOSTILE = [
    pytest.param("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>", id="html"),
    pytest.param("[点击](http://x.invalid)", r"\[点击\](http://x.invalid)", id="link"),
    pytest.param("**加粗**", r"\*\*加粗\*\*", id="emphasis"),
    pytest.param("__加粗__", r"\_\_加粗\_\_", id="underscores"),
    pytest.param("`代码`", r"\`代码\`", id="code"),
    pytest.param("甲|乙", r"甲\|乙", id="table-cell"),
    pytest.param("# 标题", r"\# 标题", id="heading"),
    pytest.param("\\*星\\*", r"\\\*星\\\*", id="own-backslash"),
    pytest.param("甲\n## 乙", r"甲 \#\# 乙", id="new-line"),
]


def with_item(text: str) -> Digest:
    item = Item(text, (Span(3, 9),), None, "rules")
    report = replace(DIGEST.reports[0], achievements=(item,))
    return replace(DIGEST, reports=(report,))


def test_the_first_heading_is_the_title_of_the_document() -> None:
    document = replace(DIGEST.document, title="云岭市汇编")
    assert to_markdown(replace(DIGEST, document=document)).startswith("# 云岭市汇编\n")


def test_a_document_without_a_title_is_headed_by_its_name() -> None:
    assert to_markdown(DIGEST).startswith("# 汇编.txt\n")


def test_every_agency_has_a_heading() -> None:
    headings = re.findall(r"^## (.+)$", to_markdown(DIGEST), re.MULTILINE)
    assert headings[-2:] == ["云岭市档案局", "青江县水务局"]


def test_an_item_is_followed_by_its_place_in_the_document() -> None:
    assert "- 完善制度 \\[3-9\\]\n" in to_markdown(with_item("完善制度"))


def test_a_kind_of_item_that_is_missing_is_said_to_be_missing() -> None:
    assert "### 下一步\n\n报告未提及。\n" in to_markdown(DIGEST)


def test_a_date_that_is_missing_is_said_to_be_missing() -> None:
    assert "青江县水务局2023年工作总结（日期未载明）" in to_markdown(DIGEST)


def test_a_figure_is_a_row_of_the_table() -> None:
    start = TEXT.index("接待")
    row = f"| 接待查档群众 | 3600 | 人次 | 余 | \\[{start}-{start + 13}\\] |"
    assert row in to_markdown(DIGEST).splitlines()


def test_a_report_without_figures_has_no_table() -> None:
    report = replace(DIGEST.reports[0], metrics=())
    assert "### 指标" not in to_markdown(replace(DIGEST, reports=(report,)))


def test_a_finding_is_shown_under_its_report() -> None:
    assert "**核查** 青江县水务局" in to_markdown(DIGEST).partition("## 青江县水务局")[2]


def test_a_finding_about_the_document_is_shown_before_the_reports() -> None:
    finding = Finding("count_mismatch", "warning", "份数不符", (), ())
    shown = to_markdown(replace(DIGEST, findings=(finding,)))
    assert "\n**核查** 份数不符\n" in shown.partition("## ")[0]


@pytest.mark.parametrize(("text", "escaped"), HOSTILE)
def test_an_item_cannot_bring_in_markup(text: str, escaped: str) -> None:
    assert f"- {escaped} \\[3-9\\]\n" in to_markdown(with_item(text))


@pytest.mark.parametrize(("text", "escaped"), HOSTILE)
def test_an_agency_cannot_bring_in_markup(text: str, escaped: str) -> None:
    report = replace(DIGEST.reports[0], agency=text)
    assert f"\n## {escaped}\n" in to_markdown(replace(DIGEST, reports=(report,)))


@pytest.mark.parametrize(("text", "escaped"), HOSTILE)
def test_a_title_cannot_bring_in_markup(text: str, escaped: str) -> None:
    report = replace(DIGEST.reports[0], title=text)
    assert f"\n{escaped}（2023-12-20）\n" in to_markdown(replace(DIGEST, reports=(report,)))


@pytest.mark.parametrize(("text", "escaped"), HOSTILE)
def test_a_brief_cannot_bring_in_markup(text: str, escaped: str) -> None:
    report = replace(DIGEST.reports[0], brief=text)
    assert f"\n> {escaped}\n" in to_markdown(replace(DIGEST, reports=(report,)))


@pytest.mark.parametrize(("text", "escaped"), HOSTILE)
def test_the_label_of_a_figure_cannot_bring_in_markup(text: str, escaped: str) -> None:
    metric = Metric(text, 3, "件", None, approximate=False, as_of=None, evidence=(Span(3, 9),))
    report = replace(DIGEST.reports[0], metrics=(metric,))
    shown = to_markdown(replace(DIGEST, reports=(report,)))
    assert f"\n| {escaped} | 3 | 件 |  | \\[3-9\\] |\n" in shown


@pytest.mark.parametrize(("text", "escaped"), HOSTILE)
def test_a_file_name_cannot_bring_in_markup(text: str, escaped: str) -> None:
    document = replace(DIGEST.document, title=None, name=text)
    assert to_markdown(replace(DIGEST, document=document)).startswith(f"# {escaped}\n")


def test_a_theme_is_listed_with_its_agencies_and_what_each_says() -> None:
    assert (
        "\n## 共性问题\n\n- 专业人员紧缺：云岭市档案局、青江县水务局\n"
        "  - 云岭市档案局：专业人员紧缺 \\[85-92\\]\n"
        "  - 青江县水务局：专业人员紧缺 \\[204-211\\]\n"
    ) in to_markdown(filled_digest())


def test_the_comparison_is_a_table_with_an_agency_a_column() -> None:
    assert (
        "\n## 指标对比\n\n"
        "| 指标 | 单位 | 年度 | 云岭市档案局 | 青江县水务局 | 合计 |\n"
        "|---|---|---|---:|---:|---:|\n"
        "| 接待群众 | 人次 | 2023 | 3600（余） \\[56-69\\] | 420 \\[184-195\\] | 4020 |\n"
        "\n另有1个指标只有一家单位写明，未列入对比。\n"
    ) in to_markdown(filled_digest())


def test_what_is_not_stated_is_listed() -> None:
    assert "\n## 报告未提及\n\n- 青江县水务局：下一步\n" in to_markdown(filled_digest())


def test_a_digest_without_themes_and_table_has_no_heading_for_them() -> None:
    shown = to_markdown(replace(filled_digest(), overview=Overview("综述。")))
    assert not any(name in shown for name in ("共性问题", "共同打算", "指标对比"))


@pytest.mark.parametrize(("text", "escaped"), HOSTILE)
def test_the_overview_cannot_bring_in_markup(text: str, escaped: str) -> None:
    digest = filled_digest()
    (row,) = digest.overview.table.rows
    (theme,) = digest.overview.themes
    overview = replace(
        digest.overview,
        themes=(replace(theme, title=text),),
        table=Table((replace(row, label=text),)),
    )
    shown = to_markdown(replace(digest, overview=overview))
    assert f"\n- {escaped}：" in shown
    assert f"\n| {escaped} | 人次 |" in shown


def test_names_are_english_where_asked_for() -> None:
    shown = to_markdown(filled_digest(), "en")
    assert "\n### Problems\n" in shown
    assert "\nNot stated in the report.\n" in shown
    assert "\tdate not stated\tagency not stated\t" in listing(split("全年受理申请35件。"), "en")


def test_briefs_are_paragraphs_with_the_overview_last() -> None:
    paragraphs = [*(report.brief for report in DIGEST.reports), DIGEST.overview.brief]
    assert briefs(DIGEST) == "\n\n".join(paragraphs) + "\n"


def test_a_listing_has_number_span_date_agency_and_title() -> None:
    end = TEXT.index("青江县") - 1
    first = listing(split(TEXT)).splitlines()[0]
    assert first.split("\t") == [
        "r01",
        f"0-{end}",
        "2023-12-20",
        "云岭市档案局",
        "云岭市档案局2023年工作总结",
    ]


def test_a_listing_says_what_is_not_stated() -> None:
    assert listing(split("全年受理查档申请35件。")).split("\t")[2:] == [
        "日期未载明",
        "单位未载明",
        "标题未载明\n",
    ]


def test_a_listing_marks_the_report_that_breaks_off() -> None:
    lines = listing(split(TEXT)).splitlines()
    assert [line.endswith("（中断）") for line in lines] == [False, True]
