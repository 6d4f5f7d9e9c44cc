import pytest

from summarizer.domain.outline import Category
from summarizer.domain.summary import Claim
from summarizer.engines.rules.next_steps import next_steps
from tests.builders import outline_of

PLANS = "一、下一步工作\n"


def claims_of(body: str) -> list[Claim]:
    return list(next_steps(*outline_of(body)))


def texts_of(body: str) -> list[str]:
    return [claim.text for claim in claims_of(body)]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        pytest.param(
            PLANS + "（一）加快新馆建设。明年完成主体工程。\n（二）加强人才队伍培养力度建设。",
            ["加快新馆建设：明年完成主体工程", "加强人才队伍培养力度建设"],
            id="headings",
        ),
        pytest.param(
            PLANS + "抓队伍。加强政务微信微博管理。全力以赴抓好查档工作。",
            ["抓队伍", "加强政务微信微博管理", "全力以赴抓好查档工作"],
            id="short-and-everyday-words",
        ),
        pytest.param(
            PLANS + "1.加快新馆建设。\n2.加强人才培养。",
            ["加快新馆建设", "加强人才培养"],
            id="arabic-numbers",
        ),
        pytest.param(
            PLANS + "一是加快新馆建设；二是加强人才培养。",
            ["加快新馆建设", "加强人才培养"],
            id="list-members",
        ),
        pytest.param(
            PLANS + "加快推进新馆建设进度；加强档案专业人才培养；完善查档便民服务机制。",
            ["加快推进新馆建设进度", "加强档案专业人才培养", "完善查档便民服务机制"],
            id="semicolons",
        ),
    ],
)
def test_each_measure_is_a_next_step(body: str, texts: list[str]) -> None:
    assert texts_of(body) == texts


def test_the_sentence_that_leads_into_a_list_is_no_measure() -> None:
    body = PLANS + "下一步，我局将做好以下工作：\n一是加快新馆建设。二是加强人才培养。"
    assert texts_of(body) == ["加快新馆建设", "加强人才培养"]


def test_a_plan_after_work_done_is_a_next_step() -> None:
    body = (
        "一、工作开展情况\n（一）推进数字化。扫描照片120张。\n"
        "下一步，我局将加快新馆建设，加强人才培养。"
    )
    assert texts_of(body) == ["下一步，我局将加快新馆建设，加强人才培养"]


def test_a_plan_filed_under_problems_is_a_next_step() -> None:
    body = "一、存在问题及改进措施\n一是宣传不够深入。下一步，我局将加强宣传培训。"
    assert texts_of(body) == ["下一步，我局将加强宣传培训"]


def test_a_pledge_is_no_measure() -> None:
    assert texts_of(PLANS + "我们坚信在大家共同努力下，档案事业一定能够再接再厉。") == []


def test_the_evidence_of_a_list_member_is_the_member() -> None:
    text, outline = outline_of(PLANS + "一是加快新馆建设；二是加强人才培养。")
    quoted = [text.shown[slice(*claim.evidence[0])] for claim in next_steps(text, outline)]
    assert quoted == ["一是加快新馆建设；", "二是加强人才培养。"]


def test_a_claim_names_the_section_it_stands_in() -> None:
    claim = claims_of(PLANS + "一是加快新馆建设；二是加强人才培养。")[0]
    assert (claim.category, claim.section) == (Category.NEXT_STEP, "一、下一步工作")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("一、工作开展情况\n（一）推进数字化。扫描照片120张。", id="work-done"),
        pytest.param("一、存在问题\n（一）人员不足。\n（二）经费紧张。", id="problems"),
    ],
)
def test_a_text_that_plans_nothing_has_no_next_steps(body: str) -> None:
    assert texts_of(body) == []
