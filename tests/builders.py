"""Short ways to make what the rules look at, so that a test shows only what matters."""

from dataclasses import replace

from summarizer import summarize
from summarizer.domain.document import Report
from summarizer.domain.outline import Outline
from summarizer.domain.overview import Cell, Mention, Row, Silence, Table, Theme, Unmatched
from summarizer.domain.summary import Digest, Finding
from summarizer.domain.text import CleanText, Range
from summarizer.reading.clean import clean
from summarizer.reading.outline import read_outline
from summarizer.reading.split import split_reports


def only_report(text: str) -> tuple[CleanText, Report]:
    """Return the cleaned text and the one report in it."""
    cleaned = clean(text)
    (report,) = split_reports(cleaned)
    return cleaned, report


def outline_of(body: str, title: str = "云岭市档案局2023年工作总结") -> tuple[CleanText, Outline]:
    """Return the outline of one report with the given body."""
    cleaned, report = only_report(f"{title}\n{body}")
    return cleaned, read_outline(cleaned, report)


def whole(text: CleanText) -> Range:
    """Return the range that covers all of `text`."""
    return Range(0, len(text.folded))


FILLED_TEXT = """云岭市工作总结汇编
云岭市档案局2023年工作总结
一、工作开展情况
（一）推进数字化。全年扫描照片1.2万张，接待查档群众3600余人次。
二、存在问题
库房容量不足，专业人员紧缺。
三、下一步工作
一是加快新馆建设；二是加强人才培养。
云岭市档案局
2023年12月20日
青江县水务局2023年工作总结
一、主要工作
（一）保障供水安全。全年巡查管网850公里，接待来访群众420人次。
二、存在问题
专业人员紧缺。
青江县水务局
2023年12月22日
"""


def filled_digest(text: str = FILLED_TEXT) -> Digest:
    """Return the digest of `text` with every part of the overview filled and pages known."""
    digest = summarize(text, name="汇编.txt")
    first, second = digest.reports[:2]
    (problem,) = second.problems
    paged = tuple(replace(span, page=2) for span in problem.evidence)
    second = replace(
        second,
        problems=(replace(problem, evidence=paged),),
        findings=(Finding("wrong_year", "warning", "年份有误", paged, (second.id,)),),
    )
    shortage = tuple(
        Mention(r.id, r.agency, r.problems[-1].text, r.problems[-1].evidence)
        for r in (first, second)
    )
    visits = tuple(
        Cell(r.id, r.agency, m.value, m.qualifier, m.approximate, m.as_of, m.evidence)
        for r in (first, second)
        for m in r.metrics[1:2]
    )
    evidence = tuple(span for mention in shortage for span in mention.evidence)
    theme = Theme("专业人员紧缺", "problems", ("云岭市档案局", "青江县水务局"), shortage, evidence)
    lone = first.metrics[0]
    alone = Cell(first.id, first.agency, lone.value, None, False, None, lone.evidence)  # noqa: FBT003
    overview = replace(
        digest.overview,
        themes=(theme,),
        table=Table(
            (Row("接待群众", "人次", "2023", visits, 4020),),
            (Unmatched(lone.label, lone.unit, None, alone),),
        ),
        not_stated=(Silence(second.id, second.agency, ("next_steps",)),),
    )
    return replace(digest, overview=overview, reports=(first, second))
