import asyncio
from collections.abc import Mapping

import pytest

from summarizer import summarize
from summarizer.domain.overview import Theme
from summarizer.engines.llm.prose import _stands
from tests.scripted import ScriptedModel, engine

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


REPORTS = """云岭市档案局2023年工作总结
一、存在问题
一是专业人员力量不足，档案数字化人员紧缺。
青川市水利局2023年工作总结
一、存在问题
一是水利专业人员力量不足。
"""


def titled(*titles: str) -> tuple[Theme, Mapping[int, str], ScriptedModel]:
    """Return the one theme of the reports, the titles that stand of it, and the model."""
    themes = summarize(REPORTS, engine="rules").overview.themes
    model = ScriptedModel(lambda _: {"titles": list(titles)})
    return themes[0], asyncio.run(engine(model, prose=True).titles(themes)), model


def test_a_theme_is_given_a_title_in_its_agencies_words() -> None:
    theme, titles, model = titled("[1]专业人员力量不足")
    assert theme.agencies == ("云岭市档案局", "青川市水利局")
    assert titles == {0: "专业人员力量不足"}
    assert "水利专业人员力量不足" in model.requests[0].messages[-1]["content"]


@pytest.mark.parametrize(
    "title",
    [
        "[1]经费保障不到位",
        "[1]专业人员缺3名",
        "[1]云岭市档案局人员不足",
        "[1]人",
        "[2]专业人员力量不足",
        "专业人员力量不足",
        "[1]" + "专业人员力量不足，" * 4,
    ],
)
def test_a_title_that_says_otherwise_is_not_taken(title: str) -> None:
    assert titled(title)[1] == {}


def test_themes_are_not_asked_about_where_there_are_none() -> None:
    model = ScriptedModel(lambda _: {"titles": []})
    assert asyncio.run(engine(model, prose=True).titles(())) == {}
    assert model.requests == []
