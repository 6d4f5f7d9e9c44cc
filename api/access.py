"""Who may ask, and how often."""

import asyncio
import math
import time
from typing import Annotated
from urllib.parse import urlsplit

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
SESSION_COOKIE = "summarizer_session"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


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

    Raises `ProblemError`: 401 without a valid key or session where there are keys, 403 for
    what another site has a browser send, 429 over the rate.
    """
    limit: RateLimit = request.app.state.rate_limit
    given = bearer.credentials if bearer else header
    if given is None:
        refuse_other_sites(request)
    known = await known_holder(request, given)
    if known is None:
        raise ProblemError(
            401,
            "key_required",
            "send an API key as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'",
            {"WWW-Authenticate": "Bearer"},
        )
    if known == LOCAL:
        refuse_other_names(request)
    address = request.client.host if request.client else "-"
    counted = f"address {address}" if known == LOCAL else known
    request.state.rate_headers = limit.count(counted)
    response.headers.update(request.state.rate_headers)
    return known


async def known_holder(request: Request, key: str | None = None) -> str | None:
    """Return who asks by `key`, or else by the browser's session; None where nobody is known."""
    ring: KeyRing = request.app.state.keys
    session = request.cookies.get(SESSION_COOKIE)
    return await asyncio.to_thread(_known, ring, key, session)


def _known(ring: KeyRing, key: str | None, session: str | None) -> str | None:
    if key is not None:
        return ring.holder(key)
    if session is not None and (number := ring.signed_in(session)):
        return number
    return None if ring.list() else LOCAL


def refuse_other_sites(request: Request) -> None:
    """Refuse what a browser may have been made to send by the page of another site.

    A key in a header proves the sender; a cookie, or being on this machine, does
    not. Browsers say where an unsafe request comes from; programs need not.
    Raises `ProblemError` (403).
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    here = request.headers.get("host", "")
    # Only servers with TLS, or on this machine, are told the site; the others the origin.
    if site is not None:
        foreign = site not in {"same-origin", "none"}
    else:
        foreign = origin is not None and urlsplit(origin).netloc != here
    if request.method not in _SAFE and foreign:
        raise ProblemError(403, "other_site", "the request comes from another site's page")


def refuse_other_names(request: Request) -> None:
    """Refuse a request to a server without keys that calls it by a name of the outside.

    A name that its owner points to this machine would let his page read what is here.
    Raises `ProblemError` (403).
    """
    if request.url.hostname not in _LOOPBACK:
        detail = "without API keys the server answers to localhost and 127.0.0.1 only"
        raise ProblemError(403, "other_site", detail)


Holder = Annotated[str, Depends(holder)]
