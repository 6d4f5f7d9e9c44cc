"""Finished answers, kept by the whole request, so that none is paid for twice.

SQLAlchemy, so that the service can keep them in PostgreSQL with the same code.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import orjson
from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    Engine,
    Executable,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    event,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from summarizer.errors import ConfigurationError

_METADATA = MetaData()
_ANSWERS = Table(
    "answers",
    _METADATA,
    Column("key", String(64), primary_key=True),
    Column("answer", LargeBinary, nullable=False),
    Column("stored_at", DateTime(timezone=True), nullable=False),
)
# Built once: SQLAlchemy then finds the compiled statement by its identity.
_GET = select(_ANSWERS.c.key, _ANSWERS.c.answer).where(
    _ANSWERS.c.key.in_(bindparam("wanted", expanding=True))
)
_LOG = logging.getLogger(__name__)
_BUSY_S = 10


class AnswerStore(Protocol):
    """Keeps JSON values by key. A store that fails costs answers paid again, never a run."""

    def get(self, keys: Collection[str]) -> dict[str, Mapping[str, Any]]:
        """Return what is kept under those of `keys` that it knows."""
        ...

    def put(self, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep each answer under its key, in place of what is there; all or none."""
        ...

    def close(self) -> None:
        """Give back what the store holds open."""
        ...


class MemoryStore:
    """Keeps answers for as long as the process lasts."""

    def __init__(self) -> None:
        self._answers: dict[str, Mapping[str, Any]] = {}

    def get(self, keys: Collection[str]) -> dict[str, Mapping[str, Any]]:
        """Return what is kept under those of `keys` that it knows."""
        return {key: self._answers[key] for key in keys if key in self._answers}

    def put(self, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep each answer under its key."""
        self._answers.update(answers)

    def close(self) -> None:
        """Hold nothing open."""


class DatabaseStore:
    """Keeps answers in a database."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._put = _upsert(self._engine.dialect.name)
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

    def get(self, keys: Collection[str]) -> dict[str, Mapping[str, Any]]:
        """Return what is kept under those of `keys` that it knows."""
        try:
            with self._engine.connect() as connection:
                found = connection.execute(_GET, {"wanted": list(keys)}).all()
            return {key: orjson.loads(answer) for key, answer in found}
        except (SQLAlchemyError, ValueError) as error:
            _LOG.warning("the store of answers cannot be read: %s", error)
            return {}

    def put(self, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep each answer under its key, in place of what is there; all or none."""
        now = datetime.now(UTC)
        try:
            rows = [
                {"key": key, "answer": orjson.dumps(answer), "stored_at": now}
                for key, answer in answers.items()
            ]
            with self._engine.begin() as connection:
                connection.execute(self._put, rows)
        except (SQLAlchemyError, TypeError, RecursionError) as error:
            _LOG.warning("the store of answers cannot be written: %s", error)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
    return engine


def _upsert(dialect: str) -> Executable:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(_ANSWERS)
    changed = {name: statement.excluded[name] for name in ("answer", "stored_at")}
    return statement.on_conflict_do_update(index_elements=["key"], set_=changed)


def _prepare(connection: Any, _record: object, _dialect: Dialect | None = None) -> None:
    # Several processes may share the file; answers lost in a power cut are only paid again.
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_S * 1000}")
    cursor.close()
