"""Processes are killed in the middle of a job, on SQLite and on PostgreSQL."""

import shutil
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.llm_server.answers import answering, follow
from tests.llm_server.server import LlmServer
from tests.service.compilations import compilation, gold
from tests.service.ordeal import Outcome, ended, model_of, ordeal, post, result
from tests.service.postgres import database, unfinished
from tests.service.running import Service, log_of

ROOT = Path(__file__).parents[2]
KILLS = 30


@pytest.fixture(scope="module")
def outcomes(
    tmp_path_factory: pytest.TempPathFactory, postgres: str
) -> dict[str, "Future[Outcome]"]:
    """Both ordeals side by side: they mostly wait."""
    pool = ThreadPoolExecutor(2)
    folders = {name: tmp_path_factory.mktemp(name) for name in ("sqlite", "postgresql")}
    return {
        "sqlite": pool.submit(ordeal, folders["sqlite"], KILLS, 1),
        "postgresql": pool.submit(ordeal, folders["postgresql"], KILLS, 2, database(postgres)),
    }


@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
def test_a_job_survives_kills_at_random_moments_and_pays_no_answer_twice(
    outcomes: dict[str, "Future[Outcome]"], where: str
) -> None:
    outcome = outcomes[where].result()
    assert outcome.kills == KILLS
    assert outcome.kills_while_running > 0
    assert outcome.job["state"] == "succeeded"
    assert outcome.job["progress"] == {"done": 30, "total": 30}
    assert outcome.result == outcome.undisturbed
    assert outcome.kept_again == 0
    assert outcome.repeated <= (0 if where == "sqlite" else 1)


def test_two_workers_share_the_work_keep_the_limit_and_one_may_die(
    tmp_path: Path, postgres: str
) -> None:
    text = compilation(16)
    url = database(postgres)
    with LlmServer(answering(follow(gold())), latency_s=1) as stub:
        settings = model_of(stub) | {
            "SUMMARIZER_DATABASE_URL": url,
            "SUMMARIZER_LLM__CONCURRENCY": "6",
            "SUMMARIZER_LLM__RAMP_S": "0",
        }
        front = Service(tmp_path, **settings, SUMMARIZER_LLM__API_KEY="key-of-the-front")
        other = Service(tmp_path, "worker", **settings, SUMMARIZER_LLM__API_KEY="key-of-the-other")
        other.start()
        front.start()
        with front.client() as client:
            first = post(client, text)
            ended(client, first)
            used = "".join(stub.headers)
            assert "key-of-the-front" in used
            assert "key-of-the-other" in used
            undisturbed = result(client, first)
            client.delete(f"/v1/jobs/{first}")
            second = post(client, text)
            while client.get(f"/v1/jobs/{second}").json()["progress"]["done"] < 3:
                time.sleep(0.1)
            other.kill()
            assert ended(client, second)["state"] == "succeeded"
            assert result(client, second) == undisturbed
        assert stub.most_at_once <= 6
        assert unfinished(url) == 0
        assert front.stop() == 0


def test_work_goes_on_under_changed_code(tmp_path: Path) -> None:
    for package in ("summarizer", "api", "prompts"):
        shutil.copytree(ROOT / package, tmp_path / "changed" / package)
    changed = tmp_path / "changed" / "api" / "jobs" / "workflows.py"
    source = changed.read_text("utf-8")
    line = "                plan = await begin(job)\n"
    changed.write_text(source.replace(line, f'                _LOG.info("changed code")\n{line}'))
    with LlmServer(answering(follow(gold())), latency_s=0.6) as stub:
        settings = model_of(stub) | {"SUMMARIZER_DATA_DIR": str(tmp_path / "data")}
        before = Service(tmp_path, **settings)
        before.start()
        with before.client() as client:
            job = post(client, compilation(8))
            while client.get(f"/v1/jobs/{job}").json()["progress"]["done"] < 2:
                time.sleep(0.05)
        before.kill()
        after = Service(tmp_path, **settings, PYTHONPATH=str(tmp_path / "changed"))
        after.start(tmp_path)
        with after.client() as client:
            assert ended(client, job)["state"] == "succeeded"
        after.stop()
    assert "changed code" in log_of(tmp_path)
    assert "Traceback" not in log_of(tmp_path)
