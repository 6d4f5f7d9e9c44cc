"""API keys: made here, shown once, kept as hashes."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    DateTime,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
)

from summarizer.database import open_database

_METADATA = MetaData()
_KEYS = Table(
    "api_keys",
    _METADATA,
    Column("id", String(8), primary_key=True),
    Column("name", String(100), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
)
_PREFIX = "sum_"


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key; not the key itself."""

    id: str
    name: str
    made_at: datetime


class KeyRing:
    """The keys that a server accepts."""

    def __init__(self, url: str) -> None:
        self._engine = open_database(url, _METADATA)

    def add(self, name: str) -> str:
        """Make a key and return it; it cannot be shown again."""
        number, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
        row = {
            "id": number,
            "name": name,
            "hash": _hash(secret),
            "made_at": datetime.now(UTC),
        }
        with self._engine.begin() as connection:
            connection.execute(insert(_KEYS), row)
        return f"{_PREFIX}{number}_{secret}"

    def list(self) -> tuple[Key, ...]:
        """Return what is known of all keys, the oldest first."""
        wanted = select(_KEYS.c.id, _KEYS.c.name, _KEYS.c.made_at).order_by(_KEYS.c.made_at)
        with self._engine.connect() as connection:
            return tuple(Key(*row) for row in connection.execute(wanted))

    def revoke(self, number: str) -> bool:
        """Remove the key with the id `number`; tell whether there was one."""
        with self._engine.begin() as connection:
            return connection.execute(delete(_KEYS).where(_KEYS.c.id == number)).rowcount > 0

    def holder(self, key: str) -> str | None:
        """Return the id of `key`, or None where it is not one of ours."""
        number, _, secret = key.removeprefix(_PREFIX).partition("_")
        with self._engine.connect() as connection:
            kept = connection.scalar(select(_KEYS.c.hash).where(_KEYS.c.id == number))
        # Compared in any case, so that time does not tell which ids exist.
        same = hmac.compare_digest(kept or bytes(32), _hash(secret))
        return number if same and kept else None

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


def _hash(secret: str) -> bytes:
    # A key has 256 random bits: there is nothing to guess that a slow hash would slow down.
    return hashlib.sha256(secret.encode()).digest()
