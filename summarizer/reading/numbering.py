"""The numbering systems of Chinese official writing, as marks in the text."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from summarizer.domain.text import CleanText
from summarizer.lexicon import any_of
from summarizer.reading.dates import small_number

_CN = "一二三四五六七八九十"
_BULLET = r"•●■◆▪◇○·☆★►\-"


class Numbering(StrEnum):
    """A system of numbering. Which stands inside which is for each report to say."""

    PART = "第一部分"
    CHINESE = "一、"
    CHINESE_BRACKETED = "（一）"
    ARABIC = "1."
    ARABIC_DECIMAL = "1.1"
    ARABIC_BRACKETED = "（1）"
    CIRCLED = "①"
    ROMAN = "Ⅰ"
    HASHES = "#"
    UNNUMBERED = "heading without a number"
    BOLD = "**heading**"
    TITLED = "line over a paragraph"
    MEMBER = "一是"


# Bound once: to look a member up in its enum takes as long as a search does.
_MEMBER, _CHINESE, _CHINESE_BRACKETED, _ARABIC_DECIMAL = (
    Numbering.MEMBER,
    Numbering.CHINESE,
    Numbering.CHINESE_BRACKETED,
    Numbering.ARABIC_DECIMAL,
)


class Mark(NamedTuple):
    """One number at the head of a heading or list member (offsets into the cleaned text)."""

    start: int
    end: int
    numbering: Numbering
    number: int


# 三是要素成本高 is about 要素.
_TO = "(?:要(?![素求害件闻职塞点领目义]))"
# Begins with one character class, so that the scan skips everything else; what follows
# looks back at it. A list member is what no group names.
_MARK = re.compile(
    rf"[{_CN}第（1-9①-⑳⑴-⒇⒈-⒛㈠-㈩Ⅰ-Ⅻ#首其再最另此{_BULLET}](?:"
    r"(?<=[1-9])(?:(?P<dec>\d?(?:\.\d{1,2}){1,2})(?![\d%.万亿千百元年月个项条件])"
    rf"|(?P<ar>\d?(?:\.(?!\d)|、))(?:是{_TO}?)?|(?P<arc>\d?）))"
    # Most are digits of a figure: for them the rest is not tried, mark by mark.
    rf"|(?<![1-9])(?:(?<=[{_CN}])(?:[{_CN}]?(?:是{_TO}?|{_TO}|则)|(?P<cn>[{_CN}]{{0,2}}(?:、|\.|(?P<stop>。))))"
    rf"|(?<=（)(?:(?P<cnb>[{_CN}]{{1,3}}）)[、.]?(?:是{_TO}?|{_TO})?"
    rf"|(?P<arb>\d{{1,2}}）)[、.]?(?:是{_TO}?)?)"
    rf"|(?<=第)(?:(?P<part>[{_CN}]{{1,3}}(?:部分|章|篇|节)[：、，]?)"
    rf"|[{_CN}]{{1,2}}(?:[，：]|、(?![{_CN}])|是))"
    rf"|(?:(?<=首)先|(?<=[其再])次)(?:是|要|，)?|(?<=再)(?:就是|者，)|(?<=最)后(?:是|要|，)|(?<=其)[{_CN}](?:是|，|、)"
    r"|(?:(?<=另)一?|(?<=一))方面，?|(?<=[此另])外，"
    r"|(?P<circ>(?<=[①-⑳]))|(?P<one_arb>(?<=[⑴-⒇]))|(?P<one_ar>(?<=[⒈-⒛]))|(?P<one_cnb>(?<=[㈠-㈩]))[、.]?"
    r"|(?P<rom>(?<=[Ⅰ-Ⅻ])[Ⅰ-Ⅻ]{0,2}[、.．]?)"
    rf"|(?P<hash>(?<=\#)\#{{0,5}})|(?P<bullet>(?<=[{_BULLET}])(?![-—]))"
    r"))"
)
_MISTYPED = re.compile(
    rf"(?P<number>[1-9]\d?)(?:，(?=[\u4e00-\u9fff])|(?={any_of('heading_actions')}))"
)
_NAMED_SECTION = re.compile(
    r"(?:(?:20\d\d年|今年|过去[的]?一年|过去五年|上半年|下半年|下一?步|下一?阶段)?(?:的)?(?:主要|重点)?"
    r"(?:工作)?(?:回顾(?![一过今全上这近2])|目标任务|目标和任务|开展情况|完成情况|工作安排|工作打算|工作计划|工作思路)"
    r"|(?:存在|面临)的?(?:主要)?(?:问题|困难|不足|短板)(?:[和与及](?:问题|不足|困难|短板|挑战))?)"
)
_NAMES_OPEN = frozenset("2今过上下的主重工回目开完存面")
_FORM_SECTION = re.compile(
    r"总体情况|主动公开政府信息情况|收到和处理政府信息公开|政府信息公开行政复议|存在的?主要?问题|其他需要报告|下一?步"
)
_CARRIES_ON = re.compile(
    r"[，。、；：的是为和与及中等已将上如仍进整得尚，”》）]|主要|较|突出|依然|比较"
)
_NOT_AFTER = re.compile(r"[项款条类目号级期批轮届次栋层]|[至到-]|、[一二三四五六七八九十\d]")
_SENTENCE_MARKS = "。；！？：!?;:”）》…"
_ANY_MARK = _SENTENCE_MARKS + "，、,"
_FOLLOWS_HEADING = 26
_KEPT = 1_000
_BRACKETED = frozenset({_CHINESE_BRACKETED, Numbering.ARABIC_BRACKETED})
_SECOND = {
    first: re.compile(second)
    for first, second in {
        "一要": "[；。]二要",
        "一则": "[；。]二则",
        "（1）": "；（2）",
        "（一）": "；（二）",
    }.items()
}
_NEXT_MEMBER = 200
_PLAN_NOUNS = ("打算", "安排", "计划", "思路", "措施")
_ONE_MORE = frozenset({"再就是", "再者，"})
_COMMON_WORDS = frozenset({"一要", "二要", "一则"})
BULLETS = frozenset("•●■◆▪◇○·☆★►-")


def find_marks(text: CleanText, start: int, end: int) -> list[Mark]:
    """Return the numbers that stand where a heading or a list member can begin."""
    marks: list[Mark] = []
    folded = text.folded
    # Most of them are digits of a figure: made without a call of Python code for each.
    made = tuple.__new__
    lines = {start, *text.breaks_within(start, end)}
    for match in _MARK.finditer(folded, start, end):
        group = match.lastgroup or "member"
        at, stop = match.span()
        mark = made(Mark, (at, stop, _GROUPS[group], _value(group, match[0])))
        if match["stop"] and not text.is_break(mark.start):
            continue
        if mark.numbering is _CHINESE_BRACKETED and _NOT_AFTER.match(folded, mark.end):
            continue
        # White space tells a bullet from a minus sign.
        minus = group == "bullet" and folded[mark.end : mark.end + 1].isdigit()
        if minus and not text.is_gap(mark.end):
            continue
        if mark.start in lines or _can_follow(text, mark, marks):
            marks.append(mark)
    return _with_mistyped(folded, lines, marks)


def _with_mistyped(folded: str, lines: set[int], marks: list[Mark]) -> list[Mark]:
    """Add the numbers at line starts that lack their mark but go on counting (2、…3，…4加强…)."""
    typed = {mark.start for mark in marks}
    mistyped = {
        at: Mark(at, number.end(), Numbering.ARABIC, int(number["number"]))
        for at in lines - typed
        if (number := _MISTYPED.match(folded, at))
    }
    if not mistyped:
        return marks
    kept: list[Mark] = []
    last = 0
    for mark in sorted([*marks, *mistyped.values()]):
        if mark.start in mistyped and mark.number != last + 1:
            continue
        kept.append(mark)
        last = mark.number if mark.numbering is Numbering.ARABIC else last
    return kept


def names_section(folded: str, start: int) -> bool:
    """Tell whether a section's name stands at `start` without a number and runs into its text."""
    # Most sentences begin with another character: that spares the look.
    if folded[start : start + 1] not in _NAMES_OPEN:
        return False
    name = _NAMED_SECTION.match(folded, start)
    return name is not None and _CARRIES_ON.match(folded, name.end()) is None


