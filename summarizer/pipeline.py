"""The stages in order: source, clean text, reports, outline, draft, summary, digest."""

from collections.abc import Callable, Iterator

from summarizer.audit import audit_count, audit_report, audit_sections
from summarizer.briefing import brief_of
from summarizer.domain.document import DocumentInfo, Report, Source
from summarizer.domain.outline import Category, Outline
from summarizer.domain.summary import (
    Digest,
    Finding,
    ListedReport,
    Listing,
    Provenance,
    ReportSummary,
)
from summarizer.domain.text import CleanText, Range
from summarizer.engines.base import Engine
from summarizer.figures import metrics
from summarizer.grounding import ground
from summarizer.overview import overview_of
from summarizer.reading.clean import clean
from summarizer.reading.outline import read_outline
from summarizer.reading.split import declared_count, document_title, split_reports

SCHEMA_VERSION = "1.0"

Progress = Callable[[int, int], None]
"""Called with how many reports are done, and how many there are."""

_COUNTED = frozenset({Category.ACHIEVEMENT, Category.OTHER})


def list_reports(source: Source) -> Listing:
    """Return the reports found in `source`, before anything is summarised."""
    text = clean(source.text)
    reports = split_reports(text)
    document = _document(source, text, reports)
    listed = tuple(
        ListedReport(r.id, r.agency, r.title, r.date, r.period, r.span, r.truncated)
        for r in reports
    )
    findings = audit_count(document.declared_reports, len(reports))
    findings += tuple(f for report in reports for f in audit_report(text, report))
    return Listing(document, listed, tuple(finding.message for finding in findings))


def digest(source: Source, engine: Engine, progress: Progress | None = None) -> Digest:
    """Return the whole result for `source`, drafted by `engine`.

    Where no model is involved the same source gives the same result.
    """
    text = clean(source.text)
    reports = split_reports(text)
    document = _document(source, text, reports)
    summaries = []
    for done, report in enumerate(reports, start=1):
        summaries.append(_summary(text, report, engine))
        if progress:
            progress(done, len(reports))
    findings = audit_count(document.declared_reports, len(reports))
    warnings = (*findings, *(f for summary in summaries for f in summary.findings))
    return Digest(
        schema_version=SCHEMA_VERSION,
        document=document,
        engine=engine.name,
        reports=tuple(summaries),
        overview=overview_of(document, tuple(summaries)),
        findings=findings,
        warnings=tuple(finding.message for finding in warnings),
    )


def _summary(text: CleanText, report: Report, engine: Engine) -> ReportSummary:
    outline = read_outline(text, report)
    draft = engine.draft(text, outline)
    achievements = ground(draft, text, report.stretch, Category.ACHIEVEMENT)
    problems = ground(draft, text, report.stretch, Category.PROBLEM)
    next_steps = ground(draft, text, report.stretch, Category.NEXT_STEP)
    found = frozenset(
        category
        for category, items in ((Category.PROBLEM, problems), (Category.NEXT_STEP, next_steps))
        if items
    )
    sections = audit_sections(text, report, outline, found)
    unread = frozenset(finding.code.removesuffix("_not_extracted") for finding in sections)
    return ReportSummary(
        id=report.id,
        agency=report.agency,
        title=report.title,
        date=report.date,
        period=report.period,
        span=report.span,
        achievements=achievements,
        problems=problems,
        next_steps=next_steps,
        metrics=metrics(text, _counted(outline), report.period),
        brief=brief_of(report, achievements, problems, next_steps, unread),
        engine=draft.engine,
        provenance=Provenance(model=None, prompt=None, attempts=0, fallback_reason=None),
        findings=audit_report(text, report) + sections,
    )


def _counted(outline: Outline) -> Iterator[Range]:
    """Yield the stretches that tell of work done: figures of plans are no results."""
    for block in outline.blocks:
        for unit in block.units:
            if unit.category in _COUNTED:
                yield unit.stretch


def _document(source: Source, text: CleanText, reports: tuple[Report, ...]) -> DocumentInfo:
    declared = declared_count(text, reports[0].stretch.start)
    findings: tuple[Finding, ...] = audit_count(declared, len(reports))
    return DocumentInfo(
        name=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        encoding=source.encoding,
        characters=len(source.text),
        pages=None,
        title=document_title(text, reports),
        declared_reports=declared,
        complete=not findings and not any(report.truncated for report in reports),
    )
