"""What each unit is about: by its block's heading and, where that does not say, by its wording."""

import re
from collections.abc import Iterator
from dataclasses import replace

from summarizer.domain.outline import Block, Category, Unit
from summarizer.domain.text import CleanText, Range
from summarizer.reading.headings import subject_of
from summarizer.lexicon import any_of, pattern

_PLAN = re.compile(any_of("plan_cues"))
_ADMISSION = re.compile(any_of("admissions"))
_NOT_ADMISSION = re.compile(any_of("not_admissions"))
_DEFICIENCY = re.compile(any_of("deficiencies"))
_TURN = re.compile(rf"(?<=[，；。])[^，；。]{{0,12}}?(?:{any_of('plan_turns')}|(?P<duty>{any_of('duty_turns')}))")
_GLUED = re.compile(r"[\u4e00-\u9fff）]\d{6,}(?!\d*[.人元条件个项])")
_ANSWERS = re.compile(r"(?:为此|对此|针对(?:这些|上述|以上|存在|查摆|发现))")
_SUM_WORDS = re.compile(r"不足|差距|短板|困难|薄弱|挑战|弱项")
_BUT = re.compile(any_of("regrets"))
_FIRST_MEMBER = re.compile(r"一(?:是|要|则|方面)|首先|第一")
_ANNOUNCES = re.compile(r"(?:：|(?:以下|如下|几|[一二三四五六七八九十])[^，。]{0,8}(?:方面|工作|问题|措施|事)?[^，。]{0,6}。?)$")
_LONGEST_NAME = 14
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
    modes: list[tuple[int, Category]] = []
    for block in blocks:
        home = block.category or default
        while modes and modes[-1][0] >= block.level:
            modes.pop()
        if modes and not block.announces and block.level > 1:
            # What the text above turned to (…将做好以下工作：) holds for what it numbers.
            home = modes[-1][1]
        if brief_opening and not block.level:
            units = [replace(unit, category=home) for unit in block.units]
        else:
            units = list(_units(text, block, home))
        units = [replace(unit, number=n) for n, unit in enumerate(units, start=number)]
        last = units[-1] if units and not units[-1].heading else None
        turned = home
        if last and last.category in {Category.PROBLEM, Category.NEXT_STEP}:
            if not block.leaf:
                turned = last.category
            elif modes and _ANNOUNCES.search(text.folded[slice(*last.stretch)]):
                # It leads into the next list of its own level.
                modes[-1] = (modes[-1][0], last.category)
        modes.append((block.level, turned))
        number += len(units)
        done.append(replace(block, units=tuple(units)))
    return tuple(done)


def _units(text: CleanText, block: Block, home: Category) -> Iterator[Unit]:
    mode = list_mode = home
    announced = True
    for at, unit in enumerate(block.units):
        if unit.heading or home is Category.OTHER:
            yield replace(unit, category=home)
            continue
        wording = text.folded[unit.marker_end : unit.stretch.end]
        if _GLUED.search(wording) or pattern("form_words").search(wording):
            # A table run together: headings of columns, figures with no words between.
            yield replace(unit, category=Category.OTHER)
            continue
        if unit.member and (section := _section_name(wording, block)):
            mode = list_mode = section
            yield replace(unit, category=mode, heading=True)
            continue
        if unit.member:
            # The members of one list are about one thing, whatever an aside in one says.
            first = _FIRST_MEMBER.match(text.folded, unit.stretch.start) is not None
            mode = mode if first or announced else list_mode
            list_mode, announced = mode, False
        members_follow = at + 1 < len(block.units) and block.units[at + 1].member
        category, mode = _read(wording, unit, mode, home, members_follow, block)
        announced = announced or _ANNOUNCES.search(wording) is not None
        turn = _TURN.search(wording) if category is Category.PROBLEM else None
        if turn is None:
            yield replace(unit, category=category)
            continue
        cut = unit.marker_end + turn.start()
        yield replace(unit, category=category, stretch=Range(unit.stretch.start, cut))
        yield Unit(0, Range(cut, unit.stretch.end), cut, False, False, False, Category.NEXT_STEP)
        if not turn["duty"]:
            mode = Category.NEXT_STEP


def _section_name(wording: str, block: Block) -> Category | None:
    """Return what a list member is about that is the name of a section (第四、困惑与不足。)."""
    if len(wording) > _LONGEST_NAME or block.announces:
        return None
    subject = subject_of(wording, None, outermost=False).category
    return subject if subject in {Category.PROBLEM, Category.NEXT_STEP} else None


def _read(
    wording: str,
    unit: Unit,
    mode: Category,
    home: Category,
    members_follow: bool,
    block: Block,
) -> tuple[Category, Category]:
    """Return the unit's own category, and the mode that holds after it."""
    admits = _admits(wording) or (
        home is Category.PROBLEM and _ADMISSION.search(wording) is not None
    )
    answers = _ANSWERS.match(wording) is not None
    if mode is not Category.NEXT_STEP and _PLAN.search(wording) and (answers or not admits):
        # Under a heading of work done a plan is an aside, unless it leads into a list.
        aside = home is Category.ACHIEVEMENT and block.heading is not None and not block.announces
        aside = aside and not (members_follow or unit.paragraph) and not _ANNOUNCES.search(wording)
        return Category.NEXT_STEP, mode if aside else Category.NEXT_STEP
    if mode is not Category.PROBLEM and admits:
        announces = wording.endswith("：") or members_follow
        specific = _DEFICIENCY.search(_SUM_WORDS.sub("", wording)) is not None
        lasting = announces or not specific or block.heading is None
        if lasting or specific:
            return Category.PROBLEM, Category.PROBLEM if lasting else mode
    if mode is Category.PROBLEM and home is not Category.PROBLEM:
        if not unit.member and not _DEFICIENCY.search(wording):
            return home, home
    return mode, mode


def _admits(wording: str) -> bool:
    if _BUT.match(wording) and _DEFICIENCY.search(wording):
        return True
    return (
        _ADMISSION.search(wording) is not None
        and _NOT_ADMISSION.search(wording) is None
        and "是否" not in wording
    )
