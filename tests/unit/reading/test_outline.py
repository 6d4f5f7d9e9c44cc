"""A report to blocks under headings and units in them, whatever the numbering."""

import pytest

from summarizer.domain.outline import Block, Category, Outline, Unit
from summarizer.domain.text import CleanText
from summarizer.reading.outline import read_outline
from tests.builders import only_report, outline_of


def _words(text: CleanText, block: Block) -> str | None:
    return None if block.heading is None else text.shown[slice(*block.heading)]


def _tree(body: str) -> list[tuple[int, str | None]]:
    """Return level and heading of each block, the text before any heading left out."""
    text, outline = outline_of(body)
    return [(block.level, _words(text, block)) for block in outline.blocks[1:]]


def _units(outline: Outline) -> list[Unit]:
    return [unit for block in outline.blocks for unit in block.units]


def _texts(body: str) -> list[str]:
    text, outline = outline_of(body)
    return [text.shown[slice(*unit.stretch)] for unit in _units(outline)]


def _block(body: str, heading: str) -> tuple[CleanText, Block]:
    text, outline = outline_of(body)
    (block,) = [block for block in outline.blocks if _words(text, block) == heading]
    return text, block


NESTED = (
    "一、主要工作\n（一）茶园管理\n1.开展巡查。全年巡查茶园八十次。\n2.组织培训。举办培训六场。\n"
    "（二）市场监管\n①抽检茶样。抽检三十批。\n②查处案件。查处两件。\n"
    "二、存在问题\n（一）人手不足。执法人员偏少。\n三、下一步打算\n招录专业人员。\n"
)


def test_numbering_nests_in_the_order_of_first_use() -> None:
    assert _tree(NESTED) == [
        (1, "主要工作"),
        (2, "茶园管理"),
        (3, "开展巡查"),
        (3, "组织培训"),
        (2, "市场监管"),
        (3, "抽检茶样"),
        (3, "查处案件"),
        (1, "存在问题"),
        (2, "人手不足"),
        (1, "下一步打算"),
    ]


@pytest.mark.parametrize(
    ("body", "tree"),
    [
        pytest.param(
            "1.主要工作\n（1）茶园管理\n巡查八十次。\n（2）市场监管\n抽检三十批。\n2.存在问题\n人少。\n",
            [(1, "主要工作"), (2, "茶园管理"), (2, "市场监管"), (1, "存在问题")],
            id="Arabic outside",
        ),
        pytest.param(
            "（一）主要工作\n一、茶园管理\n巡查八十次。\n二、市场监管\n抽检三十批。\n（二）存在问题\n人少。\n",
            [(1, "主要工作"), (2, "茶园管理"), (2, "市场监管"), (1, "存在问题")],
            id="brackets outside",
        ),
        pytest.param(
            "第一部分 主要工作\n一、茶园管理\n巡查八十次。\n第二部分 存在问题\n一、人手\n人少。\n",
            [(1, "主要工作"), (2, "茶园管理"), (1, "存在问题"), (2, "人手")],
            id="parts",
        ),
        pytest.param(
            "# 主要工作\n## 茶园管理\n巡查多次。\n## 市场监管\n抽检茶样。\n# 存在问题\n人少。\n",
            [(1, "主要工作"), (2, "茶园管理"), (2, "市场监管"), (1, "存在问题")],
            id="Markdown",
        ),
        pytest.param(
            "## 一、主要工作\n\n巡查八十次。\n\n## 二、存在问题\n\n### （一）人手\n\n人少。\n",
            [(1, "主要工作"), (1, "存在问题"), (2, "人手")],
            id="numbers after hashes",
        ),
        pytest.param(
            "一、主要工作\n一、茶园管理。巡查八十次。\n二、市场监管。抽检三十批。\n二、存在问题\n人少。\n",
            [(1, "主要工作"), (2, "茶园管理"), (2, "市场监管"), (1, "存在问题")],
            id="restarted inside itself",
        ),
        pytest.param(
            "一、主要工作\n巡查八十次。\n三、存在问题\n人少。\n三、下一步打算\n招人。\n",
            [(1, "主要工作"), (1, "存在问题"), (1, "下一步打算")],
            id="mistyped",
        ),
        pytest.param(
            "主要工作\n巡查茶园八十次，抽检茶样三十批。\n存在问题\n人手少。\n下一步打算\n招人。\n",
            [(1, "主要工作"), (1, "存在问题"), (1, "下一步打算")],
            id="no numbers",
        ),
        pytest.param(
            "一、存在的主要问题目前执法人员偏少，设备陈旧。二、下一步工作安排为做好明年工作，我局将招人。\n",
            [(1, "存在的主要问题"), (1, "下一步工作安排")],
            id="run into the text",
        ),
        pytest.param(
            "一、主要工作 全年巡查茶园，抽检茶样三十批。 二、存在问题 执法人员偏少，设备更新慢。\n",
            [(1, "主要工作"), (1, "存在问题")],
            id="spaces for line ends",
        ),
    ],
)
def test_each_way_of_numbering_gives_the_tree(
    body: str, tree: list[tuple[int, str | None]]
) -> None:
    assert _tree(body) == tree


def test_the_first_block_holds_the_text_before_any_heading() -> None:
    text, outline = outline_of("今年办理登记。\n一、主要工作\n巡查八十次。\n")
    first = outline.blocks[0]
    assert (first.level, first.heading, first.section) == (0, None, None)
    assert [text.shown[slice(*unit.stretch)] for unit in first.units] == ["今年办理登记。"]


