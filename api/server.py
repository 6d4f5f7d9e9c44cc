"""The HTTP server: it tells the application at once that it is to stop."""

import logging
from types import FrameType

import uvicorn
from fastapi import FastAPI

_KEEP_ALIVE_S = 15
_GRACEFUL_S = 30


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
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_GRACEFUL_S,
    )
    server = _Server(config, app)
    server.run()
    if app.state.failure is not None:
        raise app.state.failure
    return 0 if server.started else 1
