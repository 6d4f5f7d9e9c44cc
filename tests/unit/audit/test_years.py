import pytest

from summarizer.audit.years import audit_years
from summarizer.domain.summary import Finding
from summarizer.reading.outline import read_outline
from tests.builders import only_report

DATED = "云岭市档案局2023年工作总结\n2023年12月20日\n"


def _raised(text: str) -> list[Finding]:
    cleaned, report = only_report(text)
    return list(audit_years(cleaned, report, read_outline(cleaned, report)))


def test_work_told_of_an_earlier_year_is_a_warning() -> None:
    (finding,) = _raised(
        f"{DATED}一、工作情况\n2022年，我局扫描照片120张。\n二、存在问题\n库房不足。"
    )
    assert (finding.code, finding.severity) == ("wrong_year", "warning")
    assert "标题为2023年，此处以“2022年”开头" in finding.message


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("一、工作情况\n2023年，我局扫描照片120张。", id="its own year"),
        pytest.param("一、工作情况\n2022年以来，我局扫描照片120张。", id="since a year"),
        pytest.param("一、工作情况\n2022年，我局荣获先进集体。", id="an honour of that year"),
        pytest.param("一、工作情况\n扫描照片120张。2022年，扫描100张。", id="not what opens"),
        pytest.param("一、下一步打算\n2024年，我局将扫描照片120张。", id="a plan for the next"),
    ],
)
def test_other_years_are_left_alone(body: str) -> None:
    assert _raised(DATED + body) == []


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("云岭市档案局2023年工作要点\n2023年1月20日\n", id="a plan"),
        pytest.param("云岭市档案局2023年上半年工作总结\n2023年7月20日\n", id="half a year"),
        pytest.param("云岭市档案局2023年工作报告\n2023年1月20日\n", id="given when the year began"),
        pytest.param("2023年云岭市政府工作报告\n", id="given in the year that it plans"),
        pytest.param("云岭市档案局工作总结\n2023年12月20日\n", id="no year in the title"),
    ],
)
def test_reports_that_are_not_of_a_whole_year_past_are_left_alone(title: str) -> None:
    body = "一、工作情况\n2022年，我局扫描照片120张。\n二、下一步打算\n2023年，我局将扫描照片。"
    assert _raised(title + body) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("二、下一步打算\n2023年，我局将重点抓好两项工作。", id="a sentence"),
        pytest.param("二、2023年工作计划\n1.扫描照片。\n2.整理档案。", id="a heading"),
        pytest.param("二、下一步打算\n2023年6月底前完成照片扫描。", id="a deadline"),
    ],
)
def test_a_plan_for_a_time_gone_by_is_a_notice(body: str) -> None:
    (finding,) = _raised(f"{DATED}一、工作情况\n扫描照片120张。\n{body}")
    assert (finding.code, finding.severity) == ("past_plan", "notice")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("二、2024年工作计划\n1.扫描照片。\n2.整理档案。", id="the next year"),
        pytest.param("二、下一步打算\n2024年6月底前完成照片扫描。", id="a deadline ahead"),
        pytest.param(
            "二、下一步打算\n按照2023年印发的方案扫描照片。", id="a year named in passing"
        ),
    ],
)
def test_plans_ahead_are_left_alone(body: str) -> None:
    assert _raised(f"{DATED}一、工作情况\n扫描照片120张。\n{body}") == []
