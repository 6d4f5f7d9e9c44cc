"""The processes that compute for the server: they may die, and they die with it."""

import os
import signal
import time
from pathlib import Path

from tests.service.running import Service, held_to

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "fixtures" / "sources" / "lawgov-reports.txt").read_text("utf-8")


def computing(pid: int) -> list[int]:
    """Return the processes that compute for the server `pid`."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return [c for c in children if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes()]


def there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_a_process_that_dies_is_replaced_and_none_outlives_the_server(tmp_path: Path) -> None:
    service = Service(tmp_path)
    service.start()
    with service.client() as client:
        assert client.post("/v1/splits", json={"text": TEXT}).status_code == 200
        for pid in computing(service.pid):
            os.kill(pid, signal.SIGKILL)
        answer = client.post("/v1/summaries", json={"text": TEXT})
        assert len(answer.json()["reports"]) == 4
        running = computing(service.pid)
        assert running
    service.kill()
    until = time.monotonic() + 20
    while any(map(there, running)):
        assert time.monotonic() < until
        time.sleep(0.1)


def test_there_are_as_many_as_processors_that_the_server_may_use(tmp_path: Path) -> None:
    service = Service(tmp_path)
    with held_to(min(os.sched_getaffinity(0))):
        service.start()
    with service.client() as client:
        assert client.post("/v1/splits", json={"text": TEXT}).status_code == 200
        assert len(computing(service.pid)) == 1
    service.stop()
