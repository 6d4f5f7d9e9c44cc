"""What the service answers beside results: briefs and jobs."""

import base64
import binascii
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.jobs.records import Job, ReportState, State
from api.problems import ProblemError
from summarizer.domain.correction import Edit
from summarizer.domain.overview import Overview
from summarizer.domain.usage import Estimate


class BriefOut(BaseModel):
    """One agency's paragraph."""

    id: str
    agency: str | None
    brief: str
    brief_engine: str


class BriefsOut(BaseModel):
    """The paragraphs of a document."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    reports: list[BriefOut]
    overview: Overview
    warnings: list[str]


class ProgressOut(BaseModel):
    """How far a job has come."""

    done: int = Field(description="reports that are finished")
    total: int | None = Field(description="reports found; null before anybody has looked")


class ReportOut(BaseModel):
    """How one report of a job stands."""

    id: str
    agency: str | None
    state: State


class JobOut(BaseModel):
    """A job and how it stands."""

    id: str
    state: State
    name: str = Field(description="of the document")
    engine: str = Field(description="rules or llm")
    progress: ProgressOut
    created_at: datetime
    ended_at: datetime | None
    detail: str | None = Field(description="why it failed")
    reports: list[ReportOut] | None = Field(default=None, description="null in a list of jobs")

    @classmethod
    def of(cls, job: Job, reports: list[ReportState] | None = None) -> "JobOut":
        """Return what is shown of `job`."""
        return cls(
            id=job.id,
            state=job.state,
            name=job.order.name,
            engine=job.order.engine,
            progress=ProgressOut(done=job.done, total=job.reports),
            created_at=job.created_at,
            ended_at=job.ended_at,
            detail=job.detail,
            reports=None
            if reports is None
            else [ReportOut(id=one.id, agency=one.agency, state=one.state) for one in reports],
        )


class JobsOut(BaseModel):
    """A page of jobs, the newest first."""

    jobs: list[JobOut]
    next_page_token: str | None = Field(
        default=None, description="for the next page; absent where there is none"
    )


class PagesOut(BaseModel):
    """Where pages begin."""

    starts: list[int] = Field(
        description="in code points of the text; empty where the format has no pages"
    )


class EditOut(BaseModel):
    """An edit that was made."""

    id: int
    made_at: datetime
    edit: Annotated[Edit, Field(discriminator="operation")]


class EditsOut(BaseModel):
    """What was changed in a result."""

    revision: int = Field(description="the id of the last edit; 0 where there is none")
    edits: list[EditOut]


class EstimateOut(BaseModel):
    """What a model would take; repairs and retries come on top."""

    model: str
    calls: int
    reused: int = Field(description="answers known from earlier runs, which cost nothing")
    prompt_tokens: int
    completion_tokens: int
    cost: float | None = Field(description="null where the price is not known")
    currency: str | None
    reports: list[Estimate]

    @classmethod
    def of(cls, model: str, found: Sequence[Estimate]) -> "EstimateOut":
        """Return the sum of `found` with its parts."""
        costs = [one.cost for one in found if one.cost is not None]
        return cls(
            model=model,
            calls=sum(one.calls for one in found),
            reused=sum(one.reused for one in found),
            prompt_tokens=sum(one.prompt_tokens for one in found),
            completion_tokens=sum(one.completion_tokens for one in found),
            cost=sum(costs) if costs else None,
            currency=found[0].currency if found else None,
            reports=list(found),
        )


class PageToken:
    """Where a page of jobs ends, in a form that means nothing to a client."""

    @staticmethod
    def after(job: Job) -> str:
        """Return the token for what comes after `job`."""
        place = f"{job.created_at.timestamp():.6f} {job.id}"
        return base64.urlsafe_b64encode(place.encode()).decode()

    @staticmethod
    def read(token: str) -> tuple[datetime, str]:
        """Return the place that `token` names; raises `ProblemError` where it is none of ours."""
        try:
            moment, _, number = base64.urlsafe_b64decode(token.encode()).decode().partition(" ")
            return datetime.fromtimestamp(float(moment), UTC), number
        except (ValueError, OverflowError, OSError, binascii.Error):
            raise ProblemError(
                422, "invalid_request", "page_token is not one that this server gave"
            ) from None
