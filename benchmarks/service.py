"""The service under load, on one core, as ratios in one run.

    python -m benchmarks.service [SECONDS]

100 clients post reports of 2 to 70 kB to the rules engine of a real server
process that is held to one core; the clients run on another. What the rules
engine does with the same reports in process, on that same core, is measured
before and after. A process of its own asks /livez all the while: the clients'
loop is busy with their bodies.
"""

import asyncio
import http.client
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import orjson

from tests.service.compilations import compilation
from tests.service.running import Service, held_to

CLIENTS = 100
SECONDS = 20.0
SERVER_CORE, CLIENT_CORE = 0, 1
_REPORTS = (1, 2, 3, 5, 8, 12, 17, 22)
_ASK_S = 0.02
_QUARTERS = 4
_START_S = 8
"""Until the processes that compute are there."""


@dataclass
class Load:
    """What the clients saw."""

    answers: int = 0
    characters: int = 0
    busy: int = 0
    """429 and 503."""
    errors: int = 0
    seconds: list[float] = field(default_factory=list)
    alive_s: list[float] = field(default_factory=list)


def main() -> None:
    """Print every figure."""
    if sys.argv[1:2] == ["--in-process"]:
        print(_in_process(float(sys.argv[2])))
        return
    if sys.argv[1:2] == ["--alive"]:
        print(" ".join(map(str, _alive(int(sys.argv[2]), float(sys.argv[3])))))
        return
    within_s = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    os.sched_setaffinity(0, {CLIENT_CORE})
    texts = [compilation(reports) for reports in _REPORTS]
    sizes = [len(text.encode()) for text in texts]
    print(f"{CLIENTS} clients, {min(sizes):,} to {max(sizes):,} bytes a report, {within_s:g} s\n")
    before = _baseline()
    load, memory = _loaded(texts, within_s)
    alone = (before + _baseline()) / 2
    speed = load.characters / within_s
    times = sorted(load.seconds)
    print(f"answers                        {load.answers}")
    print(f"429 and 503                    {load.busy}")
    print(f"other errors                   {load.errors}")
    print(f"characters per second          {speed:,.0f}")
    print(f"the same in process, one core  {alone:,.0f}")
    print(f"ratio                          {speed / alone:.2f}")
    print(f"seconds an answer, median      {times[len(times) // 2]:.2f}")
    alive = sorted(load.alive_s)
    print(f"/livez, median of {len(alive)}         {alive[len(alive) // 2] * 1000:.0f} ms")
    print(f"/livez, slowest                {alive[-1] * 1000:.0f} ms")
    print(f"memory, MB, by quarters        {', '.join(f'{m:.0f}' for m in memory)}")


def _loaded(texts: list[str], within_s: float) -> tuple[Load, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder), SUMMARIZER_RATE_PER_MINUTE="1000000")
        with held_to(SERVER_CORE):
            service.start()
        with service.client():
            time.sleep(_START_S)
            load, memory = Load(), list[float]()
            asyncio.run(_run(service, texts, within_s, load, memory))
        service.stop()
    return load, memory


async def _run(
    service: Service, texts: list[str], within_s: float, load: Load, memory: list[float]
) -> None:
    bodies = [orjson.dumps({"text": text, "engine": "rules"}) for text in texts]
    until = time.monotonic() + within_s
    base = f"http://127.0.0.1:{service.port}"
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(base, connector=connector) as session:

        async def client(number: int) -> None:
            turn = number
            while time.monotonic() < until:
                which = turn % len(bodies)
                turn += 1
                begun = time.monotonic()
                try:
                    status = await _post(session, bodies[which])
                except aiohttp.ClientError:
                    status = 0
                ended = time.monotonic()
                if ended > until:
                    return
                load.seconds.append(ended - begun)
                load.answers += status == 200
                load.characters += len(texts[which]) if status == 200 else 0
                load.busy += status in {429, 503}
                load.errors += status not in {200, 429, 503}

        asking = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", __spec__.name, "--alive", str(service.port), str(within_s)),
            stdout=asyncio.subprocess.PIPE,
        )
        watching = asyncio.create_task(_watch(service.pid, memory, within_s))
        await asyncio.gather(*map(client, range(CLIENTS)))
        await watching
        told, _ = await asking.communicate()
        load.alive_s = [float(seconds) for seconds in told.split()]


async def _post(session: aiohttp.ClientSession, body: bytes) -> int:
    headers = {"content-type": "application/json"}
    async with session.post("/v1/summaries", data=body, headers=headers) as answer:
        await answer.read()
        return answer.status


async def _watch(pid: int, memory: list[float], within_s: float) -> None:
    for _ in range(_QUARTERS):
        memory.append(_memory(pid))
        await asyncio.sleep(within_s / _QUARTERS)
    memory.append(_memory(pid))


def _alive(port: int, within_s: float) -> list[float]:
    """Return the seconds that each answer of /livez took."""
    seconds = []
    until = time.monotonic() + within_s
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.monotonic() < until:
        begun = time.monotonic()
        asked.request("GET", "/livez")
        asked.getresponse().read()
        seconds.append(time.monotonic() - begun)
        time.sleep(_ASK_S)
    return seconds


def _memory(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _baseline() -> float:
    command = ["taskset", "-c", str(SERVER_CORE), sys.executable, "-m", __spec__.name]
    done = subprocess.run(
        [*command, "--in-process", "5"], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def _in_process(within_s: float) -> float:
    """Return the characters per second that the library makes JSON of, alone on its core."""
    from summarizer import summarize
    from summarizer.rendering.json import to_json

    texts = [compilation(reports) for reports in _REPORTS]
    for text in texts:
        to_json(summarize(text, engine="rules"))
    done, begun = 0, time.monotonic()
    while time.monotonic() - begun < within_s:
        for text in texts:
            to_json(summarize(text, engine="rules"))
            done += len(text)
    return done / (time.monotonic() - begun)


if __name__ == "__main__":
    main()
