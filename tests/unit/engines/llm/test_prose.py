import pytest

from summarizer.engines.llm.prose import _stands

BRIEF = """云岭市档案局2023年
成效：推进数字化：完成馆藏数字化120万页；受理申请35件，未发生行政复议
问题：人手不足；设备老化
下一步：充实专业力量"""
OVERVIEW = """青川市公安局 问题：信息泄露 下一步：加强保密培训
云岭市档案局 问题：人手不足；设备老化 下一步：充实专业力量"""


@pytest.mark.parametrize(
    "said",
    [
        "云岭市档案局2023年完成馆藏数字化120万页，受理申请35件，未发生行政复议。存在人手不足、设备老化的问题。下一步充实专业力量。",
        "2023年，云岭市档案局推进数字化，完成馆藏数字化120万页。仍存在设备老化问题；下一步将充实专业力量。",
    ],
)
def test_a_brief_in_the_items_words_stands(said: str) -> None:
    assert _stands(said, BRIEF, 240)


@pytest.mark.parametrize(
    "said",
    [
        "云岭市档案局2023年完成馆藏数字化120万页，不存在人手不足、设备老化的问题。",
        "云岭市档案局2023年完成馆藏数字化120万页，人手不足、设备老化问题全部解决。",
        "云岭市公安局2023年完成馆藏数字化120万页，受理申请35件。",
        "云岭市档案局2023年完成馆藏数字化120万页，发生行政复议。",
        "云岭市档案局2023年完成馆藏数字化120万页，局长因受贿被立案调查。",
        "云岭市档案局2023年完成馆藏数字化35万页，受理申请120件。",
        "云岭市档案局2024年完成馆藏数字化120万页，受理申请35件。",
        "太短",
    ],
)
def test_a_brief_that_says_otherwise_does_not_stand(said: str) -> None:
    assert not _stands(said, BRIEF, 240)


def test_an_overview_gives_each_body_its_own() -> None:
    assert _stands("青川市公安局存在信息泄露问题；云岭市档案局人手不足、设备老化。", OVERVIEW, 400)


@pytest.mark.parametrize(
    "said",
    [
        "云岭市档案局存在信息泄露问题；青川市公安局人手不足、设备老化。",
        "青川市公安局不存在信息泄露的问题；云岭市档案局人手不足。",
        "长河市教育局存在信息泄露问题；云岭市档案局人手不足。",
    ],
)
def test_an_overview_that_mixes_bodies_up_does_not_stand(said: str) -> None:
    assert not _stands(said, OVERVIEW, 400)
