"""Short ways to make what the rules look at, so that a test shows only what matters."""

from summarizer.domain.document import Report
from summarizer.domain.outline import Outline
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
