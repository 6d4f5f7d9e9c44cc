"""The one way to open a database: a SQLite file on one machine, PostgreSQL on many.

Imports SQLAlchemy, so it is imported only where something is kept.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Dialect, Engine, MetaData, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from summarizer.errors import ConfigurationError

_BUSY_S = 30
_CREATING = 24300
"""The advisory lock under which tables are made: two servers may start at once."""


def file_url(folder: Path, name: str) -> str:
    """Return the address of the SQLite file `name` in `folder`, which is made where missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"{folder}: cannot be made ({error.strerror}); set SUMMARIZER_DATA_DIR"
        ) from error
    return f"sqlite:///{folder / name}"


def open_database(url: str, tables: MetaData | None = None, *, immediate: bool = False) -> Engine:
    """Return an engine for `url` with `tables` in place.

    With `immediate` a transaction on a SQLite file holds the right to write from
    its beginning. Values never stand in its errors: they are what people wrote. Raises
    `ConfigurationError` where the database cannot be reached.
    """
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    else:
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _prepare_immediate if immediate else _prepare)
    if tables is None:
        return engine
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_CREATING})"))
            tables.create_all(connection)
    except SQLAlchemyError as error:
        shown = engine.url.render_as_string(hide_password=True)
        raise ConfigurationError(
            f"{shown}: the database cannot be opened; is it there, and may it be written to?"
        ) from error
    return engine


def _prepare_immediate(connection: Any, record: object, dialect: Dialect | None = None) -> None:
    connection.isolation_level = "IMMEDIATE"
    _prepare(connection, record, dialect)


def _prepare(connection: Any, _record: object, _dialect: Dialect | None = None) -> None:
    # Several processes may share a file. What a power cut takes from WAL is done again.
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_S * 1000}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
