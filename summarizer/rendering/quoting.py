"""The sentences of the source that evidence stands in, as a person reads them."""

import re
from bisect import bisect_left, bisect_right

from summarizer.domain.text import CleanText, Range, Span
from summarizer.reading.clean import clean

_END = re.compile(r"[。！？!?；;]+[”’」』）)]*")
_LONGEST = 200
_BEFORE = 50


class Quotes:
    """Looks sentences up in a text as read; without a text there is nothing to quote."""

    def __init__(self, text: str | None, longest: int = _LONGEST) -> None:
        self._longest = longest
        self._text: CleanText | None = clean(text) if text else None
        ends = {match.end() for match in _END.finditer(self._text.shown)} if self._text else set()
        breaks = self._text.breaks if self._text else ()
        self._edges = sorted({0, *ends, *breaks, len(self._text.shown) if self._text else 0})

    def of(self, spans: tuple[Span, ...]) -> str:
        """Return the sentences that hold `spans`, each once, in at most `longest` characters.

        A list's member (一是…；) counts as a sentence; of a longer one what is cited is shown.
        """
        if self._text is None:
            return ""
        found: list[Range] = []
        for span in spans:
            sentence = self._around(span)
            if found and found[-1].end == sentence.start:
                found[-1] = Range(found[-1].start, sentence.end)
            elif sentence not in found:
                found.append(sentence)
            if sum(end - start for start, end in found) > self._longest:
                break
        quoted = "…".join(self._text.shown[start:end] for start, end in found)
        return quoted if len(quoted) <= self._longest else quoted[: self._longest - 1] + "…"

    def _around(self, span: Span) -> Range:
        start, end = self._offset(span.start), self._offset(span.end)
        first = self._edges[max(0, bisect_right(self._edges, start) - 1)]
        last = self._edges[min(len(self._edges) - 1, bisect_left(self._edges, end))]
        if last - first > self._longest:
            first = max(first, start - _BEFORE)
            last = max(first, min(last, first + self._longest))
        return Range(first, last)

    def _offset(self, origin: int) -> int:
        """Return where the character at `origin` of the text as read stands in the clean text."""
        assert self._text is not None
        piece = bisect_right(self._text.origins, origin) - 1
        if piece < 0:
            return 0
        starts = self._text.starts
        after = starts[piece + 1] if piece + 1 < len(starts) else len(self._text.shown)
        return min(after, starts[piece] + origin - self._text.origins[piece])
