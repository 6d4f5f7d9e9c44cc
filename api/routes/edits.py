"""What people change in a job's result: a layer of its own, kept with the job."""

from typing import Annotated

from fastapi import APIRouter, Path, Request

from api.bodies import AskedEdit
from api.jobs.records import Job, MadeEdit
from api.jobs.runtime import Runtime
from api.jobs.store import EditConflict
from api.openapi import ANSWERS, EDIT_BODY
from api.problems import ProblemError
from api.results import digest_of, revision_of
from api.routes.jobs import OwnedJob
from api.schemas import EditOut, EditsOut

router = APIRouter(prefix="/v1/jobs/{job}/edits", tags=["edits"])


@router.get("", responses=ANSWERS["edits"])
def listed(request: Request, found: OwnedJob) -> EditsOut:
    """List what was changed, in order."""
    return _told(_made(request, found))


@router.post("", status_code=201, responses=ANSWERS["edit"], openapi_extra=EDIT_BODY)
def add(request: Request, found: OwnedJob, asked: AskedEdit) -> EditsOut:
    """Change a result that is finished: reword, cite, refile, add or remove an item."""
    if not found.state.ended:
        detail = "the job has not ended; edit its result when it has"
        raise ProblemError(409, "not_ended", detail)
    runtime: Runtime = request.app.state.runtime
    made = _made(request, found)
    if revision_of(made) != asked.after:
        raise _conflict()
    digest_of(runtime, found, [*(one.edit for one in made), asked.edit])
    try:
        runtime.store.edit(found.id, asked.edit, asked.after)
    except EditConflict:
        raise _conflict() from None
    return _told(_made(request, found))


@router.delete("/{edit}", responses=ANSWERS["undo"])
def undo(request: Request, found: OwnedJob, edit: Annotated[int, Path(ge=1, le=2**53)]) -> EditsOut:
    """Undo the last edit, which must be the one that is named."""
    runtime: Runtime = request.app.state.runtime
    try:
        runtime.store.undo(found.id, edit)
    except EditConflict:
        raise _conflict() from None
    return _told(_made(request, found))


def _made(request: Request, job: Job) -> list[MadeEdit]:
    runtime: Runtime = request.app.state.runtime
    return runtime.store.edits(job.id)


def _told(made: list[MadeEdit]) -> EditsOut:
    edits = [EditOut(id=one.id, made_at=one.made_at, edit=one.edit) for one in made]
    return EditsOut(revision=revision_of(made), edits=edits)


def _conflict() -> ProblemError:
    detail = "the result was edited since; read its edits again"
    return ProblemError(409, "edit_conflict", detail)
