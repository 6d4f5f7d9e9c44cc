"""Achievements: the lowest numbered heading, else a list member, else a sentence."""

import re
from collections.abc import Iterator

from summarizer.domain.outline import Block, Category, Outline, Unit
from summarizer.domain.summary import Claim
from summarizer.domain.text import CleanText, Range
from summarizer.engines.rules.clauses import (
    has_quantity,
    is_couplet,
    is_theme,
    opening,
    rest_of_member,
    section_of,
    shortened,
    telling,
    wording,
)
from summarizer.lexicon import pattern
from summarizer.reading.headings import is_generic, names_no_field

# Bound once: to look a member up in its enum takes as long as a search does.
_ACHIEVEMENT, _OTHER = Category.ACHIEVEMENT, Category.OTHER
_ADDED = re.compile(r"(?:其中|包括|确保|从而|使得?|这些|通过这)")
_LEAD_IN = re.compile(r"(?:：|如下[。：]?|以下.{0,12}方面.{0,6})$")
_COUNTED = re.compile(r"[1-9](?<![\d.].)\d{0,4}(?![\d年月日号])")
_CASES = re.compile(r"复议|诉讼")
_GLUED = re.compile(r"[0-9](?<!\d\d)\d{5,}+(?![.人元条件个项])")
_SHORTEST = 10
_LONGEST_OPENING = 8
_LONGEST_LEAD = 4
_MANY = 4
_CHAPTERS = 4
_SHORTEST_UNENDED = 30
_SHORT_HEADING = 10
_LONGEST_HEAD = 18
# The lowest numbered heading is told as such, whatever its paragraphs open with.
_INNER_NUMBER = frozenset("（123456789①②③④⑤⑥⑦⑧⑨")
_FACT_ROOM = 44
_LONG = 220


def achievements(text: CleanText, outline: Outline) -> Iterator[Claim]:
    """Yield what the report says was done or reached."""
    flat = outline.blocks[0].level == 0 and len(outline.blocks[0].units) > _LONGEST_OPENING
    flat = flat or len(outline.blocks) == 1
    chapters = sum(_is_chapter(text, block) for block in outline.blocks)
    for block in outline.blocks:
        if block.category is _OTHER and block.heading:
            yield from _elsewhere(text, block)
            continue
        units = [u for u in block.units if u.category is _ACHIEVEMENT]
        if not units:
            continue
        if block.level == 0 and not flat:
            yield from _intro(text, block, units)
        elif not block.stands_alone and not (block.announces and len(units) > _LONGEST_LEAD):
            yield from _lead(text, block, units)
        elif block.heading is None and block.level:
            yield _claim(text, block, units[0].stretch, units[0].marker_end)
        elif _is_list(text, block, chapters):
            begun = block.level == 0 and len(units) > 1 and not _tells(text, units[0])
            yield from _listed(text, block, units[begun:])
        else:
            yield from _headed(text, block, units)


def _is_chapter(text: CleanText, block: Block) -> bool:
    """Tell whether a block of the first level is a chapter, or heads some on a field it names."""
    if block.level != 1 or block.stands_alone:
        return block.level == 1
    named = block.heading if block.category is None else None
    return named is not None and not names_no_field(text.folded[slice(*named)])


def _is_list(text: CleanText, block: Block, chapters: int) -> bool:
    """Tell whether a block lists work under a heading that names none (工作开展情况).

    Of many `chapters`, one on a subject of its own (疫情防控工作) is about that.
    """
    if block.heading is None:
        return True
    heading = text.folded[slice(*block.heading)]
    if block.level > 1 or not is_generic(heading):
        return False
    return chapters < _CHAPTERS or names_no_field(heading)


def _intro(text: CleanText, block: Block, units: list[Unit]) -> Iterator[Claim]:
    for unit in units:
        ritual = pattern("hollow").search(text.folded, *unit.stretch)
        if not ritual and _tells(text, unit) and _states(text, unit):
            yield _claim(text, block, unit.stretch)


def _tells(text: CleanText, unit: Unit) -> bool:
    """Tell whether a sentence has a figure or an honour: an opening without is ritual."""
    honoured = pattern("honours").search(text.folded, *unit.stretch) is not None
    return honoured or has_quantity(text, unit.stretch)


def _elsewhere(text: CleanText, block: Block) -> Iterator[Claim]:
    """Yield what was done and counted in a section of other matters; tables are left out."""
    if block.heading and _CASES.search(text.folded, *block.heading):
        return
    for unit in block.units:
        counted = has_quantity(text, unit.stretch) and _COUNTED.search(text.folded, *unit.stretch)
        told = text.folded[unit.stretch.end - 1] in "。；"
        if counted and told and not unit.heading and _states(text, unit):
            yield _claim(text, block, unit.stretch)


def _lead(text: CleanText, block: Block, units: list[Unit]) -> Iterator[Claim]:
    """Yield the figures and honours that stand under a heading before its sub-headings."""
    for unit in units:
        if not unit.heading and has_quantity(text, unit.stretch) and _states(text, unit):
            yield _claim(text, block, unit.stretch)


def _listed(text: CleanText, block: Block, units: list[Unit]) -> Iterator[Claim]:
    """Yield one claim for each list member; where there are none, for each sentence."""
    body = [unit for unit in units if not unit.heading]
    members = [unit for unit in body if unit.member]
    at_member = False
    for at, unit in enumerate(body):
        if unit.member:
            at_member = True
            yield _member(text, block, unit, rest_of_member(body, at))
        elif at_member and not unit.paragraph:
            continue
        elif _states(text, unit):
            at_member = False
            if members and not has_quantity(text, unit.stretch) and not unit.paragraph:
                continue
            yield _claim(text, block, unit.stretch)


