"""Finished answers, kept by the whole request, so that none is paid for twice.

One store serves the command line and the service: a SQLite file, or PostgreSQL
where several machines share it.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

import orjson
from sqlalchemy import (
    Column,
    DateTime,
    Executable,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    delete,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from summarizer.database import open_database

_METADATA = MetaData()
_ANSWERS = Table(
    "answers",
    _METADATA,
    Column("key", String(64), primary_key=True),
    Column("answer", LargeBinary, nullable=False),
    Column("stored_at", DateTime(timezone=True), nullable=False, index=True),
)
# Built once: SQLAlchemy then finds the compiled statement by its identity.
_GET = select(_ANSWERS.c.key, _ANSWERS.c.answer).where(
    _ANSWERS.c.key.in_(bindparam("wanted", expanding=True))
)
_LOG = logging.getLogger(__name__)
_OUTAGE_S = 60
"""An answer that is paid for waits this long for a database that has gone away."""


class AnswerStore(Protocol):
    """Keeps JSON values by key. A store that fails costs answers paid again, never a run."""

    @property
    def remote(self) -> bool:
        """Tell whether its calls wait for another machine."""
        ...

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

    remote = False

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
        self._engine = open_database(url, _METADATA)
        self.remote = self._engine.dialect.name == "postgresql"
        self._put = _upsert(self._engine.dialect.name)

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
            if self.remote:
                _through_an_outage(self._write, rows)
            else:
                self._write(rows)
        except (SQLAlchemyError, TypeError, RecursionError) as error:
            _LOG.warning("the store of answers cannot be written: %s", error)

    def forget(self, keys: Collection[str]) -> None:
        """Remove what is kept under `keys`."""
        with self._engine.begin() as connection:
            connection.execute(delete(_ANSWERS).where(_ANSWERS.c.key.in_(keys)))

    def forget_before(self, moment: datetime) -> None:
        """Remove what was kept before `moment`."""
        with self._engine.begin() as connection:
            connection.execute(delete(_ANSWERS).where(_ANSWERS.c.stored_at < moment))

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _write(self, rows: list[dict[str, Any]]) -> None:
        with self._engine.begin() as connection:
            connection.execute(self._put, rows)


def _upsert(dialect: str) -> Executable:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(_ANSWERS)
    changed = {name: statement.excluded[name] for name in ("answer", "stored_at")}
    return statement.on_conflict_do_update(index_elements=["key"], set_=changed)


_through_an_outage = Retrying(
    retry=retry_if_exception_type(OperationalError),
    wait=wait_fixed(0.5),
    stop=stop_after_delay(_OUTAGE_S),
    reraise=True,
)
