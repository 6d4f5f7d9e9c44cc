"""A document in, its summaries, briefs or reports out, at once."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TypeVar

from fastapi import APIRouter, Request, Response

from api.access import Holder
from api.answers import Format, accepted, answer
from api.bodies import Asked, AskedDocument
from api.computed import briefed, listed, summarised, written_briefs
from api.computing import Computing
from api.openapi import ANSWERS, BODIES
from api.posting import engine_for, posted
from api.problems import ProblemError
from api.settings import ServiceSettings
from summarizer.domain.summary import Digest
from summarizer.rendering.formats import FormatName, render
from summarizer.rendering.json import from_json

T = TypeVar("T")
_LOOK_S = 0.2

router = APIRouter(prefix="/v1", tags=["documents"])


@router.post("/summaries", responses=ANSWERS["summaries"], openapi_extra=BODIES)
async def summarize(
    request: Request,
    holder: Holder,
    asked: AskedDocument,
    format: Format = None,  # noqa: A002
) -> Response:
    """Summarise every report of a document."""
    wanted = accepted(request, format)
    if _by_rules(request, asked):
        content = await _computed(request, summarised, asked.source, wanted, asked.lang)
    else:
        digest = await _by_job(request, asked, holder)
        write = partial(render, digest, wanted, text=asked.source.text, lang=asked.lang)
        content = await asyncio.to_thread(write)
    return answer(request, content, wanted)


@router.post("/briefs", responses=ANSWERS["briefs"], openapi_extra=BODIES)
async def brief(request: Request, holder: Holder, asked: AskedDocument) -> Response:
    """Give one paragraph for each agency, and one for the whole."""
    wanted: FormatName = "md" if accepted(request, None) == "md" else "json"
    if _by_rules(request, asked):
        content = await _computed(request, briefed, asked.source, wanted)
    else:
        content = written_briefs(await _by_job(request, asked, holder), wanted)
    return answer(request, content, wanted)


@router.post("/splits", responses=ANSWERS["splits"], openapi_extra=BODIES)
async def split(request: Request, _: Holder, asked: AskedDocument) -> Response:
    """List the reports of a document, before anything is summarised."""
    return answer(request, await _computed(request, listed, asked.source))


def _by_rules(request: Request, asked: Asked) -> bool:
    return engine_for(asked.engine, request.app.state.settings) == "rules"


async def _computed(request: Request, function: Callable[..., bytes], *arguments: object) -> bytes:
    computing: Computing = request.app.state.computing
    return await _in_time(request, computing.run(function, *arguments))


async def _by_job(request: Request, asked: Asked, holder: str) -> Digest:
    """Return what a job gives: what asks a model waits in one line with all that do."""
    store = request.app.state.runtime.store
    job = await posted(request, asked, holder)
    where = {"Location": f"/v1/jobs/{job.id}", "Retry-After": "5"}

    async def ended() -> Digest:
        while (found := await asyncio.to_thread(store.job, job.id)) and not found.state.ended:
            await asyncio.sleep(_LOOK_S)
        result = await asyncio.to_thread(store.result, job.id)
        if result is None:
            raise ProblemError(500, "internal_error", "the job ended without a result", where)
        return from_json(Digest, result)

    return await _in_time(request, ended(), where)


async def _in_time(
    request: Request, work: Awaitable[T], headers: Mapping[str, str] | None = None
) -> T:
    settings: ServiceSettings = request.app.state.settings
    try:
        async with asyncio.timeout(settings.sync_deadline_s):
            return await work
    except TimeoutError as error:
        goes_on = f"it goes on as {headers['Location']}" if headers else "post it to /v1/jobs"
        detail = f"not done within {settings.sync_deadline_s:g} s; {goes_on}"
        raise ProblemError(503, "deadline_exceeded", detail, headers) from error
