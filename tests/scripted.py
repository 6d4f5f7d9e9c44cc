"""A model without a server: the `ChatModel` port, answered by a function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from summarizer.domain.usage import Usage
from summarizer.engines.llm import Limits, LlmEngine
from summarizer.llm.port import Answer, Request, Tally
from summarizer.prompting import load_prompts


@dataclass
class ScriptedModel:
    """Answers each request with what `answer` makes of it; an error it returns is raised."""

    answer: Callable[[Request], Mapping[str, Any] | Exception | None]
    window: int = 8192
    name: str = "scripted"
    requests: list[Request] = field(default_factory=list)

    async def ask(self, request: Request, tally: Tally) -> Answer:
        tally.add(Usage(calls=1))
        self.requests.append(request)
        data = self.answer(request)
        if isinstance(data, Exception):
            raise data
        return Answer(data, complete=True, repairs=(), truncated_prompt=False)


def engine(model: ScriptedModel, *, prose: bool = False) -> LlmEngine:
    """Return the LLM engine over `model`."""
    limits = Limits(60, 60, 1000, at_once=4, prose=prose)
    return LlmEngine(model, load_prompts(), limits)


def body(request: Request) -> dict[str, Any]:
    """Return the request as a server would get it."""
    return {"messages": [dict(message) for message in request.messages]}
