"""What the service answers beside results: briefs and jobs."""

import base64
import binascii
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field

from api.jobs.records import Job, ReportState, State
from api.problems import ProblemError
from summarizer.domain.overview import Overview


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
