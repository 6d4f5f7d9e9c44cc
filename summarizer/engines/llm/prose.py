"""Paragraphs by a model: from items that are already grounded, never from the raw text.

A paragraph is taken only where every figure and most of its words stand in the
material it was made from; otherwise the rules' own stands.
"""

from collections.abc import Iterator, Mapping, Sequence

from summarizer.domain.summary import Item, ReportSummary
from summarizer.engines.llm.wire import (
    BriefsAnswer,
    OverviewAnswer,
    read_answer,
    read_numbered,
    wire_schema,
)
from summarizer.errors import ModelError
from summarizer.grounding.support import wording_of
from summarizer.llm.port import ChatModel, Request, Tally
from summarizer.llm.tokens import tokens_of
from summarizer.numerals import numbers
from summarizer.prompting import PromptBook
from summarizer.reading.clean import fold

_MOST_ITEMS = 4
"""Of each list the items a paragraph is made from, those with figures first."""
_MOST_COMMON = 3
"""Of each agency's problems and plans those that the overview is made from."""
_REPORTS_A_CALL = 8
_BRIEF_TOKENS, _OVERVIEW_TOKENS = 220, 600
_SHORTEST, _LONGEST_BRIEF, _LONGEST_OVERVIEW = 15, 240, 400
_BORNE_OUT = 0.6


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
            prompt.messages(reports=_fenced(shown)),
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
    messages = prompt.messages(reports=_fenced(material))
    request = Request(prompt.name, messages, wire_schema(prompt.schema), _OVERVIEW_TOKENS)
    try:
        answer = await model.ask(request, tally)
        said = read_answer(OverviewAnswer, answer.data, cut=False).overview.strip()
    except ModelError:
        return None
    return _ended(said) if _stands(said, material, _LONGEST_OVERVIEW) else None


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


def _fenced(material: str) -> str:
    return material.replace("<", "＜").replace(">", "＞")


def _stands(said: str, material: str, longest: int) -> bool:
    folded, known = fold(said), fold(material)
    if not _SHORTEST <= len(said) <= longest:
        return False
    if numbers(folded) - numbers(known, single=True):
        return False
    pairs, held = wording_of(folded).pairs, wording_of(known).pairs
    return len(pairs & held) >= _BORNE_OUT * len(pairs)


def _ended(said: str) -> str:
    return said if said.endswith("。") else f"{said}。"
