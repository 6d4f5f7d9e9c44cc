"""Jobs: posted, looked at, listened to, cancelled, removed."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.access import Holder
from api.answers import Format, accepted, answer
from api.bodies import AskedJob
from api.events import MEDIA_TYPE, stream
from api.jobs.records import Job
from api.jobs.runtime import Runtime
from api.openapi import ANSWERS, BODIES
from api.posting import posted
from api.problems import ProblemError
from api.results import digest_of, revision_of
from api.schemas import JobOut, JobsOut, PagesOut, PageToken
from summarizer.rendering.formats import render
from summarizer.rendering.json import compacted

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])
_RETRY_S = "2"
IdempotencyKey = Annotated[
    str | None,
    Header(max_length=200, description="the same key and body again is the same job"),
]


def owned(request: Request, holder: Holder, job: str) -> Job:
    """Return the job with the id `job`; another holder's is as if there were none.

    Raises `ProblemError` (404).
    """
    runtime: Runtime = request.app.state.runtime
    found = runtime.store.job(job)
    if found is None or found.order.holder != holder:
        raise ProblemError(404, "not_found", "there is no job of this id; see GET /v1/jobs")
    return found


OwnedJob = Annotated[Job, Depends(owned)]


@router.post("", status_code=202, responses=ANSWERS["post_job"], openapi_extra=BODIES)
async def post_job(
    request: Request,
    response: Response,
    holder: Holder,
    asked: AskedJob,
    idempotency_key: IdempotencyKey = None,
) -> JobOut:
    """Have a document summarised, however long it takes."""
    job = await posted(request, asked, holder, idempotency_key)
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    response.headers["Retry-After"] = _RETRY_S
    return JobOut.of(job)


@router.get("", responses=ANSWERS["jobs"], response_model_exclude_unset=True)
def list_jobs(
    request: Request,
    holder: Holder,
    page_size: Annotated[int, Query(ge=1, le=100)] = 20,
    page_token: Annotated[str | None, Query(max_length=200)] = None,
) -> JobsOut:
    """List the jobs, the newest first."""
    runtime: Runtime = request.app.state.runtime
    after = PageToken.read(page_token) if page_token else None
    found = runtime.store.page(holder, after, page_size + 1)
    shown = found[:page_size]
    page = JobsOut(jobs=[JobOut.of(job) for job in shown])
    if len(found) > page_size:
        page.next_page_token = PageToken.after(shown[-1])
    return page


@router.get("/{job}", responses=ANSWERS["job"])
def get_job(request: Request, response: Response, found: OwnedJob) -> JobOut:
    """Tell how a job and each of its reports stand."""
    runtime: Runtime = request.app.state.runtime
    if not found.state.ended:
        response.headers["Retry-After"] = _RETRY_S
    return JobOut.of(found, runtime.store.reports(found.id))


@router.get("/{job}/result", responses=ANSWERS["result"])
def get_result(
    request: Request,
    found: OwnedJob,
    format: Format = None,  # noqa: A002
    edited: Annotated[bool, Query(description="with what people changed in it")] = True,  # noqa: FBT002
    indent: Annotated[bool, Query(description="JSON with white space")] = True,  # noqa: FBT002
) -> Response:
    """Give the result, or what is finished so far; the header Job-State says which.

    A client that shows the result asks for JSON without `indent`: half the bytes.
    """
    runtime: Runtime = request.app.state.runtime
    wanted = accepted(request, format)
    made = runtime.store.edits(found.id) if edited else []
    kept = runtime.store.result(found.id) if wanted == "json" and not made else None
    if kept is not None:
        content = kept
    else:
        digest = digest_of(runtime, found, [one.edit for one in made])
        source = runtime.store.source(found.order.document, found.order.name)
        content = render(digest, wanted, text=source.text, lang=found.order.lang)
    if wanted == "json" and not indent:
        content = compacted(content)
    given = answer(request, content, wanted)
    given.headers["Job-State"] = found.state
    given.headers["Job-Revision"] = str(revision_of(made))
    return given


@router.get("/{job}/text", responses=ANSWERS["text"])
def get_text(request: Request, found: OwnedJob) -> Response:
    """Give the text as read, which the result's spans index in code points."""
    runtime: Runtime = request.app.state.runtime
    source = runtime.store.source(found.order.document, found.order.name)
    return Response(source.text.encode(), media_type="text/plain; charset=utf-8")


@router.get("/{job}/pages", responses=ANSWERS["pages"])
def pages(request: Request, found: OwnedJob) -> PagesOut:
    """Tell where the pages of the text as read begin."""
    runtime: Runtime = request.app.state.runtime
    source = runtime.store.source(found.order.document, found.order.name)
    return PagesOut(starts=list(source.pages))


@router.get("/{job}/events", responses=ANSWERS["events"], response_class=StreamingResponse)
async def get_events(
    request: Request,
    found: OwnedJob,
    last_event_id: Annotated[int, Header(ge=0, le=2**53, description="go on after this")] = 0,
) -> StreamingResponse:
    """Tell of a job as it goes: server-sent events, ended by the one that says how it ended."""
    told = stream(request.app.state.runtime, found.id, last_event_id)
    headers = {**request.state.rate_headers, "X-Accel-Buffering": "no"}
    return StreamingResponse(told, media_type=MEDIA_TYPE, headers=headers)


@router.post("/{job}/cancel", responses=ANSWERS["cancel"])
async def cancel_job(request: Request, found: OwnedJob) -> JobOut:
    """Stop a job; what is finished of it stays. One that has ended stays as it is."""
    runtime: Runtime = request.app.state.runtime
    if not found.state.ended:
        await asyncio.to_thread(runtime.cancel, found.id)
    job = await asyncio.to_thread(runtime.store.job, found.id)
    return JobOut.of(job or found, await asyncio.to_thread(runtime.store.reports, found.id))


@router.delete("/{job}", status_code=204, responses=ANSWERS["delete"])
def delete_job(request: Request, found: OwnedJob) -> None:
    """Remove a job with its text, its results and the answers it was given, at once."""
    runtime: Runtime = request.app.state.runtime
    runtime.remove(found.id)
