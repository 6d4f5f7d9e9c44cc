"""The model as the workflows see it, and the one line by which it is asked."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import asdict, replace
from typing import Any

from dbos import error as engine_errors

from summarizer.domain.usage import Usage
from summarizer.errors import ModelError, RequestRefused, model_error
from summarizer.llm.port import Answer, Request, ServedModel, Tally
from summarizer.runner import open_model
from summarizer.settings import Settings

Call = Callable[[Request], Awaitable[Mapping[str, Any]]]
"""Asks by way of the queue; returns what `Line.ask` gives."""


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


class Line:
    """The line to the model, in a thread of its own: an answer is kept as soon as it is there.

    The workflows' loop is busy with reading reports for many milliseconds at a
    time; an answer that waited for it would be lost with the process.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="line", daemon=True)
        self._thread.start()
        self._open = AsyncExitStack()
        self._opening = asyncio.Lock()
        self._model: ServedModel | None = None
        self._leaving = threading.Event()
        self._busy = 0

    async def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Ask the model, and return as plain JSON values what came of it."""
        if self._leaving.is_set():
            # Handed back: the engine gives what is not finished to whoever comes next.
            await asyncio.get_running_loop().create_future()
        asked = asyncio.run_coroutine_threadsafe(self._told(request), self._loop)
        return await asyncio.wrap_future(asked)

    async def _told(self, request: Mapping[str, Any]) -> dict[str, Any]:
        self._busy += 1
        tally = Tally()
        asked = Request(**{**request, "messages": tuple(request["messages"])})
        try:
            answer = await (await self._opened()).ask(asked, tally)
        except ModelError as error:
            failure = {"code": error.code, "message": str(error)}
            return {"error": failure, "usage": asdict(tally.usage)}
        finally:
            self._busy -= 1
        return {"answer": asdict(answer), "usage": asdict(tally.usage)}

    async def _opened(self) -> ServedModel:
        async with self._opening:
            if self._model is None:
                llm = self._settings.llm
                assert llm is not None
                # What a job may cost is counted for each job, not for the process.
                unbounded = replace(self._settings, llm=llm.model_copy(update={"budget": None}))
                self._model = await self._open.enter_async_context(open_model(unbounded))
        return self._model

    def open_soon(self) -> None:
        """Begin to open the line, so that the first who asks does not wait for it."""
        asyncio.run_coroutine_threadsafe(self._opened(), self._loop)

    async def is_alive(self) -> bool:
        """Tell whether the model's server answers anything at all."""

        async def asked() -> bool:
            return await (await self._opened()).is_alive()

        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(asked(), self._loop))

    @property
    def busy(self) -> bool:
        """Tell whether calls are under way."""
        return self._busy > 0

    def leave(self) -> None:
        """Ask nothing more from now on."""
        self._leaving.set()

    def close(self) -> None:
        """Hang up."""
        asyncio.run_coroutine_threadsafe(self._open.aclose(), self._loop).result(timeout=5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def plain(request: Request) -> dict[str, Any]:
    """Return `request` as plain JSON values."""
    return {
        "purpose": request.purpose,
        "messages": [dict(message) for message in request.messages],
        "schema": dict(request.schema),
        "max_tokens": request.max_tokens,
    }
