"""The body of a Word document: its stories, paragraphs and runs as lines of text."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from summarizer.reading.docx_numbering import Numberer
from summarizer.reading.docx_xml import attribute, child, is_on, name_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTE = "注："
_RENDERED, _ASKED = "\ufdd0", "\ufdd1"
"""Stand for a page break Word has rendered, and for one the author asked for, until the end."""
_SKIPPED = frozenset(
    {"del", "moveFrom", "delText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sectPr"}
    | {"instrText", "rt"}
)
_BLOCKS = frozenset({"p", "tbl"})
_ROW = frozenset({"tr"})
_CELL = frozenset({"tc"})
_BOX = frozenset({"txbxContent"})
_DRAWINGS = frozenset({"drawing", "pict", "object"})
_PROSE = 200
_PRIVATE = range(0xE000, 0xF900)


class Body:
    """Turns the stories of a document into lines."""

    def __init__(self, numberer: Numberer, notes: "dict[str, dict[str, _Element]]") -> None:
        self._numberer = numberer
        self._notes = notes
        self._lines: list[str] = []

    def read(self, document: "_Element") -> None:
        """Read the main story."""
        body = child(document, "body")
        if body is not None:
            self._lines = list(self._story(body))

    def pages(self) -> list[str]:
        """Return the text page by page; of one piece where nothing tells of pages."""
        text = "".join(f"{line}\n" for line in self._lines)
        # After a break the author asked for, Word notes the break it rendered as well.
        mark, other = (_RENDERED, _ASKED) if _RENDERED in text else (_ASKED, _RENDERED)
        first, *rest = text.replace(other, "").split(mark)
        return [first, *rest] if first.strip() or not rest else [first + rest[0], *rest[1:]]

    def _story(self, parent: "_Element") -> Iterator[str]:
        """Yield the lines of everything that stands in `parent`."""
        pending = ""
        for block in _nearest(parent, _BLOCKS):
            if name_of(block) == "tbl":
                yield from self._table(block)
                continue
            properties = child(block, "pPr")
            text, hanging = self._paragraph(block, properties)
            # A paragraph whose mark is deleted runs into the next.
            if child(properties, "rPr", "del") is not None:
                pending += text
            else:
                yield pending + text
                pending = ""
            yield from hanging
        if pending:
            yield pending

    def _paragraph(
        self, paragraph: "_Element", properties: "_Element | None"
    ) -> tuple[str, list[str]]:
        """Return the text of a paragraph, its number drawn, and the lines that hang on it."""
        hanging: list[str] = []
        text = "".join(self._inline(paragraph, hanging))
        if is_on(properties, "pageBreakBefore"):
            text = _ASKED + text
        drawn = self._numberer.draw(properties)
        mark = len(text) - len(text.lstrip(_RENDERED + _ASKED))
        return text[:mark] + drawn + text[mark:], hanging

    def _inline(self, parent: "_Element", hanging: list[str]) -> Iterator[str]:
        """Yield what stands in the line; what hangs on it is put into `hanging`."""
        for one in _children(parent):
            name = name_of(one)
            if name in _CHARACTERS:
                yield _CHARACTERS[name](one)
            elif name in self._notes:
                hanging.extend(self._note(self._notes[name].pop(attribute(one, "id"), None)))
            elif name in _DRAWINGS:
                for box in _nearest(one, _BOX):
                    hanging.extend(self._story(box))
            elif not _is_hidden(one):
                yield from self._inline(one, hanging)

    def _note(self, note: "_Element | None") -> Iterator[str]:
        """Yield a note as a line; each is read once, wherever it is referred to."""
        if note is None:
            return
        text = " ".join(line.strip() for line in self._story(note) if line.strip())
        if text:
            yield _NOTE + text

    def _table(self, table: "_Element") -> Iterator[str]:
        """Yield the rows: cells with tabs between, but lines of prose as lines."""
        for row in _nearest(table, _ROW):
            if child(row, "trPr", "del") is not None:
                continue
            cells = [
                [line for line in self._story(cell) if line.strip()]
                for cell in _nearest(row, _CELL)
            ]
            prose = sum(len(line) for cell in cells if len(cell) > 1 for line in cell) > _PROSE
            filled = sum(bool(cell) for cell in cells)
            if prose or filled == 1:
                yield from (line for cell in cells for line in cell)
            elif filled:
                yield "\t".join(" ".join(cell).replace("\n", " ") for cell in cells)


def _children(parent: "_Element") -> "Iterator[_Element]":
    """Yield what `parent` holds once tracked changes are accepted.

    Of alternatives that all hold the same, the first is taken.
    """
    for one in parent:
        name = name_of(one)
        if name == "AlternateContent":
            chosen = child(one, "Choice")
            chosen = child(one, "Fallback") if chosen is None else chosen
            if chosen is not None:
                yield from _children(chosen)
        elif name and name not in _SKIPPED:
            yield one


def _nearest(parent: "_Element", wanted: frozenset[str]) -> "Iterator[_Element]":
    """Yield the elements so named, through whatever wraps them, and none inside another."""
    for one in _children(parent):
        if name_of(one) in wanted:
            yield one
        else:
            yield from _nearest(one, wanted)


def _break(element: "_Element") -> str:
    return _ASKED if attribute(element, "type") == "page" else "\n"


def _symbol(element: "_Element") -> str:
    """Return a character named by its code; one of a symbol font says nothing."""
    try:
        at = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    return "" if at in _PRIVATE or at < ord(" ") or at > 0xFFFF else chr(at)


_CHARACTERS: "dict[str, Callable[[_Element], str]]" = {
    "t": lambda text: text.text or "",
    "tab": lambda _: "\t",
    "cr": lambda _: "\n",
    "br": _break,
    "sym": _symbol,
    "noBreakHyphen": lambda _: "-",
    "lastRenderedPageBreak": lambda _: _RENDERED,
}


def _is_hidden(run: "_Element") -> bool:
    return name_of(run) == "r" and is_on(run, "rPr", "vanish")
