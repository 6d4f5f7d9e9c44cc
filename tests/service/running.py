"""A real server as a process, and a client that talks HTTP to it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2

from tests.unit.test_cli import environment


class Service:
    """A `summarizer serve` that can die and come back, with its folder and its port."""

    def __init__(self, folder: Path, command: str = "serve", **settings: str) -> None:
        self.port = _free_port()
        self._command = ["serve", "--port", str(self.port)] if command == "serve" else [command]
        given = {"SUMMARIZER_DATA_DIR": str(folder / "data")} | settings
        self._environment = environment(**given)
        self._log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, folder: Path | None = None) -> None:
        """Start the process in `folder`; do not wait until it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "summarizer", *self._command],
                env=self._environment,
                cwd=folder,
                stderr=log,
            )

    @property
    def pid(self) -> int:
        """Return the number of the process that was started last."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End the process with SIGKILL."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def wait(self) -> int:
        """Return the exit code of a process that ends by itself."""
        assert self._process is not None
        return self._process.wait(timeout=60)

    def stop(self) -> int:
        """Ask the process to stop; return its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(timeout=60)

    @contextlib.contextmanager
    def client(self) -> Iterator[httpx2.Client]:
        """Return a client, once the server answers."""
        assert self._process is not None
        with httpx2.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=60) as client:
            _wait(self._process, client)
            yield client


@contextlib.contextmanager
def held_to(*processors: int) -> Iterator[None]:
    """Hold this process, and what it starts meanwhile, to some processors."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, processors)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextlib.contextmanager
def serving(folder: Path, **settings: str) -> Iterator[httpx2.Client]:
    """Run `summarizer serve` on a free port; its log stands in `folder`/server.log."""
    port = _free_port()
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "summarizer", "serve", "--port", str(port)],
            env=environment(SUMMARIZER_DATA_DIR=str(folder / "data"), **settings),
            stderr=log,
        )
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            _wait(server, client)
            yield client
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=40)


def log_of(folder: Path) -> str:
    """Return what the server has logged so far."""
    return (folder / "server.log").read_text("utf-8")


def _wait(server: "subprocess.Popen[bytes]", client: httpx2.Client) -> None:
    for _ in range(600):
        assert server.poll() is None
        with contextlib.suppress(httpx2.TransportError):
            if client.get("/livez").is_success:
                return
        time.sleep(0.05)
    message = "the server does not answer"
    raise AssertionError(message)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
