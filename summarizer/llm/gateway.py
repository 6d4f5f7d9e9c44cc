"""A model behind a server, made bearable: remembered answers, pauses, retries, a budget.

Every call goes the same way: the store of answers, the breaker, a slot, the
budget, the server; and back through the reading of what it said.
"""

import asyncio
import hashlib
import time
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from types import TracebackType
from typing import Any, Self
from weakref import WeakValueDictionary

import orjson

from summarizer.domain.usage import Usage
from summarizer.errors import (
    BudgetExhausted,
    ContentRefused,
    ContextTooLong,
    KeyRefused,
    ModelError,
    ModelNotFound,
    ModelOverloaded,
    ModelTimeout,
    ModelUnreachable,
    QuotaExhausted,
    RequestRefused,
)
from summarizer.llm.client import Server
from summarizer.llm.config import LlmConfig
from summarizer.llm.ladder import Manner
from summarizer.llm.pacing import GIVEN_UP_S, Breaker, Slots, retrying
from summarizer.llm.parsing import read_message
from summarizer.llm.port import Answer, Request, Tally
from summarizer.llm.store import AnswerStore
from summarizer.llm.tokens import cost_of, prompt_tokens, read_usage, tokens_of

_REFUSED = frozenset({"content_filter", "sensitive"})
_TRY_AGAIN = frozenset({"insufficient_system_resource", "network_error"})
_ENDED = frozenset({"stop", "tool_calls", "function_call", "eos", None})
_MOST_EMPTY = 2
# What an earlier release remembered in another form is not read.
_MANNER_FIELDS = [field.name for field in fields(Manner)]
_TRUNCATED_SHARE = 0.62
"""A server that counts less than this share of the estimated prompt has cut it."""


class _AskOtherwise(ModelError):
    """The server refused the way of asking; there is another."""


