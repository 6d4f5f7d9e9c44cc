"""One report of five is struck by a fault; the run must end well and say what happened."""

import asyncio
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from summarizer.domain.document import Source
from summarizer.domain.summary import Digest, Item, ReportSummary
from summarizer.llm.config import LlmConfig
from summarizer.numerals import numbers
from summarizer.reading.decode import read_source
from summarizer.runner import summarise_by_model
from summarizer.settings import Settings
from tests.llm_server.answers import answering, follow, gold_of
from tests.llm_server.faults import CASES, EVER, Case, striking
from tests.llm_server.server import LlmServer

ROOT = Path(__file__).parents[2]
FILE = ROOT / "fixtures" / "sources" / "lawgov-reports.txt"
GOLD = gold_of(FILE.with_suffix(".gold.json"))
STRUCK = 1
PAGE = ROOT / "docs" / "faults.md"
REGENERATE = bool(os.environ.get("REGENERATE_GOLDEN"))
INVENTED = ("得分100分", "馆藏", "绿地")


@cache
def source() -> Source:
    return read_source(FILE.read_bytes(), FILE.name, 1 << 20)


@cache
def struck_words() -> str:
    """Return words that stand in the struck report and in no other."""
    words: str = GOLD[STRUCK]["achievements"][0]["core"]
    assert source().text.count(words) == 1
    return words


def config(server: LlmServer, **changes: object) -> LlmConfig:
    given: dict[str, object] = {
        "model": "stub",
        "base_url": server.base_url,
        "timeout_s": 1.5,
        "retries": 2,
        "ramp_s": 0,
        "cache": False,
    }
    return LlmConfig.model_validate(given | changes)


def run(server: LlmServer, **changes: object) -> Digest:
    settings = Settings(llm=config(server, **changes))
    return asyncio.run(summarise_by_model(source(), settings))


@cache
def undisturbed() -> Digest:
    with LlmServer(answering(follow(GOLD))) as server:
        return run(server)


@pytest.fixture(scope="module")
def rows() -> Iterator[dict[str, str]]:
    """Collect the rows of the table in docs/faults.md; written anew on demand."""
    found: dict[str, str] = {}
    yield found
    if REGENERATE:
        head = PAGE.read_text("utf-8").partition("| case |")[0]
        table = "| case | strikes | summary by | the result says |\n|---|---|---|---|\n"
        PAGE.write_text(head + table + "".join(found.values()), "utf-8")


def row(name: str, case: Case, report: ReportSummary) -> str:
    reason = (report.provenance.fallback_reason or "").partition(":")[0]
    notes = [note.rpartition(":")[0] for note in report.provenance.notes]
    told = "; ".join(([f"fallback {reason}"] if reason else []) + notes) or "-"
    often = "each time" if case.times == EVER else "once"
    return f"| {name} | {often} | {report.engine} | {told} |\n".replace("<", "&lt;")


def items(report: ReportSummary) -> list[Item]:
    return [*report.achievements, *report.problems, *report.next_steps]


def test_undisturbed_every_report_is_the_models() -> None:
    assert {report.engine for report in undisturbed().reports} == {"llm"}
    assert undisturbed().engine == "llm"


@pytest.mark.parametrize("name", CASES)
def test_a_fault_costs_at_most_its_own_report(name: str, rows: dict[str, str]) -> None:
    case = CASES[name]
    with LlmServer(striking(follow(GOLD), case, struck_words())) as server:
        digest = run(server)
    assert len(digest.reports) == len(GOLD)
    for number, report in enumerate(digest.reports):
        if number != STRUCK:
            assert report.engine == "llm"
            assert items(report) == items(undisturbed().reports[number])
    struck = digest.reports[STRUCK]
    assert struck.engine in case.engine.split(" or ")
    told = " ".join((struck.provenance.fallback_reason or "", *struck.provenance.notes))
    assert case.says in told
    assert (struck.engine == "llm") != bool(struck.provenance.fallback_reason)
    assert items(struck)
    for item in items(struck):
        quoted = "\n".join(source().text[span.start : span.end] for span in item.evidence)
        assert quoted
        assert numbers(item.text) <= numbers(quoted, single=True)
        assert not any(words in item.text for words in INVENTED)
    rows[name] = row(name, case, struck)
    assert REGENERATE or rows[name] in PAGE.read_text("utf-8")
