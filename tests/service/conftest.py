from collections.abc import Iterator

import pytest

from tests.service.postgres import server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Yield the address of a PostgreSQL server."""
    with server() as uri:
        yield uri
