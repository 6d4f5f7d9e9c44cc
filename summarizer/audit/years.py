"""Years and dates that do not fit the report: work of another year, plans for a time gone by."""

import re
from collections.abc import Iterator
from datetime import date

from summarizer.audit.findings import NOTICE, WARNING, raised
from summarizer.domain.document import Report
from summarizer.domain.outline import Block, Category, Outline, Unit
from summarizer.domain.summary import Finding
from summarizer.domain.text import CleanText
from summarizer.lexicon import pattern
from summarizer.reading.outline import is_plan

# 2020年，… but not 2020年以来, 2020年5月, 2020年至2022年, 2020年被评为….
_OWN_YEAR = re.compile(r"(?P<year>20\d\d)年度?，")
_PLAN_YEAR = re.compile(
    r"(?P<year>20\d\d)年度?(?:，?[^，。；]{0,12}?(?:将|拟|计划|打算)(?!划)"
    r"|的?(?:主要|重点)?工作(?:部署|计划|打算|安排|思路|设想))"
)
_DEADLINE = re.compile(r"20(?P<year>\d\d)年(?P<month>\d{1,2})月(?:[底末]?之?前|[底末])")
_PART_OF_YEAR = re.compile(r"半年|季度|\d月|阶段|期间")
_YEAR_END_MONTH = 10
_EARLY_MONTH = 3


def audit_years(text: CleanText, report: Report, outline: Outline) -> Iterator[Finding]:
    """Yield a finding for work told of another year, and for plans for a time gone by.

    Only a report whose title names its year, looks back and covers the whole year
    is held to it.
    """
    title = report.title or ""
    if not report.period or is_plan(title) or _PART_OF_YEAR.search(title):
        return
    yield from _wrong_years(text, report, outline)
    if _ends_the_year(report):
        yield from _past_plans(text, report, outline)


def _wrong_years(text: CleanText, report: Report, outline: Outline) -> Iterator[Finding]:
    """Yield where the first sentence of a section on work done opens with an earlier year."""
    period = int(report.period or 0)
    if report.date and report.date < f"{period}-{_EARLY_MONTH + 1:02}":
        return
    for block in outline.blocks:
        unit = _first_sentence(block)
        if unit is None or not text.folded.startswith("20", unit.marker_end):
            continue
        if unit.category is not Category.ACHIEVEMENT:
            continue
        opening = _OWN_YEAR.match(text.folded, unit.marker_end, unit.stretch.end)
        if opening is None or int(opening["year"]) >= period or _looks_back(text, unit):
            continue
        message = f"标题为{period}年，此处以“{opening['year']}年”开头叙述工作，请核对年份"
        yield raised(report, "wrong_year", WARNING, message, text.spans(unit.stretch))


def _first_sentence(block: Block) -> Unit | None:
    return next((unit for unit in block.units if not unit.heading), None)


def _looks_back(text: CleanText, unit: Unit) -> bool:
    """Tell whether a sentence names an earlier year on purpose: to compare, or for an honour."""
    return bool(pattern("year_comparisons").search(text.folded, *unit.stretch))


def _past_plans(text: CleanText, report: Report, outline: Outline) -> Iterator[Finding]:
    folded = text.folded
    dated = report.date and _DEADLINE.search(folded, *report.body)
    for block in outline.blocks:
        for unit in block.units:
            if unit.category is not Category.NEXT_STEP:
                continue
            when = _planned_year(folded, report, unit) or (dated and _gone_by(text, report, unit))
            if when:
                message = f"下一步安排所写时间为“{when}”，早于或等于报告所属时间，请核对"
                yield raised(report, "past_plan", NOTICE, message, text.spans(unit.stretch))


def _planned_year(folded: str, report: Report, unit: Unit) -> str | None:
    """Return the year that `unit` opens with where it plans for no later than the report's."""
    if not folded.startswith("20", unit.marker_end):
        return None
    found = _PLAN_YEAR.match(folded, unit.marker_end, unit.stretch.end)
    late = found is None or found["year"] > (report.period or "")
    return None if found is None or late else f"{found['year']}年"


def _gone_by(text: CleanText, report: Report, unit: Unit) -> str | None:
    """Return the deadline in `unit` that lies before the report's own date, or None."""
    if report.date is None:
        return None
    for found in _DEADLINE.finditer(text.folded, *unit.stretch):
        year, month = 2000 + int(found["year"]), int(found["month"])
        if 1 <= month < 13 and (year, month) < _month_of(report.date):
            return f"{year}年{month}月"
    return None


def _month_of(iso: str) -> tuple[int, int]:
    written = date.fromisoformat(iso)
    return written.year, written.month


def _ends_the_year(report: Report) -> bool:
    """Tell whether the report was written at the year's end or later, as far as it says."""
    if report.date is None:
        return True
    return report.date >= f"{report.period}-{_YEAR_END_MONTH:02}"
