"""Which agency a report is from: by its title, else its signature, else its body."""

import re
from dataclasses import dataclass

from summarizer.domain.text import CleanText, Range
from summarizer.lexicon import any_of
from summarizer.reading.dates import MONTH, YEAR, FoundDate, find_dates

_SUFFIX = any_of("agency_suffixes")
_ENDS_IN_SUFFIX = re.compile(f"(?:{_SUFFIX}|{any_of('place_suffixes')})$")
_ENDS_IN_BODY = re.compile(f"{_SUFFIX}$")
_NAME = re.compile(rf"[\u4e00-\u9fff（）·、]{{1,24}}?{_SUFFIX}(?!门)")
# 局长 is who leads it.
_EXTENSION = re.compile(rf"[\u4e00-\u9fff]{{0,8}}?{_SUFFIX}(?![长门])")
_TOPIC = re.compile(f"(?:{any_of('report_topics')})")
_KIND_AT_END = re.compile(f"(?:{any_of('report_kinds', 'report_kinds_weak')}).*$")
_ABOUT = re.compile(r"关于|推进|开展|落实")
# 水务局河长制工作: what it works on is no part of its name.
_WORK_AT_END = re.compile(r"(?:工作|活动|行动)$")
_GOVERNMENT_REPORT = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{2,20}?)?(?P<body>人民政府|政府)工作报告"
)
_YEARS = re.compile(
    rf"{YEAR.pattern}度?(?:上半年|下半年|[一二三四]季度)?|[“”]?[十一二三四五]+五[“”]?时期"
)
_LABEL = re.compile(
    r"(?:汇报|报送|填报|编制|报告|述职|发布|责任)?(?:单位|部门|机关|机构)(?:名称)?[：:](?P<name>[\u4e00-\u9fff（）]{2,30})"
)
_ON_BEHALF = re.compile(
    r"(?:(?<!人民)(?<!各位)(?<!党)代表|我受)(?P<name>[\u4e00-\u9fff]{0,20}?(?:政府|管委会|管理委员会|国务院|委员会|常务委员会))"
)
_HOLDER = (
    r"(?:党[委组]书记|董事长|副?总?经理|副?[校局院所站馆园镇乡处队县市区]长|副?主任|书记|负责人)"
)
_POST = re.compile(
    rf"(?:担?任|就任|任职于|就职于)(?P<name>[\u4e00-\u9fff]{{2,24}}?(?:{_SUFFIX})){_HOLDER}"
)
_HOLDER_AT_END = re.compile(rf"(?<=[\u4e00-\u9fff]{{3}}){_HOLDER}$")
_UNDER_TITLE = re.compile(rf"(?P<name>(?![本我现任])[^任，。：；]{{2,24}}?(?:{_SUFFIX})){_HOLDER}")
_BEHIND_DASH = re.compile(rf"——{_UNDER_TITLE.pattern}")
_OPENING = re.compile(
    rf"(?:(?:{YEAR.pattern}|今年)(?:度|以来|上半年)?[，,]?|今年以来[，,]?)?"
    rf"(?P<name>[\u4e00-\u9fff]{{2,22}}?(?:{_SUFFIX}))"
    r"(?=在|认真|坚持|紧紧|紧扣|紧密|深入|始终|按照|以|严格|积极|全面|持续|高度|切实|着力|聚焦|围绕|立足|牢牢|认真|共|，)"
)
_FIRST_HEADING = re.compile(r"[一1第（](?:(?<=[一1])[、.]|(?<=第)一|(?<=（)一）)")
_NO_NAME = re.compile(
    r"^[以为由把将]|^(?:认真|深入|坚持|全面|贯彻|落实|紧紧|积极|严格)|决策部署$|之处|[一二三四五六七八九十两]|组织|开展|举办|召开|完成|办理|推进|加强"
)
# 法治政府 and 数字政府 govern no place.
_NO_GOVERNMENT = re.compile(r"(?<!人民)(?<![省市区县州旗盟镇乡])政府$")
_LEADERS = "领导班子"
_SEAL = re.compile(r"（?(?:盖章|公章|签章|印章|章)）?")
_IN_BRACKETS = re.compile(r"（[^（）]*）$")
_SHORTEST_NAME = 2
_SIGNATURE_REACH = 200
# What a web page shows to whoever looks at it.
_TODAY = re.compile(r"(?:今天|现在|今日|当前时间)是?：?$")
_TODAY_REACH = 6
_SOURCE = "来源："
_SOURCE_NEAR, _LONGEST_PLACE = 60, 8
_OWN = re.compile(
    r"^(?:我|本|全|各|该|贵|市|县|区|省|镇|乡|局|委)(?:局|委|办|厅|院|所|站|中心|镇|乡|街道|单位|部门|区|市|县|场|校|处|队|委员会|办公室|政府)$"
    r"|^(?:街道|社区|学校|医院|机关|单位|部门)$"
)


