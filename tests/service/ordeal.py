"""A job of 30 reports whose processes are killed again and again, and what came of it."""

import random
import time
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import text as sql

from summarizer.database import file_url, open_database
from tests.llm_server.answers import answering, follow
from tests.llm_server.server import LlmServer
from tests.service.compilations import compilation, gold
from tests.service.running import Service

REPORTS = 30
ENDED = ("succeeded", "partial", "failed", "cancelled")
_KEPT_S = 0.05
"""A kill this soon after an answer was sent may come before it could be read and kept."""


@dataclass
class Outcome:
    """What was seen."""

    job: dict[str, Any]
    result: dict[str, Any]
    undisturbed: dict[str, Any]
    kills: int
    kills_while_running: int
    asked: int
    kept_again: int
    """Answers that were kept when a process was killed, and asked for again."""
    repeated: int
    """Calls made again though their answer had been sent well before a kill."""
    in_time: int
    """Calls made again though their answer had been sent, just before a kill."""


def model_of(stub: LlmServer) -> dict[str, str]:
    """Return the settings that name the stub as the model."""
    return {
        "SUMMARIZER_LLM__MODEL": "stub",
        "SUMMARIZER_LLM__BASE_URL": stub.base_url,
        "SUMMARIZER_RATE_PER_MINUTE": "100000",
    }


def post(client: httpx2.Client, text: str, engine: str = "llm") -> str:
    """Post a job and return its id."""
    answer = client.post("/v1/jobs", json={"text": text, "engine": engine})
    assert answer.status_code == 202, answer.text
    number: str = answer.json()["id"]
    return number


def ended(client: httpx2.Client, job: str, within_s: float = 120) -> dict[str, Any]:
    """Return a job once it has ended."""
    until = time.monotonic() + within_s
    while True:
        found: dict[str, Any] = client.get(f"/v1/jobs/{job}").json()
        if found["state"] in ENDED:
            return found
        assert time.monotonic() < until, found
        time.sleep(0.2)


def result(client: httpx2.Client, job: str) -> dict[str, Any]:
    """Return a job's result without what says how often a call was made."""
    found: dict[str, Any] = client.get(f"/v1/jobs/{job}/result").json()
    found.pop("usage")
    for report in found["reports"]:
        report["provenance"].pop("usage")
    return found


@dataclass(frozen=True)
class _Kill:
    moment: float
    """When it was ordered, in monotonic seconds."""
    done: float
    """When the process was seen to be gone."""
    calls: int
    """How many were under way."""
    kept: dict[str, str]
    """What was in the store of answers, each with when it was put there."""


def ordeal(folder: Path, kills: int, seed: int, database_url: str | None = None) -> Outcome:
    """Run a job through `kills` kills; with PostgreSQL a second process stands by."""
    text = compilation(REPORTS)
    chance = random.Random(seed)  # noqa: S311 - it only picks moments
    with LlmServer(answering(follow(gold())), latency_s=1.5) as stub:
        settings = model_of(stub)
        if database_url:
            settings["SUMMARIZER_DATABASE_URL"] = database_url
        answers = database_url or file_url(folder / "data", "answers.sqlite3")
        front = Service(folder, **settings)
        services = [front] + ([Service(folder, "worker", **settings)] if database_url else [])
        with ExitStack() as running:
            for service in services:
                service.start()
                running.callback(service.stop)
            with front.client() as client:
                job = post(client, text)
            made = []
            for _ in range(kills):
                time.sleep(chance.uniform(0.2, 5))
                made.append(_kill(chance.choice(services), stub, answers))
                with front.client():
                    pass
            with front.client() as client:
                found = ended(client, job)
                outcome = result(client, job)
                asked, (repeated, in_time) = len(stub.asked), _again(stub, made)
                kept_again = _kept_again([*(kill.kept for kill in made), _kept(answers)])
                calm = post(client, text)
                ended(client, calm)
                undisturbed = result(client, calm)
    in_calls = sum(kill.calls > 0 for kill in made)
    return Outcome(
        found, outcome, undisturbed, kills, in_calls, asked, kept_again, repeated, in_time
    )


def _kill(victim: Service, stub: LlmServer, answers: str) -> _Kill:
    """Kill `victim`, look at what it leaves, and start it again."""
    calls, moment = stub.busy, time.monotonic()
    victim.kill()
    kill = _Kill(moment, time.monotonic(), calls, _kept(answers))
    victim.start()
    return kill


def _kept(answers: str) -> dict[str, str]:
    store = open_database(answers)
    with store.connect() as connection:
        rows = connection.execute(sql("SELECT key, stored_at FROM answers")).all()
    store.dispose()
    return {key: str(stored_at) for key, stored_at in rows}


def _kept_again(seen: list[dict[str, str]]) -> int:
    """Return how many answers were put a second time into the store that held them."""
    return sum(
        after.get(key) != stored_at
        for before, after in pairwise(seen)
        for key, stored_at in before.items()
    )


def _again(stub: LlmServer, kills: list[_Kill]) -> tuple[int, int]:
    """Return how many calls were made again after their answer: well before a kill, or just.

    An answer that was sent when a process had died meanwhile was sent to nobody.
    """
    first: dict[str, tuple[float, float]] = {}
    for came, sent, which in stub.answered:
        if not any(came <= kill.done and kill.moment <= sent for kill in kills):
            first.setdefault(which, (came, sent))
    again = [first[w][1] for moment, w in stub.asked if w in first and moment > first[w][1]]
    just = [sent for sent in again if any(0 <= kill.moment - sent < _KEPT_S for kill in kills)]
    return len(again) - len(just), len(just)
