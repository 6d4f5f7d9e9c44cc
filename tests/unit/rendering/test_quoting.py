import pytest

from summarizer.domain.text import Span
from summarizer.rendering.quoting import Quotes

TEXT = "标题\n第一句话。第二句话，有两个分句；第三句！\n　　一是前一项；二是后一项。\n"


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param("第一句", "第一句话。", id="first"),
        pytest.param("两个", "第二句话，有两个分句；", id="middle"),
        pytest.param("第三句！", "第三句！", id="whole"),
        pytest.param("标题", "标题", id="heading"),
        pytest.param("后一项", "二是后一项。", id="member-of-a-list"),
        pytest.param("第一句话。第二", "第一句话。第二句话，有两个分句；", id="across"),
    ],
)
def test_evidence_is_quoted_with_its_sentence(words: str, sentence: str) -> None:
    assert Quotes(TEXT).of((span_of(words),)) == sentence


def test_two_places_in_one_sentence_are_quoted_once() -> None:
    assert Quotes(TEXT).of((span_of("第二"), span_of("两个"))) == "第二句话，有两个分句；"


def test_sentences_apart_are_joined_by_a_mark() -> None:
    assert Quotes(TEXT).of((span_of("第一"), span_of("前一项"))) == "第一句话。…一是前一项；"


def test_sentences_that_follow_each_other_are_not_parted() -> None:
    assert Quotes(TEXT).of((span_of("第一"), span_of("第二"))) == "第一句话。第二句话，有两个分句；"


def test_a_word_that_a_page_broke_is_whole_again() -> None:
    lines = "全县各级调解组织共调解各类矛盾纠纷四千一百余件调解成功率达到百分之九十八以上群众满\n"
    text = lines * 6 + "意度提升。"
    assert "群众满意度提升" in Quotes(text).of((span_of("意度提升", text),))


def test_of_a_sentence_that_is_too_long_what_is_cited_is_shown() -> None:
    text = "甲" * 500 + "要点" + "乙" * 500
    quoted = Quotes(text).of((span_of("要点", text),))
    assert len(quoted) <= 200
    assert "要点" in quoted


def test_many_places_are_cut_short() -> None:
    text = "一句不长也不短的话。" * 100
    spans = tuple(Span(at, at + 3) for at in range(0, len(text), 20))
    assert len(Quotes(text).of(spans)) <= 200


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_without_a_text_there_is_nothing_to_quote(text: str | None) -> None:
    assert Quotes(text).of((Span(0, 1),)) == ""


def test_evidence_beyond_the_text_is_no_error() -> None:
    assert Quotes("一句话。").of((Span(90, 95),)) == ""
