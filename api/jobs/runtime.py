"""Starts and stops the engine that carries jobs through, and takes orders for it."""

import os
import threading
import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from dbos import DBOS, SetWorkflowID
from filelock import FileLock, Timeout

from api.jobs.calls import Line
from api.jobs.records import Job, Order, State
from api.jobs.store import JobStore
from api.jobs.takeover import Takeover
from api.jobs.work import Work
from api.jobs.workflows import CALLS, JOBS, REPORTS, JobWorkflow, register
from api.settings import ServiceSettings
from api.telemetry import Metrics
from summarizer.database import open_database
from summarizer.domain.summary import Digest
from summarizer.errors import ConfigurationError
from summarizer.runner import answer_store

_VERSION = "1"
"""Of the workflows' shape. The engine runs only work of its own version, so a release that
changes what a workflow does in which order, and only that, changes this."""

_JOBS_AT_ONCE = 8
_SWEEP_S = 30.0
_HEADROOM = 0.8
"""Of a provider's rate: the queue counts starts by its own clock, the provider arrivals by its."""
_LOG = structlog.get_logger("summarizer.jobs")


class Runtime:
    """The engine of one process. Its methods wait for the database: call them off the event loop.

    One runtime a process, and with SQLite one process: raises `ConfigurationError`
    where another has the folder.
    """

    def __init__(self, settings: ServiceSettings, metrics: Metrics) -> None:
        self._settings = settings
        self._remote = settings.library.database_url is not None
        self._lock = _folder_lock(settings) if not self._remote else None
        self.store = JobStore(settings.library.database("jobs"))
        self._answers = answer_store(settings.library)
        self._work = Work(self.store, settings.library, metrics)
        self._leaving = threading.Event()
        self._takeover: Takeover | None = None
        self._sweeper = threading.Thread(target=self._sweep_on, name="sweeper", daemon=True)
        self._run_job: JobWorkflow | None = None

    def start(self) -> None:
        """Begin to work: also on what an earlier process left unfinished."""
        url = self._settings.library.database_url
        worker = f"{os.uname().nodename}-{uuid.uuid4().hex}" if url else "local"
        if url:
            # Before the launch: no work is ever owned without the lease.
            self._takeover = Takeover(url, worker)
        if self._settings.library.llm:
            self.line.open_soon()
        DBOS(config=self._config(worker))
        self._run_job = register(self._work)
        DBOS.launch()
        self._register_queues()
        if self._takeover:
            self._takeover.start()
        self._sweeper.start()

    def _config(self, worker: str) -> Any:
        config: dict[str, Any] = {
            "name": "summarizer",
            "executor_id": worker,
            "application_version": _VERSION,
            "log_level": "WARNING",
            "db_engine_kwargs": {"hide_parameters": True},
        }
        if self._remote:
            return config | {"system_database_url": self._settings.library.database_url}
        url = self._settings.library.database("engine")
        engine = open_database(url, immediate=True)
        return config | {"system_database_url": url, "system_database_engine": engine}

    def _register_queues(self) -> None:
        llm = self._settings.library.llm
        at_once = llm.concurrency if llm else 1
        rate = self._settings.calls_per_minute
        limiter: Any = {"limit": max(1, int(rate * _HEADROOM)), "period": 60.0} if rate else None
        DBOS.register_queue(
            CALLS, global_concurrency=at_once, limiter=limiter, polling_interval_sec=0.25
        )
        # More than can ask: while some read their answers, others have asked already.
        DBOS.register_queue(REPORTS, worker_concurrency=2 * at_once + 1, polling_interval_sec=0.5)
        DBOS.register_queue(JOBS, worker_concurrency=_JOBS_AT_ONCE, polling_interval_sec=0.5)

    def submit(self, order: Order, idempotency_key: str | None = None) -> Job:
        """Return the job for `order`, new or the one that the key was used for before."""
        job, new = self.store.add(order, idempotency_key)
        if new:
            self._enqueue(job.id)
        return job

    def _enqueue(self, job: str) -> None:
        assert self._run_job is not None
        with SetWorkflowID(job):
            DBOS.enqueue_workflow(JOBS, self._run_job, job)

    def cancel(self, job: str) -> None:
        """Stop a job: what is under way ends within a second or two, what is finished stays."""
        self.store.finish(job, State.CANCELLED)
        DBOS.cancel_workflow(job, cancel_children=True)

    def remove(self, job: str) -> None:
        """Remove a job, its text, its results, and the answers it was given, for good."""
        self.cancel(job)
        self.store.remove(job)
        self._clear(job)

    def _clear(self, job: str) -> None:
        """Remove what the engine and the store of answers hold of a job that has ended."""
        for _ in range(50):
            running = DBOS.list_workflows(
                workflow_id_prefix=job, status=["PENDING", "ENQUEUED"], load_input=False
            )
            if not running:
                break
            time.sleep(0.1)
        calls = DBOS.list_workflows(
            workflow_id_prefix=f"{job}:", name="call", load_input=False, load_output=False
        )
        self._answers.forget([call.workflow_id.rpartition(":")[2] for call in calls])
        DBOS.delete_workflow(job, delete_children=True)

    def so_far(self, job: Job) -> Digest:
        """Return what is finished of a job as a result that says it is not whole."""
        compilation = self._work.compilation(job.id)
        digest = compilation.digest(self.store.summaries(job.id))
        told = f"任务尚未完成：已完成{len(digest.reports)}份，共{len(compilation.reports)}份"
        return replace(digest, warnings=(told, *digest.warnings))

    @property
    def line(self) -> Line:
        """Return this process's line to the model."""
        return self._work.line

    @property
    def leaving(self) -> bool:
        """Tell whether the process takes no more work."""
        return self._leaving.is_set()

    def leave(self) -> None:
        """Take no more work."""
        self._leaving.set()
        self.line.leave()

    def stop(self, within_s: float) -> None:
        """Wait until the calls under way are answered, `within_s` at most, and stop.

        What is not finished goes on in another worker, or at the next start.
        """
        self.leave()
        until = time.monotonic() + within_s
        while self.line.busy and time.monotonic() < until:
            time.sleep(0.05)
        self._sweeper.join()
        self.line.close()
        DBOS.destroy()
        if self._takeover:
            self._takeover.stop()
        self.store.close()
        self._answers.close()
        if self._lock:
            self._lock.release()

    def _sweep_on(self) -> None:
        while True:
            try:
                self._sweep()
            except Exception as error:  # noqa: BLE001 - the next sweep may fare better
                _LOG.warning("sweep failed", error=type(error).__name__)
            if self._leaving.wait(_SWEEP_S):
                return

    def _sweep(self) -> None:
        """Start what was ordered and never begun, end what cannot go on, forget what is old."""
        for job in self.store.unfinished():
            status = DBOS.get_workflow_status(job)
            if status is None:
                self._enqueue(job)
            elif status.status == "CANCELLED":
                self.store.finish(job, State.CANCELLED)
            elif status.status in {"ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"}:
                self.store.finish(job, State.FAILED, None, status.status.lower())
        old = datetime.now(UTC) - timedelta(days=self._settings.retention_days)
        for job in self.store.ended_before(old):
            self.store.remove(job)
            self._clear(job)
        self._answers.forget_before(old)


def _folder_lock(settings: ServiceSettings) -> FileLock:
    folder = settings.library.folder
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "service.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ConfigurationError(
            f"{folder}: another server or worker uses this folder; "
            "set SUMMARIZER_DATABASE_URL to a PostgreSQL database to run several"
        ) from error
    return lock
