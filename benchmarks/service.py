"""The service under load, on one core, as ratios in one run.

    python -m benchmarks.service [SECONDS]

100 clients post reports of 2 to 70 kB to the rules engine of a real server
process that is held to one core; the clients run on another. What the rules
engine does with the same reports in process, on that same core, is measured
before and after. A second client asks /livez all the while.
"""

import asyncio
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
from tests.service.running import Service

CLIENTS = 100
SECONDS = 20.0
SERVER_CORE, CLIENT_CORE = 0, 1
_REPORTS = (1, 2, 3, 5, 8, 12, 17, 22)
_ASK_S = 0.02


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
    print(f"/livez, slowest of {len(load.alive_s)}        {max(load.alive_s) * 1000:.0f} ms")
    print(f"memory, MB, by quarters        {', '.join(f'{m:.0f}' for m in memory)}")


def _loaded(texts: list[str], within_s: float) -> tuple[Load, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder), SUMMARIZER_RATE_PER_MINUTE="1000000")
        service.start()
        with service.client():
            os.sched_setaffinity(service.pid, {SERVER_CORE})
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

        watching = asyncio.create_task(_watch(service, base, load, memory, within_s))
        await asyncio.gather(*map(client, range(CLIENTS)))
        await watching


async def _post(session: aiohttp.ClientSession, body: bytes) -> int:
    headers = {"content-type": "application/json"}
    async with session.post("/v1/summaries", data=body, headers=headers) as answer:
        await answer.read()
        return answer.status


async def _watch(
    service: Service, base: str, load: Load, memory: list[float], within_s: float
) -> None:
    begun = time.monotonic()
    async with aiohttp.ClientSession(base) as session:
        while (passed := time.monotonic() - begun) < within_s:
            asked = time.monotonic()
            async with session.get("/livez") as answer:
                await answer.read()
            load.alive_s.append(time.monotonic() - asked)
            if passed >= within_s / 4 * len(memory):
                memory.append(_memory(service.pid))
            await asyncio.sleep(_ASK_S)
    memory.append(_memory(service.pid))


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
