"""Numbers of headings and lists that do not go on."""

from collections.abc import Iterator

from summarizer.audit.findings import NOTICE, raised
from summarizer.domain.document import Report
from summarizer.domain.outline import Block, Outline
from summarizer.domain.summary import Finding
from summarizer.domain.text import CleanText, Range

_LONGEST = 30


def audit_numbering(text: CleanText, report: Report, outline: Outline) -> Iterator[Finding]:
    """Yield a finding where a number stands twice in a row at one level.

    A first number (一、 一是) may open an inner list, so only later ones are held to
    this; in a list that was opened twice nothing is.
    """
    last: dict[int, tuple[str, Range]] = {}
    for block in outline.blocks:
        for level in [level for level in last if level > block.level]:
            del last[level]
        head = block.units[0] if block.units and block.level else None
        if head is not None:
            mark = text.folded[head.stretch.start : head.marker_end]
            before = last.get(block.level)
            if before and before[0] == mark and not _is_first(mark):
                yield _twice(text, report, mark, before[1], head.stretch)
            last[block.level] = (mark, head.stretch)
        yield from _members(text, report, block)


def _members(text: CleanText, report: Report, block: Block) -> Iterator[Finding]:
    marks = [
        (text.folded[unit.stretch.start : unit.marker_end], unit.stretch)
        for unit in block.units
        if unit.member
    ]
    if len(marks) < 3 or sum(mark.startswith("一") for mark, _ in marks) > 1:
        return
    for (mark, one), (following, other) in zip(marks, marks[1:], strict=False):
        if mark == following and not _is_first(mark):
            yield _twice(text, report, mark, one, other)


def _is_first(mark: str) -> bool:
    return not any(digit in mark for digit in "二三四五六七八九十23456789②③④⑤⑥⑦⑧⑨")


def _twice(text: CleanText, report: Report, mark: str, one: Range, other: Range) -> Finding:
    evidence = (*_head(text, one), *_head(text, other))
    message = f"序号“{mark.rstrip('、.，')}”连续出现两次，请核对"
    return raised(report, "duplicate_numbering", NOTICE, message, evidence)


def _head(text: CleanText, stretch: Range):
    return text.spans(Range(stretch.start, min(stretch.end, stretch.start + _LONGEST)))
