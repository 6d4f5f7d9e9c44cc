"""Errors as RFC 9457 problems: one table from what went wrong to what is answered."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from summarizer import errors

MEDIA_TYPE = "application/problem+json"
_TYPES = "urn:summarizer:problem:"
_BY_ERROR: tuple[tuple[type[errors.SummarizerError], int, str], ...] = (
    (errors.TooLarge, 413, "too_large"),
    (errors.UnsupportedFormat, 415, "unsupported_format"),
    (errors.UndecodableText, 415, "undecodable_text"),
    (errors.EmptyInput, 422, "empty_input"),
    (errors.EncryptedDocument, 422, "encrypted_document"),
    (errors.DamagedDocument, 422, "damaged_document"),
    (errors.InputError, 422, "unusable_input"),
    (errors.EngineUnavailable, 422, "engine_unavailable"),
    (errors.EditRefused, 422, "edit_refused"),
    (errors.SummarizerError, 500, "internal_error"),
)


class FieldProblem(BaseModel):
    """What is wrong with one part of a request."""

    pointer: str = Field(description="JSON pointer to the part", examples=["/text"])
    detail: str = Field(examples=["Field required"])


class Problem(BaseModel):
    """An error as RFC 9457 has it."""

    type: str = Field(examples=[f"{_TYPES}too_large"])
    title: str = Field(examples=["Content Too Large"])
    status: int = Field(examples=[413])
    detail: str = Field(examples=["the body is over 4194304 bytes; post it to /v1/jobs"])
    code: str = Field(description="a stable word to branch on", examples=["too_large"])
    instance: str = Field(description="the request's id", examples=["urn:request:5f0c"])
    errors: list[FieldProblem] | None = None


class ProblemError(Exception):
    """A request that is refused; raised by routes and dependencies."""

    def __init__(
        self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.headers = dict(headers or {})


def problem(
    request: Request,
    status: int,
    code: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    parts: list[dict[str, str]] | None = None,
) -> Response:
    """Return the answer to a request that is refused."""
    body: dict[str, Any] = {
        "type": _TYPES + code,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "instance": f"urn:request:{getattr(request.state, 'request_id', '-')}",
    }
    if parts:
        body["errors"] = parts
    return Response(orjson.dumps(body), status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Answer every error of `app` with a problem."""

    @app.exception_handler(ProblemError)
    async def refused(request: Request, error: ProblemError) -> Response:
        return problem(request, error.status, error.code, error.detail, headers=error.headers)

    @app.exception_handler(errors.SummarizerError)
    async def library(request: Request, error: errors.SummarizerError) -> Response:
        status, code = next((s, c) for kind, s, c in _BY_ERROR if isinstance(error, kind))
        detail = str(error) if status < HTTPStatus.INTERNAL_SERVER_ERROR else "see the log"
        return problem(request, status, code, detail)

    @app.exception_handler(OperationalError)
    async def storage(request: Request, _error: OperationalError) -> Response:
        again = {"Retry-After": "5"}
        detail = "the database does not answer; try again"
        return problem(request, 503, "storage_unavailable", detail, headers=again)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        parts = [
            {"pointer": "/" + "/".join(map(str, one["loc"][1:])), "detail": one["msg"]}
            for one in error.errors()
        ]
        return problem(request, 422, "invalid_request", "the request is not valid", parts=parts)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        code = HTTPStatus(error.status_code).name.lower()
        detail = str(error.detail)
        headers = dict(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ", ".join(sorted(_methods(request)))
        return problem(request, error.status_code, code, detail, headers=headers)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, _error: Exception) -> Response:
        return problem(request, 500, "internal_error", "something went wrong; see the log")


def _methods(request: Request) -> set[str]:
    """Return the methods that the path of `request` has; each stands in a route of its own."""
    route = request.scope.get("route")
    described = request.app.openapi()["paths"].get(getattr(route, "path", ""), {})
    return {method.upper() for method in described} or set(getattr(route, "methods", None) or ())
