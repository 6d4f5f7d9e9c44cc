"""A document, and the reports found in it."""

from dataclasses import dataclass

from summarizer.domain.text import Range, Span


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a file before anything is understood of it."""

    name: str
    sha256: str
    media_type: str
    encoding: str | None
    text: str
    """The text as read: what spans index. Of a text file: decoded, byte order mark
    removed, nothing else changed."""
    pages: tuple[int, ...] = ()
    """Where each page begins, in code points of `text`; empty where the format has none."""
    warnings: tuple[str, ...] = ()
    """What of the file could not be read, for the user."""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What the result says about the document it was made from."""

    name: str
    sha256: str
    media_type: str
    encoding: str | None
    characters: int
    pages: int | None
    title: str | None
    declared_reports: int | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Report:
    """One agency's report inside a document."""

    id: str
    agency: str | None
    title: str | None
    date: str | None
    """The report's own date, ISO 8601, or None where no full date is stated."""
    period: str | None
    """The year the title names, or None."""
    span: Span
    stretch: Range
    """The whole report in the cleaned text."""
    body: Range
    """The report without its title, date line and trailing signature."""
    truncated: bool
    """Whether the text breaks off in mid-sentence."""
