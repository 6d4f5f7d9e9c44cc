"""Numbers that open headings and list members, and what only looks like them."""

from itertools import pairwise

import pytest

from summarizer.reading.clean import clean
from summarizer.reading.numbering import Numbering, find_marks, names_section


def _marks(document: str) -> list[tuple[str, Numbering, int]]:
    text = clean(document)
    return [
        (text.shown[mark.start : mark.end], mark.numbering, mark.number)
        for mark in find_marks(text, 0, len(text.folded))
    ]


def _signs(document: str) -> list[str]:
    return [sign for sign, _, _ in _marks(document)]


@pytest.mark.parametrize(
    ("document", "sign", "numbering", "number"),
    [
        ("第三部分 巡查", "第三部分", Numbering.PART, 3),
        ("第二章 巡查", "第二章", Numbering.PART, 2),
        ("一、巡查", "一、", Numbering.CHINESE, 1),
        ("十二、巡查", "十二、", Numbering.CHINESE, 12),
        ("二十一、巡查", "二十一、", Numbering.CHINESE, 21),
        ("（二）巡查", "（二）", Numbering.CHINESE_BRACKETED, 2),
        ("(二)巡查", "(二)", Numbering.CHINESE_BRACKETED, 2),
        ("（二)、巡查", "（二)、", Numbering.CHINESE_BRACKETED, 2),
        ("1.巡查", "1.", Numbering.ARABIC, 1),
        ("1. 巡查", "1.", Numbering.ARABIC, 1),
        ("３、巡查", "３、", Numbering.ARABIC, 3),
        ("1.2巡查", "1.2", Numbering.ARABIC_DECIMAL, 2),
        ("2.3.1 巡查", "2.3.1", Numbering.ARABIC_DECIMAL, 1),
        ("（4）巡查", "（4）", Numbering.ARABIC_BRACKETED, 4),
        ("4）巡查", "4）", Numbering.ARABIC_BRACKETED, 4),
        ("⑫巡查", "⑫", Numbering.CIRCLED, 12),
        ("㈢巡查", "㈢", Numbering.CHINESE_BRACKETED, 3),
        ("㈢、巡查", "㈢、", Numbering.CHINESE_BRACKETED, 3),
        ("⑷巡查", "⑷", Numbering.ARABIC_BRACKETED, 4),
        ("⒉巡查", "⒉", Numbering.ARABIC, 2),
        ("Ⅱ、巡查", "Ⅱ、", Numbering.ROMAN, 2),
        ("## 巡查", "##", Numbering.HASHES, 2),
        ("一是巡查", "一是", Numbering.MEMBER, 1),
        ("二要巡查", "二要", Numbering.MEMBER, 2),
        ("三是要素成本高", "三是", Numbering.MEMBER, 3),
        ("三是要巡查", "三是要", Numbering.MEMBER, 3),
        ("第三，巡查", "第三，", Numbering.MEMBER, 3),
        ("其二，巡查", "其二，", Numbering.MEMBER, 2),
        ("首先，巡查", "首先，", Numbering.MEMBER, 1),
        ("另一方面，巡查", "另一方面，", Numbering.MEMBER, 1),
        ("此外，巡查", "此外，", Numbering.MEMBER, 1),
        ("• 巡查", "•", Numbering.MEMBER, 1),
        ("- 巡查", "-", Numbering.MEMBER, 1),
    ],
)
def test_each_system_of_numbering_is_read(
    document: str, sign: str, numbering: Numbering, number: int
) -> None:
    assert _marks(document) == [(sign, numbering, number)]


