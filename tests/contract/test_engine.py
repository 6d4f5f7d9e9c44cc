"""What every engine must hold, whatever it is made of."""

import pytest

from summarizer.domain.document import Report
from summarizer.domain.outline import Category
from summarizer.domain.summary import Claim, Draft
from summarizer.domain.text import CleanText
from summarizer.engines.base import Engine
from summarizer.engines.rules import RulesEngine
from summarizer.grounding import ground
from summarizer.numerals import numbers
from summarizer.reading.clean import clean
from summarizer.reading.outline import read_outlines
from summarizer.reading.split import split_reports

ORDERLY = """云岭市档案局2023年工作总结
一、工作开展情况
（一）推进数字化。全年扫描照片1.2万张，接待查档群众3,600余人次。
（二）加强宣传。一是举办讲座12场。二是发放手册５００册。
二、存在问题
一是库房容量不足，老化率达30%；二是专业人员短缺。
三、下一步工作
（一）加快新馆建设。明年完成主体工程2万平方米。
（二）加强人才培养。计划招录5名专业人员。
"""
UNORDERED = (
    "全年巡查管网850公里。清淤河道42公里，整治隐患36处。但管网仍然老化，漏损率偏高。"
    "下一步，我局将更换老旧管网120公里，加快建设智慧水务平台。"
)
BARE = "青江县水务局2023年工作总结\n"
NESTED = """# 石桥区司法局2023年工作总结
## 一、主要成效
1．化解纠纷１，２７０件。（1）调解成功率98.5％。
①新建调解室8个；②培训调解员300人次。
## 二、困难和下一步打算
人手不足、经费紧张等问题仍然突出。明年将新增调解员20名，扩大覆盖面。
"""
TEXTS = [
    pytest.param(ORDERLY, id="orderly"),
    pytest.param(UNORDERED, id="no-headings"),
    pytest.param(BARE, id="title-alone"),
    pytest.param(NESTED, id="nested"),
    pytest.param(ORDERLY + NESTED, id="two-reports"),
]
pytestmark = [
    pytest.mark.parametrize("engine", [pytest.param(RulesEngine(), id="rules")]),
    pytest.mark.parametrize("source", TEXTS),
]


def drafts(engine: Engine, source: str) -> list[tuple[CleanText, Report, Draft]]:
    text = clean(source)
    reports = split_reports(text)
    drafted = engine.drafts(text, read_outlines(text, reports))
    return [(text, *of) for of in zip(reports, drafted, strict=True)]


def claims(engine: Engine, source: str) -> list[tuple[CleanText, Report, Claim]]:
    return [
        (text, report, claim)
        for text, report, draft in drafts(engine, source)
        for claim in draft.claims
    ]


def test_a_draft_carries_the_name_of_its_engine(engine: Engine, source: str) -> None:
    assert {draft.engine for _, _, draft in drafts(engine, source)} == {"rules"}


def test_the_same_report_gives_the_same_draft(engine: Engine, source: str) -> None:
    assert drafts(engine, source) == drafts(engine, source)


def test_no_claim_is_without_words(engine: Engine, source: str) -> None:
    assert all(claim.text.strip() for _, _, claim in claims(engine, source))


def test_every_claim_has_evidence_inside_its_report(engine: Engine, source: str) -> None:
    for _, report, claim in claims(engine, source):
        assert claim.evidence
        for start, end in claim.evidence:
            assert report.stretch.start <= start < end <= report.stretch.end


def test_every_figure_of_a_claim_stands_in_its_evidence(engine: Engine, source: str) -> None:
    for text, _, claim in claims(engine, source):
        quoted = "\n".join(text.shown[slice(*stretch)] for stretch in claim.evidence)
        assert numbers(claim.text) <= numbers(quoted)


def test_every_claim_is_of_a_kind_that_is_shown(engine: Engine, source: str) -> None:
    shown = {Category.ACHIEVEMENT, Category.PROBLEM, Category.NEXT_STEP}
    assert {claim.category for _, _, claim in claims(engine, source)} <= shown


def test_every_section_a_claim_names_stands_in_its_report(engine: Engine, source: str) -> None:
    for text, report, claim in claims(engine, source):
        assert (claim.section or "") in text.shown[slice(*report.stretch)]


def test_grounding_adds_nothing_to_a_draft(engine: Engine, source: str) -> None:
    for text, report, draft in drafts(engine, source):
        for category in Category:
            said = [claim.text for claim in draft.claims if claim.category is category]
            kept = [item.text for item in ground(draft, text, report.stretch, category)]
            assert set(kept) <= set(said)
            assert len(kept) <= len(said)
