"""What each unit is about where its heading does not say, or its wording says otherwise."""

import pytest

from summarizer.domain.outline import Category
from tests.builders import outline_of

DONE, LACK, PLAN, OTHER = (
    Category.ACHIEVEMENT,
    Category.PROBLEM,
    Category.NEXT_STEP,
    Category.OTHER,
)


def _read(body: str, title: str = "云岭市茶叶局2023年工作总结") -> list[tuple[str, Category]]:
    """Return the words and the category of each unit that is no heading."""
    text, outline = outline_of(body, title)
    return [
        (text.shown[slice(*unit.stretch)], unit.category)
        for block in outline.blocks
        for unit in block.units
        if not unit.heading
    ]


def _categories(body: str, title: str = "云岭市茶叶局2023年工作总结") -> list[Category]:
    return [category for _, category in _read(body, title)]


def _after_work(sentence: str) -> Category:
    """Return the category of `sentence` where it follows work done, without a heading."""
    return _categories(f"全年巡查茶园八十次，查处案件两件。{sentence}\n")[1]


def test_text_that_nothing_says_anything_of_tells_of_work_done() -> None:
    assert _categories("全年巡查茶园八十次。抽检茶样三十批。\n") == [DONE, DONE]


@pytest.mark.parametrize("title", ["云岭市茶叶局2024年工作要点", "云岭市茶叶局2024年工作计划"])
def test_in_a_plan_it_tells_of_next_steps(title: str) -> None:
    assert _categories("巡查茶园八十次。抽检茶样三十批。\n", title) == [PLAN, PLAN]


def test_in_a_review_with_a_plan_it_tells_of_work_done() -> None:
    title = "云岭市茶叶局2023年工作总结及2024年工作计划"
    assert _categories("巡查茶园八十次。\n", title) == [DONE]


@pytest.mark.parametrize(
    ("heading", "category"),
    [("主要工作", DONE), ("存在问题", LACK), ("下一步打算", PLAN), ("其他需要报告的事项", OTHER)],
)
def test_a_heading_decides_for_plain_sentences(heading: str, category: Category) -> None:
    body = f"一、{heading}\n茶园登记按月办理，覆盖所有乡镇和林场，台账逐月更新并按时归档保存。\n"
    assert _categories(body) == [category]


@pytest.mark.parametrize(
    "sentence",
    [
        "工作中还存在执法人员偏少等问题。",
        "同时，我们也清醒地看到，执法力量仍有不足。",
        "但执法人员偏少，设备陈旧。",
        "然而，档案数字化进展缓慢。",
        "不过，专业力量不足。",
        "美中不足的是，设备更新不及时。",
        "与群众期盼相比，仍存在不小差距。",
        "我局仍面临经费紧张的困难。",
        "主要问题是执法力量薄弱。",
    ],
)
def test_a_sentence_that_admits_a_shortcoming_is_a_problem(sentence: str) -> None:
    assert _after_work(sentence) is LACK


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("针对检查发现的12个问题，全部整改到位。", id="found and put right"),
        pytest.param("全年未发生安全问题。", id="none arose"),
        pytest.param("着力解决茶农反映的困难。", id="solved"),
        pytest.param("排查安全隐患15处。", id="searched out"),
        pytest.param("坚持问题导向，办理登记。", id="问题导向"),
        pytest.param("登记了8家茶企。", id="no problem named"),
    ],
)
def test_a_problem_that_something_was_done_about_is_work(sentence: str) -> None:
    assert _after_work(sentence) is DONE


@pytest.mark.parametrize(
    "sentence",
    [
        "下一步，我局将招录专业人员。",
        "今后，我们将更新执法设备。",
        "明年拟新建茶叶检测站一座。",
        "2024年，我局将招录专业人员。",
        "为此，我局将招录专业人员。",
        "我局将从三个方面加以改进。",
    ],
)
def test_a_sentence_that_looks_ahead_is_a_next_step(sentence: str) -> None:
    assert _after_work(sentence) is PLAN


def test_work_is_taken_up_again_after_an_admission() -> None:
    body = "全年巡查茶园八十次。不过，登记进展缓慢，专业力量不足。其余工作按期完成。\n"
    assert _categories(f"一、主要工作\n{body}") == [DONE, LACK, DONE]


def test_plans_go_on_to_the_end_of_a_section_on_problems() -> None:
    body = "一、存在问题\n执法人员偏少。针对上述问题，我局将招录专业人员。更新执法设备。\n"
    assert _categories(body) == [LACK, PLAN, PLAN]


