import pytest

from summarizer.audit.numbering import audit_numbering
from summarizer.reading.outline import read_outline
from tests.builders import only_report

TITLE = "云岭市档案局2023年工作总结\n"


def _messages(body: str) -> list[str]:
    text, report = only_report(TITLE + body)
    return [f.message for f in audit_numbering(text, report, read_outline(text, report))]


@pytest.mark.parametrize(
    ("body", "number"),
    [
        pytest.param(
            "一、主要工作\n（一）扫描照片。扫描120张。\n（二）整理档案。整理30卷。\n（二）接待群众。接待5人。",
            "（二）",
            id="headings",
        ),
        pytest.param(
            "一、存在问题\n一是库房不足。二是人手不足。二是经费不足。",
            "二是",
            id="members of a list",
        ),
        pytest.param(
            "一、存在问题\n一是库房不足。二是人手不足。三是经费不足。"
            "为此：一是争取库房。二是招聘人员。二是争取经费。",
            "二是",
            id="the second list of a block",
        ),
    ],
)
def test_a_number_that_stands_twice_in_a_row_is_told(body: str, number: str) -> None:
    (message,) = _messages(body)
    assert f"序号“{number}”连续出现两次" in message


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "一、主要工作\n（一）扫描照片。扫描120张。\n（二）整理档案。整理30卷。", id="in order"
        ),
        pytest.param(
            "三、收到和处理政府信息公开申请情况\n（一）总体情况\n收到申请3件。\n"
            "四、结转下年度继续办理 0 0 0\n四、存在问题\n库房不足。",
            id="a row of the disclosure form before a chapter",
        ),
        pytest.param(
            "一、主要工作\n一、扫描照片\n扫描120张。\n二、整理档案\n整理30卷。\n二、存在问题\n库房不足。",
            id="an inner list under the first",
        ),
        pytest.param(
            "一、主要工作\n1.扫描照片。扫描120张。\n2.整理档案。整理30卷。\n"
            "二、下步打算\n1.接待群众。\n2.整理档案。",
            id="a list under each heading",
        ),
        pytest.param(
            "一、主要工作\n一是扫描照片：一是扫描旧照片；二是扫描新照片。二是整理档案30卷。",
            id="an outer list taken up again",
        ),
        pytest.param("一、主要工作\n• 扫描120张。\n• 整理30卷。\n• 接待5人。", id="bullets"),
    ],
)
def test_numbers_that_only_look_alike_are_left_alone(body: str) -> None:
    assert _messages(body) == []
