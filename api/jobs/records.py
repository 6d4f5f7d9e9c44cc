"""What is known of a job."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from summarizer.domain.correction import Edit
from summarizer.domain.summary import ReportSummary
from summarizer.rendering.names import Lang
from summarizer.settings import EngineName


class State(StrEnum):
    """Where a job, or one of its reports, stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    PARTIAL = "partial"
    """Ended with a result in which the rules stand in for the model that was asked."""
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Tell whether nothing more will come."""
        return self not in {State.QUEUED, State.RUNNING}


def state_of(summary: ReportSummary) -> State:
    """Return how a report ended that has `summary`."""
    return State.PARTIAL if summary.provenance.fallback_reason else State.SUCCEEDED


@dataclass(frozen=True, slots=True)
class Order:
    """What a client asks for."""

    holder: str
    """Whose the job is: a key's id, or `local` where the server has no keys."""
    document: str
    """The id that the document is kept under."""
    name: str
    """The document's name, as this client gave it."""
    engine: EngineName
    """`rules` or `llm`: what `auto` came to when the job was posted."""
    lang: Lang


@dataclass(frozen=True, slots=True)
class Job:
    """An order with its fate."""

    id: str
    order: Order
    state: State
    created_at: datetime
    ended_at: datetime | None
    reports: int | None
    """How many reports were found, or None where nobody has looked yet."""
    done: int
    detail: str | None
    """Why it failed, or None."""


@dataclass(frozen=True, slots=True)
class ReportState:
    """One report of a job."""

    id: str
    agency: str | None
    state: State


@dataclass(frozen=True, slots=True)
class MadeEdit:
    """A person's edit of a job's result."""

    id: int
    """Greater than that of any earlier edit."""
    edit: Edit
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a job."""

    id: int
    """Greater than that of any earlier event of the job."""
    name: str
    data: dict[str, Any]

    @property
    def ends(self) -> bool:
        """Tell whether it is the last of its job."""
        return self.name in {f"job.{state}" for state in State if state.ended}
