"""Zeros: what the text says did not arise."""

import re
from collections.abc import Iterator

from summarizer.domain.text import CleanText, Range
from summarizer.figures.labels import label_of
from summarizer.figures.quantities import PAUSE, Figure

_ZERO = re.compile(
    r"(?P<not>(?<!尚)未(?:曾)?(?:收到|接到|受理|发生|产生|出现|引发|有|被(?:提起|申请))|没有(?:收到|接到|发生|产生|因)|无(?!法|力|论|障碍|缝|偿))(?P<what>[^，。；！？]{0,60})"
)
# Begins with one character, so that the scan skips everything else.
_IS_NONE = re.compile(r"为[零0](?=[，。；])")
_NO_ACCIDENT = re.compile(
    r"(?:未(?:曾)?(?:再)?(?:发生|出现)|没有发生|无)"
    r"(?P<what>[^，。；！？]{0,30}?(?:事故|命案|(?:群体性|突发[^，。；]{0,6})事件|(?:火灾|疫情)(?!事故)))"
)
_ZERO_ACCIDENTS = re.compile(r"(?P<what>事故|火灾|疫情|命案|(?:事|案)件)“?零(?:发生|事故)?”?")
_NO_FEE = re.compile(r"(?:未|没有|无)(?:收取|产生|发生)?[^，。；]{0,12}?信息(?:公开)?处理费")
_ZERO_CASE = re.compile(
    r"(?:依申请公开|公开申请|信息公开的?申请|行政复议|行政诉讼|复议|诉讼|败诉|申诉|举报|投诉|责任追究|依申请)(?:(?![和及与或])[\u4e00-\u9fff]){0,4}"
)


def zeros(text: CleanText, start: int, end: int, as_of: str | None) -> Iterator[Figure]:
    """Yield a zero for each kind of case that the text says did not arise."""
    for match in _ZERO.finditer(text.folded, start, end):
        if re.search(r"\d", match["what"]) is None:
            for label in _cases(match["what"]):
                yield Figure(Range(*match.span()), 0, "件", label, None, as_of)
    for match in _IS_NONE.finditer(text.folded, start, end):
        clause = PAUSE.split(text.folded[start : match.start()])[-1]
        for label in _cases(clause):
            stretch = Range(match.start() - len(clause), match.end())
            yield Figure(stretch, 0, "件", label, None, as_of)
    for match in _NO_ACCIDENT.finditer(text.folded, start, end):
        label = match["what"].lstrip("一起例次件宗的")
        if _ZERO_CASE.search(label) is None:
            yield Figure(Range(*match.span()), 0, "起", label, None, as_of)
    for match in _ZERO_ACCIDENTS.finditer(text.folded, start, end):
        label, label_start = label_of(text, match.end("what"), match.end(), start, end)
        yield Figure(Range(label_start, match.end()), 0, "起", label, None, as_of)
    for match in _NO_FEE.finditer(text.folded, start, end):
        yield Figure(Range(*match.span()), 0, "", "信息处理费", None, as_of)


def _cases(wording: str) -> Iterator[str]:
    """Yield each kind of case that `wording` names, once."""
    named = (
        case[0].rstrip("的案件要求事项情况宜及和均都、") for case in _ZERO_CASE.finditer(wording)
    )
    yield from (label for label in dict.fromkeys(named) if label)
