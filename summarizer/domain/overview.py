"""What can be said across the agencies of one document."""

from dataclasses import dataclass

from summarizer.domain.text import Span


@dataclass(frozen=True)
class Mention:
    """One agency's item that belongs to a theme."""

    report: str
    agency: str | None
    text: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True)
class Theme:
    """A problem or a plan that several agencies have."""

    title: str
    category: str
    """`problems` or `next_steps`."""
    agencies: tuple[str, ...]
    """In the order of the document; a report's id where it names no agency."""
    mentions: tuple[Mention, ...]
    evidence: tuple[Span, ...]
    """That of all mentions."""
    engine: str = "rules"
    """Who worded the title; what belongs together is decided in code."""


@dataclass(frozen=True)
class Cell:
    """One agency's figure in a row of the table."""

    report: str
    agency: str | None
    value: int | float
    qualifier: str | None
    approximate: bool
    as_of: str | None
    evidence: tuple[Span, ...]


@dataclass(frozen=True)
class Row:
    """A figure that at least two agencies state: the same thing, unit and period."""

    label: str
    unit: str
    period: str | None
    cells: tuple[Cell, ...]
    total: int | float | None
    """The sum, made in code; None where the figures do not add up to anything (a share)."""


@dataclass(frozen=True)
class Unmatched:
    """A figure that no other agency's can be compared with."""

    label: str
    unit: str
    period: str | None
    cell: Cell


@dataclass(frozen=True)
class Table:
    """The agencies' figures side by side."""

    rows: tuple[Row, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()


@dataclass(frozen=True)
class Silence:
    """What a report does not state; never filled in."""

    report: str
    agency: str | None
    parts: tuple[str, ...]
    """Of achievements, problems, next_steps and metrics those that the report does not state."""


@dataclass(frozen=True)
class Overview:
    """The whole in one paragraph, in themes and in a table."""

    brief: str
    engine: str = "rules"
    prompt: str | None = None
    """Name, version and fingerprint of the prompt, where a model worded a part of it."""
    themes: tuple[Theme, ...] = ()
    table: Table = Table()
    not_stated: tuple[Silence, ...] = ()
