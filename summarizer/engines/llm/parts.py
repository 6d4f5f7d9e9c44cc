"""A report as numbered lines, whole or in parts that fit a model's window."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summarizer.domain.outline import Outline
from summarizer.domain.text import CleanText, Range
from summarizer.llm.tokens import tokens_of
from summarizer.prompting import fenced

_SEPARATORS = ["。", "；", "！", "？", "：", "，", "、", ""]


@dataclass(frozen=True, slots=True)
class Line:
    """One unit, or the piece of it that fits, as it is shown to the model."""

    number: int
    stretch: Range
    section: int
    """Which of the report's outermost sections it stands in."""


Part = tuple[Line, ...]


def lines_of(outline: Outline) -> Part:
    """Return all units of a report as lines."""
    sections: dict[Range | None, int] = {}
    return tuple(
        Line(unit.number, unit.stretch, sections.setdefault(block.section, len(sections)))
        for block in outline.blocks
        for unit in block.units
        if unit.stretch.end > unit.stretch.start
    )


def shown(text: CleanText, part: Iterable[Line]) -> str:
    """Return the lines as the model sees them; nothing in them can close the fence."""
    lines = (f"[{line.number}]{text.shown[slice(*line.stretch)]}" for line in part)
    return fenced("\n".join(lines))


def parts_of(text: CleanText, lines: Part, most_tokens: int) -> tuple[Part, ...]:
    """Return `lines` in parts of at most `most_tokens` tokens each (an estimate).

    Cut between sections where that is enough, else between the sentences of a
    section, and inside a sentence only where it alone is too long.
    """
    if _tokens(text, lines) <= most_tokens:
        return (lines,)
    parts: list[list[Line]] = []
    room = 0
    for piece in _pieces(text, lines, most_tokens):
        size = _tokens(text, piece)
        if not parts or size > room:
            parts.append([])
            room = most_tokens
        parts[-1].extend(piece)
        room -= size
    return tuple(tuple(part) for part in parts)


def halves(lines: Part) -> tuple[Part, ...]:
    """Return `lines` in two, at the section boundary nearest to the middle if there is one."""
    if len(lines) < 2:
        return (lines,)
    middle = len(lines) // 2
    edges = [i for i in range(1, len(lines)) if lines[i].section != lines[i - 1].section]
    near = [i for i in edges if len(lines) // 4 <= i <= len(lines) - len(lines) // 4]
    cut = min(near, key=lambda i: abs(i - middle)) if near else middle
    return (lines[:cut], lines[cut:])


def _pieces(text: CleanText, lines: Part, most: int) -> Iterator[Part]:
    for section in _sections(lines):
        if _tokens(text, section) <= most:
            yield section
        else:
            yield from _split(text, section, most)


def _sections(lines: Sequence[Line]) -> Iterator[Part]:
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or lines[i].section != lines[start].section:
            yield tuple(lines[start:i])
            start = i


def _split(text: CleanText, section: Part, most: int) -> Iterator[Part]:
    """Yield a section in pieces cut by langchain's splitter; every unit keeps its number."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    begin, end = section[0].stretch.start, section[-1].stretch.end
    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        keep_separator="end",
        chunk_size=max(1, most * 3 // 4),
        chunk_overlap=0,
        length_function=tokens_of,
        add_start_index=True,
        strip_whitespace=False,
    )
    starts = [line.stretch.start for line in section]
    for document in splitter.create_documents([text.shown[begin:end]]):
        left = begin + document.metadata["start_index"]
        right = left + len(document.page_content)
        first = max(0, bisect_right(starts, left) - 1)
        yield tuple(
            Line(
                line.number,
                Range(max(line.stretch.start, left), min(line.stretch.end, right)),
                line.section,
            )
            for line in section[first : bisect_right(starts, right - 1)]
            if line.stretch.end > left
        )


def _tokens(text: CleanText, lines: Iterable[Line]) -> int:
    return tokens_of(shown(text, lines))
