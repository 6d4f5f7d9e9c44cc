"""A report to its outline: units, the blocks they stand in, and what each is about."""

import re
from collections.abc import Sequence

from summarizer.domain.document import Report
from summarizer.domain.outline import Block, Category, Outline, Unit
from summarizer.domain.text import CleanText, Range
from summarizer.lexicon import any_of
from summarizer.reading.clean import HALF_COUPLET, fold
from summarizer.reading.headings import Subject, heading_end, names_item, subject_of, taken_up
from summarizer.reading.numbering import BULLETS, Mark, Numbering, find_marks, names_section
from summarizer.reading.sections import Piece, Section
from summarizer.reading.wording import categorise

# Bound once: to look a member up in its enum takes as long as a search does.
_MEMBER, _UNNUMBERED, _HASHES, _PART, _CHINESE = (
    Numbering.MEMBER,
    Numbering.UNNUMBERED,
    Numbering.HASHES,
    Numbering.PART,
    Numbering.CHINESE,
)
# Outermost first, as official writing nests them.
_RANKS = (_CHINESE, Numbering.CHINESE_BRACKETED, Numbering.ARABIC, Numbering.ARABIC_BRACKETED)
# A pattern for each mark: a scan for one character is ten times as fast as one for a class.
_SENTENCES = tuple(re.compile(rf"{mark}[。！？]*[”’》）]*") for mark in "。！？")
# A page number between dashes may stand before a section's name.
_DASH = re.compile(r"—(?=[\d\u4e00-\u9fff])")
_LINE_HEADING = re.compile(r"[^。，；！？]{2,24}|【[^【】。；]{2,30}】")
_TITLE_LINE = re.compile(r"[^。，；！？：\d（）]{5,20}")
_SEVERAL = 3
_BOLD_HEADING = re.compile(r"[^。；：！？\d]{4,40}[。：]")
# One that its text runs on behind is no chapter's, whatever it stands under.
_BOLD_LEVEL = 2
_NUMBER = re.compile(r"[\d.]+")
_NO_HEADING = re.compile(any_of("web_debris", "form_words"))
_LABEL = re.compile(r"【[^【】。；]{2,14}】")
_PLAN_TITLE = re.compile(r"(?:工作要点|工作计划|工作安排|工作打算|工作思路|重点工作)")
_LOOKS_BACK = re.compile(r"总结|汇报|报告|情况|通报|回顾|小结")


def read_outline(text: CleanText, report: Report) -> Outline:
    """Return the blocks of `report` in reading order, each unit with its category."""
    (outline,) = read_outlines(text, [report])
    return outline


def read_outlines(text: CleanText, reports: Sequence[Report]) -> list[Outline]:
    """Return the outline of each of `reports`, read stage by stage (see `pipeline.digest`)."""
    cut = [_cut(text, report) for report in reports]
    nested = [_nest(text, *of) for of in zip(cut, reports, strict=True)]
    for sections, report in zip(nested, reports, strict=True):
        categorise(text, sections, _default_category(report))
    return [_outline(sections) for sections in nested]


def _outline(sections: list[Section]) -> Outline:
    blocks, number = [], 1
    for section in sections:
        blocks.append(_block(section, number))
        number += len(section.pieces)
    return Outline(tuple(blocks))


def is_plan(title: str) -> bool:
    """Tell whether a report of that title only looks forward (工作要点)."""
    # Most titles look back, and folding costs more than to look.
    if _LOOKS_BACK.search(title):
        return False
    folded = fold(title)
    return bool(_PLAN_TITLE.search(folded)) and not _LOOKS_BACK.search(folded)


def _default_category(report: Report) -> Category:
    return Category.NEXT_STEP if is_plan(report.title or "") else Category.ACHIEVEMENT


