"""The LLM engine: numbered units out, cited items back, what does not stand asked again.

Whatever the model and its server do, a report gets a draft: what the model got
right stays, what it could not be brought to say properly is left to the rules.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.domain.outline import Category, Outline
from summarizer.domain.overview import Theme
from summarizer.domain.summary import Claim, Draft, Provenance, ReportSummary
from summarizer.domain.text import CleanText, Range
from summarizer.domain.usage import Usage
from summarizer.engines.base import ProsePrompts
from summarizer.engines.llm.parts import Line, Part, halves, lines_of, parts_of, shown
from summarizer.engines.llm.prose import briefs_by_model, overview_by_model, titles_by_model
from summarizer.engines.llm.wire import SummaryAnswer, read_answer, wire_schema
from summarizer.engines.rules import RulesEngine
from summarizer.errors import AnswerUnusable, ContextTooLong, ModelError
from summarizer.grounding import Cited, Rejected, Verifier, merged, overlap
from summarizer.llm.port import Answer, ChatModel, Request, Tally
from summarizer.llm.tokens import prompt_tokens
from summarizer.prompting import Prompt, PromptBook, fenced
from summarizer.reading.clean import fold

_LOG = logging.getLogger(__name__)
REPAIRS = 2
"""How often what failed is asked for again."""

_MOST_HALVINGS = 3
_ITEM_CATEGORIES = (Category.ACHIEVEMENT, Category.PROBLEM, Category.NEXT_STEP)
_ONCE_MORE = "上一次的回答不能用（{why}）。请只输出一个JSON对象，不加任何别的文字。"
_SAME = 0.5
"""Evidence of a rule's claim that an accepted claim covers to this share says the same."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one report may take."""

    report_deadline_s: float
    deadline_s: float
    """For all reports together, counted from the first."""
    max_output_tokens: int
    at_once: int
    """Reports under way at a time."""
    prose: bool
    """Whether the model words the briefs and the overview too."""


@dataclass(slots=True)
class _Reading:
    """What is known of one report so far."""

    text: CleanText
    outline: Outline
    lines: Part
    verifier: Verifier
    tally: Tally = field(default_factory=Tally)
    asked: int = 0
    repaired: bool = False
    cited: list[Cited] = field(default_factory=list)
    claims: tuple[Claim, ...] = ()
    open_faults: list[Rejected] = field(default_factory=list)
    unread: list[tuple[Part, str]] = field(default_factory=list)
    """Parts that no answer came for, with the reason."""
    ahead: tuple[Part, ...] = ()
    """Parts that are still to be asked about."""
    notes: Counter[str] = field(default_factory=Counter)


