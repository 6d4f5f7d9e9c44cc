"""The ways to ask a server for JSON, from a schema it enforces down to a plain request.

Servers differ in what they take, and say so only with a refusal. The way found
is remembered for a server and model; see docs/decisions/0008-ladder.md.
"""

from dataclasses import dataclass, replace
from typing import Any

from summarizer.errors import RequestRefused
from summarizer.llm.config import RUNGS, LlmConfig, Rung
from summarizer.llm.port import Request

_TOOL = "answer"


@dataclass(frozen=True, slots=True)
class Manner:
    """How one server and model want to be asked."""

    rung: Rung = "json_schema"
    temperature: bool = True
    """Whether the model takes a temperature; some reasoning models refuse it."""
    thinking: bool = True
    """Whether a model that can think first may; some refuse JSON while they do."""
    token_field: str = "max_tokens"  # noqa: S105 - a field of the request
    enforced: bool | None = None
    """Whether the schema is enforced, not only accepted; None while not probed."""

    def after(self, error: RequestRefused) -> "Manner | None":
        """Return how to ask after `error`, or None where nothing is left to change."""
        if error.parameter == "temperature" and self.temperature:
            return replace(self, temperature=False)
        if error.parameter == "enable_thinking" and self.thinking:
            return replace(self, thinking=False)
        if error.parameter == "max_tokens" and self.token_field == "max_tokens":  # noqa: S105
            return replace(self, token_field="max_completion_tokens")  # noqa: S106
        return self.lower() if error.parameter in {"response_format", "tools"} else None

    def lower(self) -> "Manner | None":
        """Return the next less strict way to ask, or None on the last rung."""
        below = RUNGS[RUNGS.index(self.rung) + 1 :]
        return replace(self, rung=below[0], enforced=None) if below else None

    def body(self, request: Request, config: LlmConfig) -> dict[str, Any]:
        """Return the body of the HTTP request."""
        body: dict[str, Any] = {
            "model": config.model,
            "messages": [dict(message) for message in request.messages],
            self.token_field: request.max_tokens,
        }
        if self.temperature:
            body["temperature"] = 0
        if not self.thinking:
            body["enable_thinking"] = False
        schema = request.schema
        if self.rung == "json_schema":
            form = {"name": _TOOL, "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        elif self.rung == "json_object":
            body["response_format"] = {"type": "json_object"}
        elif self.rung == "tools":
            function = {"name": _TOOL, "parameters": schema}
            body["tools"] = [{"type": "function", "function": function}]
            body["tool_choice"] = {"type": "function", "function": {"name": _TOOL}}
        return body | dict(config.extra_body)
