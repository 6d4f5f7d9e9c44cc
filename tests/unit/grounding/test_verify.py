"""What a real model's real faults come to: off by one, counting up, the prompt's example, ..."""

import pytest

from summarizer.domain.outline import Category
from summarizer.domain.summary import Claim
from summarizer.grounding import Cited, Reason, Verdict, Verifier
from summarizer.reading.clean import fold
from tests.builders import outline_of

BODY = """一、工作开展情况
（一）推进数字化。
全年完成馆藏数字化120万页，接待查档群众3,600人次。
（二）加强宣传引导。
未收到依申请公开申请，按照《档案公开办法》举办讲座12场。
全年受理投诉21件，办结8件。
二、存在的问题
库房容量不足、专业人员短缺等问题仍然突出。
三、下一步打算
加快新馆建设，招录专业人员5名。
"""
TEXT, OUTLINE = outline_of(BODY)
UNITS = {unit.number: unit for block in OUTLINE.blocks for unit in block.units}
A, P, N = Category.ACHIEVEMENT, Category.PROBLEM, Category.NEXT_STEP


def number_of(words: str) -> int:
    return next(n for n, u in UNITS.items() if words in TEXT.shown[slice(*u.stretch)])


DIGITS, PAGES = number_of("推进数字化"), number_of("120万页")
CASES = number_of("投诉")
TALKS, LACKS, PLANS = number_of("讲座"), number_of("库房"), number_of("新馆")


def judged(*cited: Cited) -> Verdict:
    return Verifier(TEXT, OUTLINE, fold).verify(cited)


def only(verdict: Verdict) -> Claim:
    (claim,) = verdict.claims
    assert not verdict.rejected
    return claim


def quoted(claim: Claim) -> list[str]:
    return [TEXT.shown[slice(*stretch)] for stretch in claim.evidence]


def test_an_item_in_the_words_of_its_unit_is_shown_with_exactly_these_words() -> None:
    claim = only(judged(Cited(P, (LACKS,), "专业人员短缺")))
    assert quoted(claim) == ["专业人员短缺"]
    assert (claim.engine, claim.section) == ("llm", "二、存在的问题")


def test_a_heading_and_the_fact_under_it_are_both_evidence() -> None:
    claim = only(judged(Cited(A, (DIGITS, PAGES), "推进数字化：完成馆藏数字化120万页")))
    assert quoted(claim) == ["（一）推进数字化", "全年完成馆藏数字化120万页"]


@pytest.mark.parametrize("units", [(1,), (TALKS,), (PAGES + 1,), (99,), ()])
def test_a_wrong_citation_moves_to_the_unit_that_says_it(units: tuple[int, ...]) -> None:
    verdict = judged(Cited(A, units, "全年完成馆藏数字化120万页"))
    assert quoted(only(verdict)) == ["全年完成馆藏数字化120万页"]
    assert verdict.moved == 1


def test_a_unit_cited_in_vain_is_left_out_of_the_evidence() -> None:
    claim = only(judged(Cited(A, (PAGES, LACKS), "接待查档群众3600人次")))
    assert quoted(claim) == ["接待查档群众3,600人次"]


@pytest.mark.parametrize(
    ("cited", "reason"),
    [
        pytest.param(
            Cited(A, (PAGES,), "本单位荣获全国先进集体称号"), Reason.UNSUPPORTED, id="foreign"
        ),
        pytest.param(Cited(A, (PAGES,), "完成馆藏数字化200万页"), Reason.FIGURE, id="figure"),
        pytest.param(Cited(A, (PAGES,), "完成馆藏数字化120页"), Reason.FIGURE, id="scale"),
        pytest.param(Cited(A, (CASES,), "受理投诉8件"), Reason.FIGURE, id="swapped"),
        pytest.param(Cited(A, (TALKS,), "收到依申请公开申请"), Reason.MEANING, id="denied"),
        pytest.param(Cited(A, (PAGES,), "未完成馆藏数字化120万页"), Reason.MEANING, id="denies"),
        pytest.param(Cited(A, (TALKS,), "按照《保密办法》举办讲座12场"), Reason.TITLE, id="title"),
        pytest.param(
            Cited(P, (number_of("存在的问题"),), "存在的问题"), Reason.HEADING, id="heading"
        ),
        pytest.param(Cited(A, (PAGES,), "。"), Reason.EMPTY, id="empty"),
        pytest.param(Cited(A, (PAGES,), "现将有关情况总结如下"), Reason.EMPTY, id="lead"),
        pytest.param(Cited(A, (PAGES,), "完成馆藏数字化" * 20), Reason.TOO_LONG, id="long"),
    ],
)
def test_what_the_report_does_not_say_is_rejected_with_a_reason(
    cited: Cited, reason: Reason
) -> None:
    verdict = judged(cited)
    assert not verdict.claims
    assert [fault.reason for fault in verdict.rejected] == [reason]


@pytest.mark.parametrize("figure", ["120万页", "１２０万页", "1200000页", "一百二十万页"])
def test_a_figure_may_be_written_in_another_notation(figure: str) -> None:
    assert only(judged(Cited(A, (PAGES,), f"完成馆藏数字化{figure}")))


def test_a_plan_among_the_problems_is_put_where_its_section_says() -> None:
    verdict = judged(Cited(P, (PLANS,), "招录专业人员5名"))
    assert only(verdict).category is N
    assert verdict.refiled == 1


def test_work_done_among_the_problems_is_put_where_its_section_says() -> None:
    assert only(judged(Cited(P, (PAGES,), "完成馆藏数字化120万页"))).category is A


def test_a_shortcoming_stays_a_problem_wherever_it_stands() -> None:
    assert only(judged(Cited(P, (LACKS,), "库房容量不足"))).category is P


def test_the_same_thing_said_twice_is_said_once() -> None:
    verdict = judged(
        Cited(A, (PAGES,), "完成馆藏数字化120万页"),
        Cited(A, (PAGES,), "全年完成馆藏数字化120万页"),
    )
    assert only(verdict).text == "完成馆藏数字化120万页"
    assert verdict.merged == 1


def test_claims_come_in_the_order_of_the_report() -> None:
    verdict = judged(
        Cited(A, (TALKS,), "举办讲座12场"), Cited(A, (PAGES,), "接待查档群众3,600人次")
    )
    assert [claim.text for claim in verdict.claims] == ["接待查档群众3,600人次", "举办讲座12场"]


def test_an_empty_report_bears_nothing_out() -> None:
    text, outline = outline_of("")
    verdict = Verifier(text, outline, fold).verify([Cited(A, (1,), "完成馆藏数字化120万页")])
    assert [fault.reason for fault in verdict.rejected] == [Reason.UNSUPPORTED]
