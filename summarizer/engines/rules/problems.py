"""Problems: every shortcoming admitted, one by one."""

import re
from collections.abc import Iterator

from summarizer.domain.outline import Block, Category, Outline, Unit
from summarizer.domain.summary import Claim
from summarizer.domain.text import CleanText, Range
from summarizer.engines.rules.clauses import (
    DASH,
    clauses,
    section_of,
    segments,
    wording,
)
from summarizer.lexicon import any_of, pattern

# Bound once: to look a member up in its enum takes as long as a search does.
_PROBLEM, _NEXT_STEP = Category.PROBLEM, Category.NEXT_STEP
_ANSWERING = (_NEXT_STEP, Category.ACHIEVEMENT)
_LACKING = pattern("deficiencies")
_SHORTCOMING = r"(?:问题|不足|现象|短板|困难|情况|情形|薄弱环节|弱项|矛盾|挑战|差距|距离|遗憾)"
_CLOSES_LIST = re.compile(
    rf"等(?:一?些|诸多)?(?:方面)?的?(?:突出|实际|客观)?{_SHORTCOMING}|等[，。；]|的(?:突出)?问题(?!尚|还|仍|依然|较|比较|突出|长期|整改|解决|处[理置]|没有?|未|得不到)"
)
# One predicate for all that is named before: A、B的问题较为突出 is one shortcoming.
_OF_ALL = re.compile(
    r"(?:的(?:问题|矛盾)|现象)(?:(?:还|仍|依然|比?较|较为|十分|尤为|相对|更加|日益)*(?:突出|严重|普遍|明显)"
    r"|(?:尚未|没有|未能?|得不到|仍未)[^，。；]{2,12})[，。；]?$"
)
_OPENS_LIST = re.compile(
    r"[^，；。、]*?(?:存在(?!困难[、，。])|表现[在为出]|体现[在为]|集中[在于]+|面临|暴露出|反映出|包括|主要[是有为]|诸?如|问题[是有]|针对(?!性))(?:着|的|了|在)*(?:当前|目前|一些|以下)*：?"
)
# 发现难、取证难 tells one thing of its subject; 停车难、就医难 are two.
_SAME_SUBJECT = r"(?<=[\u4e00-\u9fff]{3}难)(?:、[\u4e00-\u9fff]{2}难)+"
_MEMBER = re.compile(
    rf"(?:[^、，；。“《（]++|{_SAME_SUBJECT}|“[^”]{{0,60}}”|《[^》]{{0,60}}》|（[^）]{{0,60}}）|[“《（])+?"
    rf"(?:(?!{_SAME_SUBJECT})[、，；。]+|$)"
)
# 城市体检、房屋排查等专项信息公开滞后 is one shortcoming of several things.
_ENUMERATES = re.compile(r"[^、，。；]{1,14}等(?!问题|现象|情况|方面|不足|[、，。；])")
_ASIDE = re.compile(
    rf"(?:{any_of('regrets')}，?|如(?![何果期实今此同下])|(?:主要|突出)?(?:集中|表现|体现|反映)(?:在|为|于)|{any_of('asides')}，?)+"
)
# That there is one, before what it is: 当前商务工作存在外贸主体规模小.
_LEAD = re.compile(
    r"(?:当前|目前|现阶段|我[们局委县市区镇乡院校所站])?(?:[\u4e00-\u9fff]{2,4}工作)?(?:中|上)?"
    r"(?:仍然?|还|尚|依然|也|客观上?|不同程度地?)*(?:存在|面临)(?:着|的|一是|：)?"
)
_CONSEQUENCE = pattern("consequences")
_FOR_EXAMPLE = ("比如", "例如", "譬如")
_BACKGROUND = pattern("shortcoming_grounds")
_UNFIT = re.compile(
    r"受[^，。]{2,40}影响，$|[与同和][^，]*(?:不相适应|不适应|不匹配|有差距|相比)[，。]?$"
)
_CONCESSION = pattern("concessions")
_ANNOUNCES = re.compile(
    rf"(?:如下|以下.{{0,16}}|主要(?:表现|体现|问题|是|有).{{0,3}}"
    rf"|(?:存在|仍有|还有|尚有|面临|有着?|[一二两三四五六几多]个?方面|一些|许多|不少|不小|诸多|一定|较大|较多|很多|很大|差距|不足|问题|困难|短板|正视|直面|自身)[的着]?{_SHORTCOMING}(?:之处)?(?:需要?(?:引起)?(?:高度|足够)?(?:改进|重视|关注))?(?:[和与、]{_SHORTCOMING})*(?:(?:依然|仍然?|还|也)?(?:不少|较多|很多|突出|明显))?|不尽如?人意(?:的地方|之处)?|不(?:少|足|多)?短板弱项)$"
)
_SUMS_UP = re.compile(
    r"(?:主要|一些|存在的?|但|也|面临的?|工作中?|困难|和|的|我[局镇县区市]){0,4}(?:问题|不足|短板|困难|差距|薄弱环节|挑战)(?:[和与、](?:问题|不足|短板|困难|差距|薄弱环节|挑战))?(?:依然|仍然?|还|也|同样)?(?:很|较)?(?:不少|较多|很多|突出|明显)[，。]?$"
    r"|[^，。]{0,8}(?:困难|问题|挑战|压力|不足|机遇)(?:和|与|、)(?:困难|问题|挑战|压力|机遇)并存[，。]?$"
)
# What is said of those named before: 这些问题，需要认真解决. 对此，我们将认真加以改进.
_THESE_PROBLEMS = re.compile(
    rf"(?:对于?|针对)?(?:这[些一]|以上|上述|此类)[^，。；]{{0,6}}{_SHORTCOMING}"
    r"|[对为]此，[^。；]{0,40}(?:解决|改进|整改|克服|改正)|这些都?[有需]"
)
# In a list of shortcomings 主体责任落实有差距 is one of them.
_THESE = re.compile(
    r"[^，。；：]*：|对?于?这些|以上|上述|此类|凡此|总之|[^，。；]{0,4}(?:问题|不足|困难|短板)"
)
_GENERAL = re.compile(
    r"[我本]|工作|方面|(?:离|与|距|同|但与|对照|相比)"
    r"|(?:但|也|仍然?|还|尚|依然)*(?:有|存在)[着了]?(?:一些|许多|不少|诸多|一定|不小|以下)"
)
_SUM_WORDS = re.compile(r"不尽如?人意|弱项|不足|差距|短板|困难|薄弱|挑战|需要?改进|不少|较多|很多")
_TOWARDS = re.compile(rf"针对(?P<what>[^。]{{0,80}}?)(?:等|的){{1,2}}(?:突出|实际)?{_SHORTCOMING}")
_LABELLED = re.compile(
    r"[^，。；：]{2,12}：|.{0,12}(?:如下|以下)|究其原因|(?:其|主要)?原因(?:主要)?[是在]"
    rf"|(?:产生|造成|出现|导致)(?:这些|以上|上述|此类)[^，。；]{{0,6}}{_SHORTCOMING}的(?:主要)?原因，|分析(?:这些|以上|上述)[^，。；]{{0,6}}{_SHORTCOMING}，"
)
# What adds to what a heading has told.
_ADDS = re.compile(rf"另外|此外|还有|再[者次]|{_LABELLED.pattern}")
_NUMBER = re.compile("[0-9]")
_TWO_SIDES = 2
_SHORTEST = 4
_SHORTEST_MEMBER = 3
_SHORTEST_CLAUSE = 8
_LONGEST_LABEL = 100
_LONGEST_GENERAL = 11