def test_a_sentence_that_admits_and_then_plans_becomes_two_units() -> None:
    assert _read("一、存在问题\n执法人员偏少，下一步，将招录专业人员。\n") == [
        ("执法人员偏少，", LACK),
        ("下一步，将招录专业人员。", PLAN),
    ]


def test_what_is_owed_holds_for_its_sentence_alone() -> None:
    body = "一、存在问题\n部分乡镇巡查不及时，应进一步加强巡查。设备陈旧老化。\n"
    assert _read(body) == [
        ("部分乡镇巡查不及时，", LACK),
        ("应进一步加强巡查。", PLAN),
        ("设备陈旧老化。", LACK),
    ]


def test_the_split_units_are_numbered_on() -> None:
    _, outline = outline_of("一、存在问题\n执法人员偏少，下一步，将招录专业人员。设备旧。\n")
    units = [unit for block in outline.blocks for unit in block.units]
    assert [unit.number for unit in units] == [1, 2, 3, 4]


def test_a_list_of_problems_is_about_problems() -> None:
    body = "全年巡查茶园八十次。\n工作中也存在以下问题：一是执法人员偏少；二是宣传面窄。\n"
    assert _categories(body) == [DONE, LACK, LACK, LACK]


def test_a_list_of_plans_is_about_plans() -> None:
    body = "全年巡查茶园八十次。\n下一步，我局将做好以下工作：一是招录人员；二是更新设备。\n"
    assert _categories(body) == [DONE, PLAN, PLAN, PLAN]


def test_a_list_after_another_may_be_about_something_else() -> None:
    body = (
        "一、主要工作\n全年巡查茶园八十次。\n"
        "工作中也存在以下问题：一是执法人员偏少；二是设备陈旧。\n"
        "下一步，我局将做好以下工作：一是招录人员；二是更新设备。\n"
    )
    assert _categories(body) == [DONE, LACK, LACK, LACK, PLAN, PLAN, PLAN]


def test_what_a_lead_in_turns_to_holds_for_the_numbers_under_it() -> None:
    body = (
        "一、主要工作\n全年巡查茶园八十次，抽检茶样三十批。\n二、队伍\n"
        "下一步，我局将做好以下工作：\n（一）招录人员。充实执法力量。\n（二）更新设备。配齐终端。\n"
    )
    assert _categories(body) == [DONE, PLAN, PLAN, PLAN]


@pytest.mark.parametrize(
    ("name", "sentence", "category"),
    [("困惑与不足", "执法人员偏少。", LACK), ("下一步打算", "招录专业人员。", PLAN)],
)
def test_a_list_member_may_be_a_section_s_name(
    name: str, sentence: str, category: Category
) -> None:
    body = f"第一，全年巡查茶园八十次。\n第二、{name}。\n{sentence}\n"
    assert _read(body)[1:] == [(sentence, category)]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(
            "信息内容本年制发件数本年废止件数现行有效件数规章0000规范性文件3012", id="column names"
        ),
        pytest.param("收费情况本年收费金额（单位：万元）0。", id="a fee table"),
        pytest.param("登记情况合计00012000345000678。", id="figures run together"),
    ],
)
def test_a_table_run_together_is_neither(table: str) -> None:
    body = f"一、主要工作\n全年公开信息三十条，覆盖所有乡镇。\n{table}\n"
    assert _categories(body) == [DONE, OTHER]


def test_an_amount_with_many_digits_is_no_table() -> None:
    body = "一、主要工作\n全年拨付补助1234567元，惠及茶农四百户。\n"
    assert _categories(body) == [DONE]


def test_the_text_around_a_table_keeps_its_category() -> None:
    body = (
        "一、主要工作\n全年公开信息三十条，覆盖所有乡镇。\n"
        "信息内容本年制发件数本年废止件数现行有效件数规章0000规范性文件3012\n"
        "二、存在问题\n公开内容不够丰富。下一步，将拓展公开渠道。\n"
    )
    assert _categories(body) == [DONE, OTHER, LACK, PLAN]


def test_traditional_text_is_read_by_the_same_words() -> None:
    body = "一、主要工作\n全年辦理登記，質量達標。但執法人員偏少，設備陳舊，業務培訓不夠。\n"
    assert _categories(body, "雲嶺市茶葉局2023年工作總結") == [DONE, LACK]
