"""What a request brings: JSON, a form with a file, or the file itself."""

import asyncio
from typing import Annotated, Literal

from fastapi import Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.types import Message

from api.problems import ProblemError
from api.settings import ServiceSettings
from summarizer.domain.document import Source
from summarizer.reading.decode import read_source, source_of_text
from summarizer.settings import EngineName

EXAMPLE = "云岭市档案局2023年工作总结\n一、工作开展情况\n（一）推进数字化。全年完成120万页。"
_LONGEST_NAME = 200
_ENGINES: dict[str, EngineName] = {"auto": "auto", "rules": "rules", "llm": "llm"}


class DocumentIn(BaseModel):
    """A document to be summarised, as text."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, examples=[EXAMPLE])
    name: str = Field(default="text", max_length=_LONGEST_NAME, examples=["汇编.txt"])
    engine: EngineName = Field(default="auto", examples=["rules"])
    lang: Literal["zh", "en"] = Field(default="zh", description="of names in tables and files")


class Asked(BaseModel):
    """A document with what is to be done with it."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    source: Source
    engine: EngineName


async def asked(
    request: Request,
    engine: Annotated[EngineName, Query(description="for a file; JSON has its own")] = "auto",
    name: Annotated[str, Query(max_length=_LONGEST_NAME, description="for a raw body")] = "body",
) -> Asked:
    """Return the document that `request` brings."""
    settings: ServiceSettings = request.app.state.settings
    limit = settings.library.max_bytes
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await _read(request, settings)
    if kind == "application/json":
        return _from_json(body)
    if kind == "multipart/form-data":
        async with _replayed(request, body).form(max_files=1, max_fields=4) as form:
            file = form.get("file")
            if strange := sorted(set(form) - {"file", "engine"}):
                detail = f"the form has a field {strange[0]!r}; it may have 'file' and 'engine'"
                raise ProblemError(422, "invalid_request", detail)
            if file is None or isinstance(file, str):
                raise ProblemError(422, "invalid_request", "the form has no file under 'file'")
            wanted = _ENGINES.get(str(form.get("engine", engine)))
            if wanted is None:
                raise ProblemError(422, "invalid_request", "'engine' must be auto, rules or llm")
            data = await file.read()
            named = (file.filename or "file")[:_LONGEST_NAME]
            return Asked(source=read_source(data, named, limit), engine=wanted)
    if kind in {"", "application/x-www-form-urlencoded"}:
        raise ProblemError(
            415,
            "unsupported_media_type",
            "send application/json, multipart/form-data, or a file with its media type",
        )
    return Asked(source=read_source(body, name, limit), engine=engine)


async def _read(request: Request, settings: ServiceSettings) -> bytes:
    """Return the body; one that is too large or too slow is refused before it is all there."""
    over = ProblemError(
        413,
        "too_large",
        f"the body is over {settings.sync_bytes} bytes; send fewer reports",
        {"Connection": "close"},
    )
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > settings.sync_bytes:
        raise over
    body = bytearray()
    try:
        async with asyncio.timeout(settings.body_deadline_s):
            async for chunk in request.stream():
                body += chunk
                if len(body) > settings.sync_bytes:
                    raise over
    except TimeoutError as error:
        detail = f"the body was not there within {settings.body_deadline_s:g} s"
        raise ProblemError(408, "body_too_slow", detail, {"Connection": "close"}) from error
    return bytes(body)


def _replayed(request: Request, body: bytes) -> Request:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request(request.scope, receive)


def _from_json(body: bytes) -> Asked:
    try:
        document = DocumentIn.model_validate_json(body)
    except ValidationError as error:
        found = [one | {"loc": ("body", *one["loc"])} for one in error.errors(include_url=False)]
        raise RequestValidationError(found) from error
    return Asked(source=source_of_text(document.text, document.name), engine=document.engine)


AskedDocument = Annotated[Asked, Depends(asked)]
