"""A job's result as it stands: what the engine made, with what people changed in it."""

from collections.abc import Sequence

from api.jobs.records import Job, MadeEdit
from api.jobs.runtime import Runtime
from summarizer.corrections import corrected
from summarizer.domain.correction import Edit
from summarizer.domain.summary import Digest
from summarizer.rendering.json import from_json


def digest_of(runtime: Runtime, job: Job, edits: Sequence[Edit] = ()) -> Digest:
    """Return the result of `job`, or what is finished so far, with `edits` made in it.

    Raises `EditRefused` where one of them cannot be made.
    """
    kept = runtime.store.result(job.id)
    digest = from_json(Digest, kept) if kept is not None else runtime.so_far(job)
    if not edits:
        return digest
    text = runtime.store.source(job.order.document, job.order.name).text
    return corrected(digest, edits, text)


def revision_of(made: Sequence[MadeEdit]) -> int:
    """Return what names the state of a result: the id of the last edit, 0 where there is none."""
    return made[-1].id if made else 0
