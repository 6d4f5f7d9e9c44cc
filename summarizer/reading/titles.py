"""What reads as a report's title: its words, where it starts, the date under it."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from summarizer.domain.text import CleanText
from summarizer.lexicon import any_of, pattern
from summarizer.reading.agency import (
    is_agency,
    is_body,
    label_under,
    name_in_title,
)
from summarizer.reading.datelines import closing_bracket, date_under, signed_before
from summarizer.reading.dates import MONTH, YEAR, FoundDate, find_date, year_of
from summarizer.reading.subtitles import DASH, over_slogan, starts_subtitle, subtitle_end

# Every kind of report ends in one of the weak words: look for those, then back.
_LAST_WORD = re.compile(any_of("report_kinds_weak"))
_MORE_OF_KIND = re.compile(rf"的?{any_of('report_kinds_weak')}(?!单位|部门|机关|人|时间|日期|：)")
_KIND = re.compile(rf"{any_of('report_kinds', 'report_kinds_weak')}$")
_STRONG = re.compile(any_of("report_kinds"))
# A report on how a paper is carried out, which no citation of a report is.
_ON_A_PAPER = re.compile(
    r"[^《》]{4,30}(?:贯彻|落实|执行|实施|推进)[^《》]{0,4}《[^《》]+》[^《》]+"
)
_PLAN = re.compile(r"(?:要点|计划|安排|打算|思路)$")
_SUFFIX = re.compile(
    r"(?:(?:及|和|与|暨)20\d\d年度?(?:重点|主要)工作(?!计划|安排|打算|思路|要点)"
    r"|(?:及|和|与|暨|、|以及)?(?:20\d\d年度?|下一?步|下半年|明年|来年|(?:今后|未来)(?:[一二三四五六七八九十几]年)?|下一?年度?|下一?阶段)?的?"
    r"(?:主要|重点)?(?:工作|重点工作)?(?:计划|打算|安排|思路|要点|重点|部署|举措|措施|设想|谋划|目标|任务))?"
    r"(?:材料|发言稿?)?(?:（(?![^（）]*\d月)[^（）。，]{1,20}）)?"
)
# A citation (按照…工作报告的要求) is one even over a line end.
_REFERS = re.compile(r"的(?:要求|部署|精神|安排|通知|目标)")
_REFUSED_AFTER = pattern("title_goes_on")
_STOP = re.compile(r"[。！？；：!?;|>》”）…，]")
_MARKER = re.compile(
    r"(?:#+|\*+|(?:第[一二三四五六七八九十百\d]{1,4}篇|篇[一二三四五六七八九十百\d]{1,4}"
    r"|[【\[]?(?:第?\d{1,3}篇|第[一二三四五六七八九十百]+篇|篇[一二三四五六七八九十\d]+|范文[一二三四五六七八九十\d]*)[】\]]?"
    r"|(?:范文|例文|样本)[一二三四五六七八九十\d]+)[：:、.．]?|【(?![^】]{2,10}[局委办厅院所站镇乡会队]】)[^】]{1,10}】)"
)
# Begins with one character class, so that the scan skips everything else.
COLLECTION_MARK = (
    r"[【\[第篇范例](?:(?<=[【\[])(?:第[一二三四五六七八九十百\d]{1,4}篇|篇(?:[一二三四五六七八九十百]{1,4}|\d{1,3})|(?:范文|例文)[一二三四五六七八九十\d]{1,3})"
    r"|(?<=第)[一二三四五六七八九十百\d]{1,4}篇|(?<=篇)(?:[一二三四五六七八九十百]{1,4}|\d{1,3})|(?<=[范例])文[一二三四五六七八九十\d]{1,3})[】\]]?[：:、.．]?"
)
_MARK_BEFORE = re.compile(f"{COLLECTION_MARK}$")
# What may stand before a title where no line ends are left: the page of the list's last entry or
# of the page before, the paper's number, the month that signs the report before.
_BEFORE_TITLE = re.compile(
    r"[.·…]*(?<=[.·…])[（(]?\d{1,3}[）)]?|正文(?:内容)?|[—-]{1,2}\d{1,3}[—-]{1,2}|第\d{1,4}页(?:共\d{1,4}页)?|[\u4e00-\u9fff]{2,10}[〔\[（(]20\d\d[〕\]）)]\d{1,4}号"
    r"|(?:[\u4e00-\u9fff]{3,24})?20\d\d年\d{1,2}月(?![至到])(?=[\u4e00-\u9fff]{2,24}20\d\d年)"
)
_PAGE_OF_ENTRY = re.compile(r"[.·…]{2,}\d{1,3}")
_ENUMERATED = re.compile(
    r"第[一二三四五六七八九十]{1,3}(?:部分|章|节)|[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.．]"
)
_COLLECTION = re.compile(r"汇编|选编|合集|合辑|精选|范文|模板|大全|目录")
_LINK_BEFORE = re.compile(
    r"(?:[上下]一?[篇条页]|相关(?:文章|阅读|链接)|推荐阅读|延伸阅读|标签)[：:]?$"
)
_LEADER = re.compile(r"[.·]{3,}|(?:（[^（）]{0,10})?…|[—-]{4,}")
_VERB_BEFORE = re.compile(
    r"^(?:现将|关于印发|根据|按照|依据|印发|转发|报送|撰写|形成|完成|提交|听取|编制|对照|结合|围绕|本|该|上述|以下是|列入|写入)"
)
_OPENS_BODY = re.compile(
    r"20\d\d年|二[〇○零]|我[局市县区镇乡委办院校]|本(?:报告|年度|局)|根据|按照|依据|为|各位|今年|近年来|在|一、|（一）|第一|尊敬的|（?此件|[\u4e00-\u9fff、，]{2,24}：|——|[—-]{1,2}20"
)
# What is left of an agency's name below a line end inside it.
_BARE_NAME = re.compile(
    r"[省市区县旗镇乡](?:人民政府|政府|委员会)?|"
    r"(?:监督|综合|行政|执法|服务|保障|资源|事务|发展|建设|储备|保护|管理|开发区|园区|新区|和|与)*"
    r"(?:局|厅|委员会|管委会|办公室|中心|院|处|站|所|队|室|部)"
)
_PAGE_TOOL = re.compile(any_of("page_tools"))
_PLACES = "省市县区州旗镇乡"
_SIGNS = "■●◆★▲◎□"
_LONGEST_MARK = 10
_LONGEST_PLACE = 8
_LONGEST_CHAPTER = 40
# Of the words in title_goes_on those that no other part of a title begins with.
_GOES_ON = frozenset("，；。》”’！等中会并是为上里内")
LONGEST = 64
_SHORTEST = 3
# A title of a campaign (夏季治安打击整治“百日行动”工作总结), and no chapter's name.
_SAYS_WHAT = 14
_LONGEST_KIND = 14
# A run this long without a space shows that spaces are not the marks of line ends.
_NEARBY = 800
_PARAGRAPH = 90


@dataclass(frozen=True, slots=True)
class Title:
    """Where a report begins (offsets into the cleaned text)."""

    start: int
    end: int
    agency: tuple[int, int] | None
    year: str | None
    date: FoundDate | None
    date_line_end: int
    """Where the date under the title ends, with the brackets around it."""
    marked: bool

    @property
    def body(self) -> int:
        """Where the text after the title and its date begins."""
        return self.date_line_end if self.date else self.end


def candidates(text: CleanText) -> list[Title]:
    """Return whatever reads as a report's title, in order."""
    found: list[Title] = []
    reach = 0
    for word in _LAST_WORD.finditer(text.folded):
        if word.start() < reach or _goes_on(text, word.end()):
            continue
        if title := _candidate(text, word.end(), reach):
            found.append(title)
            reach = title.body
    return found