def _can_follow(text: CleanText, mark: Mark, marks: list[Mark]) -> bool:
    """Tell whether a number in the middle of a line can begin a heading or a list member."""
    at = mark.start
    if text.folded[at] in BULLETS or mark.numbering is _ARABIC_DECIMAL:
        return False
    before = text.folded[at - 1]
    if mark.numbering is _MEMBER:
        return _member_can_begin(text, mark, before, marks)
    if before in _SENTENCE_MARKS:
        return True
    if mark.numbering is _CHINESE and _FORM_SECTION.match(text.folded, mark.end):
        return True
    in_brackets = text.folded.rfind("（", at - 12, at) > text.folded.rfind("）", at - 12, at)
    if in_brackets or before in "第，、,":
        return before == "，" and _opens_list(text.folded, mark)
    if text.is_gap(at):
        return mark.numbering is not _CHINESE or not before.isdigit()
    return _follows_heading(mark, marks)


def _opens_list(folded: str, mark: Mark) -> bool:
    """Tell whether a first number behind a comma has a second one behind a longer pause."""
    second = _SECOND.get(folded[mark.start : mark.end])
    return (
        second is not None and second.search(folded, mark.end, mark.end + _NEXT_MEMBER) is not None
    )


def _member_can_begin(text: CleanText, mark: Mark, before: str, marks: list[Mark]) -> bool:
    after_heading = bool(marks) and mark.start - marks[-1].end <= _FOLLOWS_HEADING
    if after_heading and text.folded.startswith("一是", mark.start):
        return True
    word = text.folded[mark.start : mark.end]
    if word in _ONE_MORE:
        return before in "。！？"
    if word in _COMMON_WORDS:
        if before == "，" and _opens_list(text.folded, mark):
            return True
        runs_on = text.is_gap(mark.start) or text.folded.endswith(_PLAN_NOUNS, 0, mark.start)
        return before in _SENTENCE_MARKS or (after_heading and runs_on)
    return before in _ANY_MARK or text.is_gap(mark.start)


