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

# Bound once: to look a member up in its enum takes as long as a search does.
_ACHIEVEMENT, _NEXT_STEP = Category.ACHIEVEMENT, Category.NEXT_STEP
# 2020年，… but not 2020年以来, 2020年5月, 2020年至2022年, 2020年被评为….
_OWN_YEAR = re.compile(r"(?P<year>20\d\d)年度?，")
_PLAN_YEAR = re.compile(
    r"(?P<year>20\d\d)年度?(?:，?[^，。；]{0,12}?(?:将|拟|计划|打算)(?!划)"
    r"|的?(?:主要|重点)?工作(?:部署|计划|打算|安排|思路|设想))"
)
_DEADLINE = re.compile(r"20(?P<year>\d\d)年(?P<month>\d{1,2})月(?:[底末]?之?前|[底末])")
# 政府工作报告 is given in the year that it plans.
_NOT_OF_ITS_YEAR = re.compile(r"半年|季度|\d月|阶段|期间|政府工作报告")
_YEAR_END_MONTH = 10
_EARLY_MONTH = 3


def audit_years(text: CleanText, report: Report, outline: Outline) -> Iterator[Finding]:
    """Yield a finding for work told of another year, and for plans for a time gone by.

    Only a report whose title names its year, looks back and covers the whole year
    is held to it.
    """
    title = report.title or ""
    if not report.period or is_plan(title) or _NOT_OF_ITS_YEAR.search(title):
        return
    ended = _ends_the_year(report)
    for block, unit in _dated(text, outline):
        if unit is _first_sentence(block) and not _early(report):
            yield from _wrong_year(text, report, unit)
        if ended and (when := _planned_year(text.folded, report, unit)):
            yield _past_plan(text, report, unit, when)
    if ended and report.date and _DEADLINE.search(text.folded, *report.body):
        for block in outline.blocks:
            for unit in block.units:
                if when := _gone_by(text, report, unit):
                    yield _past_plan(text, report, unit, when)


def _dated(text: CleanText, outline: Outline) -> Iterator[tuple[Block, Unit]]:
    """Yield the units that open with a year, with the block each stands in."""
    folded = text.folded
    for block in outline.blocks:
        for unit in block.units:
            at = unit.marker_end
            if folded[at : at + 2] == "20":
                yield block, unit


def _early(report: Report) -> bool:
    """Tell whether the report was given so early in its year that it tells of the year before."""
    return bool(report.date) and str(report.date) < f"{report.period}-{_EARLY_MONTH + 1:02}"


def _wrong_year(text: CleanText, report: Report, unit: Unit) -> Iterator[Finding]:
    """Yield where the first sentence of a section on work done opens with an earlier year."""
    if unit.category is not _ACHIEVEMENT:
        return
    opening = _OWN_YEAR.match(text.folded, unit.marker_end, unit.stretch.end)
    period = report.period or ""
    if opening is None or opening["year"] >= period or _looks_back(text, unit):
        return
    message = f"标题为{period}年，此处以“{opening['year']}年”开头叙述工作，请核对年份"
    yield raised(report, "wrong_year", WARNING, message, text.spans(unit.stretch))


def _first_sentence(block: Block) -> Unit | None:
    return next((unit for unit in block.units if not unit.heading), None)


def _looks_back(text: CleanText, unit: Unit) -> bool:
    """Tell whether a sentence names an earlier year on purpose: to compare, or for an honour."""
    return bool(pattern("year_comparisons").search(text.folded, *unit.stretch))


def _past_plan(text: CleanText, report: Report, unit: Unit, when: str) -> Finding:
    message = f"下一步安排所写时间为“{when}”，早于或等于报告所属时间，请核对"
    return raised(report, "past_plan", NOTICE, message, text.spans(unit.stretch))


def _planned_year(folded: str, report: Report, unit: Unit) -> str | None:
    """Return the year that `unit` opens with where it plans for no later than the report's."""
    if unit.category is not _NEXT_STEP:
        return None
    found = _PLAN_YEAR.match(folded, unit.marker_end, unit.stretch.end)
    late = found is None or found["year"] > (report.period or "")
    return None if found is None or late else f"{found['year']}年"


def _gone_by(text: CleanText, report: Report, unit: Unit) -> str | None:
    """Return the deadline in `unit` that lies before the report's own date, or None."""
    if report.date is None or unit.category is not _NEXT_STEP:
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
