"""The runs of text on a page to lines in reading order.

A page whose runs follow each other downwards is left as it is. On any other,
runs at one height are a row (of a table, say), and a gutter that many lines
keep clear parts the page into columns that are read one after the other. Where
the lines begin and end tells the paragraphs apart.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from statistics import median
from typing import NamedTuple

INDENT = "\u3000\u3000"
_LEAST_INDENT, _MOST_INDENT = 1.2, 3.2
_SAME_EDGE = 3.0
_SHORT, _REACHED, _NEARLY = 2.0, 1.2, 5.0
_JUSTIFIED = 0.85
_EDGE_SHARE = 0.1
_CELL_GAP = 2.0
_FULL = 0.7
_MOST_FULL = 0.5
_COLUMN_LINES = 4
_COLUMN_WIDTH = 8.0
_MOST_CROSSING = 0.34
_EDGE = 0.5
_LEADING = 1.6
_EDGE_ROWS = 2
_MOST_SEGMENTS = 2_000
_DEEPEST = 6


class Segment(NamedTuple):
    """A run of text without a wide gap, in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """Return how high its characters are."""
        return max(self.top - self.bottom, 0.1)

    @property
    def middle(self) -> float:
        """Return the height on the page at which it stands."""
        return (self.top + self.bottom) / 2


def lines_of(segments: list[Segment]) -> list[str]:
    """Return the lines of a page, given in the order of the file, in reading order.

    Cells of a row are parted by tabs. Linear in the number of segments but for
    sorting; the search for columns is left out where there are very many.
    """
    if _descend(segments):
        return _shown([[segment] for segment in segments])
    rows = _rows(segments)
    if len(segments) > _MOST_SEGMENTS:
        return _shown(rows)
    head, body, foot = _edges(rows)
    columns = _columns([segment for row in body for segment in row], 0)
    return [*map(_joined, head), *columns, *map(_joined, foot)]


def _descend(segments: list[Segment]) -> bool:
    """Tell whether each segment stands below the one before."""
    return all(below.top < above.middle for above, below in itertools.pairwise(segments))


def _rows(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Return the segments row by row, top down, each from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: -s.middle):
        first = rows[-1][0] if rows else None
        if first and first.middle - segment.middle < min(first.height, segment.height) / 2:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.left) for row in rows]


def _shown(rows: list[list[Segment]]) -> list[str]:
    """Return the rows of a column as lines, its paragraphs told apart.

    A first line keeps its indent, as spaces; an empty line follows one that
    ends before the margin which the others reach, and each row of a table.
    """
    edge = _shared_edge([row[0].left for row in rows], min)
    margin = _margin(rows)
    lines: list[str] = []
    for row in rows:
        joined = _joined(row)
        if "\t" in joined and lines and lines[-1]:
            lines.append("")
        lines.append(_indent(row[0], edge) + joined)
        if "\t" in joined or _room(row, margin) > _SHORT:
            lines.append("")
    return lines


def _shared_edge(places: list[float], outermost: Callable[[Iterable[int]], int]) -> float | None:
    """Return the outermost place at which several lines begin or end, or None."""
    shared = Counter(round(place / _SAME_EDGE) for place in places)
    enough = max(2, len(places) * _EDGE_SHARE)
    edges = [place for place, count in shared.items() if count >= enough]
    return outermost(edges) * _SAME_EDGE if edges else None


def _margin(rows: list[list[Segment]]) -> float | None:
    """Return the margin that the lines of justified text reach, or None where it is ragged."""
    margin = _shared_edge([row[-1].right for row in rows], max)
    rooms = [_room(row, margin) for row in rows]
    full = sum(room < _REACHED for room in rooms)
    nearly = sum(room < _NEARLY for room in rooms)
    return margin if full >= max(_COLUMN_LINES, _JUSTIFIED * nearly) else None


def _room(row: list[Segment], margin: float | None) -> float:
    """Return how many characters there is room for between a row and the margin."""
    return 0.0 if margin is None else (margin - row[-1].right) / row[-1].height


