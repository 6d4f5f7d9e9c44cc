"""The commands with a model behind them: a real process and a real server on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer import summarize
from tests.llm_server.answers import answering, follow, gold_of
from tests.llm_server.server import LlmServer, Reply
from tests.unit.test_cli import environment, run

ROOT = Path(__file__).parents[2]
FILE = ROOT / "fixtures" / "sources" / "lawgov-reports.txt"
GOLD = gold_of(FILE.with_suffix(".gold.json"))
PRICES = '{"stub": {"input": 1, "output": 2}}'


@pytest.fixture
def server() -> Iterator[LlmServer]:
    with LlmServer(answering(follow(GOLD))) as running:
        yield running


def settings(server: LlmServer, tmp_path: Path, **more: str) -> dict[str, Any]:
    given: dict[str, Any] = {
        "SUMMARIZER_LLM__MODEL": "stub",
        "SUMMARIZER_LLM__BASE_URL": server.base_url,
        "SUMMARIZER_LLM__API_KEY": "sk-very-secret",
        "SUMMARIZER_LLM__RAMP_S": "0",
        "SUMMARIZER_DATA_DIR": str(tmp_path / "data"),
    }
    return given | more


def test_with_a_model_named_auto_is_the_model(server: LlmServer, tmp_path: Path) -> None:
    done = run("run", FILE, **settings(server, tmp_path, SUMMARIZER_LLM__PRICES=PRICES))
    assert done.returncode == 0
    result = json.loads(done.stdout)
    assert result["engine"] == "llm"
    assert result["usage"]["calls"] == len(GOLD) + 3
    assert result["usage"]["cost"] > 0
    report = result["reports"][0]
    assert {item["engine"] for item in report["achievements"]} == {"llm"}
    assert report["provenance"]["model"] == "stub"
    assert report["brief_engine"] == "llm"
    assert result["overview"]["engine"] == "mixed"
    assert "summarize@1:" in report["provenance"]["prompt"]
    assert "brief@1:" in report["provenance"]["prompt"]
    assert result["overview"]["prompt"].startswith("overview@1:")
    assert [theme["engine"] for theme in result["overview"]["themes"]] == ["llm"]
    assert b"sk-very-secret" not in done.stdout + done.stderr


def test_rules_send_nothing_though_a_model_is_named(server: LlmServer, tmp_path: Path) -> None:
    done = run("run", "--engine", "rules", FILE, **settings(server, tmp_path))
    assert json.loads(done.stdout)["engine"] == "rules"
    assert server.requests == []


def test_a_key_alone_sends_nothing_anywhere(server: LlmServer) -> None:
    done = run("run", FILE, OPENAI_API_KEY="k", OPENAI_BASE_URL=server.base_url)
    assert json.loads(done.stdout)["engine"] == "rules"
    assert server.requests == []


def test_the_second_run_costs_nothing_and_gives_the_same(server: LlmServer, tmp_path: Path) -> None:
    first = json.loads(run("run", FILE, **settings(server, tmp_path)).stdout)
    sent = len(server.requests)
    second = json.loads(run("run", FILE, **settings(server, tmp_path)).stdout)
    assert len(server.requests) == sent
    assert second["usage"]["calls"] == 0
    assert [r["problems"] for r in first["reports"]] == [r["problems"] for r in second["reports"]]
    run("run", "--no-cache", FILE, **settings(server, tmp_path))
    assert len(server.requests) == 2 * sent


def test_a_dry_run_shows_calls_tokens_and_price_and_sends_nothing(
    server: LlmServer, tmp_path: Path
) -> None:
    given = settings(server, tmp_path, SUMMARIZER_LLM__PRICES=PRICES)
    done = run("run", "--dry-run", FILE, **given)
    assert done.returncode == 0
    assert server.requests == []
    lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert len(lines) == len(GOLD) + 3
    total = dict(zip(lines[0], lines[-1], strict=True))
    assert total["calls"] == str(len(GOLD) + 2)
    assert total["cost"].endswith("CNY")
    run("run", FILE, **given)
    again = run("run", "--dry-run", FILE, **given).stdout.decode().splitlines()[-1]
    assert again.split("\t")[1:3] == ["2", str(len(GOLD))]


def test_a_budget_ends_the_asking_with_what_is_done(server: LlmServer, tmp_path: Path) -> None:
    prices = '{"stub": {"input": 1000, "output": 1000}}'
    given = settings(
        server, tmp_path, SUMMARIZER_LLM__PRICES=prices, SUMMARIZER_LLM__CONCURRENCY="1"
    )
    done = run("run", "--budget", "4", FILE, **given)
    result = json.loads(done.stdout)
    engines = [report["engine"] for report in result["reports"]]
    assert engines == sorted(engines)
    assert set(engines) == {"llm", "rules"}
    assert 0 < result["usage"]["cost"] <= 4
    assert "budget_exhausted" in result["reports"][-1]["provenance"]["fallback_reason"]
    assert "budget" in done.stderr.decode()


def test_a_budget_without_a_price_is_refused(server: LlmServer, tmp_path: Path) -> None:
    done = run("run", "--budget", "1", FILE, **settings(server, tmp_path))
    assert done.returncode == 2
    assert "SUMMARIZER_LLM__PRICES" in done.stderr.decode()


def test_a_run_that_was_recorded_is_replayed_without_the_server(
    server: LlmServer, tmp_path: Path
) -> None:
    folder = tmp_path / "recordings"
    live = run("run", "--record", folder, FILE, **settings(server, tmp_path))
    sent = len(server.requests)
    replayed = run("run", "--replay", folder, FILE, **settings(server, tmp_path))
    assert replayed.stdout == live.stdout
    assert len(server.requests) == sent == len(list(folder.glob("*.json")))


def test_a_replay_without_a_recording_says_which_is_nearest(
    server: LlmServer, tmp_path: Path
) -> None:
    folder = tmp_path / "recordings"
    run("run", "--record", folder, FILE, **settings(server, tmp_path))
    other = tmp_path / "other.txt"
    other.write_text(FILE.read_text("utf-8").replace("执法", "普法"), "utf-8")
    done = run("run", "--replay", folder, other, **settings(server, tmp_path))
    assert json.loads(done.stdout)["engine"] == "rules"
    assert "the nearest is" in done.stderr.decode()


@pytest.mark.parametrize("option", [("--replay", "."), ("--budget", "1"), ("--no-cache",)])
def test_an_option_of_the_model_without_a_model_is_refused(option: tuple[str, ...]) -> None:
    done = run("run", *option, FILE)
    assert done.returncode == 2
    assert option[0] in done.stderr.decode()


def test_a_prompt_of_ones_own_whose_example_invents_is_refused(
    server: LlmServer, tmp_path: Path
) -> None:
    own = tmp_path / "prompts"
    own.mkdir()
    text = (ROOT / "prompts" / "summarize.md").read_text("utf-8")
    (own / "summarize.md").write_text(text.replace('3期"', '9期"'), "utf-8")
    done = run("run", FILE, **settings(server, tmp_path, SUMMARIZER_LLM__PROMPTS=str(own)))
    assert done.returncode == 2
    assert "do not say" in done.stderr.decode()
    assert server.requests == []


def test_the_model_engine_without_a_model_is_refused_with_advice() -> None:
    done = run("run", "--engine", "llm", FILE)
    assert done.returncode == 2
    assert "SUMMARIZER_LLM__MODEL" in done.stderr.decode()


def test_the_doctor_tells_what_the_server_can_do(server: LlmServer, tmp_path: Path) -> None:
    done = run("doctor", **settings(server, tmp_path))
    assert done.returncode == 0
    told = done.stdout.decode()
    for fact in (server.base_url, "json_schema", "enforced", "16384 tokens", "8192 tokens"):
        assert fact in told
    assert "sk-very-secret" not in told


def test_the_doctor_finds_a_server_that_is_not_there(tmp_path: Path) -> None:
    with LlmServer(lambda _: Reply()) as gone:
        pass
    done = run("doctor", **settings(gone, tmp_path))
    assert done.returncode == 2
    assert "cannot be reached" in done.stdout.decode()


def test_an_interrupted_run_stops_at_once(tmp_path: Path) -> None:
    # Where the tests run in the background the signal is ignored, by children too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        _interrupted(tmp_path)
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupted(tmp_path: Path) -> None:
    with LlmServer(lambda _: Reply(hang=True)) as server:
        running = subprocess.Popen(
            [sys.executable, "-m", "summarizer", "run", str(FILE)],
            env=environment(**settings(server, tmp_path)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        while not server.requests:
            assert running.poll() is None
            time.sleep(0.02)
        os.kill(running.pid, signal.SIGINT)
        _, told = running.communicate(timeout=20)
    assert running.returncode == 130
    assert b"Traceback" not in told


def test_the_python_api_uses_the_model_too(
    server: LlmServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings(server, tmp_path).items():
        monkeypatch.setenv(name, value)
    assert summarize(FILE).engine == "llm"


def test_the_python_api_can_be_called_where_a_loop_is_running(
    server: LlmServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    for name, value in settings(server, tmp_path).items():
        monkeypatch.setenv(name, value)

    async def notebook() -> str:
        return summarize(FILE).engine

    assert asyncio.run(notebook()) == "llm"
