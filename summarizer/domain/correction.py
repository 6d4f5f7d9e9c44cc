"""What a person changes in a result: each edit is one step, kept in order, never in place.

An item is named by its report, its category and its place there, counted from 0
in the result as it stood before the edit. pydantic reads these; it is told here
to refuse fields that it does not know.
"""

from dataclasses import dataclass
from typing import Literal

from summarizer.domain.text import Span

Part = Literal["achievements", "problems", "next_steps"]
PARTS: tuple[Part, ...] = ("achievements", "problems", "next_steps")
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Another wording, other evidence or another category for an item; None leaves it as it is."""

    __pydantic_config__ = _STRICT
    operation: Literal["change"] = "change"
    report: str
    category: Part
    index: int
    text: str | None = None
    evidence: tuple[Span, ...] | None = None
    to: Part | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """An item is taken out."""

    __pydantic_config__ = _STRICT
    operation: Literal["remove"] = "remove"
    report: str
    category: Part
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A new item, put at the end of its category."""

    __pydantic_config__ = _STRICT
    operation: Literal["add"] = "add"
    report: str
    category: Part
    text: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefChange:
    """Another wording for a report's brief."""

    __pydantic_config__ = _STRICT
    operation: Literal["brief"] = "brief"
    report: str
    text: str


Edit = Change | Removal | Addition | BriefChange
