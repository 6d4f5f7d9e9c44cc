"""Whether a text means what its source means: denial, intention, scope, direction.

Overlap of characters does not see 未 or 力争. So each clause of a text is laid
beside the clause of the source that is closest to it, and the words that turn a
meaning must stand in both or in neither.
"""

import re
from collections.abc import Iterable

from summarizer.domain.outline import Category
from summarizer.grounding.support import pairs
from summarizer.lexicon import entries, pattern
from summarizer.numerals import numbers

_CLAUSE = re.compile(r"(?:[^，。；：、！？,;:\n]|,(?=\d{3}(?!\d)))+")
_WORDS = re.compile(r"[\W_]+")
_EXCEPT = re.compile(r"除[^，。；]{1,20}(?:外|以外|之外)")
_ALL = re.compile(r"均|都|全部|所有|各")
_NOT_DONE = (
    ("intentions", "原文说的是打算"),
    ("deficiencies", "原文说的是不足"),
    ("reservations", "原文只说基本或初步"),
)
_CLOSE = 0.5
"""The share of a clause's pairs that the source's clause must hold to be the one meant."""


def turned(said: str, category: Category, quoted: Iterable[str]) -> str | None:
    """Return how `said` turns the meaning of `quoted`, or None where it does not.

    Both in the folded spelling; `quoted` are the whole units it rests on.
    """
    sources = list(quoted)
    clauses = [clause for text in sources for clause in _CLAUSE.findall(text)]
    for clause in _CLAUSE.findall(said):
        source = _closest(clause, clauses)
        if source is not None and (how := _differ(clause, source, said, category)):
            return how
    if any(_EXCEPT.search(text) for text in sources) and not _EXCEPT.search(said):
        return "原文有例外" if _ALL.search(said) else None
    return None


def _differ(clause: str, source: str, said: str, category: Category) -> str | None:
    return (
        denied(clause, source)
        or (_not_done(source, said) if category is Category.ACHIEVEMENT else None)
        or _overstated(clause, source)
        or _other_way(clause, source)
    )


def denied(clause: str, source: str) -> str | None:
    """Return how one of two clauses denies what the other says, or None where neither does."""
    there, here = _denials(source), _denials(clause)
    if bool(there) == bool(here):
        return None
    # A shortcoming may be said with or without 不: 不及时, 滞后.
    lacking = pattern("deficiencies")
    if there | here <= {"不"} and lacking.search(source) and lacking.search(clause):
        return None
    return "与原文的肯定、否定不一致"


def _denials(clause: str) -> set[str]:
    return set(pattern("denials").findall(clause))


def _not_done(source: str, said: str) -> str | None:
    for name, why in _NOT_DONE:
        if pattern(name).search(source) and not pattern(name).search(said):
            return why
    return None


def _overstated(clause: str, source: str) -> str | None:
    added = (re.search(word, clause) and not re.search(word, source) for word in entries("scopes"))
    return "原文没有说到这个程度或范围" if any(added) else None


def _other_way(clause: str, source: str) -> str | None:
    for line in entries("opposites"):
        one, other = line.split()
        for here, there in ((one, other), (other, one)):
            if here in clause and here not in source and there in source:
                return f"原文说的是{there}"
    return None


def _closest(clause: str, sources: list[str]) -> str | None:
    wanted, counted = _pairs(clause), numbers(clause)
    # Of two clauses alike the one with the same figure is meant.
    sources = [source for source in sources if counted & numbers(source)] or sources
    best = max(sources, key=lambda source: len(wanted & _pairs(source)), default=None)
    if best is None or not wanted or len(wanted & _pairs(best)) < _CLOSE * len(wanted):
        return None
    return best


def _pairs(text: str) -> frozenset[str]:
    return pairs(_WORDS.sub("", text))
