"""Readers of binary formats, run in a process of their own with limits on time and memory.

What a stranger made is parsed by libraries in C: a file that makes one of them
hang, crash or swell costs that process and gives an error. The process gets
the bytes on its standard input and answers with lines of JSON: the number of
pages, then each page, then the end or what is wrong.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from summarizer import errors
from summarizer.reading.paged import Page, Pages, Progress

CPU_S = 5
"""Seconds of processor time for a file, and one more for every so many bytes and pages."""
BYTES_A_SECOND = 4 * 1024 * 1024
PAGES_A_SECOND = 8
MEMORY_BYTES = 700 * 1024 * 1024
"""Address space of the process, in bytes."""
_WALL_S = 600.0
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMPDIR")
_TOO_MUCH = "takes more time or memory to read than a document of its size should; it is damaged"
_OUT_OF_TIME = "takes too long to read; split the file, or save it again with another program"


def read_confined(
    kind: str, data: bytes, name: str, most: int, progress: Progress | None = None
) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Return the text of `data`, where each page begins, and the numbers of unread pages.

    `kind` is the module of `summarizer.reading` that reads it, `most` the most
    characters it may hold. Raises an `InputError` where it cannot be read
    within the limits.
    """
    texts: list[str] = []
    starts: list[int] = []
    unread: list[int] = []
    length, total = 0, None
    for message in _answers(kind, data, name):
        if "total" in message:
            total = message["total"]
            continue
        starts.append(length)
        texts.append(message["text"])
        length += len(message["text"])
        if length > most:
            raise errors.TooLarge(f"{name}: holds over {most:,} characters of text; split the file")
        if message["unread"]:
            unread.append(len(texts))
        if progress and total:
            progress(len(texts), total)
    return "".join(texts), tuple(starts if total is not None else ()), tuple(unread)


def _answers(kind: str, data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """Yield what the process says, until its end; raises what it says is wrong."""
    command = [sys.executable, "-P", "-m", "summarizer.reading.confined", kind]
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)
    with subprocess.Popen(  # noqa: S603  (our own module, no shell)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        watchdog = threading.Timer(_WALL_S, process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            yield from _exchange(process, data, name)
        finally:
            watchdog.cancel()
            process.kill()


def _exchange(
    process: "subprocess.Popen[bytes]", data: bytes, name: str
) -> Iterator[dict[str, Any]]:
    if process.stdin is None or process.stdout is None:
        return
    # A process that has died takes nothing in; what it says tells why.
    with suppress(BrokenPipeError):
        process.stdin.write(data)
    with suppress(BrokenPipeError):
        process.stdin.close()
    for line in process.stdout:
        message: dict[str, Any] = json.loads(line)
        if "error" in message:
            raise getattr(errors, message["error"])(f"{name}: {message['message']}")
        if "end" in message:
            return
        yield message
    raise errors.DamagedDocument(f"{name}: {_stopped(process.wait())}")


def _stopped(code: int) -> str:
    import signal

    out_of_time = {getattr(signal, "SIGXCPU", None), getattr(signal, "SIGKILL", None)}
    return _OUT_OF_TIME if -code in out_of_time else _TOO_MUCH


def main() -> None:
    """Read the document on standard input; say on standard output what it holds."""
    _limit_memory()
    _allow_cpu(CPU_S)
    try:
        _say_all(sys.argv[1], sys.stdin.buffer.read())
    except errors.InputError as error:
        _say({"error": type(error).__name__, "message": str(error)})
    except MemoryError:
        _say({"error": "TooLarge", "message": "needs too much memory to read; split the file"})
    except RecursionError:
        _say({"error": "DamagedDocument", "message": "is nested too deeply to be a document"})
    except Exception as error:  # noqa: BLE001  (whatever a strange file sets off is its damage)
        what = f"is damaged ({type(error).__name__}); save or download it again"
        _say({"error": "DamagedDocument", "message": what})


def _say_all(kind: str, data: bytes) -> None:
    seconds = CPU_S + len(data) // BYTES_A_SECOND
    _allow_cpu(seconds)
    opened: Pages = import_module(f"summarizer.reading.{kind}").read(data)
    _allow_cpu(seconds + (opened.total or 0) // PAGES_A_SECOND)
    _say({"total": opened.total})
    for page in opened.pages:
        _say_page(page)
    _say({"end": True})


def _say_page(page: Page) -> None:
    _say({"text": page.text, "unread": page.unread})


def _say(message: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()


def _limit_memory() -> None:
    with suppress(ImportError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        allowed = MEMORY_BYTES if most == resource.RLIM_INFINITY else min(MEMORY_BYTES, most)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (allowed, most))
        # A crash is an answer; its memory need not be written to disk.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_cpu(seconds: int) -> None:
    """Let this process use `seconds` of processor time in all; it ends when they are used up."""
    with suppress(ImportError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, most))


if __name__ == "__main__":
    main()
