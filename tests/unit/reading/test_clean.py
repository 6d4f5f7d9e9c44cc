"""The document as read to text that rules can match, with the way back."""

from itertools import pairwise

import pytest

from summarizer.domain.text import CleanText, Range, Span
from summarizer.reading.clean import clean, fold, is_blank
from tests.builders import whole

# A page 25 characters wide: two paragraphs, the last line of each short of the margin.
WRAPPED = (
    "　　云岭市茶叶局坚持以茶兴农的工作思路，全年巡查茶\n"
    "园八十次，覆盖所有乡镇，查处案件两件，抽检茶样三十\n"
    "批，合格率稳步提升，茶农反映良好，产业发展势头强劲\n"
    "，市场秩序进一步规范。\n"
    "　　全年举办采茶培训六场，参训茶农四百余人，培训满\n"
    "意度较高，带动周边村镇茶农增收，茶园面貌焕然一新。\n"
)
PAGES = "".join(
    f"云岭年鉴选编\n{first}\n{second}\n- {n} -\n"
    for n, (first, second) in enumerate(
        [
            ("全年巡查茶园，覆盖", "所有乡镇和林场。"),
            ("抽检茶样三十批，合", "格率稳步提升。"),
            ("举办采茶培训，茶农", "普遍反映良好。"),
        ],
        start=1,
    )
)


def _lines(text: CleanText) -> list[str]:
    edges = [0, *text.breaks, len(text.shown)]
    return [text.shown[a:b] for a, b in pairwise(edges)]


def _quotes(document: str, text: CleanText, words: str) -> list[str]:
    at = text.shown.index(words)
    return [document[s.start : s.end] for s in text.spans(Range(at, at + len(words)))]


