"""Which model, where, and how much may be asked of it."""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

Rung = Literal["json_schema", "json_object", "tools", "plain"]
RUNGS: tuple[Rung, ...] = ("json_schema", "json_object", "tools", "plain")
"""The ways to ask for JSON, the strictest first."""


UNSET = "none"
"""The key that is sent where none is set: local servers want one and do not look at it."""


class Price(BaseModel):
    """What a model costs per million tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: float = Field(ge=0)
    output: float = Field(ge=0)
    cached_input: float | None = Field(default=None, ge=0)
    """For prompt tokens that the provider had in its cache; `input` where not given."""
    currency: str = "CNY"


class LlmConfig(BaseModel):
    """The settings of the LLM engine; SUMMARIZER_LLM__NAME in the environment sets each."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())

    model: str = Field(min_length=1)
    base_url: str = "https://api.openai.com/v1"
    api_key: SecretStr = SecretStr(UNSET)
    timeout_s: float = Field(default=120, gt=0)
    """How long one answer may take."""
    connect_timeout_s: float = Field(default=5, gt=0)
    report_deadline_s: float = Field(default=600, gt=0)
    """How long one report may take, repairs and retries included."""
    deadline_s: float = Field(default=7200, gt=0)
    """How long a whole document may take; what is not done by then is done by the rules."""
    retries: int = Field(default=4, ge=0)
    """How often a call is tried again after 429, 5xx or a broken connection."""
    longest_wait_s: float = Field(default=60, gt=0)
    """A server that asks for a longer pause than this is not waited for."""
    concurrency: int = Field(default=4, ge=1, le=256)
    """The most calls under way at a time."""
    ramp_s: float = Field(default=1, ge=0)
    """The time in which the number of calls at a time rises from 1 to `concurrency`."""
    context_window: int = Field(default=8192, ge=1024)
    """Tokens that request and answer may have together."""
    max_output_tokens: int = Field(default=2048, ge=64)
    rung: Rung | None = None
    """How to ask for JSON; found out and remembered where not set."""
    extra_body: dict[str, object] = Field(default_factory=dict)
    """Sent along with every request, such as {"enable_thinking": false}."""
    prices: dict[str, Price] = Field(default_factory=dict)
    """By model name: {"qwen-plus": {"input": 0.8, "output": 2.0, "currency": "CNY"}}."""
    briefs: bool = True
    """Whether the model words the briefs and the overview too."""
    prompts: Path | None = None
    """A folder of prompts to use in place of those that come with the package."""
    record: Path | None = None
    replay: Path | None = None
    cache: bool = True
    """Whether finished answers are kept and used again."""
    budget: float | None = Field(default=None, gt=0)
    """The most a run may cost, in the currency of the price table."""

    @field_validator("api_key")
    @classmethod
    def _can_be_sent(cls, value: SecretStr) -> SecretStr:
        key = value.get_secret_value().strip()
        if not key or not key.isascii() or not key.isprintable():
            raise ValueError("must be printable ASCII characters")
        return SecretStr(key)

    @field_validator("base_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("must be an address such as http://127.0.0.1:8000/v1")
        if "@" in parts.netloc:
            raise ValueError("must hold no name and password; set SUMMARIZER_LLM__API_KEY")
        return value

    @property
    def price(self) -> Price | None:
        """Return the price of the model, or None where the table does not list it."""
        return self.prices.get(self.model)
