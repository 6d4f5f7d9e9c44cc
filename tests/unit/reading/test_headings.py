"""What a heading is about, and where it ends."""

import pytest

from summarizer.domain.outline import Category
from summarizer.reading.clean import clean
from summarizer.reading.headings import Subject, heading_end, is_generic, subject_of


@pytest.mark.parametrize(
    "heading",
    [
        "存在问题",
        "存在的主要问题",
        "主要问题和不足",
        "面临的困难和挑战",
        "工作中的短板",
        "目前存在的薄弱环节",
        "**存在问题**：",
        "面临的形势",
    ],
)
def test_a_section_on_shortcomings(heading: str) -> None:
    assert subject_of(heading, "2023") == Subject(Category.PROBLEM)


@pytest.mark.parametrize(
    "heading",
    [
        "存在问题及改进措施",
        "存在的主要问题及改进情况",
        "存在问题和下一步打算",
        "主要不足与努力方向",
    ],
)
def test_a_section_on_shortcomings_and_plans_is_mixed(heading: str) -> None:
    assert subject_of(heading, "2023") == Subject(Category.PROBLEM, mixed=True)


@pytest.mark.parametrize(
    "heading",
    [
        "下一步工作打算",
        "下步工作安排",
        "2024年工作计划",
        "今后努力方向",
        "改进措施",
        "明年工作思路",
        "下半年重点工作",
        "2024年重点工作",
        "整改措施",
        "改进打算",
    ],
)
def test_a_section_on_plans(heading: str) -> None:
    assert subject_of(heading, "2023") == Subject(Category.NEXT_STEP)


@pytest.mark.parametrize(
    "heading",
    [
        "主要工作",
        "工作开展情况",
        "主要做法及成效",
        "2023年工作回顾",
        "工作计划完成情况",
        "总体情况",
        "获得荣誉",
    ],
)
def test_a_section_on_work_done(heading: str) -> None:
    assert subject_of(heading, "2023") == Subject(Category.ACHIEVEMENT)


@pytest.mark.parametrize(
    "heading", ["附件", "其他需要报告的事项", "依申请公开办理情况", "总结汇编"]
)
def test_a_section_from_which_no_item_is_drawn(heading: str) -> None:
    assert subject_of(heading, "2023") == Subject(Category.OTHER)


def test_a_form_section_inside_another_is_about_work() -> None:
    heading = "行政复议和行政诉讼情况"
    assert subject_of(heading, "2023") == Subject(Category.OTHER)
    assert subject_of(heading, "2023", outermost=False) == Subject(Category.ACHIEVEMENT)


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("聚焦突出问题", id="a verb over 问题"),
        pytest.param("坚持问题导向", id="问题导向"),
        pytest.param("着力破解工作困难", id="困难 overcome"),
        pytest.param("人员配备不足", id="a shortcoming itself"),
        pytest.param("加强队伍建设", id="a piece of work"),
        pytest.param("抓好重点任务", id="a verb over 任务"),
        pytest.param("茶园管理", id="a theme"),
        pytest.param("", id="nothing"),
        pytest.param("茶" * 50 + "存在问题", id="too long for a heading"),
    ],
)
def test_a_heading_that_announces_no_kind_of_section(heading: str) -> None:
    assert subject_of(heading, "2023").category is None


@pytest.mark.parametrize(
    ("period", "category"),
    [
        pytest.param("2023", Category.NEXT_STEP, id="a later year"),
        pytest.param("2024", None, id="the year reported on"),
        pytest.param(None, None, id="no year known"),
    ],
)
def test_work_of_a_later_year_is_a_plan(period: str | None, category: Category | None) -> None:
    assert subject_of("2024年主要目标", period).category is category


@pytest.mark.parametrize("heading", ["工作开展情况", "主要成效", "经验做法", "总体概况："])
def test_a_heading_that_names_no_work_is_generic(heading: str) -> None:
    assert is_generic(heading)


@pytest.mark.parametrize("heading", ["茶园巡查", "加强茶园管理工作", "深化改革成效"])
def test_a_heading_that_names_work_is_not_generic(heading: str) -> None:
    assert not is_generic(heading)


def _heading(document: str, end: int | None = None) -> str | None:
    text = clean(document)
    stop = heading_end(text, 0, len(text.folded) if end is None else end)
    return None if stop is None else text.shown[:stop]


def test_a_heading_ends_with_its_line() -> None:
    assert _heading("主要工作\n全年巡查茶园。", 4) == "主要工作"


@pytest.mark.parametrize(
    ("document", "heading"),
    [
        pytest.param("茶园管理。", "茶园管理", id="a full stop"),
        pytest.param("茶园管理——", "茶园管理", id="dashes"),
        pytest.param("存在问题：人手不足。", "存在问题", id="a colon"),
        pytest.param(
            "茶园管理：全年巡查茶园八十次，覆盖全部产茶乡镇，抽检茶样三十批，合格率稳步提升，茶农反映良好。",
            "茶园管理",
            id="a colon before a long sentence",
        ),
    ],
)
def test_a_heading_ends_before_its_mark(document: str, heading: str) -> None:
    assert _heading(document) == heading


@pytest.mark.parametrize(
    ("document", "heading"),
    [
        ("存在的主要问题目前执法人员偏少，设备陈旧，更新不及时。", "存在的主要问题"),
        ("下一步工作安排为做好明年工作，我局将招录人员。", "下一步工作安排"),
        ("工作开展情况今年以来，我局巡查茶园八十次。", "工作开展情况"),
        ("茶园管理情况 巡查茶园八十次，查处案件两件，抽检茶样三十批。", "茶园管理情况"),
    ],
)
def test_a_heading_that_runs_into_its_text_is_cut_off(document: str, heading: str) -> None:
    assert _heading(document) == heading


def test_a_heading_without_a_section_s_noun_is_cut_off_at_a_gap_before_an_opener() -> None:
    document = (
        "推进茶园管护 今年以来，我局巡查茶园八十次，查处案件两件，抽检茶样三十批，"
        "合格率稳步提升，茶农反映良好，产业发展势头强劲。"
    )
    assert _heading(document) == "推进茶园管护"


def test_a_long_sentence_is_no_heading() -> None:
    document = (
        "我局全年巡查茶园八十次，查处案件两件，抽检茶样三十批，合格率稳步提升，"
        "茶农反映良好，产业发展势头强劲，市场秩序进一步规范。"
    )
    assert _heading(document) is None
