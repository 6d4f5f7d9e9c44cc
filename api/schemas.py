"""What the OpenAPI says of bodies and answers, with an example for each."""

from importlib.resources import files
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict

from api.bodies import EXAMPLE, DocumentIn
from api.problems import MEDIA_TYPE, Problem
from summarizer.domain.overview import Overview
from summarizer.domain.summary import Digest, Listing


class BriefOut(BaseModel):
    """One agency's paragraph."""

    id: str
    agency: str | None
    brief: str
    brief_engine: str


class BriefsOut(BaseModel):
    """The paragraphs of a document."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    reports: list[BriefOut]
    overview: Overview
    warnings: list[str]


EXAMPLE_REQUEST = {"text": EXAMPLE, "name": "示例.txt", "engine": "rules"}
_FILE = {"schema": {"type": "string", "format": "binary"}}
BODIES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": DocumentIn.model_json_schema(),
                "example": EXAMPLE_REQUEST,
            },
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "additionalProperties": False,
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "engine": {"type": "string", "enum": ["auto", "rules", "llm"]},
                    },
                }
            },
            "text/plain": _FILE | {"example": EXAMPLE},
            "application/octet-stream": _FILE,
        },
    }
}
"""JSON, a form with a file, or the file itself."""


def _problem(code: str, status: int, title: str, detail: str) -> dict[str, Any]:
    example = {
        "type": f"urn:summarizer:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "instance": "urn:request:5f0c",
    }
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}
    return {"description": title, "content": content}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: _problem("key_required", 401, "Unauthorized", "send an API key"),
    400: _problem("bad_request", 400, "Bad Request", "the form cannot be read"),
    408: _problem("body_too_slow", 408, "Request Timeout", "the body was not there within 30 s"),
    413: _problem("too_large", 413, "Content Too Large", "the body is over 4194304 bytes"),
    415: _problem("unsupported_format", 415, "Unsupported Media Type", "a picture; run OCR first"),
    422: _problem("invalid_request", 422, "Unprocessable Content", "the request is not valid"),
    429: _problem("rate_limited", 429, "Too Many Requests", "more than 120 requests in a minute"),
    503: _problem("deadline_exceeded", 503, "Service Unavailable", "not done within 60 s"),
}


_OTHER_MEDIA = {
    "summaries": ("text/markdown", "application/x-ndjson"),
    "briefs": ("text/markdown",),
    "splits": (),
}


def _answers(kind: str, model: Any) -> dict[int | str, dict[str, Any]]:
    example = orjson.loads((files("api") / "examples" / f"{kind}.json").read_bytes())
    content: dict[str, Any] = {"application/json": {"example": example}}
    for media in _OTHER_MEDIA[kind]:
        content[media] = {"schema": {"type": "string"}, "example": "…"}
    return {200: {"model": model, "content": content}, **PROBLEMS}


ANSWERS = {
    kind: _answers(kind, model)
    for kind, model in (("summaries", Digest), ("briefs", BriefsOut), ("splits", Listing))
}
"""The examples are what the server answers to `EXAMPLE_REQUEST`; a test holds them to it."""


def with_problems(openapi: dict[str, Any]) -> dict[str, Any]:
    """Return `openapi` with the schema of problems among its components."""
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    parts = openapi.setdefault("components", {}).setdefault("schemas", {})
    parts |= schema.pop("$defs", {})
    parts["Problem"] = schema
    return openapi
