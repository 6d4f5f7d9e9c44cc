"""A document in, its summaries, briefs or reports out, at once."""

import asyncio
from collections.abc import Awaitable, Mapping
from functools import partial
from typing import TypeVar

from fastapi import APIRouter, Request, Response

from api.access import Holder
from api.answers import Format, accepted, answer
from api.bodies import Asked, AskedDocument
from api.openapi import ANSWERS, BODIES
from api.posting import engine_for, posted
from api.problems import ProblemError
from api.settings import ServiceSettings
from api.threads import threaded
from summarizer.domain.summary import Digest, Listing
from summarizer.pipeline import list_reports
from summarizer.rendering.formats import render
from summarizer.rendering.json import from_json, to_json
from summarizer.rendering.markdown import briefs
from summarizer.runner import summarise

T = TypeVar("T")
_LOOK_S = 0.2

router = APIRouter(prefix="/v1", tags=["documents"])


@router.post("/summaries", responses=ANSWERS["summaries"], openapi_extra=BODIES)
async def summaries(
    request: Request,
    holder: Holder,
    asked: AskedDocument,
    format: Format = None,  # noqa: A002
) -> Response:
    """Summarise every report of a document."""
    digest = await _digest(request, asked, holder)
    wanted = accepted(request, format)
    write = partial(render, digest, wanted, text=asked.source.text, lang=asked.lang)
    return answer(request, await _in_time(request, threaded(request, write)), wanted)


@router.post("/briefs", responses=ANSWERS["briefs"], openapi_extra=BODIES)
async def paragraphs(request: Request, holder: Holder, asked: AskedDocument) -> Response:
    """Give one paragraph for each agency, and one for the whole."""
    import orjson

    digest = await _digest(request, asked, holder)
    found = [
        {"id": r.id, "agency": r.agency, "brief": r.brief, "brief_engine": r.brief_engine}
        for r in digest.reports
    ]
    if accepted(request, None) == "md":
        return answer(request, briefs(digest).encode(), "md")
    told = {"reports": found, "overview": digest.overview, "warnings": digest.warnings}
    return answer(request, orjson.dumps(told))


@router.post("/splits", responses=ANSWERS["splits"], openapi_extra=BODIES)
async def splits(request: Request, _: Holder, asked: AskedDocument) -> Response:
    """List the reports of a document, before anything is summarised."""
    listing: Listing = await _in_time(request, threaded(request, list_reports, asked.source))
    return answer(request, to_json(listing))


async def _digest(request: Request, asked: Asked, holder: str) -> Digest:
    settings: ServiceSettings = request.app.state.settings
    engine = engine_for(asked.engine, settings)
    if engine == "rules":
        work = threaded(request, summarise, asked.source, "rules", settings.library)
        return await _in_time(request, work)
    return await _by_job(request, asked, holder)


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
