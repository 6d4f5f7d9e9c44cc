"""Finished answers, kept by the whole request, so that none is paid for twice.

SQLAlchemy, so that the service can keep them in PostgreSQL with the same code.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import orjson
from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from summarizer.errors import ConfigurationError

_METADATA = MetaData()
_ANSWERS = Table(
    "answers",
    _METADATA,
    Column("key", String(64), primary_key=True),
    Column("answer", JSON, nullable=False),
    Column("stored_at", DateTime(timezone=True), nullable=False),
)
_BUSY_S = 10


class AnswerStore(Protocol):
    """Keeps JSON values by key."""

    def get(self, key: str) -> Mapping[str, Any] | None:
        """Return what is kept under `key`, or None."""
        ...

    def put(self, key: str, answer: Mapping[str, Any]) -> None:
        """Keep `answer` under `key`, in place of what is there."""
        ...


class MemoryStore:
    """Keeps answers for as long as the process lasts."""

    def __init__(self) -> None:
        self._answers: dict[str, Mapping[str, Any]] = {}

    def get(self, key: str) -> Mapping[str, Any] | None:
        """Return what is kept under `key`, or None."""
        return self._answers.get(key)

    def put(self, key: str, answer: Mapping[str, Any]) -> None:
        """Keep `answer` under `key`."""
        self._answers[key] = answer


class DatabaseStore:
    """Keeps answers in a database."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        try:
            _METADATA.create_all(self._engine)
        except SQLAlchemyError as error:
            raise ConfigurationError(f"{url}: the store of answers cannot be opened") from error

    @classmethod
    def in_folder(cls, folder: Path) -> "DatabaseStore":
        """Return the store in `folder`, which is made where it is missing."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(
                f"{folder}: cannot be made ({error.strerror}); set SUMMARIZER_DATA_DIR"
            ) from error
        return cls(f"sqlite:///{folder / 'answers.sqlite3'}")

    def get(self, key: str) -> Mapping[str, Any] | None:
        """Return what is kept under `key`, or None."""
        with self._engine.connect() as connection:
            return connection.scalar(select(_ANSWERS.c.answer).where(_ANSWERS.c.key == key))

    def put(self, key: str, answer: Mapping[str, Any]) -> None:
        """Keep `answer` under `key`, in place of what is there."""
        row = {"key": key, "answer": answer, "stored_at": datetime.now(UTC)}
        with self._engine.begin() as connection:
            connection.execute(delete(_ANSWERS).where(_ANSWERS.c.key == key))
            connection.execute(insert(_ANSWERS), row)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


def _engine(url: str) -> Engine:
    engine = create_engine(
        url,
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _record: object, _dialect: Dialect | None = None) -> None:
    # Several processes may share the file; answers lost in a power cut are only paid again.
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_S * 1000}")
    cursor.close()