def _goes_on(text: CleanText, end: int) -> bool:
    """Tell at one look whether the sentence goes on at `end`: it does behind most such words."""
    return text.folded[end : end + 1] in _GOES_ON and not text.is_break(end)


def _candidate(text: CleanText, kind_end: int, reach: int) -> Title | None:
    folded = text.folded
    suffix = _SUFFIX.match(folded, kind_end)
    end = suffix.end() if suffix else kind_end
    if _is_continued(text, end):
        return None
    kind = _KIND.search(folded, max(0, kind_end - _LONGEST_KIND), kind_end)
    if kind is None or _heads_a_chapter(folded, kind):
        return None
    end = subtitle_end(text, end)
    date = date_under(text, end)
    if date is None and not _is_followed(text, end):
        return None
    start, marked = _start_of_title(text, *kind.span(), reach)
    if not _begins(text, start, marked=marked):
        return None
    number = _ENUMERATED.match(folded, start)
    start = number.end() if number else start
    if not _SHORTEST <= end - start <= LONGEST:
        return None
    wording = folded[start:end]
    if _is_cited(wording) or _LINK_BEFORE.search(folded, max(reach, start - 8), start):
        return None
    name = name_in_title(wording)
    agency = (start + name[0], start + name[1]) if name else None
    year = YEAR.search(wording)
    title = Title(
        over_slogan(text, start, reach),
        end,
        agency,
        year_of(year) if year else None,
        date,
        closing_bracket(folded, date.end) if date else end,
        marked,
    )
    strong = _STRONG.fullmatch(kind[0]) is not None
    plan = _PLAN.search(kind[0]) is not None
    if number and not _is_numbered(text, title, number.start(), strong=strong):
        return None
    found = _is_title(text, title, strong=strong, has_year=year is not None, plan=plan)
    return title if found else None


