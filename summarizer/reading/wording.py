"""What each unit is about: by its block's heading and, where that does not say, by its wording."""

import re
from collections.abc import Iterator
from dataclasses import replace

from summarizer.domain.outline import Block, Category, Unit
from summarizer.domain.text import CleanText, Range
from summarizer.lexicon import any_of

_PLAN = re.compile(any_of("plan_cues"))
_ADMISSION = re.compile(any_of("admissions"))
_NOT_ADMISSION = re.compile(any_of("not_admissions"))
_DEFICIENCY = re.compile(any_of("deficiencies"))
_PLAN_ANYWHERE = re.compile(rf"(?<=[，；。])(?:{any_of('plan_cues').replace('^', '')}|[^，；]{{0,4}}{any_of('plan_turns')})")
_LONGEST_OPENING = 8


def categorise(text: CleanText, blocks: list[Block], default: Category) -> tuple[Block, ...]:
    """Return the blocks with the category of every unit set, units numbered from 1.

    `default` is what text is about that no heading and no cue says anything of.
    A unit that admits a shortcoming and goes on to plans becomes two.
    """
    done: list[Block] = []
    numbered = any(block.level for block in blocks)
    brief_opening = numbered and len(blocks[0].units) <= _LONGEST_OPENING
    number = 1
    for block in blocks:
        home = block.category or default
        if brief_opening and not block.level:
            units = [replace(unit, category=home) for unit in block.units]
        else:
            units = list(_units(text, block, home))
        units = [replace(unit, number=n) for n, unit in enumerate(units, start=number)]
        number += len(units)
        done.append(replace(block, units=tuple(units)))
    return tuple(done)


def _units(text: CleanText, block: Block, home: Category) -> Iterator[Unit]:
    mode = home
    for at, unit in enumerate(block.units):
        if unit.heading or home is Category.OTHER:
            yield replace(unit, category=home)
            continue
        wording = text.folded[unit.marker_end : unit.stretch.end]
        members_follow = at + 1 < len(block.units) and block.units[at + 1].member
        category, mode = _read(wording, unit.member, mode, home, members_follow, block)
        turn = _turn_to_plans(wording) if category is Category.PROBLEM else None
        if turn is None:
            yield replace(unit, category=category)
            continue
        cut = unit.marker_end + turn
        yield replace(unit, category=category, stretch=Range(unit.stretch.start, cut))
        yield Unit(0, Range(cut, unit.stretch.end), cut, False, False, False, Category.NEXT_STEP)
        mode = Category.NEXT_STEP


def _turn_to_plans(wording: str) -> int | None:
    """Return where a sentence that admits something turns to what will be done."""
    plan = _PLAN_ANYWHERE.search(wording)
    if plan is None:
        return None
    comma = max(wording.rfind(mark, 0, plan.start() + 1) for mark in "，；。")
    return comma + 1 if comma > 0 else None


def _read(
    wording: str,
    member: bool,
    mode: Category,
    home: Category,
    members_follow: bool,
    block: Block,
) -> tuple[Category, Category]:
    """Return the unit's own category, and the mode that holds after it."""
    admits = _admits(wording)
    if mode is not Category.NEXT_STEP and _PLAN.search(wording) and not admits:
        return Category.NEXT_STEP, Category.NEXT_STEP
    if mode is not Category.PROBLEM and admits:
        announces = wording.endswith("：") or members_follow
        lasting = announces or (home is Category.ACHIEVEMENT and block.heading is None)
        if lasting or _DEFICIENCY.search(wording):
            return Category.PROBLEM, Category.PROBLEM if lasting else mode
    if mode is Category.PROBLEM and home is not Category.PROBLEM:
        if not member and not _DEFICIENCY.search(wording):
            return home, home
    return mode, mode


def _admits(wording: str) -> bool:
    return (
        _ADMISSION.search(wording) is not None
        and _NOT_ADMISSION.search(wording) is None
        and "是否" not in wording
    )