@pytest.mark.parametrize(
    ("document", "shown"),
    [
        pytest.param("云岭市茶 叶局", "云岭市茶叶局", id="a space"),
        pytest.param("云岭市茶\u3000叶局", "云岭市茶叶局", id="an ideographic space"),
        pytest.param("云岭市茶\n叶局", "云岭市茶叶局", id="a line end"),
        pytest.param("云岭市茶\r\n叶局", "云岭市茶叶局", id="a line end of two characters"),
        pytest.param("云岭市茶\f叶局", "云岭市茶叶局", id="a page feed"),
        pytest.param("云岭市茶\u200b叶\ufeff局", "云岭市茶叶局", id="zero-width characters"),
        pytest.param("登记12\n0件", "登记120件", id="a line end in a number"),
        pytest.param("云岭市**茶叶**局`", "云岭市茶叶局", id="Markdown emphasis"),
        pytest.param("上架 App Store 应用", "上架App Store应用", id="English words keep theirs"),
        pytest.param("Wi\nFi", "Wi Fi", id="English words over a line end"),
        pytest.param("长 3 km", "长3km", id="a number and its unit"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_white_space_goes_and_wrapped_words_are_rejoined(document: str, shown: str) -> None:
    assert clean(document).shown == shown


def test_a_rejoined_word_slices_back_to_where_it_was_parted() -> None:
    document = "今年，云岭市茶\n叶局办理登记。"
    assert _quotes(document, clean(document), "云岭市茶叶局") == ["云岭市茶\n叶局"]


def test_every_character_comes_from_its_own_place() -> None:
    text = clean(WRAPPED)
    assert [WRAPPED[text.origin(at)] for at in range(len(text.shown))] == list(text.shown)


def test_the_whole_slices_back_to_the_document_without_its_edges() -> None:
    document = "\n  云岭市 茶叶局\n工作。 \n"
    assert _quotes(document, clean(document), "云岭市茶叶局工作。") == [document.strip()]


def test_the_line_ends_of_a_wrapped_page_are_not_meant() -> None:
    assert [line[-4:] for line in _lines(clean(WRAPPED))] == ["步规范。", "然一新。"]


def test_an_indented_line_of_a_wrapped_page_begins_a_paragraph() -> None:
    # The paragraph above fills its last line, so that only the indent tells.
    full = "云岭市茶叶局坚持以茶兴农的工作思路全年巡查茶园八十次\n"
    text = clean(full * 3 + "　　" + full[:-3] + "\n" + full)
    assert list(text.breaks) == [len(full.strip()) * 3]


def test_an_empty_line_begins_a_paragraph_in_a_wrapped_page() -> None:
    full = "云岭市茶叶局坚持以茶兴农的工作思路全年巡查茶园八十次\n"
    assert list(clean(full * 3 + "\n" + full * 2).breaks) == [len(full.strip()) * 3]


def test_lines_of_many_lengths_are_all_meant() -> None:
    document = "主要工作\n全年巡查茶园八十次。\n存在问题\n人少。\n"
    assert _lines(clean(document)) == document.split()


def test_long_lines_are_paragraphs() -> None:
    first, second = "全年巡查茶园" * 40 + "。", "抽检茶样合格" * 55 + "。"
    assert _lines(clean(f"{first}\n{second}\n")) == [first, second]


def test_a_line_that_begins_with_a_closing_mark_carries_on() -> None:
    assert _lines(clean("巡查完成\n，登记完成\n。主要\n工作\n")) == [
        "巡查完成，登记完成。主要",
        "工作",
    ]


def test_wide_space_after_a_sentence_ends_a_line() -> None:
    assert _lines(clean("巡查茶园八十次。　　二、存在问题")) == ["巡查茶园八十次。", "二、存在问题"]


def test_a_single_space_ends_no_line() -> None:
    assert _lines(clean("巡查茶园八十次。 抽检茶样。")) == ["巡查茶园八十次。抽检茶样。"]


def test_a_numbered_heading_in_a_long_line_is_ended() -> None:
    sentence = "全年巡查茶园八十次，抽检茶样三十批，合格率稳步提升。"
    heading = "一、提高认识,加强组织领导"
    document = WRAPPED + f"{sentence} {heading} {sentence} {sentence}\n"
    assert any(line.endswith(heading) for line in _lines(clean(document)))


def test_a_gap_is_kept_where_the_white_space_stood() -> None:
    text = clean("巡查 茶园")
    assert [at for at in range(4) if text.is_gap(at)] == [0, 2]


def test_page_furniture_is_taken_out() -> None:
    assert clean(PAGES).shown == (
        "全年巡查茶园，覆盖所有乡镇和林场。抽检茶样三十批，合格率稳步提升。举办采茶培训，茶农普遍反映良好。"
    )


def test_evidence_is_parted_around_furniture() -> None:
    text = clean(PAGES)
    assert _quotes(PAGES, text, "林场。抽检茶样三十批") == ["林场。", "抽检茶样三十批"]


def test_no_evidence_holds_furniture() -> None:
    text = clean(PAGES)
    quotes = [PAGES[span.start : span.end] for span in text.spans(whole(text))]
    assert "".join("".join(quotes).split()) == text.shown


def test_a_page_number_between_two_words_is_no_evidence() -> None:
    document = "台账系统 OPEN\n- 1 -\nDATA 建成，抽检茶样三十批。\n- 2 -\n举办采茶培训。\n- 3 -\n"
    assert _quotes(document, clean(document), "OPEN DATA") == ["OPEN\n", "DATA"]


def test_text_without_furniture_is_one_span() -> None:
    text = clean(WRAPPED)
    assert text.spans(whole(text)) == (Span(2, len(WRAPPED) - 1),)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("２０２３年", "2023年", id="digits"),
        pytest.param("(一)巡查;登记:完成!", "（一）巡查；登记：完成！", id="half-width marks"),
        pytest.param("（一）巡查；登记：完成！", "（一）巡查；登记：完成！", id="full-width marks"),
        pytest.param("８．５％", "8.5%", id="decimal and per cent"),
        pytest.param("巡查完成.登记完成.", "巡查完成。登记完成。", id="a dot that ends a sentence"),
        pytest.param("3.5亿元", "3.5亿元", id="a decimal point"),
        pytest.param("巡查,登记", "巡查，登记", id="a comma between words"),
        pytest.param("1,234,567件", "1,234,567件", id="thousand separators"),
        pytest.param("１，２３４件", "1，234件", id="a full-width comma in a number"),
        pytest.param("共5,6两项", "共5，6两项", id="a comma between numbers"),
        pytest.param("「茶」『叶』", "“茶”‘叶’", id="corner quotation marks"),
        pytest.param("云政发〔2023〕8号［甲］", "云政发[2023]8号[甲]", id="square brackets"),
        pytest.param("雲嶺市茶葉局工作報告", "云岭市茶叶局工作报告", id="Traditional characters"),
        pytest.param("云岭市茶叶局", "云岭市茶叶局", id="nothing to fold"),
    ],
)
def test_width_and_script_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text",
    [
        "（１）巡查，１，２３４次：８．５％！？",
        "雲嶺市茶葉局二〇二三年工作總結，辦理登記後發佈",
        "乾隆以來，裏裏外外的麵館與後臺，幹部乾淨",
        "App Store…——“茶”",
    ],
)
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_what_is_shown_stays_traditional() -> None:
    text = clean("雲嶺市茶葉局\n工作報告")
    assert (text.shown, text.folded) == ("雲嶺市茶葉局工作報告", "云岭市茶叶局工作报告")