def _heads_a_chapter(folded: str, kind: re.Match[str]) -> bool:
    """Tell whether a number stands before weak words in the same sentence (三、下一步打算)."""
    if _STRONG.fullmatch(kind[0]):
        return False
    near = max(0, kind.start() - _LONGEST_CHAPTER)
    stop = max(folded.rfind(mark, near, kind.start()) for mark in "。；：")
    return stop >= 0 and _ENUMERATED.match(folded, stop + 1) is not None


def _is_cited(wording: str) -> bool:
    """Tell whether the words of a title stand in a sentence, a citation or a collection's name."""
    if _COLLECTION.search(wording) or _VERB_BEFORE.match(wording) or "，" in wording:
        return True
    cited = "《" in wording and not _ON_A_PAPER.fullmatch(wording)
    return cited or ("“" in wording and "”" not in wording)


def _is_numbered(text: CleanText, title: Title, start: int, *, strong: bool) -> bool:
    """Tell whether a collection numbers its titles (1.某局2022年工作总结), each by itself.

    What names no body of its own is a chapter (一、2022年工作总结).
    """
    apart = (start == 0 or text.is_gap(start)) and text.is_gap(title.end)
    name = text.folded[slice(*title.agency)] if title.agency else ""
    named = len(name) > _SHORTEST and is_body(name)
    return strong and apart and named and title.year is not None


def _is_continued(text: CleanText, end: int) -> bool:
    """Tell whether the words after `end` carry the sentence on."""
    if _LEADER.match(text.folded, end) or _REFERS.match(text.folded, end):
        return True
    if text.is_break(end) or end >= len(text.folded):
        return False
    more = _MORE_OF_KIND.match(text.folded, end) or _REFUSED_AFTER.match(text.folded, end)
    return more is not None


def _is_followed(text: CleanText, end: int) -> bool:
    """Tell whether what stands at `end` can come after a title."""
    if text.is_gap(end) or end >= len(text.folded):
        return True
    return _OPENS_BODY.match(text.folded, end) is not None


