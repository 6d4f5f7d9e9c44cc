import tomllib
from importlib.resources import files

import pytest

from summarizer.domain.summary import Item
from summarizer.domain.text import Span
from summarizer.overview.themes import CATEGORIES, themes_of
from tests.unit.overview.test_brief import summary


def _items(*texts: str) -> tuple[Item, ...]:
    return tuple(
        Item(text, (Span(at, at + 1),), None, "rules") for at, text in enumerate(texts, start=1)
    )


def _titles(*agencies: tuple[str, ...], category: str = "problems") -> list[str]:
    reports = [
        summary(
            f"{letter}县水务局",
            number=number,
            problems=_items(*texts) if category == "problems" else (),
            next_steps=_items(*texts) if category == "next_steps" else (),
        )
        for number, (letter, texts) in enumerate(zip("甲乙丙丁", agencies, strict=False), start=1)
    ]
    return [theme.title for theme in themes_of(reports)]


@pytest.mark.parametrize(
    ("one", "other", "title"),
    [
        ("执法力量不足", "监管力量与任务不相适应", "执法、监管力量不足"),
        ("信息员身兼数职", "编制少", "人员力量和队伍建设不足"),
        ("业务骨干流失", "工作人员更换频繁", "人员变动频繁、队伍不稳定"),
        ("更新不够及时", "信息发布滞后", "信息公开、更新不及时"),
        ("思想認識還不夠到位", "个别股室不够重视", "思想认识、重视程度不够"),
    ],
)
def test_problems_of_one_kind_make_a_theme(one: str, other: str, title: str) -> None:
    assert _titles((one,), (other,)) == [title]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("工作人员业务能力不足", "水利专业人才不足", id="skill and number"),
        pytest.param("群众安全意识淡薄", "工作人员主动公开意识不强", id="whose awareness"),
        pytest.param("公开内容不够全面", "保险覆盖不够全面", id="one word in common"),
        pytest.param("医保基金收支矛盾突出", "财政收支矛盾突出", id="another purse"),
        pytest.param("库房容量不足", "库房，人员不足", id="nothing"),
    ],
)
def test_unlike_problems_make_none(one: str, other: str) -> None:
    assert _titles((one,), (other,)) == []


def test_plans_are_grouped_by_what_they_head() -> None:
    one, other = "加强政策解读：用好网站", "改进解读方式"
    assert _titles((one,), (other,), category="next_steps") == ["加强政策解读"]
    aside = "整理档案：同时加强政策解读"
    assert _titles((one,), (aside,), category="next_steps") == []


def test_what_no_theme_names_is_grouped_by_likeness() -> None:
    assert _titles(("部分古树缺少保护围栏",), ("部分古树缺少保护栏杆",)) == ["部分古树缺少保护围栏"]
    assert _titles(("部分古树缺少保护围栏",), ("部分古井缺少水质检测",)) == []


def test_one_agency_makes_no_theme_however_often_it_says_it() -> None:
    assert _titles(("执法力量不足", "监管力量薄弱")) == []


def test_a_theme_shows_each_agencys_own_words_and_all_evidence() -> None:
    reports = [
        summary("甲县水务局", problems=_items("库房潮湿", "执法力量不足")),
        summary("乙县水务局", number=2, problems=_items("监管力量薄弱")),
    ]
    (theme,) = themes_of(reports)[:1]
    assert theme.agencies == ("甲县水务局", "乙县水务局")
    assert [(m.report, m.text) for m in theme.mentions] == [
        ("r01", "执法力量不足"),
        ("r02", "监管力量薄弱"),
    ]
    assert theme.evidence == (Span(2, 3), Span(1, 2))
    assert theme.engine == "rules"


def test_problems_stand_before_plans_and_the_commonest_first() -> None:
    both = _items("执法力量不足", "信息发布滞后")
    reports = [
        summary("甲县水务局", problems=both),
        summary("乙县水务局", number=2, problems=both),
        summary("丙县水务局", number=3, problems=_items("执法力量不足")),
    ]
    themes = themes_of(reports)
    assert [(t.category, t.title, len(t.agencies)) for t in themes] == [
        ("problems", "执法、监管力量不足", 3),
        ("problems", "信息公开、更新不及时", 2),
        ("next_steps", "健全制度机制", 3),
    ]


def test_the_lexicon_names_no_theme_twice_and_every_theme_has_words() -> None:
    text = (files("summarizer.lexicon") / "themes.toml").read_text("utf-8")
    data = tomllib.loads(text)
    assert tuple(data) == CATEGORIES
    for category in CATEGORIES:
        titles = [theme["title"] for theme in data[category]]
        assert len(titles) == len(set(titles))
        assert all(theme["words"] for theme in data[category])
