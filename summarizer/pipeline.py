"""The stages in order: source, clean text, reports, outline, draft, summary, digest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from summarizer.audit import WARNING, audit_count, audit_extent, audit_passages, audit_report
from summarizer.briefing import brief_of
from summarizer.domain.document import DocumentInfo, Report, Source
from summarizer.domain.outline import Category, Outline
from summarizer.domain.overview import Overview
from summarizer.domain.summary import (
    Digest,
    Draft,
    Finding,
    Item,
    ListedReport,
    Listing,
    Metric,
    ReportSummary,
    engine_of,
)
from summarizer.domain.text import CleanText, Range
from summarizer.domain.usage import Usage
from summarizer.engines.base import Engine, ModelEngine, ProsePrompts
from summarizer.figures import metrics
from summarizer.grounding import ground
from summarizer.overview import overview_of
from summarizer.reading.clean import clean
from summarizer.reading.outline import read_outline, read_outlines
from summarizer.reading.split import declared_count, document_title, split_reports

SCHEMA_VERSION = "1.0"

Progress = Callable[[int, int], None]
"""Called with how many reports are done, and how many there are."""

_TOGETHER = 16
"""Reports that go through the stages together."""
_PARTS = (Category.ACHIEVEMENT, Category.PROBLEM, Category.NEXT_STEP)
_COUNTED = (Category.ACHIEVEMENT, Category.OTHER)


def list_reports(source: Source) -> Listing:
    """Return the reports found in `source`, before anything is summarised."""
    compilation = Compilation.of(source)
    text, reports, document = compilation.text, compilation.reports, compilation.document
    listed = tuple(
        ListedReport(r.id, r.agency, r.title, r.date, r.period, r.span, r.truncated)
        for r in reports
    )
    findings = audit_count(document.declared_reports, len(reports))
    findings += tuple(f for report in reports for f in audit_extent(text, report))
    told = (*source.warnings, *(finding.message for finding in findings))
    return Listing(document, listed, told)


def digest(source: Source, engine: Engine, progress: Progress | None = None) -> Digest:
    """Return the whole result for `source`, drafted by `engine`.

    Where no model is involved the same source gives the same result. Reports go through
    each stage together, some at a time: what a stage needs stays at hand in the
    processor, which takes a tenth less time than report by report.
    """
    compilation = Compilation.of(source)
    reports = compilation.reports
    summaries: list[ReportSummary] = []
    for at in range(0, len(reports), _TOGETHER):
        for summary in _drafted(compilation.text, reports[at : at + _TOGETHER], engine):
            summaries.append(summary)
            if progress:
                progress(len(summaries), len(reports))
    return compilation.digest(summaries)


async def digest_by_model(
    source: Source, engine: ModelEngine, progress: Progress | None = None
) -> Digest:
    """Return the whole result for `source`, drafted by an engine that waits for a model."""
    import asyncio

    compilation = Compilation.of(source)
    slots = asyncio.Semaphore(engine.at_once)
    done = 0

    async def summarised(report: Report) -> ReportSummary:
        nonlocal done
        async with slots:
            summary = await summary_by_model(compilation, report, engine)
        done += 1
        if progress:
            progress(done, len(compilation.reports))
        return summary

    summaries = await asyncio.gather(*map(summarised, compilation.reports))
    return await worded_digest(compilation, summaries, engine)


def summary_of(compilation: "Compilation", report: Report, engine: Engine) -> ReportSummary:
    """Return the summary of one report of `compilation`, drafted by `engine`."""
    (summary,) = _drafted(compilation.text, [report], engine)
    return summary


def _drafted(text: CleanText, reports: Sequence[Report], engine: Engine) -> list[ReportSummary]:
    outlines = read_outlines(text, reports)
    return _summaries(text, reports, outlines, engine.drafts(text, outlines))


async def summary_by_model(
    compilation: "Compilation", report: Report, engine: ModelEngine
) -> ReportSummary:
    """Return the summary of one report of `compilation`, its brief by the rules."""
    outline = read_outline(compilation.text, report)
    draft = await engine.draft(compilation.text, outline)
    (summary,) = _summaries(compilation.text, [report], [outline], [draft])
    return summary


async def worded_digest(
    compilation: "Compilation", summaries: Sequence[ReportSummary], engine: ModelEngine
) -> Digest:
    """Return the whole result from `summaries`, briefs and overview worded by `engine`."""
    briefs = await engine.briefs(summaries)
    prompts = engine.prose_prompts
    worded = [
        _worded(summary, briefs[summary.id], prompts.brief) if summary.id in briefs else summary
        for summary in summaries
    ]
    overview = overview_of(compilation.document, worded)
    paragraph = await engine.overview(worded)
    titles = await engine.titles(overview.themes)
    overview = _worded_overview(overview, paragraph, titles, prompts)
    return compilation.digest(worded, overview, engine.prose_usage())


def _worded_overview(
    overview: Overview, paragraph: str | None, titles: Mapping[int, str], prompts: ProsePrompts
) -> Overview:
    """Return `overview` with what a model worded of it; what belongs together stays as it is."""
    if titles:
        themes = tuple(
            replace(theme, title=titles[place], engine="llm") if place in titles else theme
            for place, theme in enumerate(overview.themes)
        )
        overview = replace(overview, themes=themes, engine="mixed", prompt=prompts.themes)
    if paragraph:
        used = "; ".join(filter(None, (prompts.overview, overview.prompt)))
        brief = overview.brief + paragraph
        overview = replace(overview, brief=brief, engine="mixed", prompt=used)
    return overview


def _worded(summary: ReportSummary, brief: str, prompt: str) -> ReportSummary:
    provenance = replace(summary.provenance, prompt=f"{summary.provenance.prompt}; {prompt}")
    return replace(summary, brief=brief, brief_engine="llm", provenance=provenance)


@dataclass(frozen=True, slots=True)
class Compilation:
    """A document whose reports are found and not yet summarised."""

    text: CleanText
    reports: tuple[Report, ...]
    document: DocumentInfo
    unread: tuple[str, ...]
    """What of the document could not be read."""

    @classmethod
    def of(cls, source: Source) -> "Compilation":
        """Return `source` cleaned and split."""
        text = clean(source.text, source.pages)
        reports = split_reports(text)
        return cls(text, reports, _document(source, text, reports), source.warnings)

    def digest(
        self,
        summarised: Sequence[ReportSummary],
        overview: Overview | None = None,
        prose: Usage | None = None,
    ) -> Digest:
        """Return the whole result from the summaries of its reports.

        `overview` is what a model has worded, `prose` what its words took; both
        None where no model was asked.
        """
        summaries = tuple(summarised)
        findings = audit_count(self.document.declared_reports, len(self.reports))
        findings += tuple(audit_passages(self.text, self.reports))
        raised = (*findings, *(f for summary in summaries for f in summary.findings))
        used = [s.provenance.usage for s in summaries if s.provenance.usage]
        return Digest(
            schema_version=SCHEMA_VERSION,
            document=self.document,
            engine=engine_of(summary.engine for summary in summaries),
            reports=summaries,
            overview=overview or overview_of(self.document, summaries),
            findings=findings,
            usage=sum(used, prose) if prose is not None else None,
            warnings=(
                *self.unread,
                *(finding.message for finding in raised if finding.severity == WARNING),
                *(_stood_in(s) for s in summaries if s.provenance.fallback_reason),
            ),
        )


def _stood_in(summary: ReportSummary) -> str:
    who = summary.agency or summary.id
    how = "由规则引擎完成" if summary.engine == "rules" else "部分由规则引擎补足"
    return f"{who}的摘要{how}：{summary.provenance.fallback_reason}"


class _Items(NamedTuple):
    """The grounded items of one report."""

    achievements: tuple[Item, ...]
    problems: tuple[Item, ...]
    next_steps: tuple[Item, ...]

    @property
    def found(self) -> frozenset[Category]:
        """Return which of the parts that a report should have are there."""
        parts = ((Category.PROBLEM, self.problems), (Category.NEXT_STEP, self.next_steps))
        return frozenset(category for category, items in parts if items)


def _summaries(
    text: CleanText,
    reports: Sequence[Report],
    outlines: Sequence[Outline],
    drafts: Sequence[Draft],
) -> list[ReportSummary]:
    grounded = [_grounded(text, *of) for of in zip(reports, drafts, strict=True)]
    figures = [
        metrics(text, _counted(text, outline), report.period)
        for report, outline in zip(reports, outlines, strict=True)
    ]
    findings = [
        audit_report(text, report, outline, items.found, counted)
        for report, outline, items, counted in zip(
            reports, outlines, grounded, figures, strict=True
        )
    ]
    return [_summary(*of) for of in zip(reports, drafts, grounded, figures, findings, strict=True)]


def _grounded(text: CleanText, report: Report, draft: Draft) -> _Items:
    return _Items(*(ground(draft, text, report.stretch, category) for category in _PARTS))


def _summary(
    report: Report,
    draft: Draft,
    items: _Items,
    figures: tuple[Metric, ...],
    findings: tuple[Finding, ...],
) -> ReportSummary:
    unread = frozenset(finding.code.removesuffix("_not_extracted") for finding in findings)
    return ReportSummary(
        id=report.id,
        agency=report.agency,
        title=report.title,
        date=report.date,
        period=report.period,
        span=report.span,
        achievements=items.achievements,
        problems=items.problems,
        next_steps=items.next_steps,
        metrics=figures,
        brief=brief_of(report, *items, unread),
        brief_engine="rules",
        engine=draft.engine,
        provenance=draft.provenance,
        findings=findings,
    )


def _counted(text: CleanText, outline: Outline) -> list[Range]:
    """Return the stretches that tell of work done: figures of plans are no results.

    A number by itself goes with what stands before it, as the cell of a table.
    """
    folded = text.folded
    counted: list[Range] = []
    for block in outline.blocks:
        for unit in block.units:
            if unit.category not in _COUNTED:
                continue
            start, end = unit.stretch
            cell = folded[start].isdigit() and folded[start:end].replace(".", "").isdigit()
            if cell and counted and counted[-1].end == start and not folded[start - 1].isdigit():
                counted[-1] = Range(counted[-1].start, end)
            else:
                counted.append(unit.stretch)
    return counted


def _document(source: Source, text: CleanText, reports: tuple[Report, ...]) -> DocumentInfo:
    declared = declared_count(text, reports[0].stretch.start)
    findings: tuple[Finding, ...] = audit_count(declared, len(reports))
    return DocumentInfo(
        name=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        encoding=source.encoding,
        characters=len(source.text),
        pages=len(source.pages) or None,
        title=document_title(text, reports),
        declared_reports=declared,
        complete=not (findings or source.warnings or any(r.truncated for r in reports)),
    )
