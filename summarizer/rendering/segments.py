"""The source cut at the edges of evidence, so that a page can light it without counting.

Offsets are code points here and UTF-16 units in a browser; the cutting is done
here, once, and the page knows numbered passages only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from summarizer.domain.text import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the source that the same evidence covers throughout."""

    text: str
    number: int | None
    """Counted from 0 among those that any evidence covers; None for the rest."""
    item: int | None
    """The narrowest of the items that cite it."""
    page: int | None
    """The page that begins here, as far as the evidence tells."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in segments, and the segments of each item."""

    sections: tuple[tuple[Segment, ...], ...]
    """One more than the reports: what stands before the first has no report."""
    passages: tuple[tuple[range, ...], ...]
    """For each item the numbers of the segments of each of its spans."""


def cut(text: str, evidence: Sequence[tuple[Span, ...]], starts: Sequence[int]) -> Cut:
    """Return `text` cut at the edges of `evidence`, one tuple of spans for each item.

    `starts` are where the reports begin, ascending; a segment lies in one of the
    sections between them. Time grows with the text and the number of spans
    (n log n), and so does the result, however the spans overlap.
    """
    spans = sorted(
        (span.start, span.end, item, span.page)
        for item, cited in enumerate(evidence)
        for span in cited
        if 0 <= span.start < span.end <= len(text)
    )
    opened = {edge for start, end, _, _ in spans for edge in (start, end)}
    edges = sorted({0, len(text), *opened, *(at for at in starts if 0 <= at <= len(text))})
    pages = _new_pages(spans)
    sections: list[list[Segment]] = [[]]
    numbers: dict[int, int] = {}
    open_spans: list[tuple[int, int, int]] = []
    begun, number, section_starts = 0, 0, set(starts)
    for start, end in pairwise(edges):
        if start in section_starts:
            sections.append([])
        while begun < len(spans) and spans[begun][0] == start:
            _, last, item, _ = spans[begun]
            heappush(open_spans, (last - start, last, item))
            begun += 1
        while open_spans and open_spans[0][1] <= start:
            heappop(open_spans)
        covered = bool(open_spans)
        numbers[start] = number
        shown = open_spans[0][2] if covered else None
        segment = Segment(text[start:end], number if covered else None, shown, pages.get(start))
        sections[-1].append(segment)
        number += covered
    numbers[len(text)] = number
    passages = tuple(
        tuple(
            range(numbers[span.start], numbers[span.end])
            for span in cited
            if 0 <= span.start < span.end <= len(text)
        )
        for cited in evidence
    )
    return Cut(tuple(map(tuple, sections)), passages)


def _new_pages(spans: Sequence[tuple[int, int, int, int | None]]) -> dict[int, int]:
    """Return where each page is first cited."""
    pages: dict[int, int] = {}
    last = None
    for start, _, _, page in spans:
        if page is not None and page != last:
            pages.setdefault(start, page)
            last = page
    return pages
