import pytest

from summarizer.domain.outline import Category
from summarizer.domain.summary import Claim, Draft, Item
from summarizer.domain.text import Range, Span
from summarizer.grounding import ground
from summarizer.numerals import numbers
from summarizer.reading.clean import clean

SOURCE = "全年受理申请1,270件。库房容量不足。举办讲座12场。"
TEXT = clean(SOURCE)


def place(wording: str) -> Range:
    start = TEXT.shown.index(wording)
    return Range(start, start + len(wording))


def claim(
    text: str,
    *evidence: Range,
    category: Category = Category.ACHIEVEMENT,
    section: str = "一、工作",
) -> Claim:
    return Claim(category, text, evidence, section)


def grounded(*claims: Claim, report: Range | None = None) -> tuple[Item, ...]:
    where = report or Range(0, len(TEXT.shown))
    return ground(Draft(claims), TEXT, where, Category.ACHIEVEMENT)


def test_a_claim_with_evidence_becomes_an_item() -> None:
    (item,) = grounded(claim("受理申请1,270件", place("受理申请1,270件")))
    assert item == Item("受理申请1,270件", (Span(2, 12),), "一、工作", "rules")


def test_an_item_carries_the_name_of_its_engine() -> None:
    said = claim("举办讲座12场", place("举办讲座12场"))._replace(engine="invented")
    draft = Draft((said,))
    (item,) = ground(draft, TEXT, Range(0, len(TEXT.shown)), Category.ACHIEVEMENT)
    assert item.engine == "invented"


def test_only_claims_of_the_category_asked_for_are_returned() -> None:
    problem = claim("库房容量不足", place("库房容量不足"), category=Category.PROBLEM)
    assert grounded(problem) == ()


def test_a_claim_without_evidence_is_left_out() -> None:
    assert grounded(claim("举办讲座12场")) == ()


def test_a_part_of_a_number_is_not_borne_out_by_it() -> None:
    assert grounded(claim("270件", place("受理申请1,270件"))) == ()
    assert grounded(claim("2场", place("举办讲座12场"))) == ()


def test_a_claim_without_text_is_left_out() -> None:
    assert grounded(claim("", place("举办讲座12场"))) == ()


@pytest.mark.parametrize(
    "evidence",
    [
        pytest.param(Range(3, 3), id="empty"),
        pytest.param(Range(6, 2), id="backwards"),
        pytest.param(Range(-3, 5), id="negative"),
        pytest.param(Range(0, 10_000), id="past-the-end"),
    ],
)
def test_evidence_that_is_no_stretch_of_the_report_is_refused(evidence: Range) -> None:
    assert grounded(claim("受理申请", evidence)) == ()


def test_evidence_in_another_report_is_refused() -> None:
    first_sentence = place("全年受理申请1,270件。")
    assert grounded(claim("举办讲座12场", place("举办讲座12场")), report=first_sentence) == ()


def test_one_piece_of_evidence_outside_the_report_costs_the_claim() -> None:
    first_sentence = place("全年受理申请1,270件。")
    both = claim("受理申请", place("受理申请"), place("举办讲座"))
    assert grounded(both, report=first_sentence) == ()


def test_a_figure_that_its_evidence_lacks_costs_the_claim() -> None:
    assert grounded(claim("举办讲座21场", place("举办讲座12场"))) == ()


def test_a_figure_that_stands_elsewhere_in_the_report_is_no_support() -> None:
    assert grounded(claim("举办讲座1,270场", place("举办讲座12场"))) == ()


def test_a_figure_may_stand_in_any_piece_of_the_evidence() -> None:
    pieces = (place("全年受理申请1,270件。"), place("举办讲座12场。"))
    (item,) = grounded(claim("受理申请1270件，讲座12场", *pieces))
    assert len(item.evidence) == 2


def test_a_figure_is_the_same_in_another_spelling() -> None:
    assert len(grounded(claim("受理申请１２７０件", place("受理申请1,270件")))) == 1


def test_of_two_claims_with_the_same_evidence_the_first_is_kept() -> None:
    at = place("举办讲座12场")
    (item,) = grounded(claim("举办讲座12场", at), claim("讲座12场", at))
    assert item.text == "举办讲座12场"


def test_a_refused_claim_does_not_bar_the_next_with_its_evidence() -> None:
    at = place("举办讲座12场")
    (item,) = grounded(claim("举办讲座21场", at), claim("举办讲座12场", at))
    assert item.text == "举办讲座12场"


def test_the_order_of_claims_is_kept() -> None:
    items = grounded(
        claim("举办讲座12场", place("举办讲座12场")), claim("受理申请", place("受理申请"))
    )
    assert [item.text for item in items] == ["举办讲座12场", "受理申请"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("受理申请35件、答复12件", {"35", "12"}, id="two"),
        pytest.param("受理申请1,270件", {"1270"}, id="thousands-comma"),
        pytest.param("受理申请１，２７０件", {"1270"}, id="full-width"),
        pytest.param("占比5.0%", {"5"}, id="trailing-zero"),
        pytest.param("占比12.50%", {"12.5"}, id="trailing-zero-of-two"),
        pytest.param("受理申请1200件", {"1200"}, id="zeros-of-a-whole-number-stay"),
        pytest.param("库房容量不足", set(), id="none"),
    ],
)
def test_figures_of_a_text_are_in_one_spelling(text: str, found: set[str]) -> None:
    assert numbers(text) == found