def name_in_title(title: str) -> tuple[int, int] | None:
    """Return where in the folded `title` the agency's name stands, or None."""
    lead = len("关于") if title.startswith("关于") else 0
    if found := _named(_IN_BRACKETS.sub("", title[lead:])):
        return (found[0] + lead, found[1] + lead)
    if holder := _BEHIND_DASH.search(title):
        return holder.span("name")
    bracket = _IN_BRACKETS.search(title)
    named = bracket is not None and is_name(bracket[0][1:-1])
    return (bracket.start() + 1, bracket.end() - 1) if bracket and named else None


def _named(title: str) -> tuple[int, int] | None:
    offset, rest = _after_year(title)
    if government := _GOVERNMENT_REPORT.match(rest):
        return (offset, offset + government.end("body")) if government["place"] else None
    if not offset and (year := _YEARS.search(title)) and year.start() > 1:
        about = _ABOUT.search(title, 1, year.start())
        end = about.start() if about else year.start()
        work = _WORK_AT_END.search(title, 0, end)
        return (work and _named_at_start(title, 0, title[:end])) or _trimmed(title, 0, end)
    about = re.search("关于", rest)
    if about and about.start() > 1:
        return _trimmed(title, offset, offset + about.start())
    return _named_before_topic(title, offset, rest)


def _named_before_topic(title: str, offset: int, rest: str) -> tuple[int, int] | None:
    """Return the name in a title that has neither a year after it nor 关于."""
    kind = _KIND_AT_END.search(rest)
    subject = rest[: kind.start()] if kind else rest
    topic = _TOPIC.search(rest)
    if topic and topic.start() <= len(subject):
        if topic.start() < _SHORTEST_NAME:
            return None
        if _ENDS_IN_SUFFIX.search(subject[: topic.start()]):
            return _trimmed(title, offset, offset + topic.start())
        subject = subject[: topic.start()]
    return _named_at_start(title, offset, subject)


def _named_at_start(title: str, offset: int, subject: str) -> tuple[int, int] | None:
    """Return the name that `subject`, which stands at `offset` of `title`, begins with."""
    name = _NAME.match(subject)
    if name is None:
        return None
    end = name.end()
    while more := _EXTENSION.match(subject, end):
        end = more.end()
    return _trimmed(title, offset, offset + end)


def _after_year(title: str) -> tuple[int, str]:
    year = _YEARS.match(title)
    end = year.end() if year else 0
    return end, title[end:]


def _trimmed(title: str, start: int, end: int) -> tuple[int, int] | None:
    while end > start and title[end - 1] in "的年（—-·：】":
        end -= 1
    end -= len(_LEADERS) if title.endswith(_LEADERS, start, end) else 0
    if holder := _HOLDER_AT_END.search(title, start, end):
        end = holder.start()
    while start < end and title[start] in "）—-·：【":
        start += 1
    name = title[start:end]
    if (
        len(name) < 2
        or not re.match(r"(?![和及与的在对将从把以为并年])[\u4e00-\u9fff“]", name)
        or _OWN.match(name)
        or _NO_GOVERNMENT.search(name)
    ):
        return None
    return start, end


def is_agency(name: str) -> bool:
    """Tell whether the folded `name` ends as a public body's or a place's name does.

    A second name in brackets may follow.

    >>> is_agency("云岭市教育局"), is_agency("云岭市数据局（大数据中心）"), is_agency("云岭市教育")
    (True, True, False)
    """
    second = _IN_BRACKETS.search(name)
    if second and is_agency(second[0][1:-1]):
        name = name[: second.start()]
    return _ENDS_IN_SUFFIX.search(name) is not None


def is_body(name: str) -> bool:
    """Tell whether the folded `name` is a public body's, and not a place's."""
    return _ENDS_IN_BODY.search(name) is not None


def is_name(line: str) -> bool:
    """Tell whether the whole folded `line` is an agency's name."""
    plain = 3 <= len(line) <= 32 and not re.search(r"[\d#：]", line)
    return plain and is_agency(line) and not _OWN.match(line)


def completed(name: str, body: str) -> str:
    """Return `name` with the suffix that the body gives it where the title left it out."""
    if is_agency(name):
        return name
    found = re.search(rf"{re.escape(name)}(?:工作)?(?:{_SUFFIX})", body)
    return found[0] if found else name


def full_name(short: str, signed: str) -> str:
    """Return the name of `short` as the signature writes it out, else `short`.

    >>> full_name("市场监管局", "云岭市市场监督管理局办公室"), full_name("云岭镇", "云岭镇人民政府")
    ('云岭市市场监督管理局', '云岭镇')
    >>> full_name("语委办", "云岭市语言文字工作委员会办公室")
    '云岭市语言文字工作委员会办公室'
    """
    # An office signs for its agency, unless it is the office that reports (语委办).
    body = signed if short.endswith("办") else signed.removesuffix("办公室")
    # 县委政法委 is short for …政法委员会; 云岭镇 is no part of the name 云岭镇人民政府.
    ends_in_short = body.removesuffix("员会").endswith(short)
    written_out = is_agency(body) and (short not in body or ends_in_short)
    letters = iter(body)
    return body if written_out and all(letter in letters for letter in short) else short


