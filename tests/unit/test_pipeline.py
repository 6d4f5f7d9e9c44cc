import hashlib

import pytest

from summarizer.domain.document import Source
from summarizer.domain.summary import Digest
from summarizer.engines.rules import RulesEngine
from summarizer.pipeline import SCHEMA_VERSION, digest, list_reports

FIRST = """云岭市档案局2023年工作总结
一、工作开展情况
（一）推进数字化。全年扫描照片1.2万张。
（二）优化利用服务。接待查档群众3,600人次。
二、存在问题
一是库房容量不足；二是专业人员短缺。
三、下一步工作
（一）加快新馆建设。明年完成主体工程。
（二）加强人才培养。计划招录5名专业人员。
云岭市档案局
2023年12月20日
"""
SECOND = """青江县水务局2023年工作总结
一、主要工作
（一）保障供水安全。全年巡查管网850公里。
二、下一步打算
一是更换老旧管网；二是建设智慧水务平台。
青江县水务局
2023年12月25日
"""
BROKEN = "青江县水务局2023年工作总结\n全年巡查管网850公里。清淤河道四十公里，整治河段总长达到"


def source(text: str) -> Source:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Source("报告.txt", sha256, "text/plain", "utf-8", text)


def digest_of(text: str) -> Digest:
    return digest(source(text), RulesEngine())


def test_each_report_is_summarised_under_its_own_agency() -> None:
    reports = digest_of(FIRST + SECOND).reports
    assert [(report.id, report.agency, report.date) for report in reports] == [
        ("r01", "云岭市档案局", "2023-12-20"),
        ("r02", "青江县水务局", "2023-12-25"),
    ]


def test_a_report_is_told_by_its_achievements_problems_and_plans() -> None:
    report = digest_of(FIRST).reports[0]
    assert [item.text for item in report.achievements] == [
        "推进数字化：全年扫描照片1.2万张",
        "优化利用服务：接待查档群众3,600人次",
    ]
    assert [item.text for item in report.problems] == ["库房容量不足", "专业人员短缺"]
    assert [item.text.partition("：")[0] for item in report.next_steps] == [
        "加快新馆建设",
        "加强人才培养",
    ]


def test_figures_of_work_done_become_metrics() -> None:
    report = digest_of(FIRST).reports[0]
    assert [(metric.value, metric.unit) for metric in report.metrics] == [
        (1.2, "万张"),
        (3600, "人次"),
    ]


def test_figures_of_plans_are_no_metrics() -> None:
    assert all(metric.value != 5 for metric in digest_of(FIRST).reports[0].metrics)


def test_the_evidence_of_every_item_stands_in_the_document() -> None:
    text = FIRST + SECOND
    for report in digest_of(text).reports:
        for item in (*report.achievements, *report.problems, *report.next_steps):
            quoted = "".join(text[span.start : span.end] for span in item.evidence)
            assert all(part in quoted for part in item.text.split("："))


def test_every_piece_of_evidence_stands_in_its_report() -> None:
    for report in digest_of(FIRST + SECOND).reports:
        items = (*report.achievements, *report.problems, *report.next_steps)
        evidence = [*(i.evidence for i in items), *(m.evidence for m in report.metrics)]
        for span in (span for spans in evidence for span in spans):
            assert report.span.start <= span.start < span.end <= report.span.end


def test_no_two_reports_share_a_character() -> None:
    first, second = digest_of(FIRST + SECOND).reports
    assert first.span.end <= second.span.start


def test_a_report_is_the_same_whatever_stands_after_it() -> None:
    assert digest_of(FIRST + SECOND).reports[0] == digest_of(FIRST).reports[0]


def test_the_digest_repeats_what_is_known_of_the_document() -> None:
    text = FIRST + SECOND
    document = digest_of(text).document
    assert (document.name, document.sha256, document.characters, document.pages) == (
        "报告.txt",
        hashlib.sha256(text.encode()).hexdigest(),
        len(text),
        None,
    )


def test_the_digest_names_its_schema_and_engine() -> None:
    result = digest_of(FIRST)
    assert (result.schema_version, result.engine) == (SCHEMA_VERSION, "rules")


def test_the_rules_name_no_model_in_the_provenance() -> None:
    provenance = digest_of(FIRST).reports[0].provenance
    assert (provenance.model, provenance.prompt, provenance.attempts) == (None, None, 0)


def test_the_same_source_gives_the_same_digest() -> None:
    assert digest_of(FIRST + SECOND) == digest_of(FIRST + SECOND)


def test_progress_is_told_after_each_report() -> None:
    told: list[tuple[int, int]] = []
    digest(source(FIRST + SECOND), RulesEngine(), lambda done, all_: told.append((done, all_)))
    assert told == [(1, 2), (2, 2)]


def test_a_whole_document_is_complete_and_gives_no_warning() -> None:
    result = digest_of(FIRST + SECOND)
    assert result.document.complete
    assert result.warnings == ()


def test_a_report_that_breaks_off_makes_the_document_incomplete() -> None:
    result = digest_of(FIRST + BROKEN)
    assert not result.document.complete
    assert [finding.code for finding in result.reports[1].findings] == ["truncated"]
    assert result.reports[0].findings == ()


def test_fewer_reports_than_declared_make_the_document_incomplete() -> None:
    result = digest_of("云岭市工作总结汇编\n本汇编收录3份报告\n" + FIRST + SECOND)
    assert not result.document.complete
    assert [finding.code for finding in result.findings] == ["count_mismatch"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(FIRST + BROKEN, id="truncated"),
        pytest.param("云岭市工作总结汇编\n本汇编收录3份报告\n" + FIRST + SECOND, id="too-few"),
    ],
)
def test_the_findings_that_are_warnings_are_said_and_no_others(text: str) -> None:
    result = digest_of(text)
    findings = (*result.findings, *(f for report in result.reports for f in report.findings))
    grave = tuple(finding.message for finding in findings if finding.severity == "warning")
    assert result.warnings == grave
    assert grave


def test_a_text_without_a_title_is_one_report_with_nothing_made_up() -> None:
    (report,) = digest_of("全年受理查档申请35件。").reports
    assert (report.agency, report.title, report.date, report.period) == (None, None, None, None)


def test_a_listing_names_the_same_reports_as_the_digest() -> None:
    listed = list_reports(source(FIRST + SECOND))
    summarised = digest_of(FIRST + SECOND)
    assert listed.document == summarised.document
    for short, full in zip(listed.reports, summarised.reports, strict=True):
        assert (short.id, short.agency, short.title, short.date, short.period, short.span) == (
            full.id,
            full.agency,
            full.title,
            full.date,
            full.period,
            full.span,
        )


def test_a_listing_marks_the_report_that_breaks_off() -> None:
    listed = list_reports(source(FIRST + BROKEN))
    assert [report.truncated for report in listed.reports] == [False, True]


def test_a_listing_warns_as_the_digest_does() -> None:
    assert list_reports(source(FIRST + BROKEN)).warnings == digest_of(FIRST + BROKEN).warnings
