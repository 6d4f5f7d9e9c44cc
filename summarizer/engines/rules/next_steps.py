"""Next steps: every measure that is planned, also where a report files it under problems."""

import re
from collections.abc import Iterator
from itertools import pairwise

from summarizer.domain.outline import Block, Category, Outline, Unit
from summarizer.domain.summary import Claim
from summarizer.domain.text import CleanText, Range
from summarizer.engines.rules.clauses import (
    DASH,
    is_couplet,
    is_theme,
    opening,
    rest_of_member,
    section_of,
    segments,
    shortened,
    whole_member,
    wording,
)
from summarizer.lexicon import any_of, pattern
from summarizer.reading.wording import ANSWERS_ONE

# Bound once: to look a member up in its enum takes as long as a search does.
_NEXT_STEP = Category.NEXT_STEP
_LEAD_IN = re.compile(f"{any_of('plan_lead_ins')}$")
_LEADING = re.compile(
    r"[^。；：]{0,80}?(?:以下|如下|几|[一二三四五六七八九十](?=[个大项件方]))[^，。；：]{0,12}："
    r"|(?:[^，。；：]{0,24}，)?[^，。；：]{0,40}(?:推进|开展|做好|抓好)(?:各项|重点|相关)?工作："
    r"|[^，。；：]{0,10}(?:打算|计划|措施|安排|思路|步骤|建议)(?:是|为|有)?："
)
_NOT_PLANS = ("no_measures", "hollow", "form_words")
_SHORTEST = 4
_SEVERAL = 3
_SHORT_HEADING = 12
_ROOM = 44


def next_steps(text: CleanText, outline: Outline) -> Iterator[Claim]:
    """Yield every measure that the report announces."""
    for block in outline.blocks:
        units = [u for u in block.units if u.category is _NEXT_STEP]
        if not units:
            continue
        headed = units[0].heading and block.heading and block.stands_alone
        themed = block.level == 1 and any(unit.member for unit in units)
        if headed and not block.announces and not themed:
            yield _headed(text, block, units)
            continue
        if block.level and not units[0].heading and units[0] is block.units[0]:
            yield _claim(text, block, units[0].stretch, units[0].marker_end)
            units = units[1:]
            if not any(unit.member for unit in units):
                continue
        yield from _listed(text, block, [unit for unit in units if not unit.heading])


def _listed(text: CleanText, block: Block, units: list[Unit]) -> Iterator[Claim]:
    """Yield one claim for each list member; where there are none, for each sentence."""
    at_member = False
    heads = _paragraph_heads(text, units)
    for at, unit in enumerate(units):
        if unit.member or at in heads or text.folded.startswith(DASH, unit.stretch.start):
            at_member = True
            yield _member(text, block, units, at)
        elif at_member and not unit.paragraph:
            continue
        else:
            at_member = False
            members_follow = at + 1 < len(units) and units[at + 1].member
            parts = list(_measures(text, unit))
            if len(parts) == 1 and is_theme(text, parts[0]):
                continue
            for part in parts:
                if _plans(text, part, members_follow=members_follow):
                    yield _claim(text, block, part)


def _paragraph_heads(text: CleanText, units: list[Unit]) -> list[int]:
    """Return which units are short sentences that each head a paragraph (提升支撑力。建立…)."""
    heads = [
        at
        for at, (unit, after) in enumerate(pairwise(units))
        if unit.paragraph and not (after.paragraph or after.member or unit.member)
        if unit.stretch.end - unit.stretch.start <= _SHORT_HEADING
        if not is_theme(text, unit.stretch) and _plans(text, unit.stretch, members_follow=False)
    ]
    return heads if len(heads) > 1 else []


def _measures(text: CleanText, unit: Unit) -> Iterator[Range]:
    """Yield the measures of one sentence, parted by semicolons, without what leads in."""
    start, end = unit.stretch
    lead = _LEADING.match(text.folded, start, end)
    start = lead.end() if lead else start
    for part in segments(text.folded, Range(start, end)):
        # What a measure answers is no part of it.
        answers = ANSWERS_ONE.match(text.folded, *part)
        yield Range(answers.end(), part.end) if answers else part


def _plans(text: CleanText, stretch: Range, *, members_follow: bool) -> bool:
    folded, (start, end) = text.folded, stretch
    if end - start < _SHORTEST or _LEAD_IN.search(folded, start, end):
        return False
    if any(pattern(name).search(folded, start, end) for name in _NOT_PLANS):
        return False
    if is_couplet(text, stretch) and not pattern("heading_actions").match(folded, start):
        return False
    measures = len(pattern("heading_actions").findall(folded, start, end))
    if measures <= 1 and pattern("vows").search(folded, start, end):
        return False
    return measures >= _SEVERAL or not members_follow


def _claim(text: CleanText, block: Block, stretch: Range, said_from: int | None = None) -> Claim:
    said = Range(stretch.start if said_from is None else said_from, stretch.end)
    return Claim(_NEXT_STEP, shortened(text, said), (stretch,), section_of(text, block))


def _member(text: CleanText, block: Block, units: list[Unit], at: int) -> Claim:
    """Return a list member; one that is a heading of its own with its first detail."""
    unit = units[at]
    said = wording(text, Range(unit.marker_end, unit.stretch.end))
    detail = None
    if len(said) < _SHORT_HEADING:
        detail = opening(text, rest_of_member(units, at), _ROOM)
    if detail is None:
        return _claim(text, block, whole_member(units, at), unit.marker_end)
    added = wording(text, detail)
    told = added if said in added else f"{said}：{added}"
    return Claim(_NEXT_STEP, told, (unit.stretch, detail), section_of(text, block))


def _headed(text: CleanText, block: Block, units: list[Unit]) -> Claim:
    heading = block.heading or units[0].stretch
    said = wording(text, heading)
    detail = None
    if len(said) < _SHORT_HEADING:
        detail = opening(text, units[1:], _ROOM)
    if detail:
        said = f"{said}：{wording(text, detail)}"
    evidence = (heading, detail) if detail else (heading,)
    return Claim(_NEXT_STEP, said, evidence, section_of(text, block))
