import pytest

from summarizer.audit import audit_count, audit_report, audit_sections
from summarizer.domain.outline import Category
from summarizer.domain.summary import Finding
from summarizer.reading.outline import read_outline
from tests.builders import only_report

BROKEN = "云岭市档案局2023年工作总结\n全年受理查档申请35件。新建库房两间，面积扩大到原来的"


def test_a_report_that_breaks_off_is_a_finding() -> None:
    (finding,) = audit_report(*only_report(BROKEN))
    assert (finding.code, finding.severity, finding.reports) == ("truncated", "warning", ("r01",))


def test_the_finding_names_the_agency() -> None:
    (finding,) = audit_report(*only_report(BROKEN))
    assert finding.message.startswith("云岭市档案局的报告")


def test_the_evidence_of_a_broken_report_is_its_end() -> None:
    (finding,) = audit_report(*only_report(BROKEN))
    assert finding.evidence[-1].end == len(BROKEN)


def test_a_report_that_ends_a_sentence_is_no_finding() -> None:
    assert audit_report(*only_report("云岭市档案局2023年工作总结\n全年受理申请35件。")) == ()


def _unread(body: str, *found: Category) -> tuple[Finding, ...]:
    text, report = only_report(f"云岭市档案局2023年工作总结\n一、工作情况\n扫描照片120张。\n{body}")
    return audit_sections(text, report, read_outline(text, report), frozenset(found))


def test_a_section_that_no_item_came_from_is_a_finding() -> None:
    (finding,) = _unread("二、存在问题\n与先进地区相比。")
    assert (finding.code, finding.severity) == ("problems_not_extracted", "warning")
    assert "存在的问题" in finding.message


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param("二、存在问题\n库房不足。", [Category.PROBLEM], id="items came from it"),
        pytest.param("二、存在问题\n暂无。", [], id="it says that there are none"),
        pytest.param("二、主要做法\n整理档案3000卷。", [], id="there is no such section"),
    ],
)
def test_a_section_that_was_read_or_says_nothing_is_no_finding(
    body: str, found: list[Category]
) -> None:
    assert _unread(body, *found) == ()


@pytest.mark.parametrize(("declared", "found"), [(5, 3), (3, 5), (1, 2)])
def test_another_count_than_declared_is_a_finding(declared: int, found: int) -> None:
    (finding,) = audit_count(declared, found)
    assert finding.code == "count_mismatch"
    assert f"{declared}份" in finding.message
    assert f"{found}份" in finding.message


@pytest.mark.parametrize("declared", [pytest.param(3, id="same"), pytest.param(None, id="none")])
def test_a_count_that_is_kept_or_never_given_is_no_finding(declared: int | None) -> None:
    assert audit_count(declared, 3) == ()
