"""The workflows: a job, its reports, and every question to the model, each in its own queue.

What they do stands in `work`. A workflow is run again from its beginning after
a crash, with what its steps returned taken from the database, so its code has
no clock, no chance and no order but its own: children have ids that say what
they are, never numbers that say when they came.
"""

import traceback
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, TypeVar

import structlog
from dbos import DBOS, SetWorkflowID
from dbos import error as engine_errors

from api.jobs.calls import Call, plain
from api.jobs.work import Work
from summarizer.llm.port import Request
from summarizer.runner import key_of

JOBS, REPORTS, CALLS = "jobs", "reports", "calls"
"""The queues. Each level has its own: a parent that waits must not hold its children's place."""

_MOST_DEATHS = 50
"""How often what was running when its process died is begun again."""
_POLL_S = 0.3
_LOG = structlog.get_logger("summarizer.jobs")

T = TypeVar("T")
Step = Callable[..., Coroutine[Any, Any, T]]
JobWorkflow = Callable[[str], Awaitable[None]]


def register(work: Work) -> JobWorkflow:
    """Make the workflows known to the engine, and return that of a job."""
    call = _call_workflow(work)
    report = _report_workflow(work, call)
    begin = _step(work.begin)
    by_rules = _step(work.by_rules)
    instead = _step(work.by_rules_instead)
    finish = _step(work.finish)
    fail = _step(work.fail)

    async def by_model(job: str, reports: list[str]) -> None:
        waited = []
        for one in reports:
            with SetWorkflowID(f"{job}:{one}"):
                waited.append((one, await DBOS.enqueue_workflow_async(REPORTS, report, job, one)))
        for one, handle in waited:
            try:
                await handle.get_result(polling_interval_sec=_POLL_S)
            except engine_errors.DBOSException as error:
                await instead(job, one, f"internal_error: {type(error).__name__}")
        await finish(job, await work.worded(job, _caller(work, f"{job}:prose", call)))

    @DBOS.workflow(name="job", max_recovery_attempts=_MOST_DEATHS)
    async def run_job(job: str) -> None:
        with structlog.contextvars.bound_contextvars(job_id=job):
            try:
                plan = await begin(job)
                if plan and plan["engine"] == "rules":
                    await by_rules(job)
                elif plan:
                    await by_model(job, plan["reports"])
            except Exception as error:  # noqa: BLE001 - whatever it is, the job ends and says so
                _LOG.error("job failed", error=type(error).__name__, at=_where(error))
                await fail(job, f"internal_error: {type(error).__name__}")

    return run_job


def _report_workflow(work: Work, call: Any) -> Any:
    begin = _step(work.begin_report)
    keep = _step(work.keep)
    instead = _step(work.by_rules_instead)

    @DBOS.workflow(name="report", max_recovery_attempts=_MOST_DEATHS)
    async def run_report(job: str, report: str) -> None:
        with structlog.contextvars.bound_contextvars(job_id=job, report_id=report):
            if not await begin(job, report):
                await instead(job, report, "budget_exhausted: 预算已用完")
                return
            caller = _caller(work, f"{job}:{report}", call)
            await keep(job, await work.summarised(job, report, caller))

    return run_report


def _call_workflow(work: Work) -> Any:
    ask = _step(work.ask, preemptible=True)

    @DBOS.workflow(name="call", max_recovery_attempts=_MOST_DEATHS)
    async def run_call(request: Mapping[str, Any]) -> dict[str, Any]:
        return await ask(request)

    return run_call


def _caller(work: Work, parent: str, call: Any) -> Call:
    async def asked(request: Request) -> Mapping[str, Any]:
        with SetWorkflowID(f"{parent}:{key_of(request, work.settings)}"):
            handle = await DBOS.enqueue_workflow_async(CALLS, call, plain(request))
        answer: Mapping[str, Any] = await handle.get_result(polling_interval_sec=_POLL_S)
        return answer

    return asked


def _step(work: Callable[..., Awaitable[T]], *, preemptible: bool = False) -> Step[T]:
    """Return `work` as a step: done once, its outcome kept."""

    @DBOS.step(name=work.__name__, preemptible=preemptible)
    async def step(*arguments: Any) -> T:
        return await work(*arguments)

    return step


def _where(error: Exception) -> list[str]:
    """Return where `error` was raised; its words may hold a report's."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.name}:{frame.lineno}" for frame in frames[-5:]]
