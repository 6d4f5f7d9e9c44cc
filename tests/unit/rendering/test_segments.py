from hypothesis import given
from hypothesis import strategies as st

from summarizer.domain.text import Span
from summarizer.rendering.segments import Cut, cut

TEXT = "甲乙丙丁戊己庚辛"


def shown(found: Cut) -> list[list[tuple[str, int | None, int | None]]]:
    return [[(s.text, s.number, s.item) for s in section] for section in found.sections]


def test_a_text_without_evidence_is_one_segment() -> None:
    assert shown(cut(TEXT, (), ())) == [[(TEXT, None, None)]]


def test_evidence_is_cut_out() -> None:
    found = cut(TEXT, [(Span(2, 4),)], ())
    assert shown(found) == [[("甲乙", None, None), ("丙丁", 0, 0), ("戊己庚辛", None, None)]]
    assert found.passages == ((range(1),),)


def test_where_evidence_overlaps_the_narrower_is_shown() -> None:
    found = cut(TEXT, [(Span(0, 6),), (Span(2, 4),)], ())
    assert shown(found) == [[("甲乙", 0, 0), ("丙丁", 1, 1), ("戊己", 2, 0), ("庚辛", None, None)]]
    assert found.passages == ((range(3),), (range(1, 2),))


def test_a_report_begins_a_section_also_within_evidence() -> None:
    found = cut(TEXT, [(Span(2, 6),)], [1, 4])
    assert [[s.text for s in section] for section in found.sections] == [
        ["甲"],
        ["乙", "丙丁"],
        ["戊己", "庚辛"],
    ]
    assert found.passages == ((range(2),),)


def test_a_page_is_marked_where_it_is_first_cited() -> None:
    evidence = [(Span(0, 1, 1), Span(4, 5, 2)), (Span(2, 3, 1),)]
    (section,) = cut(TEXT, evidence, ()).sections
    assert [(s.text, s.page) for s in section if s.page] == [("甲", 1), ("戊", 2)]


def test_evidence_that_the_text_does_not_hold_is_left_out() -> None:
    found = cut(TEXT, [(Span(6, 90),), (Span(3, 3),)], ())
    assert shown(found) == [[(TEXT, None, None)]]
    assert found.passages == ((), ())


SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Span(*pair))


@given(
    st.text(max_size=40),
    st.lists(st.lists(SPANS, max_size=3).map(tuple), max_size=6),
    st.lists(st.integers(0, 40), unique=True).map(sorted),
)
def test_passages_give_back_what_evidence_covers(
    text: str, evidence: list[tuple[Span, ...]], starts: list[int]
) -> None:
    found = cut(text, evidence, starts)
    segments = [segment for section in found.sections for segment in section]
    assert "".join(segment.text for segment in segments) == text
    numbered = {segment.number: segment.text for segment in segments if segment.number is not None}
    assert list(numbered) == list(range(len(numbered)))
    for spans, passages in zip(evidence, found.passages, strict=True):
        held = [s for s in spans if 0 <= s.start < s.end <= len(text)]
        covered = ["".join(numbered[number] for number in passage) for passage in passages]
        assert covered == [text[span.start : span.end] for span in held]
