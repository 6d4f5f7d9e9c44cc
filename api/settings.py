"""What the service is told by its environment, beside what the library is told."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from summarizer.errors import ConfigurationError
from summarizer.settings import Settings

_SYNC_BYTES = 4 << 20
_BODY_DEADLINE_S = 30.0
_SYNC_DEADLINE_S = 60.0
_PER_MINUTE = 300
_RETENTION_DAYS = 7.0
_LEAVE_S = 20.0


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """The settings of one server."""

    library: Settings = field(default_factory=Settings)
    sync_bytes: int = _SYNC_BYTES
    """The largest body, in bytes, that is answered at once."""
    body_deadline_s: float = _BODY_DEADLINE_S
    """How long the body of a request may take to arrive."""
    sync_deadline_s: float = _SYNC_DEADLINE_S
    """How long a request that is answered at once may take."""
    leave_s: float = _LEAVE_S
    """How long a process that stops waits for the calls that are under way."""
    retention_days: float = _RETENTION_DAYS
    """How long after its end a job is kept, with its text and its results."""
    calls_per_minute: int | None = None
    """The calls to the model that all machines together may begin in a minute, where limited."""
    per_minute: int = _PER_MINUTE
    """Requests that one key, or one address without a key, may make in a minute."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "ServiceSettings":
        """Read SUMMARIZER_*; raises `ConfigurationError` naming what cannot be used."""
        environ = os.environ if environ is None else environ
        return cls(
            library=Settings.from_environment(environ),
            sync_bytes=int(_positive(environ, "SUMMARIZER_SYNC_MAX_BYTES", _SYNC_BYTES)),
            body_deadline_s=_positive(environ, "SUMMARIZER_BODY_DEADLINE_S", _BODY_DEADLINE_S),
            sync_deadline_s=_positive(environ, "SUMMARIZER_SYNC_DEADLINE_S", _SYNC_DEADLINE_S),
            leave_s=_positive(environ, "SUMMARIZER_LEAVE_S", _LEAVE_S),
            retention_days=_positive(environ, "SUMMARIZER_RETENTION_DAYS", _RETENTION_DAYS),
            calls_per_minute=int(_positive(environ, "SUMMARIZER_CALLS_PER_MINUTE", 0)) or None,
            per_minute=int(_positive(environ, "SUMMARIZER_RATE_PER_MINUTE", _PER_MINUTE)),
        )

    @property
    def data_dir(self) -> Path:
        """Return the folder that holds what the service keeps."""
        return self.library.folder


def _positive(environ: Mapping[str, str], name: str, default: float) -> float:
    value = environ.get(name)
    if value is None:
        return default
    try:
        number = float(value)
    except ValueError:
        number = 0
    if not 0 < number < float("inf"):
        raise ConfigurationError(f"{name} is {value!r}; set it to a number above 0")
    return number
