from summarizer import summarize
from summarizer.audit import MOST_OF_A_KIND

SLIPS = "云岭市档案局2023年工作总结\n一、存在问题\n一是库房不足。" + "二是人手不足。" * 50


def test_a_text_of_nothing_but_slips_is_told_by_some() -> None:
    findings = summarize(SLIPS).reports[0].findings
    twice = [finding for finding in findings if finding.code == "duplicate_numbering"]
    assert len(twice) == MOST_OF_A_KIND


def test_traditional_text_is_audited_like_any_other() -> None:
    body = "受理申請４０件，其中自然人３０件，企業１５件。"
    report = f"雲嶺市檔案局２０２３年工作總結\n一、主要工作\n{body}"
    codes = {finding.code for finding in summarize(report).reports[0].findings}
    assert "totals_mismatch" in codes


def test_a_report_among_others_is_audited_within_its_own_bounds() -> None:
    one = "云岭市档案局2023年工作总结\n一、主要工作\n受理申请40件。\n"
    other = "青江县水务局2023年工作总结\n一、主要工作\n其中自然人30件，企业15件。\n"
    found = [f for report in summarize(one + other).reports for f in report.findings]
    assert not any(finding.code == "totals_mismatch" for finding in found)
