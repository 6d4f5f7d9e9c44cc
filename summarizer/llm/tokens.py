"""How many tokens a request has, before a server has counted them, and what tokens cost.

Tokenizers differ by server and few are to be had; over Chinese official prose
the usual ones (o200k, Qwen, DeepSeek, GLM) lie between 0.55 and 0.8 tokens per
Han character. The estimate takes the upper end, so that windows hold.
"""

import json
from collections.abc import Mapping
from typing import Any

from summarizer.domain.usage import Usage
from summarizer.llm.config import Price

_PER_WIDE, _PER_NARROW = 0.75, 0.35
_PER_MESSAGE = 4
_MILLION = 1_000_000


def tokens_of(text: str) -> int:
    """Return an upper estimate of the tokens of `text`."""
    narrow = len(text.encode("ascii", "ignore"))
    return int((len(text) - narrow) * _PER_WIDE + narrow * _PER_NARROW) + 1


def prompt_tokens(messages: tuple[Mapping[str, str], ...], schema: Mapping[str, Any]) -> int:
    """Return an estimate of what a request takes, the schema included."""
    said = sum(tokens_of(message["content"]) + _PER_MESSAGE for message in messages)
    return said + tokens_of(json.dumps(schema))


def cost_of(price: Price | None, prompt: int, cached: int, completion: int) -> float | None:
    """Return what a call costs in the price's currency, or None without a price."""
    if price is None:
        return None
    for_cached = price.input if price.cached_input is None else price.cached_input
    full = max(0, prompt - cached)
    return (full * price.input + cached * for_cached + completion * price.output) / _MILLION


def read_usage(reported: Mapping[str, Any], price: Price | None) -> Usage:
    """Return a server's `usage` in one form; providers name their cached tokens three ways."""
    details = reported.get("prompt_tokens_details")
    cached = _count(details.get("cached_tokens")) if isinstance(details, Mapping) else 0
    cached = cached or _count(reported.get("prompt_cache_hit_tokens"))
    cached = cached or _count(reported.get("cached_tokens"))
    prompt = _count(reported.get("prompt_tokens"))
    completion = _count(reported.get("completion_tokens"))
    return Usage(
        calls=1,
        prompt_tokens=prompt,
        cached_tokens=min(cached, prompt),
        completion_tokens=completion,
        cost=cost_of(price, prompt, min(cached, prompt), completion),
        currency=price.currency if price else None,
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