def problems(text: CleanText, outline: Outline) -> Iterator[Claim]:
    """Yield every shortcoming that the report admits."""
    for block in outline.blocks:
        yield from _named_in_plans(text, block)
        units = [
            u
            for u in block.units
            if u.category is _PROBLEM and not _THESE_PROBLEMS.match(text.folded, u.stretch.start)
        ]
        if not units:
            continue
        if block.level and not units[0].heading and units[0] is block.units[0]:
            yield from _sentence(text, block, units[0], certain=True)
            units = units[1:]
        elif (
            block.stands_alone
            and block.units[0].heading
            and not block.announces
            and units[0] is block.units[0]
        ):
            yield from _headed(text, block, units)
            rest = [unit for unit in units[1:] if _ADDS.match(text.folded, *unit.stretch)]
            yield from _listed(text, block, rest)
            continue
        yield from _listed(text, block, [u for u in units if not u.heading])


def _headed(text: CleanText, block: Block, units: list[Unit]) -> Iterator[Claim]:
    """Yield what a heading tells; one that names a field (思想认识方面) with what lacks."""
    heading = block.heading or units[0].stretch
    if text.folded.endswith("方面", *heading):
        yield from _listed(text, block, units[1:])
        return
    if not _LACKING.search(text.folded, *heading):
        under = (found for unit in units[1:] for found in _shortcomings(text, unit.stretch))
        if detail := next(under, None):
            told = f"{wording(text, heading)}：{wording(text, detail)}"
            yield Claim(_PROBLEM, told, (heading, detail), section_of(text, block))
            return
    yield from _stretch(text, block, heading, certain=True)