class LlmEngine:
    """Drafts and words by a model; see `ModelEngine` for the contract."""

    def __init__(self, model: ChatModel, prompts: PromptBook, limits: Limits) -> None:
        self._model, self._prompts, self._limits = model, prompts, limits
        self._rules = RulesEngine()
        self._until: float | None = None
        self._prose = Tally()

    @property
    def at_once(self) -> int:
        """Return how many reports may be under way at a time."""
        return self._limits.at_once

    async def briefs(self, reports: Sequence[ReportSummary]) -> Mapping[str, str]:
        """Return the model's paragraphs by report id, those that stand."""
        asked = [report for report in reports if report.engine != "rules"]
        if not self._limits.prose or not asked:
            return {}
        try:
            async with asyncio.timeout(self._time_left()):
                return await briefs_by_model(self._model, self._prompts, asked, self._prose)
        except TimeoutError:
            return {}

    async def overview(self, reports: Sequence[ReportSummary]) -> str | None:
        """Return the model's paragraph across the reports, or None where none stands."""
        asked = [report for report in reports if report.engine != "rules"]
        if not self._limits.prose:
            return None
        try:
            async with asyncio.timeout(self._time_left()):
                return await overview_by_model(self._model, self._prompts, asked, self._prose)
        except TimeoutError:
            return None

    async def titles(self, themes: Sequence[Theme]) -> Mapping[int, str]:
        """Return the model's titles by the place of their theme, those that stand."""
        if not self._limits.prose or not themes:
            return {}
        try:
            async with asyncio.timeout(self._time_left()):
                return await titles_by_model(self._model, self._prompts, themes, self._prose)
        except TimeoutError:
            return {}

    @property
    def prose_prompts(self) -> ProsePrompts:
        """Return the identities of the prompts for what is worded."""
        book = self._prompts
        return ProsePrompts(book.brief.identity, book.overview.identity, book.themes.identity)

    def prose_usage(self) -> Usage:
        """Return what briefs and overview have taken."""
        return self._prose.usage

    async def draft(self, text: CleanText, outline: Outline) -> Draft:
        """Return the claims about one report, by the model and where need be by the rules."""
        reading = _Reading(text, outline, lines_of(outline), Verifier(text, outline, fold))
        rules = self._rules.draft(text, outline)
        try:
            async with asyncio.timeout(self._time_left()):
                await self._read(reading)
                await self._repair(reading, rules)
        except TimeoutError:
            reading.unread += [(part, "deadline: 超过了规定的时间") for part in reading.ahead]
            reading.notes["deadline"] += 1
        except Exception as error:  # noqa: BLE001 - a defect of ours costs a report its model, no more
            _LOG.exception("a report is left to the rules")
            reading.claims = ()
            reading.unread = [(reading.lines, f"internal_error: {type(error).__name__}")]
        return self._finished(reading, rules)

    def request(self, text: CleanText, part: Part, *, once_more: str | None = None) -> Request:
        """Return the request for one part of a report."""
        messages = self._prompts.summarize.messages(report=shown(text, part))
        if once_more is not None:
            said = _ONCE_MORE.format(why=once_more)
            messages = (
                *messages[:-1],
                messages[-1] | {"content": f"{messages[-1]['content']}\n{said}"},
            )
        return self._request(self._prompts.summarize, messages)

    def parts(self, text: CleanText, outline: Outline) -> tuple[Part, ...]:
        """Return the parts in which a report is sent, one unless it is very long."""
        empty = self._prompts.summarize.messages(report="")
        fixed = prompt_tokens(empty, wire_schema(self._prompts.summarize.schema))
        room = self._model.window - fixed - self._limits.max_output_tokens
        return parts_of(text, lines_of(outline), max(room, self._model.window // 4))

    def _request(self, prompt: Prompt, messages: tuple[dict[str, str], ...]) -> Request:
        schema = wire_schema(prompt.schema)
        return Request(prompt.name, messages, schema, self._limits.max_output_tokens)

    def _time_left(self) -> float:
        now = time.monotonic()
        if self._until is None:
            self._until = now + self._limits.deadline_s
        return max(0.0, min(self._limits.report_deadline_s, self._until - now))

    async def _read(self, reading: _Reading) -> None:
        parts = self.parts(reading.text, reading.outline)
        for number, part in enumerate(parts):
            reading.ahead = parts[number:]
            await self._read_part(reading, part, 0)
            self._judge(reading, reading.cited)
            reading.cited = []
        reading.ahead = ()

    async def _read_part(self, reading: _Reading, part: Part, halvings: int) -> None:
        """Ask about one part; where it proves too long for the server, about its halves."""
        try:
            answer, found = await self._asked(reading, part)
        except ContextTooLong as error:
            if halvings < _MOST_HALVINGS and len(part) > 1:
                for half in halves(part):
                    await self._read_part(reading, half, halvings + 1)
                return
            reading.unread.append((part, _reason(error)))
            return
        except ModelError as error:
            reading.unread.append((part, _reason(error)))
            return
        whole = answer.complete and not answer.truncated_prompt
        if whole or halvings >= _MOST_HALVINGS or len(part) < 2:
            cited = found.cited()
            reading.cited += cited
            last = max((n for item in cited for n in item.units), default=0)
            if not whole and (rest := tuple(line for line in part if line.number > last)):
                reading.unread.append((rest, "answer_cut: 模型的回答每次都不完整"))
            return
        reading.notes["prompt_truncated" if answer.truncated_prompt else "answer_cut"] += 1
        kept = len(reading.unread)
        for half in halves(part):
            await self._read_part(reading, half, halvings + 1)
        if len(reading.unread) > kept:
            reading.cited += found.cited()

    async def _asked(self, reading: _Reading, part: Part) -> tuple[Answer, SummaryAnswer]:
        """Return a readable answer about `part`; one that is not is asked for once more."""
        try:
            return await self._ask(reading, self.request(reading.text, part))
        except AnswerUnusable as error:
            reading.notes["unusable"] += 1
            again = self.request(reading.text, part, once_more=str(error))
            return await self._ask(reading, again)

    async def _ask(self, reading: _Reading, request: Request) -> tuple[Answer, SummaryAnswer]:
        reading.asked += 1
        answer = await self._model.ask(request, reading.tally)
        reading.notes.update(f"repaired {repair}" for repair in answer.repairs)
        found = read_answer(SummaryAnswer, answer.data, cut=not answer.complete)
        reading.notes["malformed"] += found.left_out(answer.data or {})
        return answer, found

    def _judge(self, reading: _Reading, cited: Sequence[Cited]) -> None:
        verdict = reading.verifier.verify(cited)
        reading.claims = merged((*reading.claims, *verdict.claims))
        reading.open_faults += verdict.rejected
        reading.notes["moved"] += verdict.moved
        reading.notes["refiled"] += verdict.refiled
        reading.notes["merged"] += verdict.merged
        reading.notes.update(f"rejected {fault.reason}" for fault in verdict.rejected)

    async def _repair(self, reading: _Reading, rules: Draft) -> None:
        """Ask again for what failed, and only for that."""
        missing = self._missing(reading, rules)
        for _ in range(REPAIRS):
            if not reading.open_faults and not missing:
                return
            request = self._repair_request(reading, missing)
            reading.repaired = True
            missing = {}
            try:
                _, found = await self._ask(reading, request)
            except ModelError as error:
                reading.notes[f"repair failed {error.code}"] += 1
                return
            reading.open_faults = []
            self._judge(reading, found.cited())

    def _missing(self, reading: _Reading, rules: Draft) -> dict[Category, list[Range]]:
        """Return the categories that the model left empty though the report has a part on them."""
        answered = {claim.category for claim in reading.claims}
        if reading.unread:
            return {}
        announced = {block.category for block in reading.outline.blocks if block.announces}
        missing: dict[Category, list[Range]] = {}
        for claim in rules.claims:
            wanted = claim.category is Category.ACHIEVEMENT or claim.category in announced
            if wanted and claim.category not in answered:
                missing.setdefault(claim.category, []).extend(claim.evidence)
        return missing

    def _repair_request(self, reading: _Reading, missing: dict[Category, list[Range]]) -> Request:
        faults = [
            f"{fault.cited.category}“{_marked(fault.cited)}”：{fault.detail}"
            for fault in reading.open_faults
        ]
        faults += [f"{category}：一条也没有，而报告有这方面的内容" for category in missing]
        wanted = {
            n + beside for f in reading.open_faults for n in f.cited.units for beside in (-1, 0, 1)
        }
        places = [stretch for found in missing.values() for stretch in found]
        if any(not fault.cited.units for fault in reading.open_faults):
            places = [line.stretch for line in reading.lines]
        lines = [
            line
            for line in reading.lines
            if line.number in wanted or any(_meet(line.stretch, place) for place in places)
        ]
        report = shown(reading.text, self._fitting(reading.text, lines))
        prompt = self._prompts.repair
        return self._request(
            prompt, prompt.messages(report=report, faults=fenced("\n".join(faults)))
        )

    def _fitting(self, text: CleanText, lines: Sequence[Line]) -> Part:
        """Return the first of `lines` that the model's window has room for."""
        parts = parts_of(text, tuple(lines), self._model.window // 2)
        return parts[0] if parts else ()

    def _identity(self, reading: _Reading) -> str:
        """Return which prompts the report was read with."""
        used = [self._prompts.summarize.identity]
        if reading.repaired:
            used.append(self._prompts.repair.identity)
        return "; ".join(used)

    def _finished(self, reading: _Reading, rules: Draft) -> Draft:
        """Return what stands, with the rules' claims where the model failed."""
        missing = self._missing(reading, rules)
        lost = [line.stretch for part, _ in reading.unread for line in part]
        fault_numbers = {n for fault in reading.open_faults for n in fault.cited.units}
        faulty = [line.stretch for line in reading.lines if line.number in fault_numbers]
        filled = tuple(
            claim
            for claim in rules.claims
            if (
                claim.category in missing
                or _touches(claim, lost)
                or (
                    _touches(claim, faulty)
                    and any(f.cited.category is claim.category for f in reading.open_faults)
                )
            )
            and not any(overlap(claim, other) >= _SAME for other in reading.claims)
        )
        reasons = list(dict.fromkeys(reason for _, reason in reading.unread))
        if filled and not reasons:
            reasons = ["ungrounded: 模型的部分条目没有依据，由规则补上"]
        provenance = Provenance(
            model=self._model.name,
            prompt=self._identity(reading),
            attempts=reading.asked,
            fallback_reason="; ".join(reasons) or None,
            notes=_told(reading),
            usage=reading.tally.usage,
        )
        claims = sorted((*reading.claims, *filled), key=lambda claim: claim.evidence[0])
        return Draft(tuple(claims), provenance)


def _told(reading: _Reading) -> tuple[str, ...]:
    usage = reading.tally.usage
    again = {"sent again": usage.calls + usage.reused - reading.asked}
    counts = sorted((reading.notes | Counter(again)).items())
    return tuple(f"{what}: {count}" for what, count in counts if count > 0)


def _reason(error: ModelError) -> str:
    return f"{error.code}: {error}"


def _marked(cited: Cited) -> str:
    return "".join(f"[{n}]" for n in cited.units) + cited.text


def _meet(one: Range, other: Range) -> bool:
    return one.start < other.end and other.start < one.end


def _touches(claim: Claim, places: Sequence[Range]) -> bool:
    return any(_meet(stretch, place) for stretch in claim.evidence for place in places)