def _begins(text: CleanText, start: int, *, marked: bool) -> bool:
    """Tell whether a title can begin at `start`."""
    if marked or start == 0 or text.is_break(start):
        return True
    before = text.folded[start - 1]
    return (
        before in "。！？；：>》”）【" + _SIGNS
        or text.is_gap(start)
        or starts_subtitle(text.folded, start)
    )


def _is_title(text: CleanText, title: Title, *, strong: bool, has_year: bool, plan: bool) -> bool:
    starts_line = title.start == 0 or text.is_break(title.start)
    ends_line = text.is_break(title.end) or title.end >= len(text.folded)
    # A document's first words are its title also where no line ends are left.
    ends_line = ends_line or (title.start == 0 and text.is_gap(title.end))
    alone = (starts_line or title.marked) and (ends_line or title.date is not None)
    if not strong:
        signs = has_year and text.is_gap(title.end) and signed_before(text, title.start)
        return title.agency is not None and (alone or title.date is not None or signs)
    if title.agency is not None and (has_year or alone or title.date is not None):
        return True
    signed = _signed_off(text, title.start)
    if title.agency is not None:
        return signed
    if has_year and alone and (title.marked or title.date is not None or not plan):
        return True
    if title.date is not None and text.folded.startswith(DASH, title.end):
        return True
    says_what = alone and not plan and title.end - title.start >= _SAYS_WHAT
    return signed and ((has_year and alone) or says_what or _presented(text, title))


def _signed_off(text: CleanText, start: int) -> bool:
    """Tell whether the report before `start` has come to its end there, signed or not."""
    if not (text.is_gap(start) or text.is_break(start)):
        return False
    return signed_before(text, start) or text.folded[start - 1] in "。！？）"


def _presented(text: CleanText, title: Title) -> bool:
    """Tell whether a signature before a title, or a date or a label under it, sets it apart."""
    if title.date is not None or signed_before(text, title.start):
        return True
    return label_under(text, title.end) is not None


def _start_of_title(text: CleanText, kind: int, kind_end: int, reach: int) -> tuple[int, bool]:
    """Return where the title that ends at `kind` starts, and whether a mark stands before it."""
    folded = text.folded
    start = max(reach, kind - LONGEST)
    for stop in _STOP.finditer(folded, start, kind):
        named = stop[0] == "：" and is_body(folded[start : stop.start()])
        named = named or (stop[0] == "）" and is_agency(folded[start : stop.end()]))
        ended = stop[0] not in "》”）" or (text.is_gap(stop.end()) and stop.end() < kind)
        if ended and not named:
            start = stop.end()
    lines = [start, *text.breaks_within(start, kind - 1)]
    line = lines.pop()
    while lines and not _complete(folded[line:kind_end]):
        # A line that holds nothing but the kind goes on with the one above, whatever it says.
        if not _joins(text, lines[-1], line, bare=line == kind):
            break
        line = lines.pop()
    start = line
    for junk in pattern("web_debris").finditer(folded, start, kind):
        gap = text.next_gap(junk.end() - 1)
        start = gap if gap < kind else junk.end()
    while (tool := _PAGE_TOOL.match(folded, start, kind)) and text.is_gap(tool.end()):
        start = tool.end()
    start = _after_value(text, start, kind, kind_end)
    start = _after_crumbs(text, start, kind, kind_end)
    if (date := find_date(folded, start, kind)) is not None:
        start = date.end
    start = _after_listed(text, start, kind, kind_end)
    start = _after_repeated(text, start, kind)
    dash = folded.rfind(DASH, start, kind)
    if dash >= 0 and _complete(folded[dash + len(DASH) : kind_end]):
        start = dash + len(DASH)
    marked = _MARK_BEFORE.search(folded, max(reach, start - _LONGEST_MARK), start) is not None
    start, mark = _after_marks(folded, start, kind)
    return start, marked or mark


