"""A job's events as a stream of server-sent events."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import orjson

from api.jobs.runtime import Runtime

MEDIA_TYPE = "text/event-stream"
_LOOK_S = 0.4
_PING_S = 10.0


async def stream(runtime: Runtime, job: str, after: int) -> AsyncIterator[bytes]:
    """Yield the events of a job that come after the one with the id `after`.

    The last says how the job ended (`job.succeeded`, `job.partial`, `job.failed`,
    `job.cancelled`, `job.deleted`), or that the server is leaving
    (`server.closing`): then a client asks again, from the last id on.
    """
    last, told_at = after, time.monotonic()
    while True:
        found = await asyncio.to_thread(runtime.store.job, job)
        for event in await asyncio.to_thread(runtime.store.events, job, last):
            last, told_at = event.id, time.monotonic()
            yield _event(event.name, event.data, event.id)
            if event.ends:
                return
        if found is None:
            yield _event("job.deleted", {})
            return
        if found.state.ended:
            # The client has seen the end before; it is told again, so that it stops asking.
            yield _event(f"job.{found.state}", {"state": found.state, "detail": found.detail}, last)
            return
        if runtime.leaving:
            yield _event("server.closing", {})
            return
        if time.monotonic() - told_at >= _PING_S:
            told_at = time.monotonic()
            yield _event("ping", {})
        await asyncio.sleep(_LOOK_S)


def _event(name: str, data: dict[str, Any], number: int | None = None) -> bytes:
    written = b"" if number is None else b"id: %d\n" % number
    return written + b"event: %s\ndata: %s\n\n" % (name.encode(), orjson.dumps(data))
