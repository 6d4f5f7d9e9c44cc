"""The deterministic engine: offline, no model, same input same output.

One module for each category; each yields claims from the units that the
outline files under it.
"""

from summarizer.domain.outline import Outline
from summarizer.domain.summary import Claim, Draft
from summarizer.domain.text import CleanText
from summarizer.engines.rules.achievements import achievements
from summarizer.engines.rules.next_steps import next_steps
from summarizer.engines.rules.problems import problems


class RulesEngine:
    """Drafts by the wording of headings and clauses alone."""

    def draft(self, text: CleanText, outline: Outline) -> Draft:
        """Return the claims about one report, by category, in reading order."""
        found = [
            *achievements(text, outline),
            *problems(text, outline),
            *next_steps(text, outline),
        ]
        return Draft(claims=tuple([claim for claim in found if _says_something(claim)]))


def _says_something(claim: Claim) -> bool:
    for start, end in claim.evidence:
        if start >= end:
            return False
    return bool(claim.text)