def _cut(text: CleanText, report: Report) -> list[Piece]:
    """Cut the body at sentence ends, meant line ends and numbers."""
    start, end = report.body
    if start >= end:
        return []
    marks = {mark.start: mark for mark in find_marks(text, start, end)}
    lines = {*text.breaks_within(start - 1, end)}
    ends = {m.end() for mark in _SENTENCES for m in mark.finditer(text.folded, start, end)}
    # A number on a line of its own belongs to what follows.
    joined = {mark.end for mark in marks.values()}
    dashes = (m.end() for m in _DASH.finditer(text.folded, start, end))
    named = (at for at in dashes if names_section(text.folded, at))
    stops = (lines | ends) - joined - {end}
    labels = _section_labels(text, report)
    bold = _bold_headings(text, report)
    cuts = sorted({start, *marks, *stops, *named, *labels, *bold})
    pieces: list[Piece] = []
    for at, stop in zip(cuts, [*cuts[1:], end], strict=True):
        mark = marks.get(at)
        if mark is None and names_section(text.folded, at):
            mark = Mark(at, at, _UNNUMBERED, 1)
        if mark is None and at in bold:
            head = Mark(at, at, Numbering.BOLD, 1)
            pieces.append(Piece(at, stop, head, paragraph=True, heading=bold[at], words=at))
        elif mark is None:
            line = at in lines
            whole = line and (stop in lines or stop in labels) and _is_heading(text, at, stop)
            pieces.append(Piece(at, stop, None, line, Range(at, stop) if whole else None, at))
        elif mark.numbering is _MEMBER and stop in lines and _heads_others(text, mark, stop):
            head = Mark(at, mark.end, _UNNUMBERED, 1)
            name = Range(mark.end, stop)
            pieces.append(Piece(at, stop, head, paragraph=True, heading=name, words=mark.end))
        elif mark.numbering is _MEMBER:
            pieces.append(Piece(at, stop, mark, at in lines, None, mark.end, member=True))
        else:
            pieces.extend(_headed(text, at, stop, mark, lines))
    _mark_titled(text, pieces, report)
    return _with_hashes(pieces) if text.folded.find("#", start, end) >= 0 else pieces


def _mark_titled(text: CleanText, pieces: list[Piece], report: Report) -> None:
    """Mark the lines that each stand over a paragraph as its heading, where there are several."""
    lines = [
        line
        for before, line, after in zip(pieces, pieces[1:], pieces[2:], strict=False)
        if line.heading
        and line.mark is None
        and after.heading is None
        and (after.mark is None and after.paragraph)
        and text.folded[before.end - 1] in "。：！”"
        and text.folded[after.end - 1] == "。"
        and _TITLE_LINE.fullmatch(text.folded, *line.heading)
        and _numbering(text, line, report)[0] is None
    ]
    if len(lines) >= _SEVERAL:
        for line in lines:
            line.mark = Mark(line.start, line.start, Numbering.TITLED, 1)


def _is_heading(text: CleanText, start: int, end: int) -> bool:
    """Tell whether a line can be a heading: no sentence, no debris, no name of a table's cell."""
    if not _LINE_HEADING.fullmatch(text.folded, start, end):
        return False
    if _NO_HEADING.search(text.folded, start, end):
        return False
    return _NUMBER.fullmatch(text.folded, end, text.next_break(end)) is None


def _section_labels(text: CleanText, report: Report) -> set[int]:
    """Return where the names of sections in 【】 end that their text runs on behind."""
    return {
        label.end()
        for label in _LABEL.finditer(text.folded, *report.body)
        if subject_of(label[0], report.period).category
    }


def _bold_headings(text: CleanText, report: Report) -> dict[int, Range]:
    """Return the headings in bold that their text runs on behind, by where they begin.

    What is in bold for its figures (**全年完成投资186亿元。**) is none.
    """
    headings: dict[int, Range] = {}
    for start, end in text.bold:
        words = text.folded[start:end]
        within = report.body.start <= start and end <= report.body.end
        if within and _BOLD_HEADING.fullmatch(words):
            headings[start] = Range(start, start + len(words.rstrip("。：")))
    return headings


def _heads_others(text: CleanText, mark: Mark, stop: int) -> bool:
    """Tell whether a line with a bullet is a heading: no sentence, and no other such line next."""
    bullet = text.folded[mark.start : mark.end]
    if bullet[0] not in BULLETS or text.folded.startswith(bullet, stop):
        return False
    return _LINE_HEADING.fullmatch(text.folded, mark.end, stop) is not None


def _headed(text: CleanText, start: int, end: int, mark: Mark, lines: set[int]) -> list[Piece]:
    """Return the unit from `start`; two where a heading runs into its first sentence."""
    paragraph = start in lines
    stop = heading_end(text, mark.end, end)
    if stop is None:
        return [Piece(start, end, mark, paragraph, None, mark.end)]
    heading = Range(mark.end, stop)
    rest = stop
    while rest < end and text.folded[rest] in "。：；，、":
        rest += 1
    head = Piece(start, rest, mark, paragraph, heading, mark.end)
    if rest >= end:
        return [head]
    return [head, Piece(rest, end, None, rest in lines, None, rest)]


def _with_hashes(pieces: list[Piece]) -> list[Piece]:
    """Let a number after Markdown's # be the heading's number."""
    kept: list[Piece] = []
    for piece in pieces:
        before = kept[-1] if kept else None
        hashes = before.mark if before else None
        numbered = piece.mark is not None and hashes is not None and piece.start == hashes.end
        if numbered and hashes and hashes.numbering is _HASHES:
            piece.paragraph = True
            kept[-1] = piece
        else:
            kept.append(piece)
    return kept