def test_what_is_shown_keeps_its_width() -> None:
    assert clean("完成１２０件(茶园)").shown == "完成１２０件(茶园)"


def test_cleaning_twice_changes_nothing_more() -> None:
    once = clean(WRAPPED).shown
    assert clean(once).shown == once


@pytest.mark.parametrize("text", ["", " \n\t", "\u3000\u3000", "\u200b\ufeff", "***\n`", "\f"])
def test_text_of_which_nothing_would_be_left_is_blank(text: str) -> None:
    assert is_blank(text)
    assert clean(text).shown == ""


@pytest.mark.parametrize("text", ["茶", " \n。", "1"])
def test_text_of_which_something_is_left_is_not_blank(text: str) -> None:
    assert not is_blank(text)


def test_an_indent_counts_to_the_width_of_a_line() -> None:
    lines = [
        "\u3000\u30004.执法人员年龄老化、知识结构老化，四十五岁以上人员",
        "超过一半，法学专业人员偏少，队伍活力不足，监管任务繁重。",
        "\u3000\u3000全年办理登记一百二十件，都在期限内办结，没有一件投诉，",
        "群众满意率有新的提高，工作人员都受到了表彰，成绩很好。",
    ] * 3
    text = clean("\n".join(lines))
    broken = text.folded.index("超过一半")
    assert not text.is_break(broken)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("群众满意.2022年继续.", "群众满意。2022年继续。"),
        ("办结率100%.收到锦旗.", "办结率100%。收到锦旗。"),
        ("一.2022年工作", "一.2022年工作"),
        ("增长12.5%", "增长12.5%"),
    ],
)
def test_a_half_width_full_stop_is_told_from_a_decimal_point(text: str, folded: str) -> None:
    assert clean(text).folded == folded


@pytest.mark.parametrize(
    ("document", "bold"),
    [
        pytest.param("**登记 提速。**全年120处", ["登记提速。"], id="with a space inside"),
        pytest.param("登记。\n　　**培训扎实。**", ["培训扎实。"], id="at the end of the text"),
        pytest.param("全年**登记**茶园", [], id="inside a line"),
        pytest.param("**登记\n提速。**", [], id="over a line end"),
    ],
)
def test_what_is_bold_at_the_beginning_of_a_line_is_known(document: str, bold: list[str]) -> None:
    text = clean(document)
    assert [text.shown[slice(*stretch)] for stretch in text.bold] == bold
