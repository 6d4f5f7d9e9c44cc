from pathlib import Path

import pytest

from summarizer import Comparison, compare
from summarizer.domain.comparison import AgencyComparison

ROOT = Path(__file__).parents[2]
LAST, THIS = (ROOT / "fixtures" / "years" / f"compilation-{year}.txt" for year in (2022, 2023))


@pytest.fixture(scope="module")
def years() -> Comparison:
    return compare(LAST, THIS)


def _statuses(agency: AgencyComparison) -> dict[str, str]:
    return {followed.plan.text.partition("：")[0]: followed.status for followed in agency.plans}


def test_each_plan_is_kept_or_not_mentioned(years: Comparison) -> None:
    archive, water, town = years.agencies
    assert _statuses(archive) == {
        "启动新馆建设": "kept",
        "推进婚姻档案数字化": "kept",
        "加强档案员培训": "kept",
        "编纂《澄沙河工史料》": "not_mentioned",
    }
    assert _statuses(water) == {
        "实施沙溪灌区续建配套": "kept",
        # This year's report has it among its problems and plans only.
        "推进智慧水务平台建设": "not_mentioned",
        "开展河道非法采砂专项整治": "kept",
        # 专业技术人员 stands in this year's problems.
        "招录水利专业技术人员5名": "not_mentioned",
    }
    assert _statuses(town) == {
        "建设脐橙分选中心": "kept",
        "创建省级卫生镇": "not_mentioned",
        "修建白垌大桥": "not_mentioned",
    }


def test_agencies_of_one_year_only_are_named(years: Comparison) -> None:
    assert years.only_last == ("澄沙市图书馆",)
    assert years.only_this == ("澄沙市农机服务中心",)


def test_evidence_lies_in_the_document_of_its_year(years: Comparison) -> None:
    last, this = LAST.read_text("utf-8"), THIS.read_text("utf-8")
    for agency in years.agencies:
        for followed in agency.plans:
            for span in followed.plan.evidence:
                assert last[span.start : span.end].rstrip("，。；") in followed.plan.text
            for answer in followed.answers:
                for span in answer.evidence:
                    assert this[span.start : span.end].strip("，。；\n") in answer.text


def test_a_kept_plan_has_an_answer_and_no_other_has(years: Comparison) -> None:
    for agency in years.agencies:
        for followed in agency.plans:
            assert bool(followed.answers) is (followed.status == "kept")


def _year(year: int, achievement: str, plan: str) -> str:
    return f"云岭市档案局{year}年工作总结\n一、主要工作\n{achievement}\n二、下一步打算\n{plan}\n"


def test_a_plan_that_names_nothing_in_particular_is_not_judged() -> None:
    found = compare(
        _year(2022, "扫描照片120张。", "进一步加强工作，持续提升质量。"),
        _year(2023, "扫描照片150张。", "整理档案30卷。"),
    )
    assert [followed.status for followed in found.agencies[0].plans] == ["general"]


def test_documents_in_the_wrong_order_are_told() -> None:
    assert "先后次序" in compare(THIS, LAST).warnings[0]
    assert compare(LAST, THIS).warnings == ()


def test_a_document_that_is_not_whole_makes_the_comparison_incomplete() -> None:
    whole = _year(2022, "扫描照片120张。", "整理档案30卷。")
    broken = "云岭市档案局2023年工作总结\n一、主要工作\n扫描照片120张，整理了历年积存下来的"
    assert compare(whole, whole).complete
    assert not compare(whole, broken).complete
