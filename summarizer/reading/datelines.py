"""The date that stands under a title, or signs before it."""

import re

from summarizer.domain.text import CleanText
from summarizer.lexicon import any_of
from summarizer.reading.agency import is_name
from summarizer.reading.dates import FoundDate, find_date

_KIND = re.compile(any_of("report_kinds"))
_LABELLED_DATE = re.compile(
    r"(?:发布|发文|成文|公布|公开|生成|制发|更新|录入)(?:时间|日期)[：:]?(?=[\d二])"
    r"|(?:来源|作者|编辑|单位|发布者)：[^，。；]{1,40}?(?:时间|日期)：(?=[\d二])"
)
_DATE_LEAD = re.compile(
    r"[（(\[—\-–\s_*]*(?:(?:发布|发文|成文|公布|更新|公开|印发|生成|制发)?(?:时间|日期)[：:]?|日期[：:])?"
)
# What may stand between a title and its date: a label, a dash, the paper's number.
_BEFORE_DATE = re.compile(
    r".{0,14}(?:时间|日期)[：:]?|[—-]*|[\u4e00-\u9fff]{2,10}[〔\[（(]20\d\d[〕\]）)]\d{1,4}号"
)
_PAGE_HEAD = 160
_PAGE_DATA = re.compile(
    r"索引号|当前位置|(?:发布|发文|成文)(?:时间|日期)：|(?<!\d)[\u4e00-\u9fff]{2,12}>{1,2}[\u4e00-\u9fff]{2,12}>"
)
# A date this near under a title is its own; one in brackets also behind a name and a post.
_DATE_NEARER = 24
_DATE_NEAR = 36


def date_under(text: CleanText, end: int) -> FoundDate | None:
    """Return the date that stands directly under a title that ends at `end`."""
    folded = text.folded
    head = folded[end : end + _PAGE_HEAD]
    labelled = "时间" in head or "日期" in head
    label = _LABELLED_DATE.search(folded, end, end + _PAGE_HEAD) if labelled else None
    own = label and "。" not in folded[end : label.start()]
    if label and own and not _KIND.search(folded, end, label.start()):
        return find_date(folded, label.end(), label.end() + 16)
    lead = _DATE_LEAD.match(folded, end)
    at = lead.end() if lead else end
    date = find_date(folded, at, at + _DATE_NEAR)
    if date is None:
        return None
    if date.start == at:
        after = folded[date.end : date.end + 1]
        own_line = text.is_break(date.end) or text.is_gap(date.end)
        if not own_line and after and after in "，,、至起前-—":
            return None
        return date
    between = folded[at : date.start]
    if _BEFORE_DATE.fullmatch(between):
        return date
    near = date.end <= at + _DATE_NEARER or between.endswith("（")
    apart = text.breaks_within(end, date.start) or (text.is_gap(end) and _names_one(between))
    if near and apart and _is_short(between):
        return date
    return None


def page_head(text: CleanText, start: int, reach: int) -> int:
    """Return where the data on a web page begin that stand over a title at `start`, else `start`.

    索引号：… 成文日期：… and the page's path belong to what follows, and nothing before
    `reach` does.
    """
    first = max(reach, start - _PAGE_HEAD, text.folded.rfind("。", reach, start) + 1)
    data = _PAGE_DATA.search(text.folded, first, start)
    if data is None:
        return start
    lines = text.breaks_within(first, data.start())
    return lines[-1] if lines else data.start()


def date_in_head(text: CleanText, head: int, start: int) -> FoundDate | None:
    """Return the date that the data on a web page from `head` to the title's `start` name."""
    label = _LABELLED_DATE.search(text.folded, head, start)
    return find_date(text.folded, label.end(), start) if label else None


def _names_one(wording: str) -> bool:
    """Tell whether an agency and perhaps a person, and nothing else, are named."""
    body = wording.rstrip("（(")
    return any(is_name(body[: len(body) - person]) for person in (0, 2, 3))


def closing_bracket(folded: str, offset: int) -> int:
    """Return `offset`, or where the bracket closes that stands open there."""
    close = folded.find("）", offset, offset + 40)
    opened = folded.find("（", offset, offset + 40)
    if close < 0 or (0 <= opened < close) or "。" in folded[offset:close]:
        return offset
    return close + 1


def _is_short(line: str) -> bool:
    """Tell whether `line` can stand between a title and its date (an agency, a name).

    One that names a kind of report is a title itself.
    """
    return len(line) <= 22 and not (re.search(r"[，。；！？]", line) or _KIND.search(line))


def signed_before(text: CleanText, start: int) -> bool:
    """Tell whether a signature's date stands directly before `start`."""
    date = find_date(text.folded, max(0, start - 16), start)
    return date is not None and text.folded[date.start - 1] != "："
