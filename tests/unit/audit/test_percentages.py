import pytest

from summarizer.audit.percentages import audit_percentages
from summarizer.domain.summary import Finding
from tests.builders import only_report

TITLE = "云岭市档案局2023年工作总结\n"


def _raised(body: str) -> list[Finding]:
    text, report = only_report(TITLE + body)
    return list(audit_percentages(text, report))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("全年受理申请100件，办结95件，办结率98%。", id="rate"),
        pytest.param(
            "共收到来信40件，按期答复39件，答复率达到100%。", id="rate with words between"
        ),
        pytest.param("全年办理来信1,240件，办结1,200件，办结率98%。", id="thousands"),
        pytest.param("发布信息200条，其中政策解读50条，占30%。", id="proportion"),
    ],
)
def test_a_share_that_its_counts_do_not_give_is_a_warning(body: str) -> None:
    (finding,) = _raised(body)
    assert (finding.code, finding.severity) == ("percentage_mismatch", "warning")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("全年受理申请100件，办结95件，办结率95%。", id="right"),
        pytest.param("全年受理申请3件，办结2件，办结率66.7%。", id="rounded up"),
        pytest.param("全年受理申请3件，办结2件，办结率66%。", id="cut off"),
        pytest.param("全年受理申请100件，办结95件，满意率98%。", id="a rate of something else"),
        pytest.param("全年受理申请100件，办结105件，办结率100%。", id="with those of last year"),
        pytest.param("全年受理申请100件，办结95件，按期办结率100%。", id="of those finished"),
        pytest.param("全年受理申请100件。扫描照片95张，办结率98%。", id="no count of its own"),
    ],
)
def test_other_shares_are_left_alone(body: str) -> None:
    assert _raised(body) == []


def test_the_message_names_both() -> None:
    (finding,) = _raised("全年受理申请100件，办结95件，办结率98%。")
    assert finding.message == "云岭市档案局的报告中95件占100件约为95%，文中写作98%，请核对"
