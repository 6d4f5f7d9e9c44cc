"""What engines ask of a model, and what they get back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from summarizer.domain.usage import Usage


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a model."""

    purpose: str
    """What it is for: summarize, repair, brief, overview, probe."""
    messages: tuple[Mapping[str, str], ...]
    schema: Mapping[str, Any]
    """The JSON schema of the answer."""
    max_tokens: int
    """The most tokens that the answer may take."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: JSON, read leniently, and how that went."""

    data: Mapping[str, Any] | None
    """The JSON object of the answer, or None where there was none to read."""
    complete: bool
    """Whether the model came to its end; False where its length limit cut it."""
    repairs: tuple[str, ...]
    """What had to be mended to read it (fence, thinking, cut, ...)."""
    truncated_prompt: bool
    """Whether the server seems to have seen only a part of the prompt."""


class Tally:
    """What the calls made for one purpose have taken so far, failed tries included."""

    def __init__(self) -> None:
        self.usage = Usage()

    def add(self, usage: Usage) -> None:
        """Add what one more try took."""
        self.usage += usage


class ChatModel(Protocol):
    """Answers requests; raises a `ModelError` where there is no answer to be had."""

    @property
    def name(self) -> str:
        """Return the model's name, as results carry it."""
        ...

    @property
    def window(self) -> int:
        """Return how many tokens request and answer may have together."""
        ...

    async def ask(self, request: Request, tally: Tally) -> Answer:
        """Return the model's answer; `tally` is told of every try, also of those that failed."""
        ...


class ServedModel(ChatModel, Protocol):
    """A model behind a server."""

    async def is_alive(self) -> bool:
        """Tell whether the server answers anything at all within a few seconds."""
        ...
