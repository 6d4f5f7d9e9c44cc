"""The outline in the making: sections with their pieces, before anything is settled."""

from dataclasses import dataclass, field

from summarizer.domain.outline import Category
from summarizer.domain.text import Range
from summarizer.reading.headings import Subject
from summarizer.reading.numbering import Mark, Numbering


@dataclass(slots=True)
class Piece:
    """A unit in the making."""

    start: int
    end: int
    mark: Mark | None
    paragraph: bool
    """Whether the author began a new line here."""
    heading: Range | None
    """The words of the heading it carries, if any."""
    words: int
    """Where its words begin, after its number."""
    member: bool = False
    """Whether it opens a list member."""
    is_heading: bool = False
    """Whether it turned out to be the heading of its section."""
    category: Category = Category.OTHER


@dataclass(slots=True)
class Section:
    """A block in the making."""

    numbering: Numbering | None
    number: int
    level: int
    heading: Range | None
    subject: Subject
    says_what: bool
    """Whether its own heading says what it is about, and not the one above."""
    announces: bool
    outermost: Range | None
    pieces: list[Piece] = field(default_factory=list)
    leaf: bool = True
