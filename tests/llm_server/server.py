"""The server: raw asyncio streams in a thread of its own, cheap enough for benchmarks."""

import asyncio
import contextlib
import json
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from socket import SO_LINGER, SOL_SOCKET
from types import TracebackType
from typing import Any, Self

Body = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What the server sends back, and what goes wrong on the way."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    delay_s: float = 0
    """Before the headers."""
    body_delay_s: float = 0
    """Between the halves of the body."""
    reset: bool = False
    hang: bool = False
    cut: bool = False
    """Whether the connection closes before the body that was announced is there."""


def completion(
    content: str | None,
    *,
    finish_reason: str = "stop",
    prompt_tokens: int | None = None,
    message: Body | None = None,
    **reply: Any,
) -> Reply:
    """Return a well-formed completion."""
    said = {"role": "assistant", "content": content} | (message or {})
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "stub",
        "choices": [{"index": 0, "finish_reason": finish_reason, "message": said}],
        "usage": {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": len(content or "") * 7 // 10 + 1,
        },
    }
    return Reply(body=json.dumps(body, ensure_ascii=False).encode(), **reply)


def problem(status: int, message: str, code: str | None = None, **reply: Any) -> Reply:
    """Return an error as OpenAI words it."""
    error = {"message": message, "type": "error", "param": None, "code": code}
    return Reply(status, json.dumps({"error": error}, ensure_ascii=False).encode(), **reply)


@dataclass
class LlmServer:
    """Answers with what `answer` makes of a request's body. A context manager."""

    answer: Callable[[Body], Reply]
    latency_s: float = 0
    requests: list[Body] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    """The head of each request, as sent."""
    base_url: str = ""
    deaf: bool = False
    """Whether it accepts connections and says nothing at all."""
    most_at_once: int = 0
    asked: list[tuple[float, str]] = field(default_factory=list)
    """When (monotonic seconds) each request came, and which it was."""
    answered: list[tuple[float, float, str]] = field(default_factory=list)
    """When each request came that was answered to a client still there, and when it was sent."""

    @property
    def busy(self) -> int:
        """Return how many calls are under way."""
        return self._busy

    def __enter__(self) -> Self:
        self._busy = 0
        self._tasks: set[asyncio.Task[None]] = set()
        started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(started)))
        self._thread.start()
        started.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _serve(self, started: threading.Event) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        started.set()
        await self._stop.wait()
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while await self._exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # The other end is gone, or the server is being stopped.
        finally:
            self._tasks.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        if self.deaf:
            await asyncio.sleep(3600)
        length = [line for line in head.lower().split("\r\n") if line.startswith("content-length:")]
        if not length:
            listed = json.dumps({"data": [{"id": "stub", "max_model_len": 16384}]}).encode()
            return await self._send(writer, Reply(body=listed))
        body = json.loads(await reader.readexactly(int(length[0].split(":")[1])))
        self.requests.append(body)
        self.headers.append(head)
        which = json.dumps(body, sort_keys=True)
        came = time.monotonic()
        self.asked.append((came, which))
        self._busy += 1
        self.most_at_once = max(self.most_at_once, self._busy)
        try:
            if self.latency_s:
                await asyncio.sleep(self.latency_s)
            reply = self.answer(body)
            there = not reader.at_eof()
            goes_on = await self._send(writer, reply)
            if there and not reader.at_eof():
                self.answered.append((came, time.monotonic(), which))
            return goes_on
        finally:
            self._busy -= 1

    async def _send(self, writer: asyncio.StreamWriter, reply: Reply) -> bool:
        if reply.hang:
            await asyncio.sleep(3600)
        await asyncio.sleep(reply.delay_s)
        if reply.reset:
            writer.get_extra_info("socket").setsockopt(
                SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0)
            )
            return False
        headers = {"content-type": "application/json", "content-length": str(len(reply.body))}
        lines = "".join(f"{k}: {v}\r\n" for k, v in (headers | dict(reply.headers)).items())
        writer.write(f"HTTP/1.1 {reply.status} X\r\n{lines}\r\n".encode())
        half = len(reply.body) // 2
        writer.write(reply.body[:half])
        await writer.drain()
        if reply.cut:
            return False
        if reply.body_delay_s:
            await asyncio.sleep(reply.body_delay_s)
        writer.write(reply.body[half:])
        await writer.drain()
        return True
