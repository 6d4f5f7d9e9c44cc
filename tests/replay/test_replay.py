"""Runs over recordings: of a real model, and authored ones for what it did not do."""

import asyncio
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summarizer.domain.summary import Digest, Item, ReportSummary
from summarizer.llm.config import LlmConfig
from summarizer.llm.recording import key_of
from summarizer.numerals import numbers
from summarizer.reading.decode import read_source
from summarizer.runner import summarise_by_model
from summarizer.settings import Settings
from tests.live.__main__ import FIXTURE, SETTINGS
from tests.llm_server import author
from tests.llm_server.server import Body, LlmServer, Reply

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "fixtures" / "recordings"
FILES = sorted(RECORDINGS.rglob("*.json"))
LIVE = {
    "model": SETTINGS["SUMMARIZER_LLM__MODEL"],
    "max_output_tokens": int(SETTINGS["SUMMARIZER_LLM__MAX_OUTPUT_TOKENS"]),
}
RUNS: dict[str, tuple[Path, dict[str, Any]]] = {
    "live": (FIXTURE, LIVE),
    "authored": (author.FILE, {"model": author.MODEL}),
}


def summarised(file: Path, given: dict[str, Any]) -> Digest:
    source = read_source(file.read_bytes(), file.name, 1 << 20)
    config = LlmConfig.model_validate(given | {"ramp_s": 0})
    return asyncio.run(summarise_by_model(source, Settings(llm=config)))


@cache
def replayed(name: str) -> Digest:
    file, given = RUNS[name]
    return summarised(file, given | {"replay": RECORDINGS / name})


def items(report: ReportSummary) -> list[Item]:
    return [*report.achievements, *report.problems, *report.next_steps]


@pytest.mark.parametrize("name", RUNS)
def test_no_item_of_a_recorded_run_says_what_its_evidence_does_not(name: str) -> None:
    text = RUNS[name][0].read_text("utf-8")
    for report in replayed(name).reports:
        assert items(report)
        for item in items(report):
            quoted = "\n".join(text[span.start : span.end] for span in item.evidence)
            assert quoted
            assert numbers(item.text) <= numbers(quoted, single=True)


@pytest.mark.parametrize("name", RUNS)
def test_replaying_gives_the_same_every_time(name: str) -> None:
    file, given = RUNS[name]
    assert summarised(file, given | {"replay": RECORDINGS / name}) == replayed(name)


@pytest.mark.parametrize("name", RUNS)
def test_no_recording_is_left_unplayed_and_none_is_missing(name: str) -> None:
    file, given = RUNS[name]
    recordings = {
        path.stem: json.loads(path.read_text("utf-8")) for path in FILES if path.parent.name == name
    }
    played: dict[str, int] = dict.fromkeys(recordings, 0)

    def answer(body: Body) -> Reply:
        key = key_of("/v1/chat/completions", body)
        reply = recordings[key]["replies"][played[key]]
        played[key] += 1
        return Reply(reply["status"], json.dumps(reply["body"]).encode())

    with LlmServer(answer) as server:
        digest = summarised(file, given | {"base_url": server.base_url, "cache": False})
    assert digest.reports == replayed(name).reports
    assert played == {key: len(recordings[key]["replies"]) for key in recordings}


def test_the_real_model_was_used_and_some_of_what_it_said_stands() -> None:
    engines = [item.engine for report in replayed("live").reports for item in items(report)]
    assert engines.count("llm") > engines.count("rules")


def test_the_authored_faults_come_out_as_they_should() -> None:
    first, refused, misled, thinking = replayed("authored").reports
    assert [r.engine for r in (first, refused, misled, thinking)] == [
        "llm",
        "rules",
        "llm",
        "llm",
    ]
    assert (refused.provenance.fallback_reason or "").startswith("content_refused")
    assert any(note.startswith("rejected unsupported") for note in misled.provenance.notes)
    assert any(note.startswith("repaired thinking") for note in thinking.provenance.notes)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_recording_says_where_it_is_from_and_is_named_by_its_request(file: Path) -> None:
    recording = json.loads(file.read_text("utf-8"))
    assert (
        recording["provenance"]["made"]
        == {"live": "recorded", "authored": "authored"}[file.parent.name]
    )
    assert key_of(recording["request"]["path"], recording["request"]["body"]) == file.stem
    assert "authorization" not in file.read_text("utf-8").lower()
