"""Figures: what is counted, how many of what, how exactly, as of when.

Knows numbers, measure words and the words around them; knows nothing of
headings or engines. Whoever asks says which stretches tell of work done.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from summarizer.domain.summary import Metric
from summarizer.domain.text import CleanText, Range
from summarizer.lexicon import any_of, entries, pattern
from summarizer.numerals import chinese_number

_CN_DIGIT = "零〇一二两三四五六七八九十百千"
_MEASURE = any_of("measures")
# Every entry begins with a plain character: one look at it spares a try at each of them.
_OPENS = "".join(sorted({entry[0] for entry in entries("measures")}))
_AFTER = r"余|多|来|几"
_SCALE = r"万亿|亿|万|千万|百万"
# Begins with one character class, so that the scan skips everything else.
QUANTITY = re.compile(
    r"(?P<number>[0-9](?<![\d.].)(?:\d{0,2}+(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d*+(?:\.\d++)?))"
    rf"(?P<after>{_AFTER})?(?:(?P<scale>{_SCALE})(?P<after2>{_AFTER}|\+)?|(?=[{_OPENS}]))"
    # With neither scale nor measure word it is none.
    rf"(?P<unit>{_MEASURE})?(?(scale)|(?(unit)|(?!)))"
)
"""A number in Arabic digits with its scale, or what it counts, or both."""
_SPELLED = any_of("measures_spelled")
_CHINESE = re.compile(
    rf"(?P<number>[{_CN_DIGIT}](?<![第{_CN_DIGIT}\d几数每上下分].)[{_CN_DIGIT}]{{0,6}})"
    rf"(?P<after>余|多)?(?P<scale>万|亿)?(?P<unit>{_SPELLED})"
    # 四个方面 and 三支队伍 name things; two of something are mostly counted (两次专题研究).
    rf"(?:(?=[，。；、）！”（]|$|余)|(?<=两[次轮名家期场批份起件])|(?<=个)(?=[^，。；、]{{0,8}}(?:专班|小组|[作查导家]组|[大中小]队)))"
)
_PERCENT = re.compile(
    rf"百分之(?P<share>[{_CN_DIGIT}]{{1,6}}(?:点[零〇一二三四五六七八九]{{1,6}})?)"
)
_CHINESE_HINT = re.compile(rf"[{_CN_DIGIT}](?:(?:余|多)?(?:万|亿)?{_SPELLED}|(?<=百)分之)")
# 约 says "about" where it ends no word such as 签约 or 节约.
_ABOUT = "(?<![签节预违条合公契制解履毁邀民])约"
_BEFORE = re.compile(rf"(?:(?<!附)(?<!邻)(?<!靠)近|{_ABOUT}|大约|超过|超|逾|突破|将近|接近|不下)$")
# What the words of `_BEFORE`, and of `_SUM` below, can end in: one look spares the search.
_BEFORE_ENDS = frozenset("近约过超逾破下")
_SUM_ENDS = frozenset("计共年后已达到为有了约近超过逾破至")
_BEHIND = re.compile(r"(?:以上|左右|上下|多|余)")
_FROM_TO = "|".join(rf"{mark}(?<=[\d天日月年周].)" for mark in "-—～~至到")
_REFUSED_BEFORE = re.compile(rf"(?:{'|'.join(entries('figure_refusals'))}|{_FROM_TO}|/)$")
_REFUSED_CLAUSE = re.compile(
    r"每(?:季度|半年|年|月|周|天|日|人|个|村|户|案)[^，。；]{0,16}(?:不少于|不低于|至少|以上|上报|报送|一[次天])|要求[^，。；]{0,24}(?:不少于|以上|不低于|至少)"
)
_PAUSE = re.compile("[，。；]")
_DATE_UNIT = re.compile(
    r"[年月日时秒号岁届周级版楼层天]|小时|世纪|个(?:半)?(?:月|小时|工作日|季度|学期)|季度|公告|令|热线|平台|工程"
)
# How long a piece of work takes is a result, where the text says that it measures that.
_DURATION = re.compile(
    r"(?:住院日|用时|耗时|时长|时限|周期|开办时间)[^，。；\d]{0,6}$|(?:压缩|缩短|压减)(?:至|到|为)$"
)
_ENDS_SCALE = re.compile(r"[，。；、）！]|$|以上|左右|元")
_NAME_AFTER = re.compile(r"[”’》]|、\d+[、”]")
_SUM = re.compile(
    rf"(?:共计|总计|累计|合计|共|总共|全年|先后|已|达到?|(?<![行作])为|有|了|{_ABOUT}|近|超过?|逾|突破|增至|至)+$"
)
# 由213家压减至17家: the former value is told as such, and is not part of what is counted after it.
_CHANGED = re.compile(r"[^，。；：]{0,12}?(?:至|到|为)了?[\d.]")
_FORMERLY = "原"
_FROM = r"[由从](?:(?:每[人户年月天日])+|原来?的?|年初的?|[上去]年的?)?"
_FROM_BEFORE = re.compile(rf"{_FROM}$")
_FORMER = re.compile(rf"{_FROM}[\d.]+[^，]*$")
_LABEL_PART = re.compile(
    r"全年|共计?|累计|总共|今年|20\d\d年(?:度)?|以来|我[局委办镇县市区院校]|本局|本年度?|并|已"
)
# Up to the last of what parts a label from what stands before it.
_BEFORE_LABEL = re.compile(
    rf".*(?:[，。；：、！？①-⑳⑴-⒛㈠-㈩●■◆▪•]|（[\d{_CN_DIGIT}]{{1,3}}）|（(?![^（）]*）)|(?<![\u4e00-\u9fff])[{_CN_DIGIT}]是|其中|包括)"
)
# Before 分别 stand the names of all that is counted: 不捕率、不诉率分别为38.6%、27.9%.
_RESPECTIVELY = re.compile(r"分别[^，。；、]{0,8}$")
_BEFORE_LABELS = re.compile(
    rf".*(?:[，。；：！？①-⑳⑴-⒛㈠-㈩●■◆▪•]|(?<![\u4e00-\u9fff])[{_CN_DIGIT}]是|其中|包括)"
)
# What stands before 、 belongs to the label in a list that 等 closes, and inside quotation marks.
_LIST_GOES_ON = re.compile(
    r"[^，。；、\d]{1,12}等(?:(?![奖级次候待效于同额])[^，。；、\d]|$)|[^“，。；、]{0,12}”|(?<=[一二三四五六七八]、)[二三四五六七八九][级等类]"
)
_ORDINAL = re.compile(rf"第?[{_CN_DIGIT}]{{1,3}}、")
_DIGIT = re.compile("[0-9]")
_COUNTED, _PASSED_ENDS = frozenset("个家户名人"), frozenset("到达破过超逾")
_PASSED = re.compile(r"(?!.*[总共累合])[\u4e00-\u9fff“”]{2,14}(?:达到?|突破|超过?|逾)")
# 同比上升 says nothing without what rose, which the figure before it has counted.
_COMPARED = re.compile(
    r"(?:同比|环比|[较比](?:上年|去年|上一?年|前年|年初)(?:度|同期|底|末)?)[^，。；、]{0,6}$"
    r"|(?:增长|下降|上升|提高|提升|降低|减少|增幅|降幅)[了达为约近]?$"
)
# 选派 and 全县 say little without the object behind the number (选派56名骨干).
_SAYS_LITTLE = re.compile(r"全[省市县区州旗镇乡校院局]|覆盖全部|[\u4e00-\u9fff]{2,4}|[^。；]+等")
_OBJECT = re.compile(r"(?!以[上下]|左右|[余多])[^，。；、：！？（）“《\d.]{1,16}(?<![和与及])")
_OBJECT_FIRST = re.compile(r"[^，。；、：！？（）]{1,16}(?<!\d)")
_PERIOD = re.compile(r"20\d\d[年届][度底末]?")
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
_FORM_ROW = re.compile(
    r"(?P<label>行政(?:许可|处罚|强制))(?P<count>\d{1,8})(?![\d.])|(?P<fee>行政事业性收费)(?P<amount>\d{1,9}(?:\.\d{1,2})?)"
)
_FORM = pattern("form_words")
_ZERO_CASE = re.compile(
    r"(?:依申请公开|公开申请|信息公开的?申请|行政复议|行政诉讼|复议|诉讼|败诉|申诉|举报|投诉|责任追究|依申请)(?:(?![和及与或])[\u4e00-\u9fff]){0,4}"
)
_AS_OF = re.compile(
    r"截[至止]到?(?:目前)?(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
)
# 一次, 一个 say that there was some, not how many.
_VAGUE_AFTER_ONE = frozenset("次个条批项起场处部套")
_LONGEST_LABEL = 24
# Of these a report has most: made without a call of Python code for each.
_made = tuple.__new__
# A longer run of digits is a code, an account or a misprint.
_MOST_DIGITS = 15


class Figure(NamedTuple):
    """One figure in the cleaned text."""

    stretch: Range
    """From the words that name what is counted to the end of the quantity."""
    value: int | float
    unit: str
    label: str
    qualifier: str | None
    as_of: str | None


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
    if _CHINESE_HINT.search(wording):
        found += _spelled_out(text, start, end, as_of)
    if "未" in wording or "无" in wording or "零" in wording or "没" in wording or "为0" in wording:
        found += _zeros(text, start, end, as_of)
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
        comma = _PAUSE.search(folded, match.end(), end)
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
    changes = ("由" in before or "从" in before) and _FROM_BEFORE.search(before)
    if changes and _CHANGED.match(folded, stop, end):
        label, label_start = _former_label(text, at, start)
    else:
        label, label_start = _label(text, at, stop, start, end, last)
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
    for match in _CHINESE.finditer(text.folded, start, end):
        if figure := _chinese(text, match, start, end, as_of):
            yield figure
    for match in _PERCENT.finditer(text.folded, start, end):
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
    label, label_start = _label(text, at, stop, start, end)
    value = chinese_number(match["number"])
    return Figure(Range(label_start, stop), value, unit, label, worded or None, as_of)


def _percent(text: CleanText, match: re.Match[str], start: int, as_of: str | None) -> Figure:
    label, label_start = _label(text, *match.span(), start, match.end())
    value = chinese_number(match["share"])
    return Figure(Range(label_start, match.end()), value, "%", label, None, as_of)


def _label(
    text: CleanText, at: int, stop: int, start: int, end: int, last: Figure | None = None
) -> tuple[str, int]:
    """Return what the number at `at` counts, in the text's words, and where they start.

    `last` is the figure before it, which may count the same in another measure (7户、24人).
    """
    folded = text.folded
    between = folded[last.stretch.end : at] if last else None
    if last and (not between or (between in "、和与及" and "分别" in last.label)):
        return last.label, last.stretch.start
    left = _label_opens(folded, start, at)
    lead = folded[left:at]
    summed = _SUM.search(lead) if lead[-1:] in _SUM_ENDS else None
    lead_end = left + summed.start() if summed else at
    changed = "由" in lead or "从" in lead
    former = _FORMER.search(folded, left, lead_end) if changed else None
    if former and former.start() - left >= 2:
        lead_end = former.start()
    if last and last.stretch.end == left - 1 and "分别" not in lead and _COMPARED.match(lead):
        return last.label + text.shown[left:lead_end], last.stretch.start
    if lead_end - left >= 2 and not _PERIOD.fullmatch(lead):
        label = text.shown[_label_start(folded, left, lead_end) : lead_end]
        counts = _SAYS_LITTLE.fullmatch(folded, left, lead_end) and folded[stop - 1] != "%"
        what = _OBJECT.match(folded, stop, end) if counts else None
        return label + text.shown[slice(*what.span())] if what else label, left
    if what := _OBJECT_FIRST.match(folded, stop, end):
        return text.shown[slice(*what.span())], at
    if last and last.stretch.end == left - 1:
        return last.label + text.shown[left:at], last.stretch.start
    return text.shown[left:lead_end] or text.shown[at:stop], left


def _former_label(text: CleanText, at: int, start: int) -> tuple[str, int]:
    """Return what the number at `at` counted before it changed, and where the words start."""
    left = _label_opens(text.folded, start, at)
    changes = _FROM_BEFORE.search(text.folded, left, at)
    lead_end = changes.start() if changes else at
    return _FORMERLY + text.shown[_label_start(text.folded, left, lead_end) : lead_end], left


def _label_opens(folded: str, start: int, at: int) -> int:
    """Return where the words begin that say what the number at `at` counts."""
    left = max(start, at - 40)
    listed = "分别" in folded[left:at] and _RESPECTIVELY.search(folded, left, at)
    parted = (_BEFORE_LABELS if listed else _BEFORE_LABEL).match(folded, left, at)
    if parted is None:
        return left
    goes_on = _LIST_GOES_ON.match(folded, parted.end(), at) is not None
    if not goes_on and parted[0][-1] != "、":
        return parted.end()
    whole = _BEFORE_LABELS.match(folded, left, at)
    if not whole and left > start:
        return parted.end()
    wide = whole.end() if whole else left
    # 红包、回扣31.7万元 are counted together; of 文件32件、合同56份 each is by itself.
    together = goes_on or not (_ORDINAL.match(folded, wide) or _counts(folded, wide, at))
    return wide if together else parted.end()


def _counts(folded: str, start: int, end: int) -> bool:
    return any(figure.search(folded, start, end) for figure in (_DIGIT, _CHINESE_HINT))


def _label_start(folded: str, left: int, end: int) -> int:
    """Return where a long label's last part begins: after 全年, 共 and the like."""
    if end - left <= _LONGEST_LABEL // 2:
        return left
    parts = [part.end() for part in _LABEL_PART.finditer(folded, left, end - 3)]
    start = parts[-1] if parts else left
    if end - start > _LONGEST_LABEL:
        start = end - _LONGEST_LABEL
        # Not in the middle of a word, where the next of a list begins soon.
        start = folded.find("、", start, end) + 1 or start
    return start


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


