"""Problems: every shortcoming admitted, one by one."""

import re
from collections.abc import Iterator

from summarizer.domain.outline import Block, Category, Outline, Unit
from summarizer.domain.summary import Claim
from summarizer.domain.text import CleanText, Range
from summarizer.engines.rules.clauses import clauses, section_of, wording
from summarizer.lexicon import pattern

_RUN_ON = re.compile(
    r"(?P<lead>[^。；]*?(?:存在|表现[在为]|集中[在于]|面临|包括|主要[是有]|如|还有|问题[是有])(?:着|的|了|在)?(?:一些|以下|诸如)?：?)"
    r"(?P<members>[^。；]*?)(?P<tail>等?(?:一?些)?(?:方面)?的?(?:问题|不足|现象|短板|困难|情况|薄弱环节|矛盾|挑战|差距)[^，。；]{0,8}[，。；]?|等[，。；]?)$"
)
_MEMBER = re.compile(r"(?:“[^”]{0,60}”|《[^》]{0,60}》|（[^）]{0,60}）|[^、，；。“《（]|[“《（])+?(?:[、，；。]+|$)")
_CONSEQUENCE = re.compile(
    r"(?:导致|造成|致使|使得|影响|制约了?|例如|比如|譬如|如|特别是|尤其是?|且|并且|而且|容易|难免|从而|进而|因此|以致|可能|有的|甚至|离|与|距|同|但与|虽然?|尽管|由于|因|对照|相比|针对)"
)
_CONCESSION = re.compile(r"(?:虽然?|尽管|取得|在.{2,40}的同时|肯定成绩)")
_LEAD_IN = re.compile(
    r"(?:：|如下[。：]?|以下.{0,16}|主要(?:表现|体现|问题|是|有).{0,3}|(?:存在|仍有|还有|尚有|面临|有着?|一些|许多|不少|诸多|一定|较大|较多|很多|很大|差距|不足|问题|困难)[的着]?(?:问题|不足|差距|短板|困难|薄弱环节|挑战)(?:之处)?(?:需要?改进)?和?(?:问题|不足|差距|短板|困难|挑战)?)[，。：；]*$"
)
_LABELLED = re.compile(r"[^，。；：]{2,12}：|.{0,12}(?:如下|以下)")
_SHORTEST = 4
_LONGEST_LABEL = 100


def problems(text: CleanText, outline: Outline) -> Iterator[Claim]:
    """Yield every shortcoming that the report admits."""
    for block in outline.blocks:
        units = [u for u in block.units if u.category is Category.PROBLEM]
        if not units:
            continue
        if block.level and not units[0].heading and units[0] is block.units[0]:
            yield from _sentence(text, block, units[0], certain=True)
            units = units[1:]
        elif block.leaf and units[0].heading and block.heading and not _announces(text, block):
            yield _claim(text, block, block.heading)
            continue
        yield from _listed(text, block, [u for u in units if not u.heading])


def _announces(text: CleanText, block: Block) -> bool:
    """Tell whether the heading names the section (存在问题) and no shortcoming of its own."""
    heading = text.folded[slice(*block.heading)] if block.heading else ""
    named = pattern("headings_problems").search(heading)
    return named is not None and (
        pattern("deficiencies").sub("", heading) == heading or len(heading) <= 8
    )


def _listed(text: CleanText, block: Block, units: list[Unit]) -> Iterator[Claim]:
    members = any(unit.member for unit in units)
    at_member = False
    for at, unit in enumerate(units):
        if unit.member:
            at_member = True
            yield from _sentence(text, block, unit, certain=True)
        elif at_member and not unit.paragraph and not _LABELLED.match(text.folded, *unit.stretch):
            continue
        else:
            at_member = False
            followed = at + 1 < len(units) and members
            if not (followed and _leads_in(text, unit)):
                yield from _sentence(text, block, unit, certain=False)


def _leads_in(text: CleanText, unit: Unit) -> bool:
    return _LEAD_IN.search(text.folded, unit.stretch.start, unit.stretch.end) is not None


def _sentence(text: CleanText, block: Block, unit: Unit, certain: bool) -> Iterator[Claim]:
    """Yield the shortcomings of one sentence; a list member is `certain` to hold one."""
    stretch = Range(unit.marker_end, unit.stretch.end)
    found = list(_shortcomings(text, stretch))
    if not found and certain:
        first = next(iter(clauses(text, stretch)), stretch)
        found = [first]
    for one in found:
        yield _claim(text, block, one)


def _shortcomings(text: CleanText, stretch: Range) -> Iterator[Range]:
    """Yield the clauses that each name a shortcoming, subject included."""
    folded = text.folded
    run_on = _RUN_ON.match(folded, *stretch)
    if run_on and pattern("deficiencies").search(run_on["members"]):
        yield from _members(text, run_on)
        return
    pending: int | None = None
    for clause in clauses(text, _without_label(folded, stretch)):
        lacking = pattern("deficiencies").search(folded, *clause)
        if _CONCESSION.match(folded, *clause) and not folded.startswith("虽", clause.start):
            pending = None
            continue
        if lacking and not _is_lead(folded, clause):
            begins = clause.start if pending is None else pending
            if _CONSEQUENCE.match(folded, *clause) and pending is None:
                begins = clause.start
            yield from _parted(text, Range(begins, clause.end))
            pending = None
        elif _CONSEQUENCE.match(folded, *clause) or _is_lead(folded, clause):
            pending = None
        elif pending is None:
            pending = clause.start


def _parted(text: CleanText, stretch: Range) -> Iterator[Range]:
    """Yield the parts of A偏弱、B不足 where each is a shortcoming by itself."""
    parts = [Range(*m.span()) for m in _MEMBER.finditer(text.folded, *stretch)]
    lacking = pattern("deficiencies")
    if all(b - a > _SHORTEST and lacking.search(text.folded, a, b) for a, b in parts):
        yield from parts
    else:
        yield stretch


def _members(text: CleanText, run_on: re.Match[str]) -> Iterator[Range]:
    """Yield the members of 存在A、B、C等问题; a member with no predicate joins the next."""
    folded = text.folded
    start, end = run_on.span("members")
    begins = start
    for member in _MEMBER.finditer(folded, start, end):
        if pattern("deficiencies").search(folded, member.start(), member.end()):
            yield Range(begins, member.end())
            begins = member.end()


def _is_lead(folded: str, clause: Range) -> bool:
    return _LEAD_IN.search(folded, *clause) is not None and (
        pattern("deficiencies").search(re.sub(r"不足|差距|短板|困难|薄弱|挑战", "", folded[slice(*clause)]))
        is None
    )


def _without_label(folded: str, stretch: Range) -> Range:
    """Leave out a label before a colon (东区：…, 主要表现在：…)."""
    colon = folded.find("：", stretch.start, min(stretch.end, stretch.start + _LONGEST_LABEL))
    if stretch.start < colon < stretch.end - _SHORTEST:
        return Range(colon + 1, stretch.end)
    return stretch


def _claim(text: CleanText, block: Block, stretch: Range) -> Claim:
    return Claim(Category.PROBLEM, wording(text, stretch), (stretch,), section_of(text, block))
