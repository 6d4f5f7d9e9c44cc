"""What every engine promises."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from summarizer.domain.outline import Outline
from summarizer.domain.overview import Theme
from summarizer.domain.summary import Draft, ReportSummary
from summarizer.domain.text import CleanText
from summarizer.domain.usage import Usage


class Engine(Protocol):
    """Reads reports' outlines and claims what they say, at once."""

    def drafts(self, text: CleanText, outlines: Sequence[Outline]) -> list[Draft]:
        """Return the claims about each report; `text` is the whole document's."""
        ...


class ProsePrompts(NamedTuple):
    """Name, version and fingerprint of the prompts for what is worded."""

    brief: str
    overview: str
    themes: str


class ModelEngine(Protocol):
    """An engine that waits for a model, and can word paragraphs too.

    It never raises a `ModelError`: what the model does not give is left to the rules.
    """

    @property
    def at_once(self) -> int:
        """Return how many reports may be under way at a time."""
        ...

    async def draft(self, text: CleanText, outline: Outline) -> Draft:
        """Return the claims about one report; `text` is the whole document's."""
        ...

    async def briefs(self, reports: Sequence[ReportSummary]) -> Mapping[str, str]:
        """Return a paragraph by report id, for those reports that it has one for."""
        ...

    async def overview(self, reports: Sequence[ReportSummary]) -> str | None:
        """Return a paragraph across the reports, or None where it has none."""
        ...

    async def titles(self, themes: Sequence[Theme]) -> Mapping[int, str]:
        """Return a title by the place of its theme, for those that it has one for."""
        ...

    @property
    def prose_prompts(self) -> ProsePrompts:
        """Return the identities of the prompts for what is worded."""
        ...

    def prose_usage(self) -> Usage:
        """Return what briefs and overview have taken."""
        ...
