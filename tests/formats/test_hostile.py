"""Two hundred hostile files: a clear error or a result each, in bounded time and memory."""

import json
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path

import pytest

from tests.formats.hostile import KINDS

ROOT = Path(__file__).parents[2]
# For one file, on a machine that does other things as well: what takes longer hangs.
HANGS_S = 120.0


@cache
def made(kind: str) -> list[tuple[str, bytes]]:
    """Return the files of a kind, with their names."""
    return list(KINDS[kind]())


def answers(files: list[Path]) -> list[tuple[str, int | str]]:
    """Return what each file gave; the process is ended where it hangs."""
    command = [sys.executable, "-m", "tests.formats.summarising", *map(str, files)]
    found = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for file in files:
            watchdog = threading.Timer(HANGS_S, process.kill)
            watchdog.start()
            line = process.stdout.readline()
            watchdog.cancel()
            assert line, f"{file.name}: no answer"
            name, answer = json.loads(line)
            found.append((name, answer))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_gives_a_clear_error_or_a_result(kind: str, tmp_path: Path) -> None:
    files = []
    for name, data in made(kind):
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
    for name, answer in answers(files):
        if isinstance(answer, str):
            assert answer.startswith(f"{name}: ")
            assert "\n" not in answer
        else:
            assert answer > 0


def test_there_are_two_hundred_of_them() -> None:
    assert sum(len(made(kind)) for kind in KINDS) >= 200
