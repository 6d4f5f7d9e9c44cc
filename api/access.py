"""Who may ask, and how often."""

import asyncio
import math
import time
from typing import Annotated

from fastapi import Depends, Request, Response, Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer

from api.keys import KeyRing
from api.problems import ProblemError

_WINDOW_S = 60.0
_MOST_HOLDERS = 10_000

_bearer = HTTPBearer(auto_error=False, description="an API key as a bearer token")
_header = APIKeyHeader(name="X-API-Key", auto_error=False, description="an API key")


LOCAL = "local"
"""Who asks a server that has no keys."""


class RateLimit:
    """Counts requests of each holder in windows of a minute."""

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._window = 0
        self._counts: dict[str, int] = {}

    def count(self, holder: str) -> dict[str, str]:
        """Count one request; return the headers that tell what is left.

        Raises `ProblemError` (429) where nothing is.
        """
        window, passed = divmod(time.monotonic(), _WINDOW_S)
        if int(window) != self._window or len(self._counts) > _MOST_HOLDERS:
            self._window, self._counts = int(window), {}
        used = self._counts[holder] = self._counts.get(holder, 0) + 1
        left = math.ceil(_WINDOW_S - passed)
        headers = {
            "RateLimit-Policy": f'"default";q={self._most};w={int(_WINDOW_S)}',
            "RateLimit": f'"default";r={max(0, self._most - used)};t={left}',
        }
        if used > self._most:
            detail = f"more than {self._most} requests in a minute; try again in {left} s"
            headers["Retry-After"] = str(left)
            raise ProblemError(429, "rate_limited", detail, headers)
        return headers


async def holder(
    request: Request,
    response: Response,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
    header: Annotated[str | None, Security(_header)],
) -> str:
    """Return who asks: a key's id, or `local` where the server has no keys.

    Raises `ProblemError`: 401 without a valid key where there are keys, 429 over the rate.
    """
    ring: KeyRing = request.app.state.keys
    limit: RateLimit = request.app.state.rate_limit
    given = bearer.credentials if bearer else header
    known = await asyncio.to_thread(_known, ring, given)
    if known is None:
        raise ProblemError(
            401,
            "key_required",
            "send an API key as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'",
            {"WWW-Authenticate": "Bearer"},
        )
    address = request.client.host if request.client else "-"
    counted = f"address {address}" if known == LOCAL else known
    request.state.rate_headers = limit.count(counted)
    response.headers.update(request.state.rate_headers)
    return known


def _known(ring: KeyRing, given: str | None) -> str | None:
    if given is not None:
        return ring.holder(given)
    return None if ring.list() else LOCAL


Holder = Annotated[str, Depends(holder)]
