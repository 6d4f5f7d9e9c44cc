"""What stands on the other side of a title's dash: a slogan before it, an agency behind it."""

import re
from bisect import bisect_left

from summarizer.domain.text import CleanText
from summarizer.reading.agency import name_in_title

DASH = "——"
_LONGEST_SLOGAN = 40
_LONGEST_SUBTITLE = 30
_LONGEST_MARK = 8
_PAUSES = re.compile(r"[。；：！？]")


def starts_subtitle(folded: str, start: int) -> bool:
    """Tell whether a dash stands before `start`."""
    return folded.endswith(DASH, 0, start)


def subtitle_end(text: CleanText, end: int) -> int:
    """Return where a line ends that names the agency behind a dash (述职报告——某局局长某人)."""
    if not text.folded.startswith(DASH, end):
        return end
    line = text.next_break(end)
    subtitle = text.folded[end:line]
    named = len(subtitle) <= _LONGEST_SUBTITLE and name_in_title(subtitle) is not None
    return line if named and not _PAUSES.search(subtitle) else end


def over_slogan(text: CleanText, start: int, reach: int) -> int:
    """Return where the slogan starts that stands above a title proper (a slogan, ——, the title).

    The halves of a couplet, which are of one length, may stand on two lines. A collection's
    mark before it (篇六：) is no part of it.
    """
    if not starts_subtitle(text.folded, start):
        return start
    dash = start - len(DASH)
    at = bisect_left(text.breaks, dash)
    stop = max(text.folded.rfind(mark, reach, dash) for mark in "。！？") + 1
    second = max(reach, text.breaks[at - 1] if at else 0, stop if text.is_gap(stop) else 0)
    first = max(reach, text.breaks[at - 2] if at > 1 else 0)
    mark = text.folded.rfind("：", second, min(dash, second + _LONGEST_MARK))
    if mark >= 0:
        first = second = mark + 1
    slogan = text.folded[second:dash]
    if not 0 < len(slogan) <= _LONGEST_SLOGAN or _PAUSES.search(slogan):
        return start
    return first if second - first == len(slogan) else second