def _indent(first: Segment, edge: float | None) -> str:
    if edge is None:
        return ""
    widths = (first.left - edge) / first.height
    return INDENT if _LEAST_INDENT < widths < _MOST_INDENT else ""


def _joined(row: list[Segment]) -> str:
    line = row[0].text
    for before, after in itertools.pairwise(row):
        apart = after.left - before.right > _CELL_GAP * min(before.height, after.height)
        line += ("\t" if apart else " ") + after.text
    return line


def _edges(
    rows: list[list[Segment]],
) -> tuple[list[list[Segment]], list[list[Segment]], list[list[Segment]]]:
    """Return the rows at the head, in the body and at the foot of a page.

    A head or foot stands further from the body than the body's lines from each other.
    """
    steps = [a[0].middle - b[0].middle for a, b in itertools.pairwise(rows)]
    if len(rows) < 2 * (_EDGE_ROWS + 1):
        return [], rows, []
    wide = _LEADING * median(steps)
    first = max((i + 1 for i in range(_EDGE_ROWS) if steps[i] > wide), default=0)
    last = min(
        (i + 1 for i in range(len(steps) - _EDGE_ROWS, len(steps)) if steps[i] > wide),
        default=len(rows),
    )
    return rows[:first], rows[first:last], rows[last:]


def _columns(segments: list[Segment], depth: int) -> list[str]:
    """Return the lines of `segments`, column by column where a gutter parts them."""
    gutter = _gutter(segments) if depth < _DEEPEST else None
    if gutter is None:
        return _shown(_rows(segments))
    lines: list[str] = []
    left: list[Segment] = []
    right: list[Segment] = []
    # What crosses the gutter (a title over both columns) ends the columns above it.
    for segment in (*sorted(segments, key=lambda s: -s.middle), None):
        if segment is None or _crosses(segment, gutter):
            for side in (left, right):
                lines.extend(_columns(side, depth + 1))
                side.clear()
            if segment:
                lines.append(segment.text)
        elif segment.right <= gutter + _EDGE:
            left.append(segment)
        else:
            right.append(segment)
    return lines


def _crosses(segment: Segment, gutter: float) -> bool:
    return segment.left < gutter - _EDGE and segment.right > gutter + _EDGE


def _gutter(segments: list[Segment]) -> float | None:
    """Return where a column begins to the right of another, or None where there is one only."""
    if len(segments) < 2 * _COLUMN_LINES:
        return None
    starts: dict[int, list[float]] = {}
    for segment in segments:
        starts.setdefault(round(segment.left / 4), []).append(segment.left)
    common = sorted(starts.values(), key=len, reverse=True)[:8]
    for place in (min(lefts) for lefts in common if len(lefts) >= _COLUMN_LINES):
        left = [s for s in segments if s.right <= place + _EDGE]
        right = [s for s in segments if s.left >= place - _EDGE]
        crossing = len(segments) - len(left) - len(right)
        if crossing > _MOST_CROSSING * len(segments):
            continue
        if _is_prose(left) and _is_prose(right) and _beside(left, right):
            return place
    return None


def _is_prose(column: list[Segment]) -> bool:
    """Tell whether most lines fill the column: cells of a table do not."""
    if len(column) < _COLUMN_LINES:
        return False
    width = max(s.right for s in column) - min(s.left for s in column)
    if width < _COLUMN_WIDTH * median(s.height for s in column):
        return False
    full = sum(s.right - s.left >= _FULL * width for s in column)
    return full >= _MOST_FULL * len(column)


def _beside(left: list[Segment], right: list[Segment]) -> bool:
    """Tell whether two columns stand beside each other for some lines."""
    top = min(max(s.top for s in left), max(s.top for s in right))
    bottom = max(min(s.bottom for s in left), min(s.bottom for s in right))
    return top - bottom > _COLUMN_LINES / 2 * median(s.height for s in left)