def _nest(text: CleanText, pieces: list[Piece], report: Report) -> list[Section]:
    """Stand each piece under its heading, whatever numbering the report nests in which."""
    root = Section(
        None, 0, 0, None, Subject(None), says_what=False, announces=False, outermost=None
    )
    sections, stack = [root], [root]
    for piece in pieces:
        if piece.heading is None and (piece.mark is None or piece.member):
            stack[-1].pieces.append(piece)
            continue
        numbering, number = _numbering(text, piece, report)
        if numbering is None:
            stack[-1].pieces.append(piece)
            continue
        parent_at = _parent(stack, numbering, number)
        del stack[parent_at + 1 :]
        parent = stack[-1]
        parent.leaf = parent is root and parent.leaf
        subject = parent.subject
        announces = False
        if piece.heading:
            named = subject_of(
                text.folded[slice(*piece.heading)], report.period, outermost=parent is root
            )
            heading = text.folded[slice(*piece.heading)]
            announces = named.category is not None and not names_item(
                heading, named.category, subject.category
            )
            subject = named if announces else taken_up(heading, subject)
        piece.is_heading = piece.heading is not None
        outermost = parent.outermost or (
            Range(piece.start, piece.heading.end) if piece.heading else None
        )
        section = Section(
            numbering,
            number,
            max(parent.level + 1, _BOLD_LEVEL if numbering is Numbering.BOLD else 1),
            piece.heading,
            subject,
            subject is not parent.subject,
            announces,
            outermost,
            [piece],
        )
        sections.append(section)
        stack.append(section)
    return sections


def _numbering(text: CleanText, piece: Piece, report: Report) -> tuple[Numbering | None, int]:
    if piece.mark and piece.mark.numbering is not _MEMBER:
        return piece.mark.numbering, piece.mark.number
    if piece.heading:
        subject = subject_of(text.folded[slice(*piece.heading)], report.period)
        if subject.category is not None or _is_couplet(text, piece.heading):
            return _UNNUMBERED, 1
    return None, 0


def _is_couplet(text: CleanText, heading: Range) -> bool:
    """Tell whether a line has two halves of one length with white space between them."""
    half, odd = divmod(heading.end - heading.start, 2)
    fits = not odd and half in HALF_COUPLET and text.is_gap(heading.start + half)
    return fits and text.longest_piece(*heading) == half


def _parent(stack: list[Section], numbering: Numbering, number: int) -> int:
    """Return the stack index of the section that a new heading stands in."""
    same = [at for at, section in enumerate(stack) if section.numbering is numbering]
    if not same:
        if numbering in (_UNNUMBERED, _HASHES, _PART):
            return _above(stack, numbering)
        return _beside_inner(stack, numbering) if number > 1 else len(stack) - 1
    if numbering is _HASHES:
        deeper = [at for at in same if stack[at].number < number]
        return deeper[-1] if deeper else same[0] - 1
    innermost = stack[same[-1]]
    if (
        number == 1
        and len(same) == 1
        and len(innermost.pieces) == 1
        and innermost.heading
        and same[-1] == len(stack) - 1
    ):
        return same[-1]
    for at in reversed(same):
        if stack[at].number + 1 == number:
            return at - 1
    return same[0] - 1 if len(same) > 1 and number <= stack[same[0]].number + 1 else same[-1] - 1


def _beside_inner(stack: list[Section], numbering: Numbering) -> int:
    """Return where 二、 stands after （一）（二） that no 一、 stands over: beside them."""
    if numbering in _RANKS:
        inner = _RANKS[_RANKS.index(numbering) + 1 :]
        for at, section in enumerate(stack):
            if section.numbering in inner:
                return at - 1
    return len(stack) - 1


def _above(stack: list[Section], numbering: Numbering) -> int:
    """Return where a heading without a number stands: under a part or a first-level number."""
    outer = {_PART, _HASHES}
    if numbering is _UNNUMBERED:
        outer.add(_CHINESE)
    at = 0
    while at + 1 < len(stack) and stack[at + 1].numbering in outer:
        at += 1
    return at


def _block(section: Section, first_number: int) -> Block:
    # Of these a report has most: made without a call of Python code for each.
    made = tuple.__new__
    units = [
        made(
            Unit,
            (
                number,
                made(Range, (piece.start, piece.end)),
                piece.words,
                piece.member,
                piece.paragraph,
                piece.is_heading,
                piece.category,
            ),
        )
        for number, piece in enumerate(section.pieces, start=first_number)
    ]
    return Block(
        level=section.level,
        heading=section.heading,
        category=section.subject.category,
        announces=section.announces,
        mixed=section.subject.mixed,
        units=tuple(units),
        leaf=section.leaf,
        section=section.outermost,
    )