@dataclass(frozen=True, slots=True)
class Signature:
    """The 落款 that closes a report (offsets into the cleaned text)."""

    start: int
    end: int
    agency: Range | None
    date: FoundDate | None
    """None where only the month is named."""


def find_signature(text: CleanText, start: int, end: int) -> Signature | None:
    """Return the agency and date that sign at the end of the stretch, or None.

    A date signs where it stands on a line of its own, or after the agency; a month
    without a day only under the agency's name.
    """
    folded = text.folded
    tail = max(start, end - _SIGNATURE_REACH)
    date = None
    for found in find_dates(folded, tail, end):
        closes = _closes(text, found.end, end)
        after = folded[found.end : found.end + 1]
        today = _TODAY.search(folded, max(tail, found.start - _TODAY_REACH), found.start)
        if (closes or after in "）)印（") and _signs(text, found.start) and not today:
            date = found
    if date is None:
        months = [m for m in MONTH.finditer(folded, tail, end) if _closes(text, m.end(), end)]
        return _signed_by(text, tail, months[-1].span(), None) if months else None
    signed = _signed_by(text, tail, (date.start, date.end), date)
    return signed or Signature(date.start, date.end, None, date)


def _signed_by(
    text: CleanText, tail: int, dated: tuple[int, int], date: FoundDate | None
) -> Signature | None:
    """Return the signature with the agency's name on a line between the text and its date."""
    folded, (start, end) = text.folded, dated
    before = max(tail, *(folded.rfind(mark, tail, start) + 1 for mark in "。！？；"))
    lines = [before, *text.breaks_within(before, start)]
    for line, line_end in reversed(list(zip(lines, [*lines[1:], start], strict=True))):
        name = _SEAL.sub("", folded[line:line_end]).strip("（）()[]*_—- ")
        name = name.rpartition("：")[2].lstrip("0123456789-")
        if is_name(name):
            at = folded.rindex(name, line, line_end)
            return Signature(at, end, Range(at, at + len(name)), date)
    return None


def _closes(text: CleanText, offset: int, end: int) -> bool:
    return offset == end or text.is_break(offset) or text.is_gap(offset)


def _signs(text: CleanText, start: int) -> bool:
    before = text.folded[max(0, start - 12) : start].rstrip("（( ")
    own_line = text.is_break(start) or text.is_gap(start) or text.folded[start - 1] in "（(：。"
    return own_line or is_agency(before)


def label_under(text: CleanText, start: int) -> Range | None:
    """Return the agency that a line such as 报送单位：… names under a title, or None."""
    label = _LABEL.search(text.folded, start, start + 80)
    if label is None:
        return None
    begin, end = label.span("name")
    end = min(end, text.next_gap(begin))
    return Range(begin, end) if is_agency(text.folded[begin:end]) else None


def source_under(text: CleanText, start: int, short: str) -> Range | None:
    """Return the source under a title that writes `short` out (来源：云岭市体育局), or None."""
    label = text.folded.find(_SOURCE, start, start + _SOURCE_NEAR)
    if label < 0:
        return None
    begins = label + len(_SOURCE)
    at = text.folded.find(short, begins, begins + _LONGEST_PLACE + len(short))
    return Range(begins, at + len(short)) if at > begins else None


def name_under(text: CleanText, start: int) -> Range | None:
    """Return the agency that a label under a title names, or its line there, or None."""
    if label := label_under(text, start):
        return label
    if not text.is_gap(start):
        return None
    # Behind the name may stand who reports.
    for end in (text.next_break(start), text.next_gap(start)):
        bracketed = text.folded[start] == "（" and text.folded[end - 1] == "）"
        source = len(_SOURCE) if text.folded.startswith(_SOURCE, start) else 0
        line = Range(start + bracketed + source, end - bracketed)
        if is_name(text.folded[slice(*line)]):
            return line
    return None


def holder_under(text: CleanText, start: int) -> Range | None:
    """Return the agency of who reports, named with a post under a title (某局局长某人), or None."""
    holder = _UNDER_TITLE.match(text.folded, start)
    return Range(*holder.span("name")) if holder else None


def name_in_body(text: CleanText, start: int, end: int) -> Range | None:
    """Return the agency that the label under the title or the opening names, or None."""
    folded = text.folded
    head = min(end, start + 400)
    if under := name_under(text, start):
        return under
    if holder := holder_under(text, start):
        return holder
    if behalf := _ON_BEHALF.search(folded, start, head):
        return Range(*behalf.span("name"))
    if post := _POST.search(folded, start, head):
        return Range(*post.span("name"))
    first_heading = _FIRST_HEADING.search(folded, start, head)
    for opening in _OPENING.finditer(
        folded, start, first_heading.start() if first_heading else head
    ):
        at = opening.start()
        opens = at == start or folded[at - 1] in "。，：" or text.is_break(at)
        if opens and not (_OWN.match(opening["name"]) or _NO_NAME.search(opening["name"])):
            return Range(*opening.span("name"))
    return None
