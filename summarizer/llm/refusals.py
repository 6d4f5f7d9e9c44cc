"""What a server's refusal means: an HTTP status and an error body to one error of ours."""

import json
import math
import re
import time
import tomllib
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files

from summarizer import errors
from summarizer.errors import (
    KeyRefused,
    ModelError,
    ModelNotFound,
    ModelOverloaded,
    ModelTimeout,
    QuotaExhausted,
    RequestRefused,
)

_LONGEST_SHOWN = 200
_PARAMETERS = {
    "enable_thinking": ("enable_thinking",),
    "response_format": (
        "response_format",
        "json_schema",
        "json_object",
        "json mode",
        "structured output",
    ),
    "tools": ("tool_choice", "tools", "function call"),
    "max_tokens": ("max_completion_tokens", "max_tokens"),
    "temperature": ("temperature",),
}
_BY_STATUS: dict[int, type[ModelError]] = {
    401: KeyRefused,
    402: QuotaExhausted,
    403: KeyRefused,
    404: ModelNotFound,
    408: ModelTimeout,
}
_RESET = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h)")
_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600}


def refusal(status: int, body: object, headers: Mapping[str, str]) -> ModelError:
    """Return the error that an answer with `status` (not 2xx) stands for."""
    said = json.dumps(body, ensure_ascii=False) if body is not None else ""
    message = f"the server answers {status}: {_shown(body)}"
    known = _known(said.lower())
    if known is not None:
        return known(message)
    if status == 404 and "model" not in said.lower():
        return RequestRefused(f"{message}; is the address right (it usually ends in /v1)?")
    if status in _BY_STATUS:
        return _BY_STATUS[status](message)
    if status == 429 or status >= 500:
        return ModelOverloaded(message, retry_after_s=pause_asked(headers), broken=status >= 500)
    return RequestRefused(message, parameter=_parameter(said.lower()))


def pause_asked(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds the server asks to wait, or None where it does not say.

    `Retry-After` comes first, else the later of the `x-ratelimit-reset-*`.
    """
    if (ms := _number(headers.get("retry-after-ms"))) is not None:
        return ms / 1000
    if after := headers.get("retry-after"):
        if (seconds := _number(after)) is not None:
            return seconds
        try:
            return max(0.0, parsedate_to_datetime(after).timestamp() - time.time())
        except ValueError:
            return None
    resets = [_duration(v) for k, v in headers.items() if k.startswith("x-ratelimit-reset")]
    return max((r for r in resets if r is not None), default=None)


def _number(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _duration(value: str) -> float | None:
    """Return the seconds of `6m0s`, `20ms` or `1.5`; a point in time is not a duration."""
    if parts := _RESET.findall(value):
        return sum(float(number) * _SECONDS[unit] for number, unit in parts)
    seconds = _number(value)
    return seconds if seconds is not None and seconds < _SECONDS["h"] else None


def _known(said: str) -> type[ModelError] | None:
    for error, phrases in _table():
        if any(phrase in said for phrase in phrases):
            return error
    return None


@cache
def _table() -> tuple[tuple[type[ModelError], tuple[str, ...]], ...]:
    text = (files(__package__) / "refusals.toml").read_text("utf-8")
    entries = tomllib.loads(text)["refusal"]
    return tuple((getattr(errors, e["error"]), tuple(e["phrases"])) for e in entries)


def _parameter(said: str) -> str | None:
    for parameter, words in _PARAMETERS.items():
        if any(word in said for word in words):
            return parameter
    return None


def _shown(body: object) -> str:
    """Return the server's own words, on one line and not too long."""
    if isinstance(body, Mapping):
        inner = body.get("error", body)
        body = inner.get("message", inner) if isinstance(inner, Mapping) else inner
    return " ".join(str(body or "no message").split())[:_LONGEST_SHOWN]
