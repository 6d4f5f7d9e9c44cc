"""A document in, its summaries, briefs or reports out, at once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Query, Request, Response

from api.access import Holder
from api.bodies import Asked, AskedDocument
from api.problems import ProblemError
from api.schemas import ANSWERS, BODIES
from api.settings import ServiceSettings
from summarizer.domain.summary import Digest, Listing
from summarizer.pipeline import list_reports
from summarizer.rendering.formats import FORMATS, render
from summarizer.rendering.json import to_json
from summarizer.rendering.markdown import briefs
from summarizer.runner import summarise, summarise_by_model

T = TypeVar("T")
Format = Annotated[Literal["json", "jsonl", "md"] | None, Query(description="wins over Accept")]

router = APIRouter(prefix="/v1", tags=["documents"])


@router.post("/summaries", responses=ANSWERS["summaries"], openapi_extra=BODIES)
async def summaries(
    request: Request,
    asked: AskedDocument,
    _: Holder,
    format: Format = None,  # noqa: A002
) -> Response:
    """Summarise every report of a document."""
    digest = await _digest(request, asked)
    wanted = format or _accepted(request.headers.get("accept", ""))
    return _answer(request, render(digest, wanted), FORMATS[wanted].media_type)


@router.post("/briefs", responses=ANSWERS["briefs"], openapi_extra=BODIES)
async def paragraphs(request: Request, asked: AskedDocument, _: Holder) -> Response:
    """Give one paragraph for each agency, and one for the whole."""
    import orjson

    digest = await _digest(request, asked)
    found = [
        {"id": r.id, "agency": r.agency, "brief": r.brief, "brief_engine": r.brief_engine}
        for r in digest.reports
    ]
    if _accepted(request.headers.get("accept", "")) == "md":
        return _answer(request, briefs(digest).encode(), FORMATS["md"].media_type)
    answer = {"reports": found, "overview": digest.overview, "warnings": digest.warnings}
    return _answer(request, orjson.dumps(answer), FORMATS["json"].media_type)


@router.post("/splits", responses=ANSWERS["splits"], openapi_extra=BODIES)
async def splits(request: Request, asked: AskedDocument, _: Holder) -> Response:
    """List the reports of a document, before anything is summarised."""
    listing: Listing = await _in_time(request, _threaded(request, list_reports, asked.source))
    return _answer(request, to_json(listing), FORMATS["json"].media_type)


async def _digest(request: Request, asked: Asked) -> Digest:
    settings: ServiceSettings = request.app.state.settings
    if asked.engine == "rules" or (asked.engine == "auto" and settings.library.llm is None):
        work: Awaitable[Digest] = _threaded(
            request, summarise, asked.source, "rules", settings.library
        )
    else:
        work = summarise_by_model(asked.source, settings.library)
    return await _in_time(request, work)


async def _threaded(request: Request, function: Callable[..., T], *arguments: Any) -> T:
    """Run `function` off the event loop, a few at a time: more would only take turns.

    A thread cannot be stopped, so its slot is taken until it ends, also where
    nobody waits for it any more.
    """
    slots: asyncio.Semaphore = request.app.state.rules_slots
    await slots.acquire()
    work = asyncio.get_running_loop().run_in_executor(None, function, *arguments)

    def ended(done: "asyncio.Future[T]") -> None:
        slots.release()
        done.exception()

    work.add_done_callback(ended)
    return await asyncio.shield(work)


async def _in_time(request: Request, work: Awaitable[T]) -> T:
    settings: ServiceSettings = request.app.state.settings
    try:
        async with asyncio.timeout(settings.sync_deadline_s):
            return await work
    except TimeoutError as error:
        raise ProblemError(
            503,
            "deadline_exceeded",
            f"not done within {settings.sync_deadline_s:g} s; send fewer reports at a time",
        ) from error


def _accepted(accept: str) -> str:
    for media, name in (("text/markdown", "md"), ("application/x-ndjson", "jsonl")):
        if media in accept:
            return name
    return "json"


def _answer(request: Request, content: bytes, media_type: str) -> Response:
    return Response(content, media_type=media_type, headers=request.state.rate_headers)
