"""Numbers of headings and lists that do not go on."""

from collections.abc import Iterator
from itertools import pairwise

from summarizer.audit.findings import NOTICE, raised
from summarizer.domain.document import Report
from summarizer.domain.outline import Block, Outline
from summarizer.domain.summary import Finding
from summarizer.domain.text import CleanText, Range, Span
from summarizer.lexicon import pattern
from summarizer.reading.dates import small_number

_LONGEST = 30
_LEAST_MEMBERS = 3
_NUMERALS = "一二三四五六七八九十"
_LATER = frozenset("二三四五六七八九十23456789②③④⑤⑥⑦⑧⑨ⅡⅢⅣⅤⅥⅦⅧⅨ")


def audit_numbering(text: CleanText, report: Report, outline: Outline) -> Iterator[Finding]:
    """Yield a finding where a number stands twice in a row at one level.

    A first number (一、 一是) may open an inner list, so only later ones are held to
    this; a number that takes up an outer list again is none.
    """
    last: list[tuple[str, Range]] = []
    for block in outline.blocks:
        yield from _members(text, report, block)
        if not block.level:
            continue
        before = last[block.level - 1] if len(last) >= block.level else None
        head = block.units[0]
        mark = text.folded[head.stretch.start : head.marker_end]
        if before and before[0] == mark and not _is_first(mark):
            # The rows of the disclosure form have numbers of their own.
            form = pattern("form_words").search(text.folded, *before[1])
            if not form and not pattern("form_words").search(text.folded, *head.stretch):
                yield _twice(text, report, mark, before[1], head.stretch)
        last[block.level - 1 :] = [(mark, head.stretch)]


def _members(text: CleanText, report: Report, block: Block) -> Iterator[Finding]:
    if len(block.units) < _LEAST_MEMBERS:
        return
    members = [unit for unit in block.units if unit.member]
    if len(members) < _LEAST_MEMBERS:
        return
    marks = [(text.folded[unit.stretch.start : unit.marker_end], unit.stretch) for unit in members]
    ended: set[int] = set()
    for (mark, one), (following, other) in pairwise(marks):
        if _is_first(following):
            ended.add(_number(mark))
        elif mark == following and _number(mark) - 1 not in ended:
            yield _twice(text, report, mark, one, other)


def _is_first(mark: str) -> bool:
    """Tell whether `mark` opens a list; a bullet, which has no number, does so each time."""
    return _LATER.isdisjoint(mark)


def _number(mark: str) -> int:
    digits = "".join(char for char in mark if char in _NUMERALS)
    return small_number(digits) if digits else 0


def _twice(text: CleanText, report: Report, mark: str, one: Range, other: Range) -> Finding:
    evidence = (*_head(text, one), *_head(text, other))
    message = f"序号“{mark.rstrip('、.，')}”连续出现两次，请核对"
    return raised(report, "duplicate_numbering", NOTICE, message, evidence)


def _head(text: CleanText, stretch: Range) -> tuple[Span, ...]:
    return text.spans(Range(stretch.start, min(stretch.end, stretch.start + _LONGEST)))
