"""Figures: what is counted, how many of what, how exactly, as of when.

Knows numbers, measure words and the words around them; knows nothing of
headings or engines. Whoever asks says which stretches tell of work done.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from summarizer.domain.summary import Metric
from summarizer.domain.text import CleanText, Range
from summarizer.figures.labels import former_label_of, is_former, label_of
from summarizer.figures.quantities import (
    ABOUT,
    PAUSE,
    PERCENT,
    QUANTITY,
    SPELLED_HINT,
    SPELLED_OUT,
    Figure,
)
from summarizer.figures.zeros import zeros
from summarizer.lexicon import entries, pattern
from summarizer.numerals import chinese_number

_BEFORE = re.compile(rf"(?:(?<!附)(?<!邻)(?<!靠)近|{ABOUT}|大约|超过|超|逾|突破|将近|接近|不下)$")
# What the words of `_BEFORE` can end in: one look spares the search.
_BEFORE_ENDS = frozenset("近约过超逾破下")
_BEHIND = re.compile(r"(?:以上|左右|上下|多|余)")
_FROM_TO = "|".join(rf"{mark}(?<=[\d天日月年周].)" for mark in "-—～~至到")
_REFUSED_BEFORE = re.compile(rf"(?:{'|'.join(entries('figure_refusals'))}|{_FROM_TO}|/)$")
_REFUSED_CLAUSE = re.compile(
    r"每(?:季度|半年|年|月|周|天|日|人|个|村|户|案)[^，。；]{0,16}(?:不少于|不低于|至少|以上|上报|报送|一[次天])|要求[^，。；]{0,24}(?:不少于|以上|不低于|至少)"
)
_DATE_UNIT = re.compile(
    r"[年月日时秒号岁届周级版楼层天]|小时|分钟|世纪|个(?:半)?(?:月|小时|工作日|季度|学期)|季度|公告|令|热线|平台|工程"
)
# How long a piece of work takes is a result, where the text says that it measures that.
_DURATION = re.compile(
    r"(?:住院日|(?:平均|等候|等待|出警|响应)[^，。；\d]{0,6}时间|用时|耗时|时长|时限|周期|开办时间)[^，。；\d]{0,6}$|(?:压缩|缩短|压减)(?:至|到|为)$"
)
_ENDS_SCALE = re.compile(r"[，。；、）！]|$|以上|左右|元")
_NAME_AFTER = re.compile(r"[”’》]|、\d+[、”]")
_COUNTED, _PASSED_ENDS = frozenset("个家户名人"), frozenset("到达破过超逾")
_PASSED = re.compile(r"(?!.*[总共累合])[\u4e00-\u9fff“”]{2,14}(?:达到?|突破|超过?|逾)")
_FORM_ROW = re.compile(
    r"(?P<label>行政(?:许可|处罚|强制))(?P<count>\d{1,8})(?![\d.])|(?P<fee>行政事业性收费)(?P<amount>\d{1,9}(?:\.\d{1,2})?)"
)
_FORM = pattern("form_words")
_AS_OF = re.compile(
    r"截[至止]到?(?:目前)?(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
)
# 一次, 一个 say that there was some, not how many.
_VAGUE_AFTER_ONE = frozenset("次个条批项起场处部套")
# Of these a report has most: made without a call of Python code for each.
_made = tuple.__new__
# A longer run of digits is a code, an account or a misprint.
_MOST_DIGITS = 15


def read_figures(text: CleanText, stretch: Range, period: str | None) -> list[Figure]:
    """Return the figures of one unit, in order.

    `period` is the report's year; it dates 截至12月23日.
    """
    folded = text.folded
    start, end = stretch
    wording = folded[start:end]
    if ("每" in wording or "要求" in wording) and _REFUSED_CLAUSE.search(wording):
        start = _after_refused(folded, start, end)
        stretch = Range(start, end)
    as_of = _as_of(folded, start, end, period) if "截" in wording else None
    found: list[Figure] = []
    for match in QUANTITY.finditer(folded, start, end):
        last = found[-1] if found else None
        if figure := _arabic(text, match, stretch, as_of, last):
            found.append(figure)
    in_digits = len(found)
    if "行政" in wording and (_FORM.search(wording) or _FORM_ROW.fullmatch(wording)):
        found += _form_rows(text, start, end)
    if SPELLED_HINT.search(wording):
        found += _spelled_out(text, start, end, as_of)
    if "未" in wording or "无" in wording or "零" in wording or "没" in wording or "为0" in wording:
        found += zeros(text, start, end, as_of)
    return found if len(found) == in_digits else sorted(found, key=_end)


def _end(figure: Figure) -> int:
    return figure.stretch.end


def metrics(text: CleanText, stretches: Iterable[Range], period: str | None) -> tuple[Metric, ...]:
    """Return the figures of `stretches` as the result shows them."""
    return tuple(
        Metric(
            figure.label,
            figure.value,
            figure.unit,
            figure.qualifier,
            figure.qualifier is not None,
            figure.as_of,
            text.spans(figure.stretch),
        )
        for stretch in stretches
        for figure in read_figures(text, stretch, period)
    )


def _after_refused(folded: str, start: int, end: int) -> int:
    last = start
    for match in _REFUSED_CLAUSE.finditer(folded, start, end):
        comma = PAUSE.search(folded, match.end(), end)
        last = comma.end() if comma else end
    return last


def _arabic(
    text: CleanText, match: re.Match[str], stretch: Range, as_of: str | None, last: Figure | None
) -> Figure | None:
    folded = text.folded
    start, end = stretch
    number, after, scale, after_scale, unit = match.groups("")
    at, stop = match.span()
    if not unit and not _ENDS_SCALE.match(folded[stop : stop + 2]):
        return None
    if _NAME_AFTER.match(folded, stop):
        return None
    before = folded[max(start, at - 12) : at]
    if _DATE_UNIT.match(folded, stop - len(unit)) and not _DURATION.search(before):
        return None
    if before.endswith(("“", "‘", "《", "〔", "[")) or _REFUSED_BEFORE.search(before):
        return None
    number = number.replace(",", "").replace("，", "")
    if len(number) > _MOST_DIGITS:
        return None
    value = float(number) if "." in number else int(number)
    if last and before[-1:] in _PASSED_ENDS and _is_bar(folded[last.stretch.end : at], last, value):
        return None
    early = _BEFORE.search(before) if before[-1:] in _BEFORE_ENDS else None
    behind = _BEHIND.match(folded, stop, end)
    worded = after or after_scale or (early and early[0]) or (behind and behind[0])
    if is_former(folded, before, stop, end):
        label, label_start = former_label_of(text, at, start)
    else:
        label, label_start = label_of(text, at, stop, start, end, last)
    written = text.shown[stop - len(unit) : stop].replace("％", "%")
    if scale:
        written = text.shown[slice(*match.span("scale"))] + written
    if behind:
        stop = behind.end()
    found = _made(Range, (label_start, stop))
    return _made(Figure, (found, value, written, label, worded or None, as_of))


def _is_bar(between: str, last: Figure, value: float) -> bool:
    """Tell whether a round number is only what those counted before it have passed.

    52个村收入达到10万元 counts villages.
    """
    counted = last.unit in _COUNTED and value % 10 == 0
    return counted and _PASSED.fullmatch(between) is not None


def _spelled_out(text: CleanText, start: int, end: int, as_of: str | None) -> Iterator[Figure]:
    """Yield the figures in Chinese numerals."""
    for match in SPELLED_OUT.finditer(text.folded, start, end):
        if figure := _chinese(text, match, start, end, as_of):
            yield figure
    for match in PERCENT.finditer(text.folded, start, end):
        yield _percent(text, match, start, as_of)


def _chinese(
    text: CleanText, match: re.Match[str], start: int, end: int, as_of: str | None
) -> Figure | None:
    at, stop = match.span()
    before = text.folded[max(start, at - 8) : at]
    if _REFUSED_BEFORE.search(before) or before.endswith(("“", "《", "是", "这", "哪", "同")):
        return None
    if match["number"] == "一" and match["unit"] in _VAGUE_AFTER_ONE:
        return None
    # 二期 is the second; two of them are 两期.
    if match["number"] == "二" and not match["scale"]:
        return None
    unit = (match["scale"] or "") + match["unit"]
    early = _BEFORE.search(before) if before[-1:] in _BEFORE_ENDS else None
    worded = match["after"] or (early and early[0])
    label, label_start = label_of(text, at, stop, start, end)
    value = chinese_number(match["number"])
    return Figure(Range(label_start, stop), value, unit, label, worded or None, as_of)


def _percent(text: CleanText, match: re.Match[str], start: int, as_of: str | None) -> Figure:
    label, label_start = label_of(text, *match.span(), start, match.end())
    value = chinese_number(match["share"])
    return Figure(Range(label_start, match.end()), value, "%", label, None, as_of)


def _as_of(folded: str, start: int, end: int, period: str | None) -> str | None:
    found = _AS_OF.search(folded, start, end)
    year = (found["year"] or period) if found else None
    if not found or not year:
        return None
    month, day = int(found["month"]), int(found["day"])
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return None


def _form_rows(text: CleanText, start: int, end: int) -> Iterator[Figure]:
    """Yield the rows of the statutory disclosure form that hold one figure each."""
    for row in _FORM_ROW.finditer(text.folded, start, end):
        if row["label"]:
            yield Figure(Range(*row.span()), int(row["count"]), "", row["label"], None, None)
        else:
            yield Figure(Range(*row.span()), float(row["amount"]), "万元", row["fee"], None, None)
