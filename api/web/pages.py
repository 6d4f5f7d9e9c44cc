"""What a browser is given: the pages, their static files, and the session it signs in to."""

from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.access import (
    LOCAL,
    SESSION_COOKIE,
    RateLimit,
    known_holder,
    refuse_other_names,
    refuse_other_sites,
)
from api.bodies import read_body
from api.keys import SESSION, KeyRing
from api.problems import ProblemError
from api.settings import ServiceSettings
from api.threads import threaded
from api.web.assets import LANGUAGES, STATIC, VERSION, page
from summarizer.rendering.formats import FORMATS

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_LARGEST_FORM = 4096
_LANGUAGE_COOKIE = "summarizer_lang"
_LANGUAGE_S = 365 * 24 * 3600
Lang = Annotated[str | None, Query(max_length=2)]

router = APIRouter(include_in_schema=False)


@router.get("/")
async def start(request: Request, lang: Lang = None) -> Response:
    """Show where a document is dropped, and the earlier jobs."""
    return await _for_holders(request, "start", lang)


@router.get("/jobs/{job}")
async def job(request: Request, job: str, lang: Lang = None) -> Response:
    """Show a job: its progress, then its result beside its source."""
    return await _for_holders(request, "job", lang, job=job)


@router.get("/sign-in")
async def sign_in(
    request: Request,
    lang: Lang = None,
    following: Annotated[str, Query(alias="next", max_length=200)] = "/",
) -> Response:
    """Ask for a key."""
    return _page(request, "sign_in", lang, following=_local(following), refused=False)


@router.post("/sign-in")
async def signed_in(request: Request) -> Response:
    """Begin a session for a key.

    Raises `ProblemError`: 403 for what another site sends, 413, 408, 429 over the rate.
    """
    refuse_other_sites(request)
    limit: RateLimit = request.app.state.rate_limit
    limit.count(f"address {request.client.host if request.client else '-'}")
    body = await read_body(request, _LARGEST_FORM, "a key is short")
    form = dict(parse_qsl(body.decode("utf-8", "replace")))
    following = _local(form.get("next", "/"))
    ring: KeyRing = request.app.state.keys
    token = await threaded(request, ring.sign_in, form.get("key", "").strip())
    if token is None:
        return _page(request, "sign_in", None, status=401, following=following, refused=True)
    answer = RedirectResponse(following, 303)
    answer.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(SESSION.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/sign-out")
async def signed_out(request: Request) -> Response:
    """End the session."""
    refuse_other_sites(request)
    ring: KeyRing = request.app.state.keys
    if token := request.cookies.get(SESSION_COOKIE):
        await threaded(request, ring.sign_out, token)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@router.get("/static/{version}/{name}")
async def static(version: str, name: str) -> Response:
    """Give a file of the page; another version is another address, so it is kept for good.

    Raises `ProblemError` (404).
    """
    if version != VERSION or name not in STATIC:
        raise ProblemError(404, "not_found", "there is no such file; load the page again")
    content, media_type = STATIC[name]
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(content, media_type=media_type, headers=headers)


async def _for_holders(request: Request, name: str, lang: str | None, job: str = "") -> Response:
    holder = await known_holder(request)
    if holder is None:
        return RedirectResponse(f"/sign-in?{urlencode({'next': request.url.path})}", 303)
    if holder == LOCAL:
        refuse_other_names(request)
    return _page(request, name, lang, signed_in=holder != LOCAL, job=job)


def _page(
    request: Request, name: str, lang: str | None, *, status: int = 200, **values: object
) -> Response:
    asked = (lang, request.cookies.get(_LANGUAGE_COOKIE))
    chosen = next((one for one in asked if one in LANGUAGES), None) or "zh"
    settings: ServiceSettings = request.app.state.settings
    llm = settings.library.llm
    shown = page(
        name,
        chosen,
        model=llm.model if llm else None,
        most_bytes=settings.library.max_bytes,
        formats={name: form.suffix for name, form in FORMATS.items()},
        **values,
    )
    # Forms of a page that sends no referrer have no origin either.
    headers = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "same-origin"}
    answer = HTMLResponse(shown, status, headers)
    if lang in LANGUAGES:
        answer.set_cookie(_LANGUAGE_COOKIE, chosen, max_age=_LANGUAGE_S, samesite="lax")
    return answer


def _local(address: str) -> str:
    """Return `address` where it is a path of this server, else the first page."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if plain and address.isprintable() else "/"
