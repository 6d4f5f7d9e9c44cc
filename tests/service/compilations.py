"""Compilations of as many reports as a test wants, from the fixtures."""

from pathlib import Path
from typing import Any

from summarizer import split
from tests.llm_server.answers import gold_of

SOURCES = Path(__file__).parents[2] / "fixtures" / "sources"


def compilation(reports: int) -> str:
    """Return a text of that many different reports."""
    found: list[str] = []
    for file in sorted(SOURCES.glob("*.txt")):
        text = file.read_text("utf-8")
        found += [text[r.span.start : r.span.end].strip() for r in split(text).reports if r.title]
        if len(found) >= reports:
            return "\n\n".join(found[:reports]) + "\n"
    raise ValueError(reports)


def gold() -> list[dict[str, Any]]:
    """Return the annotations of all fixtures."""
    return gold_of(*sorted(SOURCES.glob("*.gold.json")))
