"""What a request brings: JSON, a form with a file, or the file itself."""

import asyncio
from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.types import Message

from api.problems import ProblemError
from api.settings import ServiceSettings
from api.threads import threaded
from summarizer.domain.correction import Edit
from summarizer.domain.document import Source
from summarizer.reading.decode import read_source, source_of_text
from summarizer.rendering.names import Lang
from summarizer.settings import EngineName

EXAMPLE = "云岭市档案局2023年工作总结\n一、工作开展情况\n（一）推进数字化。全年完成120万页。"
_LONGEST_NAME = 200
_LARGEST_EDIT = 64 << 10
Model = TypeVar("Model", bound=BaseModel)
_LANGS: dict[str, Lang] = {"zh": "zh", "en": "en"}
_ENGINES: dict[str, EngineName] = {"auto": "auto", "rules": "rules", "llm": "llm"}


class DocumentIn(BaseModel):
    """A document to be summarised, as text."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, examples=[EXAMPLE])
    name: str = Field(default="text", max_length=_LONGEST_NAME, examples=["汇编.txt"])
    engine: EngineName = Field(default="auto", examples=["rules"])
    lang: Lang = Field(default="zh", description="of names in tables and files")


class EditIn(BaseModel):
    """An edit, and the state of the result that it was made in."""

    model_config = ConfigDict(extra="forbid")

    after: int = Field(
        ge=0, le=2**53, description="the revision that the client has seen; 0: no edits yet"
    )
    edit: Annotated[Edit, Field(discriminator="operation")]


class Asked(BaseModel):
    """A document with what is to be done with it."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    source: Source
    engine: EngineName
    lang: Lang


class BodyReader:
    """A dependency: the document that a request brings, where it is not over a limit."""

    def __init__(self, limit_of: Callable[[ServiceSettings], int], advice: str) -> None:
        self._limit_of, self._advice = limit_of, advice

    async def __call__(
        self,
        request: Request,
        engine: Annotated[EngineName, Query(description="for a file; JSON has its own")] = "auto",
        lang: Annotated[Lang, Query(description="for a file; JSON has its own")] = "zh",
        name: Annotated[str, Query(max_length=_LONGEST_NAME, description="of a raw body")] = "body",
    ) -> Asked:
        """Return the document that `request` brings; raises `ProblemError`, `InputError`."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        limit = self._limit_of(request.app.state.settings)
        body = await read_body(request, limit, self._advice)
        if kind == "application/json":
            return _from_json(body)
        if kind == "multipart/form-data":
            return await _from_form(request, body, {"engine": engine, "lang": lang})
        if kind in {"", "application/x-www-form-urlencoded"}:
            raise ProblemError(
                415,
                "unsupported_media_type",
                "send application/json, multipart/form-data, or a file with its media type",
            )
        return Asked(source=await _source(request, body, name), engine=engine, lang=lang)


async def read_body(request: Request, limit: int, advice: str) -> bytes:
    """Return the body; one that is too large or too slow is refused before it is all there.

    `limit` is in bytes. Raises `ProblemError`: 413, 408.
    """
    settings: ServiceSettings = request.app.state.settings
    over = ProblemError(
        413, "too_large", f"the body is over {limit} bytes; {advice}", {"Connection": "close"}
    )
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise over
    body = bytearray()
    try:
        async with asyncio.timeout(settings.body_deadline_s):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise over
    except TimeoutError as error:
        detail = f"the body was not there within {settings.body_deadline_s:g} s"
        raise ProblemError(408, "body_too_slow", detail, {"Connection": "close"}) from error
    return bytes(body)


async def edit_of(request: Request) -> EditIn:
    """Return the edit that a request brings; raises `ProblemError`, `RequestValidationError`."""
    return _validated(EditIn, await read_body(request, _LARGEST_EDIT, "an edit is short"))


async def _from_form(request: Request, body: bytes, defaults: dict[str, str]) -> Asked:
    async with _replayed(request, body).form(max_files=1, max_fields=4) as form:
        file = form.get("file")
        if strange := sorted(set(form) - {"file", "engine", "lang"}):
            detail = f"the form has a field {strange[0]!r}; it may have 'file', 'engine', 'lang'"
            raise ProblemError(422, "invalid_request", detail)
        if file is None or isinstance(file, str):
            raise ProblemError(422, "invalid_request", "the form has no file under 'file'")
        engine = _ENGINES.get(str(form.get("engine", defaults["engine"])))
        if engine is None:
            raise ProblemError(422, "invalid_request", "'engine' must be auto, rules or llm")
        lang = _LANGS.get(str(form.get("lang", defaults["lang"])))
        if lang is None:
            raise ProblemError(422, "invalid_request", "'lang' must be zh or en")
        named = (file.filename or "file")[:_LONGEST_NAME]
        source = await _source(request, await file.read(), named)
        return Asked(source=source, engine=engine, lang=lang)


async def _source(request: Request, data: bytes, name: str) -> Source:
    settings: ServiceSettings = request.app.state.settings
    return await threaded(request, read_source, data, name, settings.library.max_bytes)


def _replayed(request: Request, body: bytes) -> Request:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request(request.scope, receive)


def _from_json(body: bytes) -> Asked:
    document = _validated(DocumentIn, body)
    source = source_of_text(document.text, document.name)
    return Asked(source=source, engine=document.engine, lang=document.lang)


def _validated(kind: type[Model], body: bytes) -> Model:
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        found = [one | {"loc": ("body", *one["loc"])} for one in error.errors(include_url=False)]
        raise RequestValidationError(found) from error


AskedDocument = Annotated[
    Asked, Depends(BodyReader(lambda settings: settings.sync_bytes, "post it to /v1/jobs"))
]
"""A document that is answered at once."""

AskedJob = Annotated[
    Asked, Depends(BodyReader(lambda settings: settings.library.max_bytes, "send fewer reports"))
]
"""A document of any size up to the limit."""

AskedEdit = Annotated[EditIn, Depends(edit_of)]
