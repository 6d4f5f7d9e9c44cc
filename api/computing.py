"""Processes that compute, so that the server answers others meanwhile.

Threads would not do: one that computes keeps the interpreter from the event loop
for milliseconds at every turn, and the more of them the slower all get.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import TypeVar

import structlog

T = TypeVar("T")
_NICE = 10
_LOG = structlog.get_logger("summarizer.api")


class Computing:
    """As many processes as there are processors to use; what is asked waits its turn."""

    def __init__(self) -> None:
        self._pool = self._new()

    async def run(self, function: Callable[..., T], *arguments: object) -> T:
        """Return what `function`, which a module holds by its name, makes of `arguments`.

        A document that takes its process down is tried once more, in a new pool:
        it may have been another's.
        """
        pool = self._pool
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(pool, function, *arguments)
        except BrokenProcessPool:
            if self._pool is pool:
                _LOG.warning("a computing process died")
                self._pool = self._new()
            return await loop.run_in_executor(self._pool, function, *arguments)

    def warm(self) -> None:
        """Have the processes started before somebody waits for them."""
        for _ in range(_processors()):
            self._pool.submit(_imported)

    def close(self) -> None:
        """End the processes; what waits for its turn is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _new(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(_processors(), context, initializer=_begin)


def _processors() -> int:
    """Return how many processors this process may use: a container may be held to some."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begin() -> None:
    """Go after the server, let it decide when to end, and end with it even where it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # On one core the server, which answers in moments, goes before what computes.
    os.nice(_NICE)
    server = multiprocessing.parent_process()
    if server is not None:

        def follow() -> None:
            connection.wait([server.sentinel])
            os._exit(0)

        threading.Thread(target=follow, daemon=True).start()


def _imported() -> None:
    """Load what computing needs."""
    import api.computed  # noqa: F401
