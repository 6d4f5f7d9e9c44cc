"""What every engine promises."""

from typing import Protocol

from summarizer.domain.outline import Outline
from summarizer.domain.summary import Draft
from summarizer.domain.text import CleanText


class Engine(Protocol):
    """Reads one report's outline and claims what it says."""

    @property
    def name(self) -> str:
        """Return the name that items carry."""
        ...

    def draft(self, text: CleanText, outline: Outline) -> Draft:
        """Return the claims about one report; `text` is the whole document's."""
        ...
