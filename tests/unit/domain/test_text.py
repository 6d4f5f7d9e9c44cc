"""The way from cleaned text back to the document, on hand-made pieces."""

from array import array

import pytest

from summarizer.domain.text import CleanText, Range, Span
from summarizer.reading.clean import clean

# Three pieces of a document: 甲乙丙 at 0, 丁戊 at 5 on a meant new line, 己 at 20 after furniture.
TEXT = CleanText(
    shown="甲乙丙丁戊己",
    folded="甲乙丙丁戊己",
    starts=array("l", [0, 3, 5]),
    origins=array("l", [0, 5, 20]),
    breaks=array("l", [3]),
    cuts=array("l", [5]),
)


@pytest.mark.parametrize(
    ("offset", "origin"),
    [
        pytest.param(0, 0, id="first character"),
        pytest.param(2, 2, id="end of the first piece"),
        pytest.param(3, 5, id="start of the second piece"),
        pytest.param(4, 6, id="inside the second piece"),
        pytest.param(5, 20, id="last piece"),
    ],
)
def test_origin_counts_the_white_space_before_a_piece(offset: int, origin: int) -> None:
    assert TEXT.origin(offset) == origin


def test_span_keeps_white_space_inside_a_stretch() -> None:
    assert TEXT.spans(Range(1, 5)) == (Span(1, 7),)


def test_span_ends_with_the_last_character_and_not_with_the_white_space_after_it() -> None:
    assert TEXT.spans(Range(0, 3)) == (Span(0, 3),)


def test_stretch_over_furniture_is_parted_there() -> None:
    assert TEXT.spans(Range(4, 6)) == (Span(6, 7), Span(20, 21))


@pytest.mark.parametrize(
    ("stretch", "span"),
    [
        pytest.param(Range(3, 5), Span(5, 7), id="ends where furniture stood"),
        pytest.param(Range(5, 6), Span(20, 21), id="starts where furniture stood"),
    ],
)
def test_furniture_at_the_edge_of_a_stretch_parts_nothing(stretch: Range, span: Span) -> None:
    assert TEXT.spans(stretch) == (span,)


def test_span_carries_no_page_where_none_is_known() -> None:
    (span,) = TEXT.spans(Range(0, 1))
    assert span.page is None


@pytest.mark.parametrize("offset", [0, 2, 4, 5, 6])
def test_offset_off_the_meant_lines_is_no_break(offset: int) -> None:
    assert not TEXT.is_break(offset)


def test_offset_of_a_meant_line_is_a_break() -> None:
    assert TEXT.is_break(3)


def test_every_piece_begins_at_a_gap() -> None:
    assert [offset for offset in range(7) if TEXT.is_gap(offset)] == [0, 3, 5]


@pytest.mark.parametrize(
    ("offset", "gap"),
    [
        pytest.param(0, 3, id="from the start"),
        pytest.param(3, 5, id="a gap itself does not count"),
        pytest.param(4, 5, id="inside a piece"),
        pytest.param(5, 6, id="none is left, so the end"),
    ],
)
def test_next_gap_lies_after_the_offset(offset: int, gap: int) -> None:
    assert TEXT.next_gap(offset) == gap


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        pytest.param(0, 6, 3, id="all of the text"),
        pytest.param(3, 6, 2, id="the later pieces"),
        pytest.param(5, 6, 1, id="the last piece"),
    ],
)
def test_longest_piece_is_measured_in_the_stretch(start: int, end: int, length: int) -> None:
    assert TEXT.longest_piece(start, end) == length


@pytest.mark.parametrize(
    ("start", "end", "breaks"),
    [
        pytest.param(0, 3, [3], id="end is inclusive"),
        pytest.param(3, 6, [], id="start is exclusive"),
        pytest.param(0, 2, [], id="before the break"),
    ],
)
def test_breaks_within_a_stretch(start: int, end: int, breaks: list[int]) -> None:
    assert list(TEXT.breaks_within(start, end)) == breaks


def test_characters_outside_the_basic_plane_count_as_one() -> None:
    document = "𠮷岭 茶叶"
    cleaned = clean(document)
    (span,) = cleaned.spans(Range(2, 4))
    assert document[span.start : span.end] == "茶叶"


def test_a_span_can_be_compared_and_hashed() -> None:
    assert {Span(1, 2), Span(1, 2), Span(1, 2, page=3)} == {Span(1, 2), Span(1, 2, page=3)}
