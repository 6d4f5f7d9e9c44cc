"""What a reader of a format gives: the text piece by piece, with its pages where it has them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Progress = Callable[[int, int], None]
"""Called with how many pages are read, and how many there are."""

SCANNED = (
    "has no text layer (its pages may be pictures, as a scanner makes them); "
    "run OCR over it first (for example OCRmyPDF) and use what that gives"
)


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page; the text of the document is all of them, one after the other."""

    text: str
    unread: bool = False
    """Whether the page is a picture whose text nobody has read."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A document that was opened; its pages are read as they are asked for."""

    total: int | None
    """How many pages there are; None where the format has none, and all is one piece."""
    pages: Iterator[Page]