def _after_marks(folded: str, start: int, kind: int) -> tuple[int, bool]:
    """Return where the words of a title start, and whether a collection's mark was passed."""
    marked = False
    while start < kind:
        if before := _BEFORE_TITLE.match(folded, start, kind):
            start = before.end()
        elif mark := _MARKER.match(folded, start, kind):
            start, marked = mark.end(), True
        elif folded[start] in "：:、.-—*# _　【" + _SIGNS:
            start += 1
        else:
            break
    return start, marked


def _after_repeated(text: CleanText, start: int, kind: int) -> int:
    """Return where a title starts that the page's path names the agency of just before it."""
    for gap in text.starts[bisect_right(text.starts, start) : bisect_left(text.starts, kind)]:
        named = text.folded[start:gap]
        if is_agency(named) and 0 <= text.folded.find(named, gap, kind) - gap <= _LONGEST_PLACE:
            return gap
    return start


def _after_listed(text: CleanText, start: int, kind: int, kind_end: int) -> int:
    """Return where a title starts that a list's last one, or the page's section, runs into."""
    for listed in _LAST_WORD.finditer(text.folded, start, kind):
        suffix = _SUFFIX.match(text.folded, listed.end())
        end = suffix.end() if suffix else listed.end()
        page = _PAGE_OF_ENTRY.match(text.folded, end) or _COLLECTION.match(text.folded, end)
        end = page.end() if page else end
        if end < kind and text.is_gap(end) and _complete(text.folded[end:kind_end]):
            start = end
    return start


def _complete(wording: str) -> bool:
    """Tell whether the last line of a title names its agency by itself."""
    number = _ENUMERATED.match(wording)
    bare = wording[number.end() :] if number else _MARKER.sub("", wording, count=1)
    place = name_in_title(bare)
    name = bare[slice(*place)] if place else ""
    if name and _BARE_NAME.fullmatch(name):
        return False
    whole = len(name) > _SHORTEST or (len(name) == _SHORTEST and name[-1] in "镇乡县")
    return whole or _MARKER.match(wording) is not None


def _joins(text: CleanText, above: int, line: int, *, bare: bool) -> bool:
    """Tell whether the line from `above` to `line` is the first part of a title."""
    wording = text.folded[above:line]
    # A month signs the report before.
    if _ENUMERATED.match(wording) or _MARKER.match(wording) or MONTH.fullmatch(wording):
        return False
    if signed := find_date(wording, 0, len(wording)):
        wording = wording[signed.end :]
    if before := _BEFORE_TITLE.match(wording):
        wording = wording[before.end() :]
    if not 2 <= len(wording) <= 40:
        return False
    if _COLLECTION.search(wording) or pattern("web_debris").search(wording):
        return False
    if re.search(r"[，。；：！？]|^[—\-\d]+$", wording):
        return False
    below = name_in_title(text.folded[line : line + LONGEST])
    if below and _BARE_NAME.fullmatch(text.folded[line:][slice(*below)]):
        return True
    if bare or is_agency(wording) or YEAR.search(wording):
        return True
    return name_in_title(wording + "工作总结") is not None


def _after_value(text: CleanText, start: int, kind: int, kind_end: int) -> int:
    """Return where a title starts that the last of a page's data (> 总结, 时效：有效) runs into."""
    gap = text.next_gap(start)
    value = start > 0 and text.folded[start - 1] in ">：" and text.folded[gap - 1] not in _PLACES
    return gap if value and gap < kind and _complete(text.folded[gap:kind_end]) else start


def _after_crumbs(text: CleanText, start: int, kind: int, kind_end: int) -> int:
    """Return where the title proper starts in a line that begins with a page's navigation."""
    first = bisect_right(text.starts, start)
    gaps = text.starts[first : bisect_left(text.starts, kind)]
    if not gaps or text.longest_piece(kind, kind + _NEARBY) < _PARAGRAPH:
        return start
    for gap in reversed(gaps):
        if _complete(text.folded[gap:kind_end]):
            return gap
    return start
