from itertools import pairwise

import pytest

from summarizer.domain.outline import Block, Category, Unit
from summarizer.domain.text import Range
from summarizer.engines.rules.clauses import (
    clauses,
    has_quantity,
    is_theme,
    opening,
    section_of,
    shortened,
    telling,
    whole_member,
    wording,
)
from summarizer.reading.clean import clean
from tests.builders import outline_of, whole


def parts_of(sentence: str) -> list[str]:
    text = clean(sentence)
    return [text.shown[slice(*clause)] for clause in clauses(text, whole(text))]


def unit(start: int, end: int, *, member: bool = False, paragraph: bool = False) -> Unit:
    return Unit(
        1, Range(start, end), start, member, paragraph, heading=False, category=Category.ACHIEVEMENT
    )


def units_of(*sentences: str) -> list[Unit]:
    edges = [0]
    for sentence in sentences:
        edges.append(edges[-1] + len(sentence))
    return [unit(a, b) for a, b in pairwise(edges)]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        pytest.param("整理档案，举办展览。", ["整理档案，", "举办展览。"], id="comma"),
        pytest.param("整理档案；举办展览", ["整理档案；", "举办展览"], id="semicolon-and-no-end"),
        pytest.param(
            "开展“查、改，促”行动，见效。", ["开展“查、改，促”行动，", "见效。"], id="quotation"
        ),
        pytest.param("修订《甲，乙办法》，印发。", ["修订《甲，乙办法》，", "印发。"], id="title"),
        pytest.param("建站（甲，乙），验收。", ["建站（甲，乙），", "验收。"], id="brackets"),
        pytest.param("提出“马上办，开展。", ["提出“马上办，", "开展。"], id="unclosed-quotation"),
        pytest.param("照片、图纸齐全。", ["照片、图纸齐全。"], id="enumeration-is-one"),
    ],
)
def test_a_sentence_is_cut_at_its_pauses(sentence: str, parts: list[str]) -> None:
    assert parts_of(sentence) == parts


def test_clauses_cover_the_stretch_without_gap() -> None:
    text = clean("整理档案，开展“查，改”行动；修订《办法》（试行，暂行）。")
    found = list(clauses(text, whole(text)))
    assert [c.start for c in found] == [0, *[c.end for c in found[:-1]]]
    assert found[-1].end == len(text.folded)


def test_wording_has_no_marks_at_either_end() -> None:
    text = clean("，整理档案，举办展览。")
    assert wording(text, whole(text)) == "整理档案，举办展览"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("举办讲座12场", True, id="measure-word"),
        pytest.param("服务5万", True, id="scale"),
        pytest.param("2023年工作", False, id="year"),
        pytest.param("第3号文件", False, id="number-without-a-measure"),
        pytest.param("完善制度", False, id="no-digit"),
    ],
)
def test_a_quantity_is_a_number_that_counts_something(sentence: str, *, expected: bool) -> None:
    text = clean(sentence)
    assert has_quantity(text, whole(text)) is expected


def test_the_telling_clause_has_a_figure() -> None:
    text = clean("高度重视宣传，举办讲座12场，效果良好。")
    clause = telling(text, [unit(0, len(text.folded))], 40)
    assert clause is not None
    assert wording(text, clause) == "举办讲座12场"


def test_a_total_tells_more_than_a_part() -> None:
    text = clean("举办讲座12场，累计培训学员300人次。")
    clause = telling(text, [unit(0, len(text.folded))], 40)
    assert clause is not None
    assert wording(text, clause) == "累计培训学员300人次"


def test_a_clause_over_the_room_does_not_tell() -> None:
    text = clean("在城区各社区文化站举办专题讲座12场。")
    assert telling(text, [unit(0, len(text.folded))], 10) is None


def test_no_clause_tells_without_a_figure() -> None:
    text = clean("高度重视宣传，效果良好。")
    assert telling(text, [unit(0, len(text.folded))], 40) is None


def test_the_opening_clause_is_not_background() -> None:
    text = clean("根据年度安排，修订查档服务指南。")
    clause = opening(text, [unit(0, len(text.folded))], 40)
    assert clause is not None
    assert wording(text, clause) == "修订查档服务指南"


def test_the_opening_clause_may_stand_in_a_later_sentence() -> None:
    first, second = "根据安排，", "修订查档服务指南。"
    text = clean(first + second)
    clause = opening(text, units_of(first, second), 40)
    assert clause is not None
    assert wording(text, clause) == "修订查档服务指南"


def test_there_may_be_no_opening_clause() -> None:
    text = clean("根据年度安排，")
    assert opening(text, [unit(0, len(text.folded))], 40) is None


def test_a_short_sentence_is_kept_whole() -> None:
    text = clean("根据安排，修订指南。")
    assert shortened(text, whole(text)) == "根据安排，修订指南"


def test_a_long_sentence_is_told_by_its_news_and_its_figure() -> None:
    text = clean(
        "根据年度重点工作安排和上级部署要求，修订查档服务指南，优化服务环境，接待群众3,600人次。"
    )
    assert shortened(text, whole(text)) == "修订查档服务指南，接待群众3,600人次"


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("持续推进" + "档案资源整理" * 30 + "。", id="no-pause"),
        pytest.param("持续推进" + "档案、" * 60 + "整理。", id="enumeration"),
    ],
)
def test_a_shortened_sentence_is_a_stretch_of_at_most_sixty_characters(sentence: str) -> None:
    text = clean(sentence)
    said = shortened(text, whole(text))
    assert 12 <= len(said) <= 60
    assert sentence.startswith(said)


def test_a_sentence_is_never_cut_inside_a_number() -> None:
    text = clean("推进" + "档案资源整理" * 9 + "共12345678件全部入库上架并建立目录")
    assert not shortened(text, whole(text))[-1].isdigit()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("坚持绿色发展，生态环境呈现新气象。", True, id="theme"),
        pytest.param("——坚持绿色发展。", True, id="dash"),
        pytest.param("植树造林120亩，生态环境呈现新气象。", False, id="figure"),
        pytest.param("修订查档服务指南。", False, id="work"),
    ],
)
def test_a_theme_announces_and_tells_nothing(sentence: str, *, expected: bool) -> None:
    text = clean(sentence)
    assert is_theme(text, whole(text)) is expected


def test_a_member_of_one_word_takes_the_sentence_after_it() -> None:
    units = [unit(0, 4, member=True), unit(4, 14)]
    assert whole_member(units, 0) == Range(0, 14)


@pytest.mark.parametrize(
    "units",
    [
        pytest.param([unit(0, 14, member=True), unit(14, 20)], id="long-enough"),
        pytest.param([unit(0, 4, member=True), unit(4, 14, member=True)], id="next-is-a-member"),
        pytest.param([unit(0, 4, member=True), unit(4, 14, paragraph=True)], id="next-paragraph"),
        pytest.param([unit(0, 4, member=True)], id="last"),
    ],
)
def test_a_member_that_stands_for_itself_takes_nothing(units: list[Unit]) -> None:
    assert whole_member(units, 0) == units[0].stretch


def test_a_section_is_the_outermost_heading_with_its_number() -> None:
    text, outline = outline_of("一、工作开展情况\n（一）推进数字化。全年扫描照片120张。")
    inner: Block = outline.blocks[-1]
    assert inner.level == 2
    assert section_of(text, inner) == "一、工作开展情况"


def test_text_before_any_heading_has_no_section() -> None:
    text, outline = outline_of("全年扫描照片120张。")
    assert section_of(text, outline.blocks[0]) is None
