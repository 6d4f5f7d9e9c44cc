"""From a request to a job: which engine it comes to, whose it is, and whether it is known."""

import asyncio
from typing import Literal

from fastapi import Request

from api.bodies import Asked
from api.jobs.records import Job, Order
from api.jobs.runtime import Runtime
from api.jobs.store import KeyReused
from api.problems import ProblemError
from api.settings import ServiceSettings
from summarizer.errors import EngineUnavailable
from summarizer.settings import EngineName


def engine_for(asked: EngineName, settings: ServiceSettings) -> Literal["rules", "llm"]:
    """Return what `asked` comes to; raises `EngineUnavailable` where it is not there."""
    if asked == "llm" and settings.library.llm is None:
        raise EngineUnavailable("no model is configured here; ask for 'rules' or 'auto'")
    return "rules" if asked == "rules" or settings.library.llm is None else "llm"


async def posted(
    request: Request, asked: Asked, holder: str, idempotency_key: str | None = None
) -> Job:
    """Return the job for what is asked, new or known by its key.

    Raises `ProblemError`: 503 while the server is leaving, 422 where the key was
    used for something else.
    """
    runtime: Runtime = request.app.state.runtime
    if runtime.leaving:
        raise ProblemError(503, "shutting_down", "the server is stopping", {"Retry-After": "5"})
    engine = engine_for(asked.engine, request.app.state.settings)

    def submitted() -> Job:
        document = runtime.store.keep(asked.source)
        order = Order(holder, document, asked.source.name, engine, asked.lang)
        return runtime.submit(order, idempotency_key)

    try:
        return await asyncio.to_thread(submitted)
    except KeyReused:
        detail = "this Idempotency-Key was used for another request; use a new one"
        raise ProblemError(422, "idempotency_key_reused", detail) from None