def _states(text: CleanText, unit: Unit) -> bool:
    """Tell whether a sentence states something done, and is not ritual or a lead-in."""
    folded, (start, end) = text.folded, unit.stretch
    quantity = has_quantity(text, unit.stretch)
    if (end - start < _SHORTEST and not quantity) or _LEAD_IN.search(folded, start, end):
        return False
    if end - start < _SHORTEST_UNENDED and folded[end - 1] not in "。；！？”），、":
        return False
    if is_theme(text, unit.stretch) or is_couplet(text, unit.stretch):
        return False
    if _ADDED.match(folded, start, end):
        return False
    if pattern("form_words").search(folded, start, end) or _GLUED.search(folded, start, end):
        return False
    honoured = pattern("honours").search(folded, start, end) is not None
    if not honoured and pattern("no_measures").search(folded, start, end):
        return False
    if pattern("static_facts").search(folded, start, end):
        return False
    if pattern("nothing_arose").search(folded, start, end) and not quantity:
        return False
    return quantity or honoured or pattern("hollow").search(folded, start, end) is None


def _claim(text: CleanText, block: Block, stretch: Range, said_from: int | None = None) -> Claim:
    said = Range(stretch.start if said_from is None else said_from, stretch.end)
    return Claim(_ACHIEVEMENT, shortened(text, said), (stretch,), section_of(text, block))


def _member(text: CleanText, block: Block, unit: Unit, rest: list[Unit]) -> Claim:
    head = Range(unit.marker_end, unit.stretch.end)
    said = shortened(text, head)
    fact = None if has_quantity(text, head) else telling(text, rest, _FACT_ROOM)
    if fact:
        said = f"{said}：{wording(text, fact)}"
    evidence = (unit.stretch, fact) if fact else (unit.stretch,)
    return Claim(_ACHIEVEMENT, said, evidence, section_of(text, block))


def _headed(text: CleanText, block: Block, units: list[Unit]) -> Iterator[Claim]:
    """Yield the heading with its telling fact, and what later paragraphs add."""
    heading = block.heading or units[0].stretch
    paragraphs = _paragraphs([unit for unit in units if not unit.heading])
    outer = text.folded[units[0].stretch.start] not in _INNER_NUMBER
    if outer and _each_has_head(text, paragraphs):
        for head, *rest in paragraphs:
            yield _member(text, block, head, rest)
        return
    body = paragraphs[0] if paragraphs else []
    if body and pattern("says_none").match(text.folded, *body[0].stretch):
        return
    fact = telling(text, body, _FACT_ROOM)
    said = wording(text, heading)
    if fact is None and len(said) < _SHORT_HEADING:
        fact = opening(text, body, _FACT_ROOM)
    if fact:
        said = f"{said}：{wording(text, fact)}"
    evidence = (heading, fact) if fact else (heading,)
    yield Claim(_ACHIEVEMENT, said, evidence, section_of(text, block))
    yield from _under_heading(text, block, paragraphs, fact)


def _each_has_head(text: CleanText, paragraphs: list[list[Unit]]) -> bool:
    """Tell whether each of several paragraphs opens with a short sentence that names its work."""
    return len(paragraphs) > 1 and all(
        len(paragraph) > 1
        and not paragraph[0].member
        and paragraph[0].stretch.end - paragraph[0].stretch.start <= _LONGEST_HEAD
        and not has_quantity(text, paragraph[0].stretch)
        for paragraph in paragraphs
    )


def _under_heading(
    text: CleanText, block: Block, paragraphs: list[list[Unit]], fact: Range | None
) -> Iterator[Claim]:
    """Yield what the text under a heading tells beyond the heading and its `fact`."""
    first, *later = paragraphs or [[]]
    told = [_stated(text, paragraph) for paragraph in later]
    # A first-level heading over paragraphs with no numbers in them is a theme: each
    # sentence or member stands for itself. Deeper down a paragraph adds one thing.
    if block.level == 1 and (any(told) or len(first) >= _MANY or _is_long(first)):
        yield from _listed(text, block, [unit for paragraph in paragraphs for unit in paragraph])
        return
    # What has no number may be a mere label: all that is counted under it is told.
    label = block.heading == block.units[0].stretch
    if fact and block.heading and (label or is_generic(text.folded[slice(*block.heading)])):
        rest = [
            unit
            for unit in first
            if unit.stretch.start >= fact.end or (label and unit.stretch.end <= fact.start)
        ]
        yield from _listed(text, block, [u for u in rest if u.member or _tells(text, u)])
    for stated in told:
        counted = [unit for unit in stated if has_quantity(text, unit.stretch)]
        for unit in counted or stated[:1]:
            yield _claim(text, block, unit.stretch)


def _is_long(body: list[Unit]) -> bool:
    """Tell whether a paragraph of its own is too long to be told with its heading alone."""
    length = body[-1].stretch.end - body[0].stretch.start if body else 0
    return length >= _LONG and body[0].paragraph


def _stated(text: CleanText, paragraph: list[Unit]) -> list[Unit]:
    return [unit for unit in paragraph if not unit.member and _states(text, unit)]


def _paragraphs(units: list[Unit]) -> list[list[Unit]]:
    """Return the units by paragraph; list members go with the text before them."""
    paragraphs: list[list[Unit]] = []
    for unit in units:
        if paragraphs and (unit.member or not unit.paragraph):
            paragraphs[-1].append(unit)
        else:
            paragraphs.append([unit])
    return paragraphs
