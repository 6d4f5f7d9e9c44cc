"""Paragraphs by a model: from items that are already grounded, never from the raw text.

A paragraph is taken only where each of its clauses is borne out by one item of
the material it was made from; otherwise the rules' own stands.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from summarizer.domain.outline import Category
from summarizer.domain.overview import Theme
from summarizer.domain.summary import Item, ReportSummary
from summarizer.engines.llm.wire import (
    BriefsAnswer,
    OverviewAnswer,
    ThemesAnswer,
    read_answer,
    read_numbered,
    wire_schema,
)
from summarizer.errors import ModelError
from summarizer.grounding import bodies, denied, misattributed, turned
from summarizer.grounding.support import wording_of
from summarizer.llm.port import ChatModel, Request, Tally
from summarizer.llm.tokens import tokens_of
from summarizer.numerals import numbers
from summarizer.prompting import PromptBook, fenced
from summarizer.reading.clean import fold

_MOST_ITEMS = 4
"""Of each list the items a paragraph is made from, those with figures first."""
_MOST_COMMON = 3
"""Of each agency's problems and plans those that the overview is made from."""
_REPORTS_A_CALL = 8
_BRIEF_TOKENS, _OVERVIEW_TOKENS = 220, 600
_THEMES_A_CALL, _TITLE_TOKENS, _MOST_MENTIONS = 30, 40, 6
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 24
_SHORTEST, _LONGEST_BRIEF, _LONGEST_OVERVIEW = 15, 240, 400
_BORNE_OUT = 0.6
"""The share of a clause's pairs of characters that one item must hold."""
_CLAUSE = re.compile(r"[^。；，！？;]+")
_ITEM = re.compile(r"[；。 ]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LIST = re.compile(r"(?:成效|问题|下一步)：")
_YEAR = re.compile(r"20\d\d年度?")
_FRAME = re.compile(
    r"主要工作|存在(?:着|的)?|的?问题|等|下一步|今后|同时|此外|其中|仍|还|都|打算|计划|将|是|有|和|以及|："
)
"""What a paragraph needs between the items and no item says."""


async def briefs_by_model(
    model: ChatModel, prompts: PromptBook, reports: Sequence[ReportSummary], tally: Tally
) -> Mapping[str, str]:
    """Return paragraphs by report id, for those that the model wrote and the items bear out."""
    found: dict[str, str] = {}
    for batch in _batches(model, reports):
        material = {number: _material(report) for number, report in enumerate(batch, start=1)}
        shown = "\n".join(f"[{number}]{text}" for number, text in material.items())
        prompt = prompts.brief
        request = Request(
            prompt.name,
            prompt.messages(reports=fenced(shown)),
            wire_schema(prompt.schema),
            _BRIEF_TOKENS * len(batch),
        )
        try:
            answer = await model.ask(request, tally)
            entries = read_answer(BriefsAnswer, answer.data, cut=not answer.complete).briefs
        except ModelError:
            continue
        for entry in entries:
            number, said = read_numbered(entry)
            if number in material and _stands(said, material[number], _LONGEST_BRIEF):
                found.setdefault(batch[number - 1].id, _ended(said))
    return found


async def overview_by_model(
    model: ChatModel, prompts: PromptBook, reports: Sequence[ReportSummary], tally: Tally
) -> str | None:
    """Return one paragraph on common problems and plans, or None where none stands."""
    lines = [
        f"{report.agency or report.id} {said}"
        for report in reports
        if (said := " ".join(_lists(report, ("problems", "next_steps"), _MOST_COMMON)))
    ]
    if len(lines) < 2:
        return None
    while tokens_of("\n".join(lines)) > model.window // 2:
        lines = [line[: len(line) * 3 // 4] for line in lines]
    material = "\n".join(lines)
    prompt = prompts.overview
    messages = prompt.messages(reports=fenced(material))
    request = Request(prompt.name, messages, wire_schema(prompt.schema), _OVERVIEW_TOKENS)
    try:
        answer = await model.ask(request, tally)
        said = read_answer(OverviewAnswer, answer.data, cut=False).overview.strip()
    except ModelError:
        return None
    return _ended(said) if _stands(said, material, _LONGEST_OVERVIEW) else None


async def titles_by_model(
    model: ChatModel, prompts: PromptBook, themes: Sequence[Theme], tally: Tally
) -> Mapping[int, str]:
    """Return titles by the place of their theme, those that the theme's items bear out."""
    found: dict[int, str] = {}
    for first in range(0, len(themes), _THEMES_A_CALL):
        batch = dict(enumerate(themes[first : first + _THEMES_A_CALL], start=1))
        shown = "\n".join(f"[{number}]{_said_of(theme)}" for number, theme in batch.items())
        prompt = prompts.themes
        request = Request(
            prompt.name,
            prompt.messages(themes=fenced(shown)),
            wire_schema(prompt.schema),
            _TITLE_TOKENS * len(batch),
        )
        try:
            answer = await model.ask(request, tally)
            entries = read_answer(ThemesAnswer, answer.data, cut=not answer.complete).titles
        except ModelError:
            continue
        for entry in entries:
            number, said = read_numbered(entry)
            if number in batch and _names(said, batch[number]):
                found.setdefault(first + number - 1, said)
    return found


def _said_of(theme: Theme) -> str:
    kind = "问题" if theme.category == Category.PROBLEM else "下一步"
    return f"{kind}：{'；'.join(mention.text for mention in theme.mentions[:_MOST_MENTIONS])}"


def _names(said: str, theme: Theme) -> bool:
    """Tell whether `said` is a title in the words of what the agencies of `theme` say."""
    folded = fold(said)
    wanted = wording_of(folded).pairs
    known = [wording_of(fold(mention.text)).pairs for mention in theme.mentions]
    held = wanted & frozenset().union(*known)
    return (
        _SHORTEST_TITLE <= len(said) <= _LONGEST_TITLE
        and not numbers(folded)
        and not bodies(folded)
        and len(held) >= _BORNE_OUT * len(wanted)
    )


def _batches(
    model: ChatModel, reports: Sequence[ReportSummary]
) -> Iterator[Sequence[ReportSummary]]:
    batch: list[ReportSummary] = []
    room = model.window // 2
    for report in reports:
        size = tokens_of(_material(report)) + _BRIEF_TOKENS
        if batch and (len(batch) == _REPORTS_A_CALL or size > room):
            yield batch
            batch, room = [], model.window // 2
        batch.append(report)
        room -= size
    if batch:
        yield batch


def _material(report: ReportSummary) -> str:
    year = f"{report.period}年" if report.period else ""
    lists = _lists(report, ("achievements", "problems", "next_steps"), _MOST_ITEMS)
    return "\n".join([f"{report.agency or '本单位'}{year}", *lists])


def _lists(report: ReportSummary, parts: Sequence[str], most: int) -> list[str]:
    names = {"achievements": "成效", "problems": "问题", "next_steps": "下一步"}
    lines = []
    for part in parts:
        items: Sequence[Item] = getattr(report, part)
        if items:
            telling = sorted(items, key=lambda item: not numbers(item.text))[:most]
            kept = [item for item in items if item in telling]
            lines.append(f"{names[part]}：{'；'.join(item.text for item in kept)}")
    return lines


def _stands(said: str, material: str, longest: int) -> bool:
    """Tell whether each clause of `said` is borne out by one item of `material`.

    A line of `material` that begins with a body's name speaks for that body: a
    clause that names one is held to its line, and so are those that follow.
    """
    folded, known = fold(said), fold(material)
    if not _SHORTEST <= len(said) <= longest or numbers(folded) - numbers(known, single=True):
        return False
    if not bodies(folded) <= bodies(known):
        return False
    lines = [_items(line) for line in known.splitlines()]
    headed = [line for line in lines if line and bodies(_subject(line[0]))]
    subjects = [line[0] for line in headed or lines[:1] if line]
    current = [item for line in lines for item in line]
    for clause in _CLAUSE.findall(folded):
        named = [line for line in headed if bodies(line[0]) & bodies(clause)]
        if named and len(headed) > 1:
            current = [item for line in named for item in line]
        plain = _without(clause, subjects)
        whole = _borne_out(plain, current)
        if not whole and not all(_borne_out(part, current) for part in plain.split("、")):
            return False
    return True


def _subject(item: str) -> str:
    """Return the characters that `item` begins with, up to the first that is no Han character."""
    found = _HAN.match(item)
    return found.group() if found else ""


def _items(line: str) -> list[str]:
    return [item for item in _ITEM.split(_LIST.sub("", line)) if item]


def _without(clause: str, subjects: Sequence[str]) -> str:
    for subject in sorted(subjects, key=len, reverse=True):
        clause = clause.replace(_YEAR.sub("", subject), "")
    return _YEAR.sub("", clause)


def _borne_out(clause: str, items: Sequence[str]) -> bool:
    wanted = wording_of(_FRAME.sub("", clause)).pairs
    best = max(items, key=lambda item: len(wanted & wording_of(item).pairs), default="")
    if len(wanted & wording_of(best).pairs) < _BORNE_OUT * len(wanted):
        return False
    clauses = _CLAUSE.findall(best)
    closest = max(clauses, key=lambda part: len(wanted & wording_of(part).pairs), default="")
    if denied(clause, closest) or misattributed(clause, [best]):
        return False
    return turned(clause, Category.OTHER, [best]) is None


def _ended(said: str) -> str:
    return said if said.endswith("。") else f"{said}。"
