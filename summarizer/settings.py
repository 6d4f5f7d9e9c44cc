"""What the environment says, read once."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from summarizer.errors import ConfigurationError
from summarizer.reading.decode import MAX_BYTES

if TYPE_CHECKING:
    from summarizer.llm.config import LlmConfig

_MOST_DIGITS = 12
_LLM = "SUMMARIZER_LLM__"
_OPENAI = {"model": "OPENAI_MODEL", "base_url": "OPENAI_BASE_URL", "api_key": "OPENAI_API_KEY"}
_AS_JSON = ("prices", "extra_body")
EngineName = Literal["auto", "rules", "llm"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run."""

    max_bytes: int = MAX_BYTES
    """The largest document read, in bytes."""
    data_dir: Path | None = None
    """Where finished answers are kept; the user's data folder where None."""
    database_url: str | None = None
    """The PostgreSQL database that several machines share; SQLite files in `folder` where None."""
    llm: "LlmConfig | None" = None
    """The model to use, or None where none is named."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read SUMMARIZER_* and OPENAI_*; raises `ConfigurationError` naming what is wrong."""
        environ = os.environ if environ is None else environ
        folder = environ.get("SUMMARIZER_DATA_DIR")
        return cls(
            max_bytes=_max_bytes(environ.get("SUMMARIZER_MAX_BYTES")),
            data_dir=Path(folder) if folder else None,
            database_url=_database_url(environ.get("SUMMARIZER_DATABASE_URL")),
            llm=_llm(environ),
        )

    @property
    def folder(self) -> Path:
        """Return the folder that holds what is kept."""
        if self.data_dir is not None:
            return self.data_dir
        import platformdirs

        return Path(platformdirs.user_data_dir("summarizer"))

    def database(self, name: str) -> str:
        """Return the address of the database for `name`; a file of that name where it is SQLite."""
        from summarizer.database import file_url

        return self.database_url or file_url(self.folder, f"{name}.sqlite3")


def _max_bytes(value: str | None) -> int:
    if value is None:
        return MAX_BYTES
    digits = value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS
    if not digits or int(value) == 0:
        raise ConfigurationError(
            f"SUMMARIZER_MAX_BYTES is {value!r}; set it to a number of bytes "
            f"of at most {_MOST_DIGITS} digits, or leave it unset for {MAX_BYTES:,}"
        )
    return int(value)


def _database_url(value: str | None) -> str | None:
    if value and not value.startswith("postgresql://"):
        raise ConfigurationError(
            "SUMMARIZER_DATABASE_URL must begin with postgresql://; leave it unset for SQLite files"
        )
    return value or None


def _llm(environ: Mapping[str, str]) -> "LlmConfig | None":
    """Return the model's settings. A model must be named: a key alone sends no text anywhere."""
    given: dict[str, object] = {
        name.removeprefix(_LLM).lower(): value
        for name, value in environ.items()
        if name.startswith(_LLM) and value
    }
    # A key goes only to the server that it was set for.
    own_server = "base_url" in given
    for field, name in _OPENAI.items():
        if environ.get(name) and not (own_server and field == "api_key"):
            given.setdefault(field, environ[name])
    if "model" not in given:
        return None
    for field in _AS_JSON:
        if field in given:
            given[field] = _json(f"{_LLM}{field.upper()}", str(given[field]))
    return llm_config(given)


def llm_config(given: Mapping[str, object]) -> "LlmConfig":
    """Return `given` as the model's settings; raises `ConfigurationError` naming the wrong one."""
    from pydantic import ValidationError

    from summarizer.llm.config import LlmConfig

    try:
        return LlmConfig.model_validate(dict(given))
    except ValidationError as error:
        first = error.errors()[0]
        name = f"{_LLM}{'.'.join(str(part) for part in first['loc']).upper()}"
        raise ConfigurationError(f"{name}: {first['msg']}") from error


def _json(name: str, value: str) -> object:
    try:
        return json.loads(value)
    except ValueError as error:
        raise ConfigurationError(f"{name} must be JSON: {error}") from error
