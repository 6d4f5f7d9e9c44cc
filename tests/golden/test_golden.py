"""Whole results for whole fixtures, byte for byte.

`make golden` writes them anew; the diff is the review.
"""

import os
from pathlib import Path

import pytest

from summarizer import summarize
from summarizer.rendering.json import to_json
from summarizer.rendering.markdown import briefs, to_markdown

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "fixtures" / "sources"
GOLDEN = ROOT / "fixtures" / "golden"
CASES = ("lawgov-reports", "traditional", "openness-two", "health-wrapped")
REGENERATE = os.environ.get("REGENERATE_GOLDEN") == "1"


def _check(path: Path, data: bytes) -> None:
    if REGENERATE:
        path.write_bytes(data)
    assert path.read_bytes() == data


@pytest.mark.parametrize("case", CASES)
def test_json_is_what_it_was(case: str) -> None:
    _check(GOLDEN / f"{case}.json", to_json(summarize(SOURCES / f"{case}.txt")))


@pytest.mark.parametrize("case", CASES[:2])
def test_markdown_is_what_it_was(case: str) -> None:
    _check(GOLDEN / f"{case}.md", to_markdown(summarize(SOURCES / f"{case}.txt")).encode())


@pytest.mark.parametrize("case", CASES[:2])
def test_briefs_are_what_they_were(case: str) -> None:
    _check(GOLDEN / f"{case}.briefs.txt", briefs(summarize(SOURCES / f"{case}.txt")).encode())


def test_the_regenerate_switch_is_off_where_results_count() -> None:
    if REGENERATE:
        pytest.skip("golden files are being written anew on purpose (make golden)")
    assert "REGENERATE_GOLDEN" not in (ROOT / ".ci" / "run").read_text("utf-8")
