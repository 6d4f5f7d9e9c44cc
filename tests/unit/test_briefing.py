import pytest

from summarizer.briefing import LONGEST_BRIEF, brief_of
from summarizer.domain.document import Report
from summarizer.domain.summary import Item
from summarizer.domain.text import Range, Span
from summarizer.numerals import numbers


def report(agency: str | None = "青江县水务局", period: str | None = "2023") -> Report:
    return Report(
        "r01", agency, None, None, period, Span(0, 9), Range(0, 9), Range(0, 9), truncated=False
    )


def items(*texts: str) -> tuple[Item, ...]:
    return tuple(Item(text, (Span(0, 1),), None, "rules") for text in texts)


def test_a_brief_tells_what_was_done_what_is_wrong_and_what_comes_next() -> None:
    brief = brief_of(report(), items("清淤河道42公里"), items("管网老化"), items("更换管网"))
    assert brief == (
        "青江县水务局2023年主要工作：清淤河道42公里。存在的问题：管网老化。下一步：更换管网。"
    )


def test_problems_and_plans_that_a_report_leaves_out_are_said_to_be_missing() -> None:
    brief = brief_of(report(), items("清淤河道42公里"), (), ())
    assert brief.endswith("报告未提及存在的问题。报告未提及下一步打算。")


def test_a_part_that_no_item_came_from_is_not_said_to_be_missing() -> None:
    brief = brief_of(report(), (), (), (), frozenset({"problems", "next_steps"}))
    assert "未提及" not in brief
    assert brief.count("未能逐条提取") == 2


@pytest.mark.parametrize(
    ("agency", "period", "opening"),
    [
        pytest.param("青江县水务局", "2023", "青江县水务局2023年主要工作", id="both"),
        pytest.param("青江县水务局", None, "青江县水务局主要工作", id="no-year"),
        pytest.param(None, "2023", "本单位2023年主要工作", id="no-agency"),
        pytest.param(None, None, "本单位主要工作", id="neither"),
    ],
)
def test_a_brief_opens_with_what_is_stated_of_agency_and_year(
    agency: str | None, period: str | None, opening: str
) -> None:
    assert brief_of(report(agency, period), items("清淤河道"), (), ()).startswith(opening)


def test_a_brief_with_no_achievements_opens_with_the_problems() -> None:
    brief = brief_of(report(), (), items("管网老化"), ())
    assert brief.startswith("青江县水务局2023年存在的问题：管网老化。")


def test_achievements_with_a_figure_come_first() -> None:
    brief = brief_of(report(), items("完善制度", "清淤河道42公里"), (), ())
    assert "主要工作：清淤河道42公里；完善制度。" in brief


def test_of_problems_and_plans_only_the_label_is_said() -> None:
    brief = brief_of(report(), (), items("管网老化：漏损较多"), items("更换管网：分三年实施"))
    assert "漏损" not in brief
    assert "分三年" not in brief


def test_a_long_achievement_is_told_by_its_figure() -> None:
    heading = "大力推进全县农村饮水安全巩固提升和城乡供水一体化建设以及水质监测各项重点工程落地见效"
    brief = brief_of(report(), items(f"{heading}：铺设管网120公里"), (), ())
    assert "主要工作：铺设管网120公里。" in brief


def test_a_brief_names_at_most_four_items_of_a_kind_and_says_that_there_are_more() -> None:
    brief = brief_of(report(), (), items("甲类", "乙类", "丙类", "丁类", "戊类"), ())
    assert "甲类；乙类；丙类；丁类等。" in brief


def test_a_brief_that_would_be_too_long_names_fewer_items() -> None:
    long = "持续推进城乡供水管网更新改造和水质监测能力提升各项具体任务"
    texts = [f"{long}{letter}" for letter in "甲乙丙丁"]
    brief = brief_of(report(), items(*texts), items(*texts), items(*texts))
    assert len(brief) <= LONGEST_BRIEF
    assert all(part in brief for part in ("主要工作", "存在的问题", "下一步"))
    assert brief.count(long) < 12


def test_a_brief_of_one_endless_item_is_cut_with_a_mark() -> None:
    brief = brief_of(report(), (), items("水" * 1000), ())
    assert len(brief) == LONGEST_BRIEF
    assert brief.endswith("…")


def test_every_figure_of_a_brief_stands_in_an_item_or_the_year() -> None:
    done = items("清淤河道42公里", "整治隐患36处", "铺设管网1200米")
    brief = brief_of(report(), done, items("漏损率达12%"), items("新建水厂2座"))
    allowed = numbers("2023" + "，".join(item.text for item in done) + "，漏损率达12%，2座")
    assert numbers(brief) <= allowed
