import pytest

from summarizer.audit import audit_count, audit_report
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


@pytest.mark.parametrize(("declared", "found"), [(5, 3), (3, 5), (1, 2)])
def test_another_count_than_declared_is_a_finding(declared: int, found: int) -> None:
    (finding,) = audit_count(declared, found)
    assert finding.code == "count_mismatch"
    assert f"{declared}份" in finding.message
    assert f"{found}份" in finding.message


@pytest.mark.parametrize("declared", [pytest.param(3, id="same"), pytest.param(None, id="none")])
def test_a_count_that_is_kept_or_never_given_is_no_finding(declared: int | None) -> None:
    assert audit_count(declared, 3) == ()
