"""On PostgreSQL: live workers take over what dead ones were doing.

Every worker holds a lock of its database session that bears its name. A name
that work is running under and whose lock is free is that of a dead worker, once
the lock has been free for a few seconds: a live one may have lost its session
and takes the lock again.
"""

import contextlib
import threading
import time

import psycopg
import structlog
from dbos import DBOS
from psycopg import sql

_SPACE = 24301
"""The first half of our advisory locks' numbers."""
_SWEEP_S = 1.0
_GRACE_S = 5.0
_LOG = structlog.get_logger("summarizer.jobs")


class Takeover(threading.Thread):
    """Keeps this worker's lease, and gives the work of dead workers back to the queues."""

    def __init__(self, url: str, worker: str) -> None:
        super().__init__(name="takeover", daemon=True)
        self._url, self._worker = url, worker
        self._stopping = threading.Event()
        self._free_since: dict[str, float] = {}
        self._session = self._leased()

    def run(self) -> None:
        """Sweep until stopped; a database that is gone for a while costs only the lease."""
        while not self._stopping.wait(_SWEEP_S):
            try:
                self._sweep()
            except psycopg.Error as error:
                _LOG.warning("lease lost", error=type(error).__name__)
                with contextlib.suppress(psycopg.Error):
                    self._session.close()
                    self._session = self._leased()

    def stop(self) -> None:
        """Give up the lease: others may take what is left at once."""
        self._stopping.set()
        if self.is_alive():
            self.join()
        with contextlib.suppress(psycopg.Error):
            self._session.close()

    def _leased(self) -> "psycopg.Connection[tuple[bool]]":
        session = psycopg.connect(
            self._url,
            autocommit=True,
            connect_timeout=5,
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
        )
        session.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", (_SPACE, self._worker))
        return session

    def _sweep(self) -> None:
        self._session.execute("SELECT 1")
        running = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        others = {one.executor_id for one in running if one.executor_id} - {self._worker}
        for worker in others:
            if self._locked("pg_try_advisory_lock", worker):
                try:
                    self._found_dead(worker)
                finally:
                    self._locked("pg_advisory_unlock", worker)
            else:
                self._free_since.pop(worker, None)

    def _found_dead(self, worker: str) -> None:
        """Put the work of a worker that has been dead for a while back into its queues."""
        now = time.monotonic()
        if now - self._free_since.setdefault(worker, now) < _GRACE_S:
            return
        _LOG.warning("worker taken over", worker=worker)
        # The engine has no public name for this; a test holds it to what it does.
        DBOS._recover_pending_workflows([worker])  # noqa: SLF001
        del self._free_since[worker]

    def _locked(self, function: str, worker: str) -> bool:
        """Call a lock's `function` on the name of `worker`; return what it says."""
        called = sql.SQL("SELECT {}(%s, hashtext(%s))").format(sql.Identifier(function))
        row = self._session.execute(called, (_SPACE, worker)).fetchone()
        return bool(row and row[0])