class Gateway:
    """The `ChatModel` that everything uses. An asynchronous context manager."""

    def __init__(self, config: LlmConfig, store: AnswerStore) -> None:
        self.config = config
        self._store = store
        self._server = Server(config)
        self._slots = Slots(config.concurrency, config.ramp_s)
        self._breaker = Breaker()
        self._spent = self._reserved = 0.0
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._wanted: set[str] = set()
        self._found: dict[str, Mapping[str, Any]] = {}
        self._unkept: dict[str, Mapping[str, Any]] = {}
        self._first = asyncio.Lock()
        self._empty = 0
        self._settled = False
        self._final: ModelError | None = None
        """What the first call was refused for and every other would be."""
        self._final_until = 0.0
        self._manner_key = _digest("manner", _MANNER_FIELDS, config.base_url, config.model)
        known = None if config.rung else store.get([self._manner_key]).get(self._manner_key)
        self.manner = Manner(**known) if known else Manner(rung=config.rung or "json_schema")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._server.__aexit__(kind, error, at)

    @property
    def name(self) -> str:
        """Return the model's name."""
        return self.config.model

    @property
    def window(self) -> int:
        """Return how many tokens request and answer may have together."""
        return self.config.context_window

    async def models(self) -> list[dict[str, Any]]:
        """Return what the server says of its models."""
        return await self._server.models()

    async def is_alive(self) -> bool:
        """Tell whether the server answers anything at all within a few seconds."""
        return await self._server.is_alive()

    async def ask_anew(self, request: Request, tally: Tally) -> Answer:
        """Return the model's answer without a look into the store."""
        return await self._asked(request, tally)

    def finished(self, request: Request) -> bool:
        """Tell whether the answer to `request` is in the store."""
        return self.config.cache and bool(self._store.get([answer_key(self.config, request)]))

    async def ask(self, request: Request, tally: Tally) -> Answer:
        """Return the model's answer; raises a `ModelError` where there is none to be had.

        Until the server has answered once only one call is under way: it finds out
        how the server wants to be asked, and whether there is one.
        """
        key = answer_key(self.config, request)
        # Two reports that are the same are asked about one after the other.
        async with self._asking.setdefault(key, asyncio.Lock()):
            return await self._ask(key, request, tally)

    async def _ask(self, key: str, request: Request, tally: Tally) -> Answer:
        if self.config.cache and (kept := await self._known(key)) is not None:
            tally.add(Usage(reused=1))
            return Answer(
                kept["data"], complete=True, repairs=tuple(kept["repairs"]), truncated_prompt=False
            )
        if not self._settled:
            async with self._first:
                if not self._settled:
                    return await self._kept(key, request, await self._asked(request, tally))
        return await self._kept(key, request, await self._asked(request, tally))

    async def _known(self, key: str) -> Mapping[str, Any] | None:
        """Return what the store has under `key`, looked up with others that are wanted just now."""
        if self._store.remote:
            return (await asyncio.to_thread(self._store.get, [key])).get(key)
        self._wanted.add(key)
        await asyncio.sleep(0)
        if self._wanted:
            wanted, self._wanted = self._wanted, set()
            self._found |= self._store.get(wanted)
        return self._found.pop(key, None)

    async def _kept(self, key: str, request: Request, answer: Answer) -> Answer:
        """Put a whole answer into the store before it is used, with others that come just now."""
        whole = answer.complete and not answer.truncated_prompt
        if self.config.cache and whole and fits(answer.data, request.schema):
            kept = {"data": answer.data, "repairs": list(answer.repairs)}
            if self._store.remote:
                # Also where nobody waits for it any more: it is paid for.
                await asyncio.shield(asyncio.to_thread(self._store.put, {key: kept}))
                return answer
            self._unkept[key] = kept
            await asyncio.sleep(0)
            if self._unkept:
                unkept, self._unkept = self._unkept, {}
                self._store.put(unkept)
        return answer

    def remember(self, manner: Manner) -> None:
        """Ask this way from now on, also in later runs."""
        self.manner = manner
        if self.config.rung is None:
            self._store.put({self._manner_key: asdict(manner)})

    async def _asked(self, request: Request, tally: Tally) -> Answer:
        roomier = replace(request, max_tokens=min(2 * request.max_tokens, self.window // 2))
        while True:
            try:
                answer = await self._with_retries(request, tally)
            except _AskOtherwise:
                continue
            if answer.data is not None or answer.complete or request is roomier:
                self._note_empty(answer)
                return answer
            # A model that thinks first has used up what the answer was to have.
            request = roomier

    def _note_empty(self, answer: Answer) -> None:
        """Ask less strictly, in this run, once two answers in a row held nothing."""
        self._empty = self._empty + 1 if answer.data is None else 0
        if self._empty >= _MOST_EMPTY and (lower := self.manner.lower()) is not None:
            self.manner, self._empty = lower, 0

    async def _with_retries(self, request: Request, tally: Tally) -> Answer:
        async def attempt() -> Answer:
            await self._breaker.passed()
            async with self._slots.slot():
                await self._breaker.passed()
                return await self._once(request, tally)

        return await retrying(self.config)(attempt)

    async def _once(self, request: Request, tally: Tally) -> Answer:
        if self._final is not None and time.monotonic() < self._final_until:
            raise type(self._final)(str(self._final))
        estimate = prompt_tokens(request.messages, request.schema)
        reserved = self._reserve(estimate, request.max_tokens)
        begun, manner = time.monotonic(), self.manner
        try:
            completion = await self._server.complete(manner.body(request, self.config))
        except (ModelTimeout, ModelUnreachable) as error:
            self._lost(tally, estimate if isinstance(error, ModelTimeout) else 0)
            gone = isinstance(error, ModelTimeout) and not self._settled
            self._breaker.failed(error, begun, at_once=gone and not await self._server.is_alive())
            raise
        except asyncio.CancelledError:
            self._lost(tally, estimate)
            raise
        except ModelError as error:
            tally.add(Usage(calls=1))
            self._note_refusal(error, begun)
            if isinstance(error, RequestRefused) and self._changes(manner, error):
                raise _AskOtherwise from error
            raise
        finally:
            self._reserved -= reserved
        self._settled = True
        self._breaker.succeeded()
        self._slots.answered()
        usage = read_usage(_reported(completion, estimate), self.config.price)
        tally.add(usage)
        self._spent += usage.cost or 0
        return _answer(completion, usage, prompt_tokens(request.messages, {}))

    def _note_refusal(self, error: ModelError, begun: float) -> None:
        if isinstance(error, ModelOverloaded):
            self._slots.overloaded()
            if error.broken:
                self._breaker.failed(error, begun)
        else:
            self._breaker.succeeded()
        if isinstance(error, KeyRefused | ModelNotFound | QuotaExhausted) and not self._settled:
            self._final, self._final_until = error, time.monotonic() + GIVEN_UP_S
        self._settled = self._settled or isinstance(error, ContentRefused | ContextTooLong)

    def _changes(self, used: Manner, error: RequestRefused) -> bool:
        """Tell whether there is another way to ask than `used`, and ask that way from now on."""
        if self.manner is used:
            other = used.after(error)
            if other is None:
                return False
            self.remember(other)
        return True

    def _lost(self, tally: Tally, prompt: int) -> None:
        """Count a call that was sent and never answered: a provider may bill its prompt."""
        price = self.config.price
        usage = Usage(
            calls=1,
            prompt_tokens=prompt,
            cost=cost_of(price, prompt, 0, 0),
            currency=price.currency if price else None,
        )
        tally.add(usage)
        self._spent += usage.cost or 0

    def _reserve(self, prompt: int, most: int) -> float:
        if self.config.budget is None:
            return 0.0
        cost = cost_of(self.config.price, prompt, 0, most) or 0.0
        if self._spent + self._reserved + cost > self.config.budget:
            raise BudgetExhausted(
                f"the budget of {self.config.budget:g} would be exceeded "
                f"({self._spent:.4f} spent); raise --budget to go on"
            )
        self._reserved += cost
        return cost


def answer_key(config: LlmConfig, request: Request) -> str:
    """Return what the answer to `request` is kept under: a hash of the whole of what is asked."""
    asked = [list(map(dict, request.messages)), dict(request.schema), request.max_tokens]
    return _digest(config.base_url, config.model, config.extra_body, asked)


def _reported(completion: Mapping[str, Any], estimate: int) -> Mapping[str, Any]:
    """Return what the server counted; where it did not count, what it must have been."""
    reported = completion.get("usage")
    if isinstance(reported, Mapping) and reported.get("prompt_tokens"):
        return reported
    said = tokens_of(str(completion.get("choices", "")))
    return {"prompt_tokens": estimate, "completion_tokens": said}


def _answer(completion: Mapping[str, Any], usage: Usage, estimate: int) -> Answer:
    choices = completion.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else {}
    message = choice.get("message") if isinstance(choice, Mapping) else None
    message = message if isinstance(message, Mapping) else {}
    finish = choice.get("finish_reason") if isinstance(choice, Mapping) else None
    if finish in _REFUSED or message.get("refusal"):
        raise ContentRefused(
            f"the server's content filter ended the answer ({finish or 'refusal'})"
        )
    if finish in _TRY_AGAIN:
        raise ModelOverloaded(f"the server broke off: {finish}")
    data, repairs = read_message(message)
    if finish not in _ENDED and finish != "length":
        repairs = (*repairs, f"finish_reason {finish!r}")
    seen = usage.prompt_tokens
    return Answer(
        data=data,
        complete=finish in _ENDED and "cut" not in repairs,
        repairs=repairs,
        truncated_prompt=0 < seen < estimate * _TRUNCATED_SHARE,
    )


def fits(data: Mapping[str, Any] | None, schema: Mapping[str, Any]) -> bool:
    """Tell whether `data` has the fields of our small schemas, each of its type."""
    kinds = {"array": list, "string": str}
    return data is not None and all(
        isinstance(data.get(name), kinds[form["type"]])
        for name, form in schema["properties"].items()
    )


def _digest(*parts: object) -> str:
    return hashlib.sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()
