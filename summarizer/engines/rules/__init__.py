"""The deterministic engine: offline, no model, same input same output.

One module for each category; each yields claims from the units that the
outline files under it.
"""

from collections.abc import Sequence
from itertools import chain

from summarizer.domain.outline import Outline
from summarizer.domain.summary import Claim, Draft
from summarizer.domain.text import CleanText
from summarizer.engines.rules.achievements import achievements
from summarizer.engines.rules.next_steps import next_steps
from summarizer.engines.rules.problems import problems


class RulesEngine:
    """Drafts by the wording of headings and clauses alone."""

    def drafts(self, text: CleanText, outlines: Sequence[Outline]) -> list[Draft]:
        """Return the claims about each report, by category, in reading order."""
        found = zip(
            [list(achievements(text, outline)) for outline in outlines],
            [list(problems(text, outline)) for outline in outlines],
            [list(next_steps(text, outline)) for outline in outlines],
            strict=True,
        )
        return [Draft(tuple(filter(_says_something, chain(*claims)))) for claims in found]

    def draft(self, text: CleanText, outline: Outline) -> Draft:
        """Return the claims about one report."""
        (draft,) = self.drafts(text, [outline])
        return draft


def _says_something(claim: Claim) -> bool:
    for start, end in claim.evidence:
        if start >= end:
            return False
    return bool(claim.text)
