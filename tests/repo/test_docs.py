"""Every command and example in the documentation does what the page says.

`make golden` writes the outputs anew.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "README.zh.md",
    ROOT / "CONTRIBUTING.md",
    *ROOT.glob("docs/*.md"),
]
REGENERATE = os.environ.get("REGENERATE_GOLDEN") == "1"
_BLOCK = re.compile(r"```(?P<kind>console|python|sh)\n(?P<body>.*?)```", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")
_TARGET = re.compile(r"^make ([a-z]+)", re.MULTILINE)


def _blocks(kind: str) -> list[tuple[Path, str]]:
    return [
        (page, block["body"])
        for page in PAGES
        for block in _BLOCK.finditer(page.read_text("utf-8"))
        if block["kind"] == kind
    ]


def _run(command: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    return done.stdout.decode("utf-8", "ignore")


@pytest.mark.parametrize(
    ("page", "body"), _blocks("console"), ids=lambda value: getattr(value, "name", "")
)
def test_a_console_block_shows_what_its_command_prints(page: Path, body: str) -> None:
    command, _, shown = body.removeprefix("$ ").partition("\n")
    printed = _run(command).rstrip("\n") + "\n"
    if REGENERATE:
        text = page.read_text("utf-8")
        fresh = f"```console\n$ {command}\n{printed}```"
        page.write_text(text.replace(f"```console\n{body}```", fresh), "utf-8")
    else:
        assert shown == printed


@pytest.mark.parametrize(
    ("page", "body"), _blocks("python"), ids=lambda value: getattr(value, "name", "")
)
def test_a_python_block_runs(page: Path, body: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", body], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, f"{page.name}: {done.stderr.decode()}"


def test_every_make_command_in_the_documentation_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {name for _, body in _blocks("sh") for name in _TARGET.findall(body)}
    assert named
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text("utf-8")):
        assert (page.parent / link).exists(), link
