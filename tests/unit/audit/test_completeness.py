import pytest

from summarizer.audit import audit_count, audit_extent
from summarizer.audit.completeness import audit_sections
from summarizer.domain.outline import Category
from summarizer.domain.summary import Finding
from summarizer.reading.outline import read_outline
from tests.builders import only_report

BROKEN = "云岭市档案局2023年工作总结\n全年受理查档申请35件。新建库房两间，面积扩大到原来的"


def test_a_report_that_breaks_off_is_a_finding() -> None:
    (finding,) = audit_extent(*only_report(BROKEN))
    assert (finding.code, finding.severity, finding.reports) == ("truncated", "warning", ("r01",))


def test_the_finding_names_the_agency() -> None:
    (finding,) = audit_extent(*only_report(BROKEN))
    assert finding.message.startswith("云岭市档案局的报告")


def test_the_evidence_of_a_broken_report_is_its_end() -> None:
    (finding,) = audit_extent(*only_report(BROKEN))
    assert finding.evidence[-1].end == len(BROKEN)


def test_a_report_that_ends_a_sentence_is_no_finding() -> None:
    finished = "云岭市档案局2023年工作总结\n全年受理申请35件。"
    assert not list(audit_extent(*only_report(finished)))


def _unread(body: str, *found: Category) -> tuple[Finding, ...]:
    text, report = only_report(f"云岭市档案局2023年工作总结\n一、工作情况\n扫描照片120张。\n{body}")
    raised = audit_sections(text, report, read_outline(text, report), frozenset(found))
    return tuple(finding for finding in raised if finding.code != "missing_section")


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


def _missing(report_text: str, *found: Category) -> list[Finding]:
    text, report = only_report(report_text)
    raised = audit_sections(text, report, read_outline(text, report), frozenset(found))
    return [finding for finding in raised if finding.code == "missing_section"]


def test_a_report_without_problems_and_plans_has_two_findings_that_are_no_warnings() -> None:
    found = _missing("云岭市档案局2023年工作总结\n一、工作情况\n扫描照片120张。")
    assert [finding.severity for finding in found] == ["info", "info"]
    assert "“存在的问题”" in found[0].message
    assert "“下一步打算”" in found[1].message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "云岭市档案局2023年工作总结\n一、存在问题\n暂无。",
            [Category.NEXT_STEP],
            id="the section says that there are none",
        ),
        pytest.param(BROKEN, [], id="the text breaks off, the section may have followed"),
        pytest.param(
            "云岭市档案局2024年工作要点\n一、扫描照片\n扫描照片120张。",
            [],
            id="a plan need not admit anything",
        ),
        pytest.param("全年扫描照片120张。", [], id="a text without a title is no report for sure"),
    ],
)
def test_a_section_is_not_missed_where_none_is_due(text: str, found: list[Category]) -> None:
    assert _missing(text, *found) == []


@pytest.mark.parametrize(("declared", "found"), [(5, 3), (3, 5), (1, 2)])
def test_another_count_than_declared_is_a_finding(declared: int, found: int) -> None:
    (finding,) = audit_count(declared, found)
    assert finding.code == "count_mismatch"
    assert f"{declared}份" in finding.message
    assert f"{found}份" in finding.message


@pytest.mark.parametrize("declared", [pytest.param(3, id="same"), pytest.param(None, id="none")])
def test_a_count_that_is_kept_or_never_given_is_no_finding(declared: int | None) -> None:
    assert audit_count(declared, 3) == ()
