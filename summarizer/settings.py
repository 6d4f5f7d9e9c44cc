"""What the environment says, read once, and the engine that follows from it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from summarizer.engines.base import Engine
from summarizer.engines.rules import RulesEngine
from summarizer.errors import ConfigurationError, EngineUnavailable
from summarizer.reading.decode import MAX_BYTES

_MOST_DIGITS = 12
EngineName = Literal["auto", "rules", "llm"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run."""

    max_bytes: int = MAX_BYTES
    """The largest document read, in bytes."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read SUMMARIZER_MAX_BYTES; raises `ConfigurationError` where it is no positive number."""
        value = (os.environ if environ is None else environ).get("SUMMARIZER_MAX_BYTES")
        if value is None:
            return cls()
        digits = value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS
        if not digits or int(value) == 0:
            raise ConfigurationError(
                f"SUMMARIZER_MAX_BYTES is {value!r}; set it to a number of bytes "
                f"of at most {_MOST_DIGITS} digits, or leave it unset for {MAX_BYTES:,}"
            )
        return cls(max_bytes=int(value))


def engine_for(name: EngineName) -> Engine:
    """Return the engine called `name`; `auto` is the rules where no model is configured.

    Raises `EngineUnavailable` for `llm`: this release has no LLM engine.
    """
    if name == "llm":
        raise EngineUnavailable(
            "the LLM engine is not part of this release; use --engine rules (or auto)"
        )
    return RulesEngine()
