"""Jobs over a stub model: what an ordeal of kills costs, and what durability costs.

    python -m benchmarks.jobs [KILLS]

A job of 30 reports, calls of a known latency. First undisturbed on SQLite and
on PostgreSQL, against what calls alone would take; then killed (SIGKILL) at
random moments, as tests/service/test_death.py does.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.llm_server.answers import answering, follow
from tests.llm_server.server import LlmServer
from tests.service.compilations import compilation, gold
from tests.service.ordeal import Outcome, ended, model_of, ordeal, post
from tests.service.postgres import database, server
from tests.service.running import Service

REPORTS = 30
LATENCY_S = 1.0
AT_ONCE = 4


def main() -> None:
    """Print every figure."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    print(f"{REPORTS} reports, {LATENCY_S:g} s a call, {AT_ONCE} at a time\n")
    print("undisturbed          s   / ideal   calls   again, posted once more")
    with server() as uri:
        for name, address in (("SQLite", None), ("PostgreSQL", database(uri))):
            _undisturbed(name, address)
        print(
            "\nkilled        kills   in a call   calls   again after an answer   in its last 50 ms"
        )
        for name, address in (("SQLite", None), ("PostgreSQL", database(uri))):
            with tempfile.TemporaryDirectory() as data:
                _show(name, ordeal(Path(data), kills, seed=7, database_url=address))


def _undisturbed(name: str, url: str | None) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        LlmServer(answering(follow(gold())), latency_s=LATENCY_S) as stub,
    ):
        settings = model_of(stub) | {
            "SUMMARIZER_LLM__CONCURRENCY": str(AT_ONCE),
            "SUMMARIZER_LLM__BRIEFS": "false",
        }
        if url:
            settings["SUMMARIZER_DATABASE_URL"] = url
        service = Service(Path(folder), **settings)
        service.start()
        with service.client() as client:
            text = compilation(REPORTS)
            begun = time.monotonic()
            ended(client, post(client, text))
            took, calls = time.monotonic() - begun, len(stub.requests)
            begun = time.monotonic()
            ended(client, post(client, text))
            again = time.monotonic() - begun
            repeated = len(stub.requests) - calls
        service.stop()
    ideal = calls * LATENCY_S / AT_ONCE
    print(
        f"{name:16} {took:5.1f} {took / ideal:9.2f} {calls:7}   {repeated} calls in {again:.1f} s"
    )


def _show(name: str, seen: Outcome) -> None:
    same = "the same result" if seen.result == seen.undisturbed else "ANOTHER RESULT"
    print(
        f"{name:12} {seen.kills:6} {seen.kills_while_running:11} {seen.asked:7}"
        f" {seen.repeated:23} {seen.in_time:19}   {seen.job['state']}, {same}"
    )


if __name__ == "__main__":
    main()
