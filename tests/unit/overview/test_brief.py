from dataclasses import replace

import pytest

from summarizer.domain.document import DocumentInfo
from summarizer.domain.summary import Finding, Item, Metric, Provenance, ReportSummary
from summarizer.domain.text import Span
from summarizer.overview import overview_of

ITEM = Item("完善制度", (Span(0, 4),), None, "rules")
METRIC = Metric("受理申请", 35, "件", None, approximate=False, as_of=None, evidence=(Span(0, 7),))


def document(title: str | None = None, declared: int | None = None) -> DocumentInfo:
    return DocumentInfo(
        name="a.txt",
        sha256="0" * 64,
        media_type="text/plain",
        encoding="utf-8",
        characters=9,
        pages=None,
        title=title,
        declared_reports=declared,
        complete=True,
    )


def summary(
    agency: str | None,
    *,
    number: int = 1,
    problems: tuple[Item, ...] = (ITEM,),
    next_steps: tuple[Item, ...] = (ITEM,),
) -> ReportSummary:
    return ReportSummary(
        id=f"r{number:02}",
        agency=agency,
        title=None,
        date=None,
        period=None,
        span=Span(0, 9),
        achievements=(ITEM, ITEM),
        problems=problems,
        next_steps=next_steps,
        metrics=(METRIC,),
        brief="",
        brief_engine="rules",
        engine="rules",
        provenance=Provenance(None, None, 0, None),
        findings=(),
    )


def test_an_overview_opens_with_the_title_and_the_agencies() -> None:
    reports = (summary("云岭市档案局"), summary("青江县水务局", number=2))
    brief = overview_of(document("云岭市汇编"), reports).brief
    assert brief.startswith("《云岭市汇编》收录报告2份，来自云岭市档案局、青江县水务局。")


def test_a_document_without_a_title_is_called_this_document() -> None:
    assert overview_of(document(), (summary("云岭市档案局"),)).brief.startswith("本文件收录报告1份")


def test_reports_without_an_agency_are_counted_and_not_named() -> None:
    brief = overview_of(document(), (summary(None), summary("青江县水务局"))).brief
    assert brief.startswith("本文件收录报告2份，来自青江县水务局。")


def test_no_agency_at_all_leaves_the_list_out() -> None:
    assert overview_of(document(), (summary(None),)).brief.startswith("本文件收录报告1份。")


def test_at_most_five_agencies_are_named() -> None:
    reports = tuple(summary(f"{letter}县水务局") for letter in "甲乙丙丁戊己")
    brief = overview_of(document(), reports).brief
    assert "来自甲县水务局、乙县水务局、丙县水务局、丁县水务局、戊县水务局等。" in brief


def test_the_counts_are_sums_over_the_reports() -> None:
    reports = (summary("云岭市档案局"), summary("青江县水务局", problems=()))
    brief = overview_of(document(), reports).brief
    assert "共梳理出成效4项、问题1项、下一步措施2项、指标2个。" in brief


def test_reports_silent_on_problems_are_named() -> None:
    reports = (summary("云岭市档案局"), summary("青江县水务局", problems=()))
    assert "未提及存在问题的有1份：青江县水务局。" in overview_of(document(), reports).brief


def test_reports_silent_on_plans_are_named() -> None:
    reports = (summary("云岭市档案局", next_steps=()), summary("青江县水务局"))
    assert "未提及下一步打算的有1份：云岭市档案局。" in overview_of(document(), reports).brief


def test_a_silent_report_without_an_agency_is_named_by_its_number() -> None:
    brief = overview_of(document(), (summary(None, number=7, problems=()),)).brief
    assert "未提及存在问题的有1份：r07。" in brief


def test_nothing_is_said_of_silence_where_all_reports_speak() -> None:
    assert "未提及" not in overview_of(document(), (summary("云岭市档案局"),)).brief


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        pytest.param(3, True, id="fewer-than-declared"),
        pytest.param(1, False, id="as-declared"),
        pytest.param(None, False, id="nothing-declared"),
    ],
)
def test_a_count_that_differs_from_the_declared_one_is_said(
    declared: int | None, *, said: bool
) -> None:
    brief = overview_of(document(declared=declared), (summary("云岭市档案局"),)).brief
    assert ("文件自称3份，实际读到1份。" in brief) is said


def test_what_several_agencies_lack_and_plan_is_said_with_their_number() -> None:
    lacking = (Item("执法力量不足", (Span(0, 4),), None, "rules"),)
    reports = (
        summary("甲县水务局", problems=lacking),
        summary("乙县水务局", number=2, problems=lacking),
    )
    brief = overview_of(document(), reports).brief
    assert "多家单位提到的问题有“执法、监管力量不足”（2家）。" in brief


def test_what_is_not_stated_is_listed_and_what_could_not_be_read_is_not() -> None:
    unread = Finding("next_steps_not_extracted", "warning", "", (), ("r02",))
    reports = (
        summary("甲县水务局", problems=()),
        replace(summary("乙县水务局", number=2, next_steps=()), findings=(unread,)),
        summary("丙县水务局", number=3),
    )
    silences = overview_of(document(), reports).not_stated
    assert [(s.report, s.agency, s.parts) for s in silences] == [
        ("r01", "甲县水务局", ("problems",))
    ]