def _zeros(text: CleanText, start: int, end: int, as_of: str | None) -> Iterator[Figure]:
    """Yield a zero for each kind of case that the text says did not arise."""
    for match in _ZERO.finditer(text.folded, start, end):
        if re.search(r"\d", match["what"]) is None:
            for label in _cases(match["what"]):
                yield Figure(Range(*match.span()), 0, "件", label, None, as_of)
    for match in _IS_NONE.finditer(text.folded, start, end):
        clause = _PAUSE.split(text.folded[start : match.start()])[-1]
        for label in _cases(clause):
            stretch = Range(match.start() - len(clause), match.end())
            yield Figure(stretch, 0, "件", label, None, as_of)
    for match in _NO_ACCIDENT.finditer(text.folded, start, end):
        label = match["what"].lstrip("一起例次件宗的")
        if _ZERO_CASE.search(label) is None:
            yield Figure(Range(*match.span()), 0, "起", label, None, as_of)
    for match in _ZERO_ACCIDENTS.finditer(text.folded, start, end):
        label, label_start = _label(text, match.end("what"), match.end(), start, end)
        yield Figure(Range(label_start, match.end()), 0, "起", label, None, as_of)
    for match in _NO_FEE.finditer(text.folded, start, end):
        yield Figure(Range(*match.span()), 0, "", "信息处理费", None, as_of)


def _cases(wording: str) -> Iterator[str]:
    """Yield each kind of case that `wording` names, once."""
    named = (
        case[0].rstrip("的案件要求事项情况宜及和均都、") for case in _ZERO_CASE.finditer(wording)
    )
    yield from (label for label in dict.fromkeys(named) if label)


def _form_rows(text: CleanText, start: int, end: int) -> Iterator[Figure]:
    """Yield the rows of the statutory disclosure form that hold one figure each."""
    for row in _FORM_ROW.finditer(text.folded, start, end):
        if row["label"]:
            yield Figure(Range(*row.span()), int(row["count"]), "", row["label"], None, None)
        else:
            yield Figure(Range(*row.span()), float(row["amount"]), "万元", row["fee"], None, None)
