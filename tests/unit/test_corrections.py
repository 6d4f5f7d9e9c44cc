"""A person's edits over a result."""

from collections.abc import Sequence

import pytest

from summarizer import summarize
from summarizer.corrections import corrected
from summarizer.domain.correction import Addition, BriefChange, Change, Edit, Removal
from summarizer.domain.summary import Digest, ReportSummary
from summarizer.domain.text import Span
from summarizer.errors import EditRefused

TEXT = """云岭市档案局2023年工作总结
一、工作开展情况
（一）推进数字化。全年扫描照片1.2万张。
（二）办好展览。举办展览3场。
二、存在问题
库房容量不足。
三、下一步打算
加快新馆建设。
云岭市档案局
2023年12月20日

青江县水务局2023年工作总结
一、工作开展情况
全年巡查管网850公里。
"""


@pytest.fixture(scope="module")
def digest() -> Digest:
    return summarize(TEXT)


def edited(digest: Digest, *edits: Edit) -> ReportSummary:
    return corrected(digest, edits, TEXT).reports[0]


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


def test_without_edits_it_is_the_result_itself(digest: Digest) -> None:
    assert corrected(digest, (), TEXT) is digest


def test_another_wording_keeps_its_evidence_and_says_whose_it_is(digest: Digest) -> None:
    before = digest.reports[0].problems[0]
    change = Change(report="r01", category="problems", index=0, text="  库房\n不够用 ")
    after = edited(digest, change).problems[0]
    assert (after.text, after.engine) == ("库房 不够用", "edited")
    assert (after.evidence, after.section) == (before.evidence, before.section)
    assert digest.reports[0].problems[0] is before


def test_an_item_is_moved_given_other_evidence_added_and_removed(digest: Digest) -> None:
    exhibition = span("举办展览3场")
    report = edited(
        digest,
        Change(report="r01", category="achievements", index=1, to="next_steps"),
        Change(report="r01", category="next_steps", index=1, evidence=(exhibition,)),
        Addition(report="r01", category="problems", text="展览少", evidence=(exhibition,)),
        Removal(report="r01", category="problems", index=0),
    )
    assert len(report.achievements) == len(digest.reports[0].achievements) - 1
    assert report.next_steps[1].evidence == (exhibition,)
    assert [item.text for item in report.problems] == ["展览少"]


def test_brief_and_overview_follow_the_items(digest: Digest) -> None:
    removal = Removal(report="r01", category="problems", index=0)
    after = corrected(digest, [removal], TEXT)
    assert "库房" in digest.reports[0].brief
    assert "库房" not in after.reports[0].brief
    assert "未提及存在的问题" in after.reports[0].brief
    assert "问题0项" in after.overview.brief
    assert after.reports[1] == digest.reports[1]
    assert after.warnings[0] == "结果含人工修订1处"


def test_a_brief_worded_by_a_person_stays_whatever_becomes_of_the_items(digest: Digest) -> None:
    report = edited(
        digest,
        BriefChange(report="r01", text="一段话。"),
        Removal(report="r01", category="problems", index=0),
    )
    assert (report.brief, report.brief_engine) == ("一段话。", "edited")


def test_a_figure_that_its_evidence_lacks_is_raised_and_let_through(digest: Digest) -> None:
    change = Change(report="r01", category="achievements", index=0, text="扫描照片1.3万张")
    after = corrected(digest, [change], TEXT)
    (finding,) = after.reports[0].findings
    assert finding.code == "edited_figure_unsupported"
    assert "13000" in finding.message
    assert finding.message in after.warnings
    right = Change(report="r01", category="achievements", index=0, text="扫描照片12000张")
    assert edited(digest, right).findings == ()


def test_a_part_that_a_person_filled_is_no_longer_said_to_be_unread() -> None:
    text = TEXT.replace("库房容量不足。", "主要是以下几个方面：详见附件。")
    digest = summarize(text)
    (finding,) = digest.reports[0].findings
    assert finding.code == "problems_not_extracted"
    at = text.index("详见附件")
    addition = Addition(
        report="r01", category="problems", text="见附件", evidence=(Span(at, at + 4),)
    )
    after = corrected(digest, [addition], text)
    assert after.reports[0].findings == ()
    assert finding.message not in after.warnings


OUTSIDE = span("巡查管网")
EVIDENCE = (span("库房容量不足"),)


@pytest.mark.parametrize(
    "edit",
    [
        Removal(report="r09", category="problems", index=0),
        Removal(report="r01", category="problems", index=1),
        Removal(report="r01", category="problems", index=-1),
        Change(report="r01", category="problems", index=0, text=" "),
        Change(report="r01", category="problems", index=0, text="长" * 2001),
        Change(report="r01", category="problems", index=0, evidence=()),
        Change(report="r01", category="problems", index=0, evidence=(OUTSIDE,)),
        Change(report="r01", category="problems", index=0, evidence=(Span(5, 5),)),
        Addition(report="r01", category="problems", text="无据", evidence=()),
        Addition(report="r01", category="problems", text="太多", evidence=EVIDENCE * 51),
        BriefChange(report="r01", text=""),
    ],
)
def test_what_cannot_be_done_is_refused(digest: Digest, edit: Edit) -> None:
    edits: Sequence[Edit] = [edit]
    with pytest.raises(EditRefused):
        corrected(digest, edits, TEXT)