def _named_in_plans(text: CleanText, block: Block) -> Iterator[Claim]:
    """Yield the shortcomings that a plan, or work done, names as what it answers.

    针对…的突出问题; in work done only where a comma follows: 针对…等问题，举办培训.
    """
    units = block.units
    # One look spares one for each.
    if not units or text.folded.find("针对", units[0].stretch.start, units[-1].stretch.end) < 0:
        return
    for unit in units:
        if unit.category in _ANSWERING and text.folded.find("针对", *unit.stretch) >= 0:
            for towards in _TOWARDS.finditer(text.folded, *unit.stretch):
                done = unit.category is not _NEXT_STEP
                if done and not text.folded.startswith("，", towards.end()):
                    continue
                stretch = Range(*towards.span("what"))
                lacks = _LACKING.search(towards["what"])
                for part in _parted(text, stretch, stretch.end, first=True) if lacks else ():
                    yield _claim(text, block, part)


def _listed(text: CleanText, block: Block, units: list[Unit]) -> Iterator[Claim]:
    at_member = False
    for at, unit in enumerate(units):
        start, end = unit.stretch
        dash = text.folded.startswith(DASH, start)
        if unit.member or dash:
            at_member = True
            words = start + len(DASH) if dash else unit.marker_end
            yield from _stretch(text, block, Range(words, end), certain=True)
        elif at_member and _goes_on(text.folded, units[at - 1], unit):
            continue
        else:
            at_member = False
            followed = at + 1 < len(units) or not block.leaf or any(_named_in_plans(text, block))
            if not (followed and _leads_in(text, unit)):
                found = list(_sentence(text, block, unit, certain=False))
                yield from found or _unnamed(text, block, unit)


def _goes_on(folded: str, before: Unit, unit: Unit) -> bool:
    """Tell whether a sentence only details the list member that `before` belongs to."""
    next_to = before.stretch.end == unit.stretch.start and not unit.paragraph
    return next_to and not _ADDS.match(folded, *unit.stretch)


def _unnamed(text: CleanText, block: Block, unit: Unit) -> Iterator[Claim]:
    """Yield a sentence that names no shortcoming by any word known, where it is all there is.

    It stands under 存在问题, or says at least where (在公开的全面性方面仍存在许多不足).
    """
    if pattern("says_none").match(text.folded, *unit.stretch):
        return
    kinds = [_kind(text.folded, clause) for clause in clauses(text, unit.stretch)]
    where = text.folded.find("方面", *unit.stretch) > 0
    labelled = _without_label(text.folded, unit.stretch) != unit.stretch
    vague = "announcing" in kinds and not labelled and (block.announces or where)
    ended = text.folded[unit.stretch.end - 1] in "。；"
    if vague or (block.announces and ended and kinds[0] == "subject"):
        yield _claim(text, block, unit.stretch)


def _leads_in(text: CleanText, unit: Unit) -> bool:
    last = list(clauses(text, unit.stretch))[-1]
    return _kind(text.folded, last) == "announcing"


def _sentence(text: CleanText, block: Block, unit: Unit, *, certain: bool) -> Iterator[Claim]:
    yield from _stretch(text, block, Range(unit.marker_end, unit.stretch.end), certain=certain)


def _stretch(text: CleanText, block: Block, stretch: Range, *, certain: bool) -> Iterator[Claim]:
    """Yield the shortcomings of a sentence; a list member is `certain` to hold one."""
    found = list(_shortcomings(text, stretch))
    if not found and certain:
        found = [next(iter(clauses(text, stretch)), stretch)]
    for one in found:
        yield _claim(text, block, one)


def _shortcomings(text: CleanText, stretch: Range) -> Iterator[Range]:
    """Yield the clauses that each name a shortcoming, subject included.

    Parts between semicolons are alike: where one is a shortcoming, all are.
    """
    whole = _without_label(text.folded, stretch)
    parts = list(segments(text.folded, whole))
    found = [list(_in_segment(text, part)) for part in parts]
    if any(found):
        for part, shortcomings in zip(parts, found, strict=True):
            yield from shortcomings or (_without_background(text, part) if len(parts) > 1 else ())


def _without_background(text: CleanText, segment: Range) -> Iterator[Range]:
    """Yield a segment that names no shortcoming by any word known, but stands among some."""
    kinds = [(_kind(text.folded, clause), clause) for clause in clauses(text, segment)]
    subjects = [clause for kind, clause in kinds if kind == "subject"]
    if subjects:
        yield Range(subjects[0].start, segment.end)