def test_units_are_sentences() -> None:
    assert _texts("今年办理登记。效果好！好在哪？茶农说：“快。”大家满意。\n") == [
        "今年办理登记。",
        "效果好！",
        "好在哪？",
        "茶农说：“快。”",
        "大家满意。",
    ]


def test_list_members_are_units() -> None:
    assert _texts("主要做了三件事：一是巡查；二是登记；三是培训。\n") == [
        "主要做了三件事：",
        "一是巡查；",
        "二是登记；",
        "三是培训。",
    ]


def test_units_leave_nothing_of_the_body_out() -> None:
    text, report = only_report(f"云岭市档案局2023年工作总结\n{NESTED}")
    units = _units(read_outline(text, report))
    joined = "".join(text.shown[slice(*unit.stretch)] for unit in units)
    assert joined == text.shown[slice(*report.body)]


def test_units_are_numbered_from_one_without_a_gap() -> None:
    _, outline = outline_of(NESTED)
    units = _units(outline)
    assert [unit.number for unit in units] == list(range(1, len(units) + 1))


def test_a_unit_knows_where_its_number_ends() -> None:
    text, outline = outline_of("一、主要工作\n一是巡查茶园；其余照旧。\n")
    signs = [text.shown[unit.stretch.start : unit.marker_end] for unit in _units(outline)]
    assert signs == ["一、", "一是"]


def test_only_list_members_are_members() -> None:
    text, outline = outline_of("一、主要工作\n今年如下。一是巡查；二是登记。完成较好。\n")
    members = [text.shown[slice(*u.stretch)] for u in _units(outline) if u.member]
    assert members == ["一是巡查；", "二是登记。"]


def test_a_unit_at_a_meant_line_end_is_a_paragraph() -> None:
    text, outline = outline_of("一、主要工作\n巡查茶园。登记办结。\n培训茶农。\n")
    paragraphs = [text.shown[slice(*u.stretch)] for u in _units(outline) if u.paragraph]
    assert [words for words in paragraphs if not words.startswith("一、")] == [
        "巡查茶园。",
        "培训茶农。",
    ]


def test_the_heading_is_the_first_unit_of_its_block() -> None:
    text, block = _block(NESTED, "开展巡查")
    assert [(text.shown[slice(*u.stretch)], u.heading) for u in block.units] == [
        ("1.开展巡查。", True),
        ("全年巡查茶园八十次。", False),
    ]


def test_a_block_is_about_what_its_section_is_about() -> None:
    _, block = _block(NESTED, "人手不足")
    assert (block.category, block.announces) == (Category.PROBLEM, False)


def test_a_section_s_heading_announces_its_kind() -> None:
    _, block = _block(NESTED, "存在问题")
    assert (block.category, block.announces) == (Category.PROBLEM, True)


def test_a_block_names_its_outermost_heading_with_its_number() -> None:
    text, block = _block(NESTED, "抽检茶样")
    assert block.section is not None
    assert text.shown[slice(*block.section)] == "一、主要工作"


def test_only_blocks_without_deeper_headings_are_leaves() -> None:
    text, outline = outline_of(NESTED)
    leaves = [_words(text, block) for block in outline.blocks[1:] if block.leaf]
    assert leaves == ["开展巡查", "组织培训", "抽检茶样", "查处案件", "人手不足", "下一步打算"]


def test_a_heading_that_joins_problems_and_plans_is_mixed() -> None:
    _, block = _block(f"{NESTED}四、存在问题及改进措施\n人少。\n", "存在问题及改进措施")
    assert (block.category, block.mixed) == (Category.PROBLEM, True)


def test_a_sub_heading_may_say_otherwise_than_its_section() -> None:
    body = "一、存在问题及改进措施\n（一）存在问题\n人少。\n（二）改进措施\n招录人员。\n"
    _, block = _block(body, "改进措施")
    assert (block.level, block.category) == (2, Category.NEXT_STEP)


def test_a_section_of_the_coming_year_is_a_plan() -> None:
    body = "一、2023年工作情况\n巡查八十次。\n二、2024年主要目标\n招录人员。\n"
    _, block = _block(body, "2024年主要目标")
    assert block.category is Category.NEXT_STEP


def test_a_number_on_a_line_of_its_own_belongs_to_what_follows() -> None:
    assert _tree("一、\n茶园管理\n巡查八十次。\n二、\n市场监管\n抽检三十批。\n") == [
        (1, "茶园管理"),
        (1, "市场监管"),
    ]


def test_an_item_of_a_law_opens_no_block() -> None:
    assert _tree("一、主要工作\n依照登记办法第八条第（一）项办理登记。\n") == [(1, "主要工作")]


def test_a_number_that_opens_a_long_sentence_is_no_heading() -> None:
    sentence = "我局巡查茶园八十次，" + "抽检茶样三十批，" * 5 + "茶农反映良好。"
    _, outline = outline_of(f"一、主要工作\n（一）{sentence}\n（二）{sentence}\n")
    assert [block.heading is None for block in outline.blocks[1:]] == [False, True, True]


def test_an_empty_body_has_no_unit() -> None:
    text, report = only_report("云岭市档案局2023年工作总结\n")
    assert _units(read_outline(text, report)) == []


def test_the_same_report_gives_the_same_outline() -> None:
    assert outline_of(NESTED)[1] == outline_of(NESTED)[1]
