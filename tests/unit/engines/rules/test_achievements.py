import pytest

from summarizer.domain.outline import Category
from summarizer.domain.summary import Claim
from summarizer.engines.rules.achievements import achievements
from tests.builders import outline_of

DONE = "一、工作开展情况\n"


def claims_of(body: str) -> list[Claim]:
    return list(achievements(*outline_of(body)))


def texts_of(body: str) -> list[str]:
    return [claim.text for claim in claims_of(body)]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        pytest.param(
            DONE + "（一）推进数字化。全年扫描照片120张。\n（二）优化服务。",
            ["推进数字化：全年扫描照片120张", "优化服务"],
            id="headings-with-their-fact",
        ),
        pytest.param(
            DONE + "1.推进数字化。\n2.优化查档服务。接待群众300人次。",
            ["推进数字化", "优化查档服务：接待群众300人次"],
            id="arabic-numbers",
        ),
        pytest.param(
            DONE + "一是建成查档窗口3个。二是举办讲座12场。三是完善制度。",
            ["建成查档窗口3个", "举办讲座12场", "完善制度"],
            id="list-members",
        ),
        pytest.param(
            DONE + "全年整理档案3000卷。组织开展业务培训12场。",
            ["全年整理档案3000卷", "组织开展业务培训12场"],
            id="sentences-under-a-general-heading",
        ),
        pytest.param(
            "全年整理档案3000卷。新建库房2间，面积扩大。",
            ["全年整理档案3000卷", "新建库房2间，面积扩大"],
            id="no-headings-at-all",
        ),
    ],
)
def test_each_piece_of_work_is_an_achievement(body: str, texts: list[str]) -> None:
    assert texts_of(body) == texts


def test_a_heading_takes_the_total_of_its_text() -> None:
    body = DONE + "（一）推进业务培训工作。我局高度重视。组织培训，共培训人员300人次。"
    assert texts_of(body) == ["推进业务培训工作：共培训人员300人次"]


def test_the_evidence_is_the_heading_and_the_fact() -> None:
    text, outline = outline_of(DONE + "（一）推进数字化。全年扫描照片120张。")
    (claim,) = achievements(text, outline)
    quoted = [text.shown[slice(*stretch)] for stretch in claim.evidence]
    assert quoted == ["推进数字化", "全年扫描照片120张。"]


def test_a_claim_names_the_section_it_stands_in() -> None:
    (claim,) = claims_of(DONE + "（一）推进数字化。全年扫描照片120张。")
    assert (claim.category, claim.section) == (Category.ACHIEVEMENT, "一、工作开展情况")


def test_an_honour_in_the_opening_is_an_achievement() -> None:
    body = "2023年，我局荣获全市先进单位称号。\n" + DONE + "（一）推进数字化。扫描照片120张。"
    assert texts_of(body)[0] == "2023年，我局荣获全市先进单位称号"


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("在市委坚强领导下，各项任务有序开展。", id="ritual"),
        pytest.param("现将我局全年工作情况汇报如下。", id="lead-in"),
        pytest.param("未收到政府信息公开申请和投诉举报。", id="nothing-arose"),
        pytest.param("我局现有在编人员情况总体保持平稳。", id="what-an-agency-is"),
        pytest.param("我局工作扎实。", id="too-short"),
    ],
)
def test_a_sentence_that_states_no_work_is_no_achievement(sentence: str) -> None:
    assert texts_of(f"全年整理档案3000卷。{sentence}") == ["全年整理档案3000卷"]


@pytest.mark.parametrize(
    "sentence",
    ["门户网站访问量突破100万次", "被省政府评为先进单位", "招聘馆员5名", "建成规划蓝图展示馆2个"],
)
def test_everyday_words_and_short_counts_do_not_hide_an_achievement(sentence: str) -> None:
    assert texts_of(f"{sentence}。全年整理档案3000卷。") == [sentence, "全年整理档案3000卷"]


def test_a_heading_with_nothing_under_it_but_none_is_no_achievement() -> None:
    assert texts_of(DONE + "（一）推进数字化。暂无。") == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("一、存在问题\n（一）人员不足。\n（二）经费紧张。", id="problems"),
        pytest.param("一、下一步工作\n（一）加快新馆建设。\n（二）加强培训。", id="plans"),
    ],
)
def test_other_sections_hold_no_achievements(body: str) -> None:
    assert texts_of(body) == []
