"""Where reports begin: which titles open one, and the marks that collections put before them."""

import re
from bisect import bisect_right
from itertools import pairwise

from summarizer.domain.text import CleanText
from summarizer.lexicon import any_of
from summarizer.reading.agency import (
    find_signature,
    full_name,
    holder_under,
    is_name,
    label_under,
    name_under,
)
from summarizer.reading.datelines import closing_bracket, date_under, signed_before
from summarizer.reading.titles import (
    COLLECTION_MARK,
    LONGEST,
    Title,
    candidates,
)

_COLLECTION_MARKS = re.compile(COLLECTION_MARK)
# Without a name: the year and the field of a whole report, and no plan, which can be a chapter.
_OF_A_FIELD = re.compile(
    r"(?:(?:关于)?20\d\d年度?(?:上半年|下半年)?全?[省市区县州旗镇乡](?!政府|委)|关于20\d\d年度?)"
    rf"(?!(?:主要|重点|各项|业务)?工作)[\u4e00-\u9fff“”]{{2,16}}(?:{any_of('report_kinds')})(?<!计划)(?<!安排)(?<!打算)(?<!思路)(?<!要点)"
    r"(?:(?:及|和|与|暨).*)?"
)
# A part of the book in its table of contents (第一篇 民生保障………1).
_LISTED_PART = re.compile(r"[^，；]{0,30}?[.·…]{3,}\d")
_SEVERAL = 2
_HEADER = 48
_SHORTEST_REPORT = 160


def find_titles(text: CleanText) -> list[Title]:
    """Return the titles of the reports in `text`, in order."""
    found = candidates(text)
    titles = sorted([*found, *_collection_marks(text, found)], key=lambda title: title.start)
    return _once_each(text, _in_one_style(text, titles)) or _names(text)


def _names(text: CleanText) -> list[Title]:
    """Return the lines that are an agency's name and nothing else, each over a report of its own.

    Asked where a document has no titles. One name may be a letterhead or sign the whole.
    """
    lines = pairwise([0, *text.breaks, len(text.folded)])
    named = [line for line in lines if is_name(text.folded[slice(*line)])]
    named.append((len(text.folded), len(text.folded)))
    over = [line for line, (after, _) in pairwise(named) if after - line[1] >= _SHORTEST_REPORT]
    distinct = {text.folded[slice(*name)] for name in over}
    if len(over) < _SEVERAL or len(distinct) < len(over):
        return []
    return [Title(a, b, (a, b), None, date_under(text, b), b, marked=False) for a, b in over]


def _collection_marks(text: CleanText, found: list[Title]) -> list[Title]:
    """Return the reports that a mark (篇一：, 【第1篇】) opens and no title does."""
    marks = [
        mark
        for mark in _COLLECTION_MARKS.finditer(text.folded)
        if mark.end() < len(text.folded)
        if not _LISTED_PART.match(text.folded, mark.end())
        if text.is_break(mark.start()) or mark.start() == 0 or text.is_gap(mark.start())
    ]
    if len(marks) < 2:
        return []
    taken = {title.start for title in found}
    opened = []
    for mark in marks:
        if taken.isdisjoint(range(mark.end(), mark.end() + _HEADER)):
            line = bisect_right(text.breaks, mark.end())
            end = text.breaks[line] if line < len(text.breaks) else mark.end()
            titled = end - mark.end() <= LONGEST and text.folded[end - 1] not in "。！？；：”"
            end = end if titled else mark.end()
            date = date_under(text, end)
            body = closing_bracket(text.folded, date.end) if date else end
            opened.append(Title(mark.end(), end, None, None, date, body, marked=True))
    return opened


def _once_each(text: CleanText, titles: list[Title]) -> list[Title]:
    """Drop the entries of a table of contents, and titles repeated as running heads."""
    if not titles:
        return []
    kept: list[Title] = []
    ends = [title.start for title in titles[1:]] + [len(text.folded)]
    last_wording, bare_body = "", False
    for title, end in zip(titles, ends, strict=True):
        wording = text.folded[title.start : title.end]
        # The last of all may break off there, where no other entry stands before it.
        listed = bare_body or title is not titles[-1]
        # 今年无工作。 is a report, if a short one: an entry in a list holds no sentence.
        bare_body = end - title.body < _HEADER and "。" not in text.folded[title.body : end]
        bare_body = bare_body and listed
        own = title.date is not None or title.marked or signed_before(text, title.start)
        own = own or name_under(text, title.end) is not None
        if bare_body or (wording == last_wording and not own):
            continue
        kept.append(title)
        last_wording = wording
    return kept


def _in_one_style(text: CleanText, titles: list[Title]) -> list[Title]:
    """Drop headings that look like titles: no agency, no mark, no signature before them."""
    if all(title.agency is None for title in titles):
        return titles
    kept = titles[:1]
    ends = [*(title.start for title in titles[2:]), len(text.folded)]
    for (before, title), end in zip(pairwise(titles), ends, strict=False):
        named = title.agency is not None or title.marked or title.date is not None
        named = named or (label_under(text, title.end) or holder_under(text, title.end)) is not None
        signed = title.start > before.body and signed_before(text, title.start)
        signed = signed or _signed_by_another(text, before, title, end)
        if named or signed or _heads_a_report(text, before, title, end):
            kept.append(title)
    return kept


def _heads_a_report(text: CleanText, before: Title, title: Title, end: int) -> bool:
    """Tell whether a line that names no agency says what its own report is of.

    2022年全县公安工作总结 does; 2022年工作总结 can be a chapter.
    """
    alone = text.is_break(title.start) and text.is_break(title.end)
    whole = min(title.start - before.body, end - title.body) >= _SHORTEST_REPORT
    wording = text.folded[title.start : title.end]
    return alone and whole and _OF_A_FIELD.fullmatch(wording) is not None


def _signed_by_another(text: CleanText, before: Title, title: Title, end: int) -> bool:
    """Tell whether the text under `title` is signed by another agency than `before` names."""
    if before.agency is None or not text.is_break(title.start) or not text.is_break(title.end):
        return False
    signature = find_signature(text, title.body, end)
    if signature is None or signature.agency is None:
        return False
    signed = text.folded[slice(*signature.agency)]
    return signed != full_name(text.folded[slice(*before.agency)], signed)
