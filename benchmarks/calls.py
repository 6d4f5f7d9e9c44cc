"""CPU and wall time per call of the model, candidates in turn, in one process and run.

    python -m benchmarks.calls [FILE]

The stub answers after 0.2 s from a process of its own, so its CPU is not counted.
`ideal` is what a client that costs nothing would need: one latency a wave.
Absolute figures depend on the machine: read the ratios.
"""

import asyncio
import gc
import itertools
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    suppress,
)
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "fixtures" / "sources" / "town-reports.txt"
LATENCY = 0.2
AT_ONCE = (16, 64)
REPORTS = 64
ROUNDS = 7
MODEL = "stub"
SYSTEM = (
    "你从政府机关的工作总结中摘出主要成绩、存在问题和下一步打算，只用原文的话，按要求输出JSON。"
)
FIELDS = ("achievements", "problems", "next_steps")
ITEM = "[1]全年主动公开政府信息1260条，办理依申请公开35件。"
ITEMS = 5

Call: TypeAlias = Callable[[int], Awaitable[object]]
"""Sends report number `i` to the model and waits for what it says."""
Candidate: TypeAlias = Callable[[str, Sequence[str]], AbstractAsyncContextManager[Call]]
"""Given the base URL and the reports, opens a client and gives its call."""


@dataclass(frozen=True, slots=True)
class Row:
    """One turn of one candidate."""

    name: str
    at_once: int
    cpu_ms: float
    """CPU time of this process, user and system, for each call."""
    over_ideal: float
    """Wall time, as a multiple of what the latency alone takes."""


async def measure(name: str, call: Call, at_once: int, n: int) -> Row:
    """Make `n` calls, `at_once` at a time, and return what they cost."""
    places = asyncio.Semaphore(at_once)

    async def one(number: int) -> None:
        async with places:
            await call(number)

    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(n)))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Row(name, at_once, cpu / n * 1000, wall / (math.ceil(n / at_once) * LATENCY))


@asynccontextmanager
async def openai_sdk(base_url: str, reports: Sequence[str]) -> AsyncIterator[Call]:
    """The OpenAI SDK as its README uses it, but without retries."""
    from openai import AsyncOpenAI
    from openai.types.shared_params import ResponseFormatJSONSchema

    properties = {name: {"type": "array", "items": {"type": "string"}} for name in FIELDS}
    schema: dict[str, object] = {
        "type": "object",
        "properties": properties,
        "required": list(FIELDS),
        "additionalProperties": False,
    }
    answer_format: ResponseFormatJSONSchema = {
        "type": "json_schema",
        "json_schema": {"name": "summary", "strict": True, "schema": schema},
    }

    async with AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0) as client:

        async def call(number: int) -> object:
            completion = await client.chat.completions.create(
                model=MODEL,
                messages=[
                    {"role": "system", "content": SYSTEM},
                    {"role": "user", "content": reports[number % len(reports)]},
                ],
                response_format=answer_format,
                temperature=0,
            )
            return completion.choices[0].message.content

        yield call


@asynccontextmanager
async def gateway(base_url: str, reports: Sequence[str]) -> AsyncIterator[Call]:
    """Our client with all that belongs to a call: store, breaker, slots, retries, reading.

    No answer is in the store beforehand; each is written to it. `ramp_s` is 0: by
    default a run takes a second to rise to its number of calls at a time.
    """
    from summarizer.database import file_url
    from summarizer.engines.llm.wire import wire_schema
    from summarizer.llm.config import LlmConfig
    from summarizer.llm.gateway import Gateway
    from summarizer.llm.port import Request, Tally
    from summarizer.llm.store import DatabaseStore

    schema = wire_schema("summary")
    config = LlmConfig(model=MODEL, base_url=base_url, concurrency=max(AT_ONCE), ramp_s=0)
    numbers = itertools.count()
    with tempfile.TemporaryDirectory() as folder:
        store = DatabaseStore(file_url(Path(folder), "answers.sqlite3"))
        async with Gateway(config, store) as model:

            async def call(number: int) -> object:
                said = f"{reports[number % len(reports)]}{next(numbers)}"
                messages = (
                    {"role": "system", "content": SYSTEM},
                    {"role": "user", "content": said},
                )
                return await model.ask(Request("summarize", messages, schema, 900), Tally())

            yield call
        store.close()


CANDIDATES: dict[str, Candidate] = {
    "AsyncOpenAI.chat.completions.create": openai_sdk,
    "summarizer.llm.gateway.Gateway.ask": gateway,
}


def main() -> None:
    """Print the table, or be the stub."""
    if sys.argv[1:2] == ["--serve"]:
        with suppress(KeyboardInterrupt):
            asyncio.run(_serve())
        return
    sample = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    os.environ["NO_PROXY"] = "127.0.0.1"
    with _stub() as base_url:
        rows = asyncio.run(_measure_all(base_url, _reports(sample)))
    print(f"{REPORTS} reports a turn, {ROUNDS} turns each, medians; latency {LATENCY} s\n")
    print(_table(rows))


def _reports(sample: Path) -> list[str]:
    from summarizer import split
    from summarizer.reading.decode import read_source

    text = read_source(sample.read_bytes(), sample.name).text
    return [text[report.span.start : report.span.end] for report in split(sample).reports]


async def _measure_all(base_url: str, reports: Sequence[str]) -> list[Row]:
    rows = []
    async with AsyncExitStack() as stack:
        calls = {
            name: await stack.enter_async_context(candidate(base_url, reports))
            for name, candidate in CANDIDATES.items()
        }
        for name, call in calls.items():  # connections are opened, code is imported
            await measure(name, call, max(AT_ONCE), REPORTS)
        for at_once in AT_ONCE:
            for _ in range(ROUNDS):
                for name, call in calls.items():
                    rows.append(await measure(name, call, at_once, REPORTS))
    return rows


def _table(rows: Sequence[Row]) -> str:
    lines = [f"{'':38}{'at once':>8}{'CPU ms/call':>13}{'/ first':>9}{'wall/ideal':>12}"]
    for at_once in AT_ONCE:
        first = 0.0
        for name in CANDIDATES:
            mine = [row for row in rows if (row.name, row.at_once) == (name, at_once)]
            cpu = statistics.median(row.cpu_ms for row in mine)
            wall = statistics.median(row.over_ideal for row in mine)
            first = first or cpu
            lines.append(f"{name:38}{at_once:8}{cpu:13.2f}{cpu / first:9.2f}{wall:12.2f}")
    return "\n".join(lines)


@contextmanager
def _stub() -> Iterator[str]:
    """Run the stub in a process of its own and give its base URL."""
    command = [sys.executable, __file__, "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        finally:
            process.terminate()


async def _serve() -> None:
    server = await asyncio.start_server(_converse, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer every request of one connection with the same completion."""
    body = _completion()
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while True:
            received = await reader.readuntil(b"\r\n\r\n")
            fields = (line.partition(b":") for line in received.lower().split(b"\r\n"))
            await reader.readexactly(
                next(int(value) for name, _, value in fields if name == b"content-length")
            )
            await asyncio.sleep(LATENCY)
            writer.write(head % len(body) + body)
            await writer.drain()
    writer.close()


def _completion() -> bytes:
    content = json.dumps({name: [ITEM] * ITEMS for name in FIELDS}, ensure_ascii=False)
    message = {"role": "assistant", "content": content}
    completion = {
        "id": "stub",
        "object": "chat.completion",
        "created": 1,
        "model": MODEL,
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
    return json.dumps(completion).encode()


if __name__ == "__main__":
    main()
