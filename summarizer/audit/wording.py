"""How much of a report is stock phrases."""

from collections.abc import Iterator, Sequence

from summarizer.audit.findings import INFO, raised
from summarizer.domain.document import Report
from summarizer.domain.summary import Finding, Metric
from summarizer.domain.text import CleanText, Range
from summarizer.lexicon import pattern

EXTREME_SHARE = 0.12
"""Of a report's characters. Reports seen so far have 0.02 in the middle, 0.07 at the most."""
_SHORTEST = 300
_TELLING = 200
"""Characters for each figure, at most, of a report that tells something."""
_SHOWN = 3


def audit_wording(text: CleanText, report: Report, metrics: Sequence[Metric]) -> Iterator[Finding]:
    """Yield a finding where stock phrases make up an extreme share of a report with few figures."""
    length = report.body.end - report.body.start
    if length < _SHORTEST or length < _TELLING * len(metrics):
        return
    found = [Range(*m.span()) for m in pattern("stock_phrases").finditer(text.folded, *report.body)]
    share = sum(end - start for start, end in found) / length
    if share < EXTREME_SHARE:
        return
    message = f"中通用套语约占全文的{share:.0%}，具体工作和数据较少，请确认是否需要充实"
    evidence = tuple(span for stretch in found[:_SHOWN] for span in text.spans(stretch))
    yield raised(report, "stock_phrases", INFO, message, evidence)
