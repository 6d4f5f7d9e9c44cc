"""Text and the places in it.

Two coordinate systems meet here and nowhere else. A `Span` indexes the text of
the document as read; a `Range` indexes the cleaned text that rules look at.
Both are half-open and count code points from 0.
"""

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Range(NamedTuple):
    """A half-open stretch of `CleanText`."""

    start: int
    end: int


@dataclass(frozen=True)
class Span:
    """A half-open stretch of the document as read, with its page where known."""

    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class CleanText:
    """The document without white space and page furniture, and the way back.

    `shown` is what a person reads: wrapped words rejoined, characters as they
    were. `folded` has the same length and is what rules match: full and half
    width made one, Traditional characters made Simplified. Piece `i` of both
    begins at `starts[i]` and stands in the document at `origins[i]`.
    """

    shown: str
    folded: str
    starts: "array[int]"
    origins: "array[int]"
    breaks: "array[int]"
    """Offsets where a new line begins that the author meant (a paragraph, a
    heading), as opposed to one that a page width made."""
    cuts: "array[int]"
    """Offsets before which page furniture was taken out."""
    pages: tuple[int, ...] = ()
    """Where each page begins in the document; empty where it has none."""
    bold: tuple[Range, ...] = ()
    """What stands in bold at the beginning of a line, as Markdown marks it, in order."""

    def origin(self, offset: int) -> int:
        """Return where the character at `offset` stands in the document."""
        piece = bisect_right(self.starts, offset) - 1
        return self.origins[piece] + offset - self.starts[piece]

    def spans(self, stretch: Range) -> tuple[Span, ...]:
        """Return the document's spans of `stretch`, parted where furniture stood.

        White space inside a stretch stays inside its span.
        """
        start, end = stretch
        if not self.cuts:
            return (self.span(start, end),)
        first, last = bisect_right(self.cuts, start), bisect_left(self.cuts, end)
        edges = [start, *self.cuts[first:last], end]
        return tuple(self.span(a, b) for a, b in pairwise(edges))

    def span(self, start: int, end: int) -> Span:
        """Return the one span from `start` to `end`, with the page it begins on."""
        starts, origins = self.starts, self.origins
        piece = bisect_right(starts, start) - 1
        first = origins[piece] + start - starts[piece]
        piece = bisect_right(starts, end - 1, piece) - 1
        page = bisect_right(self.pages, first) if self.pages else None
        return Span(first, origins[piece] + end - starts[piece], page)

    def is_break(self, offset: int) -> bool:
        """Tell whether the author began a new line at `offset`."""
        at = bisect_left(self.breaks, offset)
        return at < len(self.breaks) and self.breaks[at] == offset

    def is_gap(self, offset: int) -> bool:
        """Tell whether any white space stood before `offset`."""
        at = bisect_left(self.starts, offset)
        return at < len(self.starts) and self.starts[at] == offset

    def next_gap(self, offset: int) -> int:
        """Return the first offset after `offset` before which white space stood, or the end."""
        piece = bisect_right(self.starts, offset)
        return self.starts[piece] if piece < len(self.starts) else len(self.shown)

    def next_break(self, offset: int) -> int:
        """Return the first offset after `offset` where the author began a line, or the end."""
        at = bisect_right(self.breaks, offset)
        return self.breaks[at] if at < len(self.breaks) else len(self.shown)

    def longest_piece(self, start: int, end: int) -> int:
        """Return the length of the longest run without white space near `start` to `end`."""
        first = max(0, bisect_right(self.starts, start) - 1)
        edges = [*self.starts[first : bisect_left(self.starts, end)], end]
        return max((b - a for a, b in pairwise(edges)), default=0)

    def breaks_within(self, start: int, end: int) -> "array[int]":
        """Return the breaks at offsets from `start` (exclusive) to `end` (inclusive)."""
        return self.breaks[bisect_right(self.breaks, start) : bisect_right(self.breaks, end)]
