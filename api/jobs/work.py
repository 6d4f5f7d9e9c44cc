"""What the steps of a job do, free of the engine that runs them."""

import asyncio
import threading
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import lru_cache
from typing import Any

from api.jobs.calls import Call, QueuedModel, told
from api.jobs.records import State, state_of
from api.jobs.store import JobStore
from api.telemetry import Metrics
from summarizer.domain.summary import Digest, Provenance, ReportSummary
from summarizer.domain.usage import Usage
from summarizer.pipeline import Compilation, summary_by_model, worded_digest
from summarizer.rendering.json import to_json
from summarizer.runner import engine_over, open_model, summarise, summary_by_rules
from summarizer.settings import Settings

_COMPILATIONS = 4
"""Documents that are held ready: every report of a job begins with the whole document."""


class Work:
    """Does what the workflows order, on the store, the library and the model."""

    def __init__(self, store: JobStore, settings: Settings, metrics: Metrics) -> None:
        self.store, self.settings = store, settings
        self._metrics = metrics
        self._compiled = lru_cache(_COMPILATIONS)(self._compile)
        self._model_stack = AsyncExitStack()
        self._opening = asyncio.Lock()
        self._model: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._leaving = threading.Event()
        self._asking = 0

    async def begin(self, job: str) -> dict[str, Any] | None:
        """Find the reports of a job; return its engine and their ids, None if the job is gone."""
        return await asyncio.to_thread(self._begin, job)

    def _begin(self, job: str) -> dict[str, Any] | None:
        found = self.store.job(job)
        if found is None or found.state.ended:
            return None
        reports = self.compilation(job).reports
        self.store.begin(job, [(report.id, report.agency) for report in reports])
        return {"engine": found.order.engine, "reports": [report.id for report in reports]}

    def compilation(self, job: str) -> Compilation:
        """Return the document of a job with its reports found."""
        found = self.store.job(job)
        if found is None:
            raise LookupError(job)
        return self._compiled(found.order.document, found.order.name)

    def _compile(self, document: str, name: str) -> Compilation:
        return Compilation.of(self.store.source(document, name))

    async def by_rules(self, job: str) -> None:
        """Do a whole job by the rules: a report takes a millisecond, so all are one step."""
        await asyncio.to_thread(self._by_rules, job)

    def _by_rules(self, job: str) -> None:
        found = self.store.job(job)
        if found is None:
            return
        source = self.store.source(found.order.document, found.order.name)
        digest = summarise(source, "rules", self.settings)
        self.store.finish_reports(job, digest.reports)
        self._finish(job, digest)

    async def begin_report(self, job: str, report: str) -> bool:
        """Note that a report begins; tell whether the job's budget still pays for it."""
        await asyncio.to_thread(self.store.begin_report, job, report)
        budget = self.settings.llm.budget if self.settings.llm else None
        if budget is None:
            return True
        return await asyncio.to_thread(self.store.spent, job) < budget

    async def summarised(self, job: str, report: str, call: Call) -> ReportSummary:
        """Return the summary of one report, its questions put by `call`."""
        compilation = await asyncio.to_thread(self.compilation, job)
        engine = engine_over(self._queued(call), self.settings)
        found = next(one for one in compilation.reports if one.id == report)
        return await summary_by_model(compilation, found, engine)

    async def keep(self, job: str, summary: ReportSummary) -> None:
        """Keep the summary of a report."""
        await asyncio.to_thread(self.store.finish_reports, job, [summary])
        self._metrics.reports.labels(summary.engine).inc()

    async def by_rules_instead(self, job: str, report: str, reason: str) -> None:
        """Summarise by the rules a report for which there was no model, and say why."""
        compilation = await asyncio.to_thread(self.compilation, job)
        found = next(one for one in compilation.reports if one.id == report)
        summary = await asyncio.to_thread(summary_by_rules, compilation, found)
        stood_in = replace(summary, provenance=Provenance(fallback_reason=reason))
        await asyncio.to_thread(self.store.finish_reports, job, [stood_in])

    async def worded(self, job: str, call: Call) -> Digest:
        """Return the whole result of a job whose reports are all summarised."""
        compilation = await asyncio.to_thread(self.compilation, job)
        summaries = await asyncio.to_thread(self.store.summaries, job)
        return await worded_digest(
            compilation, summaries, engine_over(self._queued(call), self.settings)
        )

    async def finish(self, job: str, digest: Digest) -> None:
        """End a job with its result."""
        await asyncio.to_thread(self._finish, job, digest)

    def _finish(self, job: str, digest: Digest) -> None:
        states = {state_of(summary) for summary in digest.reports}
        state = State.PARTIAL if State.PARTIAL in states else State.SUCCEEDED
        self.store.finish(job, state, to_json(digest))
        self._metrics.jobs.labels(state).inc()

    async def fail(self, job: str, detail: str) -> None:
        """End a job that cannot be done."""
        await asyncio.to_thread(self.store.finish, job, State.FAILED, None, detail)
        self._metrics.jobs.labels(State.FAILED).inc()

    async def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Ask the model; while the process is leaving nothing more is asked."""
        if self._leaving.is_set():
            # Handed back: the engine gives what is not finished to whoever comes next.
            await asyncio.get_running_loop().create_future()
        self._asking += 1
        try:
            answer = await told(await self._opened(), request)
        finally:
            self._asking -= 1
        self._metrics.called(Usage(**answer["usage"]))
        return answer

    async def _opened(self) -> Any:
        async with self._opening:
            if self._model is None:
                self._loop = asyncio.get_running_loop()
                llm = self.settings.llm
                assert llm is not None
                # What a job may cost is counted for each job, not for the process.
                unbounded = replace(self.settings, llm=llm.model_copy(update={"budget": None}))
                self._model = await self._model_stack.enter_async_context(open_model(unbounded))
        return self._model

    def _queued(self, call: Call) -> QueuedModel:
        llm = self.settings.llm
        assert llm is not None
        return QueuedModel(llm.model, llm.context_window, call)

    def leave(self) -> None:
        """Ask nothing more from now on."""
        self._leaving.set()

    @property
    def asking(self) -> int:
        """Return how many calls are under way in this process."""
        return self._asking

    def close(self) -> None:
        """Close the way to the model."""
        if self._loop is not None and self._loop.is_running():
            closing = asyncio.run_coroutine_threadsafe(self._model_stack.aclose(), self._loop)
            closing.result(timeout=5)
