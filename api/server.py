"""The HTTP server: it tells the application at once to stop, and cuts slow clients off."""

import asyncio
import contextlib
import logging
import signal
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

_KEEP_ALIVE_S = 15
_GRACEFUL_S = 30
_HEAD_S = 15.0
"""How long the head of a request may take to arrive."""
_STALLED_S = 60.0
"""How long a client may read nothing of an answer that is ready for it."""


class _ImpatientProtocol(H11Protocol):
    """Closes connections that dribble; uvicorn itself times only those that are idle."""

    _head: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._head = self.loop.call_later(_HEAD_S, transport.close)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._cancel("_head")
        elif self._head is None:
            self._head = self.loop.call_later(_HEAD_S, self.transport.close)

    def on_response_complete(self) -> None:
        self._cancel("_head")
        super().on_response_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stalled = self.loop.call_later(_STALLED_S, self.transport.abort)

    def resume_writing(self) -> None:
        self._cancel("_stalled")
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._cancel("_head")
        self._cancel("_stalled")
        super().connection_lost(exc)

    def _cancel(self, name: str) -> None:
        if (timer := getattr(self, name)) is not None:
            timer.cancel()
            setattr(self, name, None)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Streams of events end only when they are told; the server waits for them.
        if (runtime := getattr(self._app.state, "runtime", None)) is not None:
            runtime.leave()
        super().handle_exit(sig, frame)


def run(app: FastAPI, host: str, port: int) -> int:
    """Serve `app` until told to stop; return the exit code.

    Raises the `SummarizerError` that kept it from starting.
    """
    # It is told once, by the caller, in one line.
    logging.getLogger("uvicorn.error").addFilter(lambda _: app.state.failure is None)
    protocol: Any = _ImpatientProtocol
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=protocol,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_GRACEFUL_S,
    )
    server = _Server(config, app)
    # The server raises the signal again once it has stopped; to have stopped is no failure.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with contextlib.suppress(SystemExit):
        server.run()
    if app.state.failure is not None:
        raise app.state.failure
    return 0 if server.started else 1
