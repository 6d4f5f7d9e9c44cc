"""API keys: made here, shown once, kept as hashes; and the sessions that they sign in to."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

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
_SESSIONS = Table(
    "sessions",
    _METADATA,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("key", String(8), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
)
_PREFIX = "sum_"
SESSION = timedelta(hours=12)
"""How long a browser stays signed in."""


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

    def sign_in(self, key: str) -> str | None:
        """Return the token of a new session for `key`, or None where it is not one of ours."""
        number = self.holder(key)
        if number is None:
            return None
        token, now = secrets.token_urlsafe(32), datetime.now(UTC)
        row = {"hash": _hash(token), "key": number, "ends_at": now + SESSION}
        with self._engine.begin() as connection:
            connection.execute(delete(_SESSIONS).where(_SESSIONS.c.ends_at < now))
            connection.execute(insert(_SESSIONS), row)
        return token

    def signed_in(self, token: str) -> str | None:
        """Return the id of the key that a session is for, None where it has ended.

        It ends with its key.
        """
        wanted = select(_KEYS.c.id).join(_SESSIONS, _SESSIONS.c.key == _KEYS.c.id)
        lasting = _SESSIONS.c.ends_at > datetime.now(UTC)
        with self._engine.connect() as connection:
            mine = _SESSIONS.c.hash == _hash(token)
            number: str | None = connection.scalar(wanted.where(mine, lasting))
        return number

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._engine.begin() as connection:
            connection.execute(delete(_SESSIONS).where(_SESSIONS.c.hash == _hash(token)))

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


def _hash(secret: str) -> bytes:
    # A key has 256 random bits: there is nothing to guess that a slow hash would slow down.
    return hashlib.sha256(secret.encode()).digest()
