"""The JSON object in what a model says, wherever it stands and whatever stands around it."""

import re
from collections.abc import Mapping
from typing import Any

_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FENCE = re.compile(r"```(?:json)?\s*(.*?)(?:```|\Z)", re.DOTALL | re.IGNORECASE)


def read_message(message: Mapping[str, Any]) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """Return the JSON object of a chat message, or None, and what was mended to read it.

    Looks into the content, a tool call's arguments and, where these are empty,
    into the reasoning. A thought in front, a code fence, prose around, a trailing
    comma and a cut end are mended and named; of a cut end the complete items are kept.
    """
    repairs: list[str] = []
    # A half of a surrogate pair is no character, and nothing that follows can write it.
    said = _SURROGATE.sub("", _content(message))
    for field in ("reasoning_content", "reasoning"):
        if not said.strip() and isinstance(message.get(field), str):
            said = message[field]
            repairs.append(field)
    if "</think>" in said:
        said = _THOUGHT.sub("", said).rpartition("</think>")[2]
        repairs.append("thinking")
    if (fence := _FENCE.search(said)) is not None:
        said = fence[1]
        repairs.append("fence")
    start = said.find("{")
    if start < 0:
        return None, tuple(repairs)
    if said[:start].strip():
        repairs.append("prose")
    data, how = _loads(said[start:].strip())
    return data, (*repairs, *how)


def _content(message: Mapping[str, Any]) -> str:
    calls = message.get("tool_calls")
    if isinstance(calls, list) and calls and isinstance(calls[0], Mapping):
        function = calls[0].get("function")
        arguments = function.get("arguments") if isinstance(function, Mapping) else None
        if isinstance(arguments, str):
            return arguments
    content = message.get("content")
    if isinstance(content, list):
        parts = [part.get("text", "") for part in content if isinstance(part, Mapping)]
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _loads(said: str) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    from pydantic_core import from_json

    try:
        return _object(from_json(said)), ()
    except ValueError:
        pass
    if said.endswith("}"):
        import json_repair

        try:
            return _object(json_repair.loads(said)), ("json",)
        except (ValueError, RecursionError):
            return None, ()
    end = said.rfind("}")
    if end > 0:
        try:
            return _object(from_json(said[: end + 1])), ("prose",)
        except ValueError:
            pass
    try:
        return _object(from_json(said, allow_partial=True)), ("cut",)
    except ValueError:
        return None, ()


def _object(value: object) -> dict[str, Any] | None:
    return _scrubbed(value) if isinstance(value, dict) else None


def _scrubbed(value: dict[str, Any]) -> dict[str, Any]:
    """Return `value` without what JSON can escape but no text can hold."""
    return {
        key: [_SURROGATE.sub("", e) if isinstance(e, str) else e for e in entry]
        if isinstance(entry, list)
        else _SURROGATE.sub("", entry)
        if isinstance(entry, str)
        else entry
        for key, entry in value.items()
    }
