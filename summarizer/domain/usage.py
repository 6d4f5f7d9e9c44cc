"""What a model takes and can do: counted, estimated, diagnosed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Usage:
    """What calls to a model took, failed tries included."""

    calls: int = 0
    """Requests sent."""
    reused: int = 0
    """Answers taken from the store of finished answers, which cost nothing."""
    prompt_tokens: int = 0
    cached_tokens: int = 0
    """Of the prompt tokens, those that the provider had in its own cache."""
    completion_tokens: int = 0
    cost: float | None = None
    """In `currency`, or None where the price table does not list the model."""
    currency: str | None = None

    def __add__(self, other: "Usage") -> "Usage":
        known = [part.cost for part in (self, other) if part.cost is not None]
        return Usage(
            self.calls + other.calls,
            self.reused + other.reused,
            self.prompt_tokens + other.prompt_tokens,
            self.cached_tokens + other.cached_tokens,
            self.completion_tokens + other.completion_tokens,
            sum(known) if known else None,
            self.currency or other.currency,
        )


@dataclass(frozen=True)
class Estimate:
    """What one report would take; repairs and retries come on top."""

    report: str
    agency: str | None
    calls: int
    reused: int
    """Calls whose answer is kept from an earlier run and costs nothing."""
    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    currency: str | None


@dataclass(frozen=True)
class Diagnosis:
    """What `summarizer doctor` tells."""

    base_url: str
    model: str
    reachable: bool
    rung: str | None
    """How JSON is asked for, or None where the server gave no answer."""
    enforced: bool | None
    """Whether the server holds the model to the schema, or only accepts it."""
    context_window: int | None
    """As the server states it, or None where it does not."""
    configured_window: int
    price: str
    problem: str | None
    """What is wrong and what to do, or None."""
