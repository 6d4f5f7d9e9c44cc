import pytest

from summarizer.domain.outline import Category
from summarizer.domain.summary import Claim
from summarizer.engines.rules.problems import problems
from tests.builders import outline_of

LACKING = "一、存在问题\n"


def claims_of(body: str) -> list[Claim]:
    return list(problems(*outline_of(body)))


def texts_of(body: str) -> list[str]:
    return [claim.text for claim in claims_of(body)]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        pytest.param(
            LACKING + "（一）人员不足。我局编制少。\n（二）经费紧张。",
            ["人员不足", "经费紧张"],
            id="headings",
        ),
        pytest.param(
            LACKING + "一是库房容量不足；二是专业人员短缺。三是信息化水平不高。",
            ["库房容量不足", "专业人员短缺", "信息化水平不高"],
            id="list-members",
        ),
        pytest.param(
            LACKING + "工作中还存在库房设施老化、专业人手短缺、培训经费紧张等问题。",
            ["库房设施老化", "专业人手短缺", "培训经费紧张"],
            id="enumeration",
        ),
        pytest.param(
            LACKING + "管网老化严重，漏损率偏高。", ["管网老化严重", "漏损率偏高"], id="clauses"
        ),
        pytest.param(
            LACKING + "虽然取得了一定成绩，但仍存在一些不足：一是宣传不够深入；二是机制不健全。",
            ["宣传不够深入", "机制不健全"],
            id="after-a-concession",
        ),
        pytest.param(
            LACKING + "一些同志将查档看作软任务。",
            ["一些同志将查档看作软任务"],
            id="no-word-of-lack-under-the-heading",
        ),
        pytest.param(
            "存在问题：库房容量不足。下一步打算：扩建库房。", ["库房容量不足"], id="run-in-label"
        ),
    ],
)
def test_each_shortcoming_is_a_problem_of_its_own(body: str, texts: list[str]) -> None:
    assert texts_of(body) == texts


def test_what_follows_from_a_shortcoming_is_not_another() -> None:
    assert texts_of(LACKING + "宣传不够深入，导致群众知晓率低。") == ["宣传不够深入"]


def test_a_sentence_that_names_no_shortcoming_is_kept_whole_where_it_is_all_there_is() -> None:
    assert texts_of(LACKING + "存在一定的差距和不足。") == ["存在一定的差距和不足"]


def test_an_admission_in_the_middle_of_work_done_is_a_problem() -> None:
    body = "一、工作开展情况\n（一）推进数字化。扫描照片120张。但库房容量仍然不足。"
    assert texts_of(body) == ["库房容量仍然不足"]


def test_what_a_plan_answers_is_a_problem() -> None:
    body = "一、下一步工作\n针对库房容量不足、人手短缺等问题，加快推进新库房建设。"
    assert texts_of(body) == ["库房容量不足", "人手短缺"]


def test_two_shortcomings_are_told_apart_also_where_nothing_closes_their_list() -> None:
    body = "一、下一步工作\n针对库房容量不足、人手短缺的问题，加快推进新库房建设。"
    assert texts_of(body) == ["库房容量不足", "人手短缺"]


def test_one_shortcoming_of_several_things_is_one() -> None:
    body = "一、下一步工作\n针对书库、阅览室等场所设施滞后、人手短缺的问题，加快推进新库房建设。"
    assert texts_of(body) == ["书库、阅览室等场所设施滞后", "人手短缺"]


def test_what_will_be_done_about_it_is_no_problem() -> None:
    body = "一、存在问题及改进措施\n一是宣传不够深入。下一步，我局将加强宣传培训。"
    assert texts_of(body) == ["宣传不够深入"]


def test_the_evidence_is_the_clause_alone() -> None:
    text, outline = outline_of(LACKING + "一是库房容量不足；二是专业人员短缺。")
    quoted = [text.shown[slice(*claim.evidence[0])] for claim in problems(text, outline)]
    assert quoted == ["库房容量不足；", "专业人员短缺。"]


def test_a_claim_names_the_section_it_stands_in() -> None:
    (claim,) = claims_of(LACKING + "库房容量不足。")
    assert (claim.category, claim.section) == (Category.PROBLEM, "一、存在问题")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(LACKING + "暂无。", id="none"),
        pytest.param("一、工作开展情况\n（一）推进数字化。扫描照片120张。", id="work-done"),
        pytest.param("一、工作开展情况\n（一）聚焦突出问题。整改隐患36处。", id="problems-solved"),
        pytest.param("一、下一步工作\n一是加快新馆建设；二是加强人才培养。", id="plans"),
    ],
)
def test_a_text_that_admits_nothing_has_no_problems(body: str) -> None:
    assert texts_of(body) == []
