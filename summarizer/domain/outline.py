"""The structure of one report: blocks under headings, and the units in them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from summarizer.domain.text import Range


class Category(StrEnum):
    """What a passage of a report is about."""

    ACHIEVEMENT = "achievements"
    PROBLEM = "problems"
    NEXT_STEP = "next_steps"
    OTHER = "other"


class Unit(NamedTuple):
    """The smallest piece that can be cited: a sentence or a member of a list."""

    number: int
    """Counted from 1 within the report."""
    stretch: Range
    marker_end: int
    """Where the numbering (一是, 1.) ends; equals the start where there is none."""
    member: bool
    """Whether it opens a list member (一是…, 首先…)."""
    paragraph: bool
    """Whether the author began a new line here."""
    heading: bool
    """Whether it is the heading of its block."""
    category: Category
    """What the unit itself is about: by its block's heading, or by its own wording."""


class Block(NamedTuple):
    """A heading with the units that stand directly under it."""

    level: int
    """0 for the text before any heading, 1 for the outermost numbering in use, and so on."""
    heading: Range | None
    """The heading's words without their number; None where the number opens a sentence."""
    category: Category | None
    """What the heading, or one above it, says the block is about; None where none says."""
    announces: bool
    """Whether the heading itself names a kind of section (存在问题), not a piece of work."""
    mixed: bool
    """Whether the heading announces problems together with what is done about them."""
    units: tuple[Unit, ...]
    leaf: bool
    """Whether no deeper heading follows inside it."""
    section: Range | None
    """The outermost heading above it (or its own), number included."""

    @property
    def stands_alone(self) -> bool:
        """Whether its heading covers nothing deeper: a leaf, or what follows is of another kind.

        Where its last units turn to plans (下一步：), the numbers below are theirs.
        """
        return self.leaf or (
            self.units[0].heading and self.units[-1].category is not self.units[0].category
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """A report as blocks in reading order."""

    blocks: tuple[Block, ...]