def _in_segment(text: CleanText, segment: Range) -> Iterator[Range]:
    pending: int | None = None
    first = True
    closing = _CLOSES_LIST.search(text.folded, *segment)
    listed_until = closing.start() if closing else segment.start
    before = ""
    for whole_clause in clauses(text, segment):
        clause = _example(text.folded, whole_clause) if before == "announcing" else whole_clause
        kind = before = _kind(text.folded, clause)
        if kind == "announcing" and not first and not _THESE.match(text.folded, *clause):
            kind = "lacking"
        if kind == "lacking":
            joins = pending is not None and not _ASIDE.match(text.folded, *clause)
            whole = Range(pending, clause.end) if joins and pending is not None else clause
            yield from _parted(text, whole, listed_until, first=first)
            first = False
        if kind != "subject":
            pending = None
        elif pending is None and not _NUMBER.search(text.folded, *clause):
            pending = clause.start


def _example(folded: str, clause: Range) -> Range:
    """Return a clause without the word that makes it an example of what was announced."""
    shift = 2 if folded.startswith(_FOR_EXAMPLE, clause.start) else 0
    return Range(clause.start + shift, clause.end)


def _kind(folded: str, clause: Range) -> str:
    """Return what a clause does among shortcomings."""
    start, end = clause
    if folded[end - 1] == "：":
        return "announcing"
    if aside := _ASIDE.match(folded, start, end):
        start = aside.end()
    if end - start < 3:
        return "aside"
    if _CONCESSION.match(folded, start, end) and "但" not in folded[start:end]:
        return "concession"
    if _announces(folded, start, end):
        return "announcing"
    if _CONSEQUENCE.match(folded, start, end) or _THESE_PROBLEMS.match(folded, start, end):
        return "consequence"
    if _UNFIT.match(folded, start, end):
        return "background"
    if _LACKING.search(folded[start:end]):
        return "lacking"
    return "background" if _BACKGROUND.match(folded, start, end) else "subject"


def _announces(folded: str, start: int, end: int) -> bool:
    """Tell whether a clause says that there are shortcomings, and not which."""
    if _SUMS_UP.match(folded, start, end):
        return True
    while end > start and folded[end - 1] in "，。：；":
        end -= 1
    if not _ANNOUNCES.search(folded, start, end):
        return False
    general = (
        end - start <= _LONGEST_GENERAL
        or _GENERAL.match(folded, start, end) is not None
        or folded.find("工作", start, end) > 0
    )
    named = _SUM_WORDS.sub("、", folded[start:end])
    return general and _LACKING.search(named) is None


def _parted(text: CleanText, stretch: Range, listed_until: int, *, first: bool) -> list[Range]:
    """Return the members of a list of shortcomings (A、B、C等问题), else `stretch` itself.

    `listed_until` is where such a list closes, if one stands here; what comes
    before 存在 leads into it where this is the `first` shortcoming named.
    """
    folded = text.folded
    start, end = stretch
    if aside := _ASIDE.match(folded, start, end):
        start = aside.end()
    lead = _LEAD.match(folded, start, end) if first else None
    if lead and _LACKING.search(folded[lead.end() : end]):
        start = lead.end()
    stop = min(end, max(listed_until, start)) if listed_until > start else end
    opening = _OPENS_LIST.match(folded, start, stop) if first and stop <= listed_until else None
    if opening and _LACKING.search(folded[opening.end() : stop]):
        start = opening.end()
    if listed_until <= start and _OF_ALL.search(folded, start, end):
        return [Range(start, end)]
    members, begins = [], start
    # A slice, since what stands before is no part of the first member.
    for member in _MEMBER.finditer(folded[start:stop]):
        closed = start + member.end()
        if _ENUMERATES.match(folded, closed, stop) and not _LACKING.search(folded[begins:closed]):
            continue
        if len(folded[begins:closed].rstrip("、，；。")) >= _SHORTEST_MEMBER:
            members.append(Range(begins, closed))
            begins = closed
    if stop <= listed_until and len(members) > 1:
        return members
    lacking = all(_LACKING.search(folded[a:b]) for a, b in members)
    if len(members) == _TWO_SIDES:
        lacking = lacking and min(b - a for a, b in members) >= _SHORTEST_CLAUSE
    return members if lacking and len(members) > 1 else [Range(start, stop)]


def _without_label(folded: str, stretch: Range) -> Range:
    """Leave out a label before a colon (东区：…, 主要表现在：…)."""
    colon = folded.find("：", stretch.start, min(stretch.end, stretch.start + _LONGEST_LABEL))
    if stretch.start < colon < stretch.end - _SHORTEST:
        return Range(colon + 1, stretch.end)
    return stretch


def _claim(text: CleanText, block: Block, stretch: Range) -> Claim:
    return Claim(_PROBLEM, wording(text, stretch), (stretch,), section_of(text, block))
