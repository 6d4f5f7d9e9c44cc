"""The model as the workflows see it: every question is a queued workflow of its own."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import Any

from dbos import error as engine_errors

from summarizer.domain.usage import Usage
from summarizer.errors import ModelError, RequestRefused, model_error
from summarizer.llm.port import Answer, ChatModel, Request, Tally

Call = Callable[[Request], Awaitable[Mapping[str, Any]]]
"""Asks by way of the queue; returns what `told` wrote."""


class QueuedModel:
    """A `ChatModel` that puts each request into the queue of calls and waits for the answer."""

    def __init__(self, name: str, window: int, call: Call) -> None:
        self.name, self.window = name, window
        self._call = call

    async def ask(self, request: Request, tally: Tally) -> Answer:
        """Return the model's answer; raises a `ModelError` where there is none to be had."""
        try:
            told = await self._call(request)
        except engine_errors.DBOSException as error:
            # The call was cancelled with its job, or took its process down again and again.
            raise RequestRefused(f"the call was given up: {type(error).__name__}") from error
        tally.add(Usage(**told["usage"]))
        if error_told := told.get("error"):
            raise model_error(error_told["code"], error_told["message"])
        answer: Mapping[str, Any] = told["answer"]
        return Answer(**{**answer, "repairs": tuple(answer["repairs"])})


async def told(model: ChatModel, request: Mapping[str, Any]) -> dict[str, Any]:
    """Ask `model`, and return as plain JSON values what came of it."""
    tally = Tally()
    asked = Request(**{**request, "messages": tuple(request["messages"])})
    try:
        answer = await model.ask(asked, tally)
    except ModelError as error:
        failure = {"code": error.code, "message": str(error)}
        return {"error": failure, "usage": asdict(tally.usage)}
    return {"answer": asdict(answer), "usage": asdict(tally.usage)}


def plain(request: Request) -> dict[str, Any]:
    """Return `request` as plain JSON values."""
    return {
        "purpose": request.purpose,
        "messages": [dict(message) for message in request.messages],
        "schema": dict(request.schema),
        "max_tokens": request.max_tokens,
    }
