"""Problems and plans that several agencies have, grouped without a model.

A lexicon of themes comes first; what no theme of it names is grouped by likeness of
wording. Items are looked at once each: a pattern runs over all of them in one text,
and an item is compared with few others, those with which it shares four characters.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from summarizer.domain.overview import Mention, Theme
from summarizer.domain.summary import ReportSummary
from summarizer.reading.clean import fold

CATEGORIES = ("problems", "next_steps")
LEAST_AGENCIES = 2
_ALIKE = 75
"""Of a hundred, how like two wordings must be where no theme of the lexicon names them."""
_LONGEST = 40
"""Characters that tell what an item is about; plans go on with how it is done."""
_SHORTEST = 6
_PAIRS = 4
_MOST_RIVALS = 4
_LINE = "\n"


class _Pattern(NamedTuple):
    title: str
    words: tuple[re.Pattern[str], ...]
    """One for each entry: each alone begins with few characters, so that its scan skips."""
    unless: re.Pattern[str] | None


class _Said(NamedTuple):
    """One item, with the words that tell what it is about."""

    report: int
    item: int
    words: str


def themes_of(reports: Sequence[ReportSummary]) -> tuple[Theme, ...]:
    """Return the themes that at least two agencies share, those of most agencies first."""
    if len({report.agency or report.id for report in reports}) < LEAST_AGENCIES:
        return ()
    themes = [theme for category in CATEGORIES for theme in _themes(reports, category)]
    order = sorted(
        range(len(themes)),
        key=lambda at: (
            CATEGORIES.index(themes[at].category),
            -len(themes[at].agencies),
            at,
        ),
    )
    return tuple(themes[at] for at in order)


def _themes(reports: Sequence[ReportSummary], category: str) -> Iterator[Theme]:
    said = [
        _Said(number, at, item.text.partition("：")[0][:_LONGEST])
        for number, report in enumerate(reports)
        for at, item in enumerate(getattr(report, category))
    ]
    groups, rest = _by_lexicon(said, category)
    groups += _by_likeness(rest)
    for title, members in groups:
        yield from _theme(reports, category, title, members)


def _theme(
    reports: Sequence[ReportSummary], category: str, title: str, members: Sequence[_Said]
) -> Iterator[Theme]:
    """Yield the theme where enough agencies share it; one agency's two reports count once."""
    named = dict.fromkeys(
        reports[said.report].agency or reports[said.report].id for said in members
    )
    if len(named) < LEAST_AGENCIES:
        return
    mentions = []
    for said in members:
        report = reports[said.report]
        item = getattr(report, category)[said.item]
        mentions.append(Mention(report.id, report.agency, item.text, item.evidence))
    evidence = tuple(span for mention in mentions for span in mention.evidence)
    yield Theme(title, category, tuple(named), tuple(mentions), evidence)


def _by_lexicon(
    said: Sequence[_Said], category: str
) -> tuple[list[tuple[str, list[_Said]]], list[_Said]]:
    """Return the items of each theme of the lexicon, and those that none names."""
    starts, length = [], 0
    for one in said:
        starts.append(length)
        length += len(one.words) + 1
    text = fold(_LINE.join(one.words for one in said))
    lines = text.split(_LINE)
    left = dict(enumerate(said))
    groups = []
    for title, words, unless in _patterns()[category]:
        found = {bisect_right(starts, m.start()) - 1 for w in words for m in w.finditer(text)}
        named = [
            at
            for at in sorted(found & left.keys())
            if unless is None or unless.search(lines[at]) is None
        ]
        if named:
            groups.append((title, [left.pop(at) for at in named]))
    return groups, list(left.values())


def _by_likeness(said: Sequence[_Said]) -> list[tuple[str, list[_Said]]]:
    """Return groups of items whose wording is nearly that of the first of each."""
    groups: list[list[_Said]] = []
    holding: dict[str, list[int]] = {}
    for one in said:
        if len(one.words) < _SHORTEST:
            continue
        grams = [one.words[at : at + _PAIRS] for at in range(len(one.words) - _PAIRS + 1)]
        rivals = sorted({rival for gram in grams for rival in holding.get(gram, ())})
        best = _likest(one.words, [groups[rival][0].words for rival in rivals])
        if best is not None:
            groups[rivals[best]].append(one)
            continue
        for gram in grams:
            holders = holding.setdefault(gram, [])
            if len(holders) < _MOST_RIVALS:
                holders.append(len(groups))
        groups.append([one])
    return [(members[0].words, members) for members in groups if len(members) > 1]


def _likest(words: str, others: Sequence[str]) -> int | None:
    if not others:
        return None
    from rapidfuzz import fuzz, process

    found = process.extractOne(words, others, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[2] if found else None


@cache
def _patterns() -> dict[str, tuple[_Pattern, ...]]:
    data = tomllib.loads((files("summarizer.lexicon") / "themes.toml").read_text("utf-8"))
    return {
        category: tuple(
            _Pattern(
                theme["title"],
                tuple(re.compile(_gaps(entry), re.MULTILINE) for entry in theme["words"]),
                re.compile(theme["not"]) if "not" in theme else None,
            )
            for theme in data[category]
        )
        for category in CATEGORIES
    }


def _gaps(words: str) -> str:
    """Return the expression that `words` of the lexicon stand for: … is a gap in a clause."""
    return words.replace("…", r"[^，。；：\n]{0,8}?")
