"""Computing off the event loop, a few at a time: more would only take turns."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import Request

T = TypeVar("T")
AT_ONCE = 2


async def threaded(request: Request, function: Callable[..., T], *arguments: Any) -> T:
    """Return what `function` returns, computed in a thread.

    A thread cannot be stopped, so its slot is taken until it ends, also where
    nobody waits for it any more.
    """
    slots: asyncio.Semaphore = request.app.state.slots
    await slots.acquire()
    work = asyncio.get_running_loop().run_in_executor(None, function, *arguments)

    def ended(done: "asyncio.Future[T]") -> None:
        slots.release()
        done.exception()

    work.add_done_callback(ended)
    return await asyncio.shield(work)