@pytest.mark.parametrize(
    ("document", "signs"),
    [
        pytest.param("一、巡查\n二、登记\n", ["一、", "二、"], id="lines"),
        pytest.param("一、巡查完成。二、登记完成。", ["一、", "二、"], id="after full stops"),
        pytest.param("一、巡查完成　二、登记完成", ["一、", "二、"], id="after a space"),
        pytest.param("一是巡查；二是登记；三是培训。", ["一是", "二是", "三是"], id="semicolons"),
        pytest.param("一是巡查，二是登记，三是培训。", ["一是", "二是", "三是"], id="commas"),
        pytest.param(
            "首先，巡查。其次，登记。最后，培训。", ["首先，", "其次，", "最后，"], id="words"
        ),
        pytest.param("问题如下：1.人少；2.设备旧。", ["1.", "2."], id="run on after a colon"),
        pytest.param("一、巡查（一）茶园。", ["一、", "（一）"], id="a heading without a mark"),
        pytest.param("一、培训一是采茶；二是制茶。", ["一、", "一是", "二是"], id="first member"),
        pytest.param("• 巡查\n• 登记\n", ["•", "•"], id="bullets"),
        pytest.param("- 2024年完成\n- 登记\n", ["-", "-"], id="a bullet before a year"),
        pytest.param(
            "四、打算 一要巡查；二要登记。", ["四、", "一要", "二要"], id="一要 after a gap"
        ),
    ],
)
def test_a_number_is_found_where_a_heading_or_member_can_begin(
    document: str, signs: list[str]
) -> None:
    assert _signs(document) == signs


@pytest.mark.parametrize(
    "document",
    [
        pytest.param("依据《登记条例》第二十条第（一）项公开。", id="an item of a law"),
        pytest.param("公开第十条（一）款所列信息。", id="a clause of a law"),
        pytest.param("（一）至（三）项均已办结。", id="a range of numbers"),
        pytest.param("登记同比增长1.5%。", id="per cent"),
        pytest.param("1.5万元用于培训。", id="an amount"),
        pytest.param("12月完成登记。", id="a month"),
        pytest.param("按照统一要求办理。", id="一要 inside a word"),
        pytest.param("茶园、一、二类林地均已登记。", id="an enumeration in a sentence"),
        pytest.param("巡查茶园（含一、二类林地）。", id="inside brackets"),
        pytest.param("气温降至-5度。", id="a negative number"),
        pytest.param("-5度。", id="a line that opens with a negative number"),
        pytest.param("——在云岭市大会上", id="a dash"),
        pytest.param("巡查-登记-培训一体推进。", id="hyphens in a line"),
        pytest.param("茶园一是重点。", id="一是 after a word"),
    ],
)
def test_what_looks_like_a_number_opens_nothing(document: str) -> None:
    assert _marks(document) == []


def test_only_the_stretch_asked_for_is_searched() -> None:
    text = clean("一、巡查\n二、登记\n三、培训\n")
    found = find_marks(text, 4, 8)
    assert [mark.number for mark in found] == [2]


def test_a_number_opens_the_stretch_even_in_the_middle_of_a_line() -> None:
    text = clean("巡查一、登记")
    assert [mark.start for mark in find_marks(text, 2, 6)] == [2]


def test_marks_come_in_the_order_of_the_text_and_do_not_overlap() -> None:
    document = "一、巡查（一）茶园。1.东区。（1）甲村；①乙组。一是查；二是看。"
    text = clean(document)
    found = find_marks(text, 0, len(text.folded))
    assert len(found) == 7
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("主要工作回顾我局巡查茶园。", True, id="what was done"),
        pytest.param("存在的主要问题人少。", True, id="what is lacking"),
        pytest.param("下一步工作打算招录人员。", True, id="what is planned"),
        pytest.param("存在的问题主要是人手不足。", False, id="the subject of a sentence"),
        pytest.param("登记中存在的问题已整改。", False, id="in the middle of a sentence"),
        pytest.param("巡查茶园。登记办结。", False, id="no name at all"),
    ],
)
def test_section_names_without_a_number(text: str, *, named: bool) -> None:
    assert names_section(text, 0) is named


def test_a_number_without_its_mark_goes_on_counting() -> None:
    document = (
        "1、巡查茶园。\n2、登记茶农。\n3，检修水渠。\n4加强宣传。\n5家企业获奖。\n7，另有安排。"
    )
    assert _signs(document) == ["1、", "2、", "3，", "4"]