def _follows_heading(mark: Mark, marks: list[Mark]) -> bool:
    """Tell whether a number follows a heading that ends with no mark: 二、工作进展（一）…."""
    if not marks or mark.numbering not in _BRACKETED:
        return False
    above = marks[-1]
    return (
        above.numbering is not mark.numbering
        and above.numbering is not _MEMBER
        and mark.start - above.end <= _FOLLOWS_HEADING
    )


_GROUPS = {
    "member": _MEMBER,
    "bullet": _MEMBER,
    "part": Numbering.PART,
    "cn": _CHINESE,
    "stop": _CHINESE,
    "cnb": _CHINESE_BRACKETED,
    "dec": _ARABIC_DECIMAL,
    "ar": Numbering.ARABIC,
    "arb": Numbering.ARABIC_BRACKETED,
    "arc": Numbering.ARABIC_BRACKETED,
    "circ": Numbering.CIRCLED,
    "one_ar": Numbering.ARABIC,
    "one_arb": Numbering.ARABIC_BRACKETED,
    "one_cnb": _CHINESE_BRACKETED,
    "rom": Numbering.ROMAN,
    "hash": Numbering.HASHES,
}


# Of the numbers that are one character each.
_FIRST = {"circ": "①", "one_ar": "⒈", "one_arb": "⑴", "one_cnb": "㈠", "rom": "Ⅰ"}


@lru_cache(_KEPT)
def _value(group: str, digits: str) -> int:
    if group in _FIRST:
        return ord(digits[0]) - ord(_FIRST[group]) + 1
    if group == "hash":
        return len(digits)
    if group == "dec":
        return int(digits.rpartition(".")[2])
    bare = digits.strip("第部分章篇节（）、.。，：是要")
    if group in {"member", "bullet"}:
        bare = "".join(c for c in bare if c in _CN) or "1"
    return small_number(bare)
