"""Record exchanges with a server as files, and replay them without one.

A recording is one readable JSON file, named by the SHA-256 of the whole request
(address, model, messages, schema, parameters), so that replay depends on no
order and a changed prompt finds no recording. Keys and headers are never written.
"""

import asyncio
import difflib
import hashlib
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2

from summarizer.errors import ConfigurationError, RecordingMissing
from summarizer.llm.config import UNSET, LlmConfig

_KEPT_HEADERS = ("content-type", "retry-after", "server")
_SHOWN_DIFFERENCE = 160
_COMPARED = 500


def transport_for(config: LlmConfig) -> httpx2.AsyncBaseTransport | None:
    """Return the transport that records or replays, or None where neither is asked for."""
    if config.record and config.replay:
        raise ConfigurationError("record and replay exclude each other; choose one")
    if config.replay:
        return Replay(config.replay)
    if config.record is None:
        return None
    return Recorder(config.record, httpx2.AsyncHTTPTransport(), config.api_key.get_secret_value())


def key_of(path: str, body: Any) -> str:
    """Return the key of a request: 16 hexadecimal digits of the SHA-256 of all of it."""
    canonical = json.dumps([path, body], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


class Recorder(httpx2.AsyncBaseTransport):
    """Passes requests on and writes each answer beside the others of the same request."""

    def __init__(self, folder: Path, inner: httpx2.AsyncBaseTransport, secret: str) -> None:
        self._secret = secret
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".writable").touch()
            (folder / ".writable").unlink()
        except OSError as error:
            raise ConfigurationError(
                f"{folder}: cannot be written ({error.strerror}); name another folder"
            ) from error
        self._folder, self._inner = folder, inner
        self._started: set[Path] = set()
        self._writing = asyncio.Lock()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the server's answer, written down before it is handed on."""
        sent = _body(await request.aread())
        response = await self._inner.handle_async_request(request)
        content = await response.aread()
        headers = {k: v for k in _KEPT_HEADERS if (v := response.headers.get(k)) is not None}
        async with self._writing:
            self._write(request, sent, response.status_code, headers, content)
        return httpx2.Response(
            response.status_code, headers=headers, content=content, request=request
        )

    async def aclose(self) -> None:
        """Close the connections underneath."""
        await self._inner.aclose()

    def _write(
        self,
        request: httpx2.Request,
        sent: Any,
        status: int,
        headers: dict[str, str],
        content: bytes,
    ) -> None:
        key = key_of(request.url.path, sent)
        file = self._folder / f"{key}.json"
        reply = {"status": status, "headers": headers, "body": _body(content)}
        if file in self._started:
            recording = json.loads(file.read_text("utf-8"))
            recording["replies"].append(reply)
        else:
            self._started.add(file)
            recording = {
                "provenance": {
                    "made": "recorded",
                    "server": _server(headers),
                    "model": sent.get("model") if isinstance(sent, dict) else None,
                    "date": datetime.now(UTC).date().isoformat(),
                },
                "request": {"path": request.url.path, "body": sent},
                "replies": [reply],
            }
        text = json.dumps(recording, ensure_ascii=False, indent=2) + "\n"
        # A server may name the key it refuses.
        file.write_text(
            text.replace(self._secret, "***") if self._secret != UNSET else text, "utf-8"
        )


class Replay(httpx2.AsyncBaseTransport):
    """Answers from recordings; the replies to one request come in the order they were made."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise ConfigurationError(f"{folder}: no such folder of recordings")
        self._folder = folder
        self._recordings = {
            file.stem: file for file in sorted(folder.rglob("*.json")) if _is_recording(file)
        }
        self._played: Counter[str] = Counter()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the recorded answer; raises `RecordingMissing` where there is none."""
        sent = _body(await request.aread())
        key = key_of(request.url.path, sent)
        if key not in self._recordings:
            raise RecordingMissing(self._missing(request.url.path, sent, key))
        recording = json.loads(self._recordings[key].read_text("utf-8"))
        replies = recording["replies"]
        reply = replies[min(self._played[key], len(replies) - 1)]
        self._played[key] += 1
        body = reply["body"]
        content = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        return httpx2.Response(
            reply["status"], headers=reply["headers"], content=content.encode(), request=request
        )

    def _missing(self, path: str, sent: Any, key: str) -> str:
        wanted = _lines(path, sent)
        compared = []
        for file in self._recordings.values():
            recorded = json.loads(file.read_text("utf-8"))["request"]
            lines = _lines(recorded["path"], recorded["body"])
            compared.append((_closeness(lines, wanted), file.name, _difference(lines, wanted)))
        if not compared:
            return f"{self._folder} holds no recordings; make some with --record"
        _, nearest, difference = max(compared)
        return (
            f"no recording {key} in {self._folder}; the nearest is {nearest}, which differs "
            f"in: {difference}; record anew with --record"
        )


def _closeness(recorded: list[str], wanted: list[str]) -> tuple[float, float]:
    """Return the share of equal lines, then of equal characters in what differs."""
    matcher = difflib.SequenceMatcher(None, recorded, wanted, autojunk=False)
    changed = [op for op in matcher.get_opcodes() if op[0] != "equal"]
    one = "".join("".join(recorded[a:b]) for _, a, b, _, _ in changed)[:_COMPARED]
    other = "".join("".join(wanted[a:b]) for _, _, _, a, b in changed)[:_COMPARED]
    return matcher.ratio(), difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _is_recording(file: Path) -> bool:
    try:
        recording = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(recording, dict) and {"request", "replies"} <= recording.keys()


def _lines(path: str, body: Any) -> list[str]:
    shown = json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True)
    return [path, *shown.replace("\\n", "\n").splitlines()]


def _difference(recorded: list[str], wanted: list[str]) -> str:
    changed = [
        line.strip()
        for line in difflib.unified_diff(recorded, wanted, lineterm="", n=0)
        if line[:1] in "+-" and line[:3] not in {"+++", "---"}
    ]
    return " | ".join(changed)[:_SHOWN_DIFFERENCE] or "nothing but order"


def _body(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode("utf-8", "replace")


def _server(headers: dict[str, str]) -> str:
    """Return what the server calls itself."""
    return headers.get("server", "not stated")
