"""What the OpenAPI says of bodies and answers, with an example for each."""

from importlib.resources import files
from typing import Any

import orjson

from api.bodies import EXAMPLE, DocumentIn, EditIn
from api.problems import MEDIA_TYPE, Problem
from api.schemas import BriefsOut, EditsOut, EstimateOut, JobOut, JobsOut, PagesOut
from summarizer.domain.summary import Digest, Listing
from summarizer.rendering.formats import FORMATS

EXAMPLE_REQUEST = {"text": EXAMPLE, "name": "示例.txt", "engine": "rules"}
_FILE = {"schema": {"type": "string", "format": "binary"}}
BODIES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/DocumentIn"},
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


EXAMPLE_EDIT = {
    "after": 0,
    "edit": {
        "operation": "change",
        "report": "r01",
        "category": "achievements",
        "index": 0,
        "text": "全年完成数字化120万页",
    },
}
EDIT_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/EditIn"},
                "example": EXAMPLE_EDIT,
            }
        },
    }
}


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
    403: _problem("other_site", 403, "Forbidden", "the request comes from another site's page"),
    422: _problem("invalid_request", 422, "Unprocessable Content", "the request is not valid"),
    429: _problem("rate_limited", 429, "Too Many Requests", "more than 300 requests in a minute"),
}
_BODY_PROBLEMS = PROBLEMS | {
    400: _problem("bad_request", 400, "Bad Request", "the form cannot be read"),
    408: _problem("body_too_slow", 408, "Request Timeout", "the body was not there within 30 s"),
    413: _problem("too_large", 413, "Content Too Large", "the body is over 4194304 bytes"),
    415: _problem("unsupported_format", 415, "Unsupported Media Type", "an old Word document"),
    503: _problem("deadline_exceeded", 503, "Service Unavailable", "not done within 60 s"),
}
_JOB_PROBLEMS = PROBLEMS | {
    404: _problem("not_found", 404, "Not Found", "there is no job of this id; see GET /v1/jobs"),
}
_EDIT_PROBLEMS = _JOB_PROBLEMS | {
    408: _problem("body_too_slow", 408, "Request Timeout", "the body was not there within 30 s"),
    409: _problem("edit_conflict", 409, "Conflict", "the result was edited since"),
    413: _problem("too_large", 413, "Content Too Large", "the body is over 65536 bytes"),
}
NOT_READY = _problem(
    "storage_unavailable", 503, "Service Unavailable", "the database does not answer"
)
_RENDERED = tuple(form.media_type.partition(";")[0] for form in FORMATS.values())[1:]
_EVENT = {
    "type": "object",
    "description": "one event of the stream",
    "required": ["event", "data"],
    "properties": {
        "id": {"type": "string", "description": "for Last-Event-ID; pings have none"},
        "event": {"type": "string"},
        "data": {"description": "a JSON object"},
    },
}
_STREAM = (
    'id: 7\nevent: report.completed\ndata: {"id":"r01","agency":"云岭市档案局",'
    '"state":"succeeded"}\n\nid: 8\nevent: job.succeeded\n'
    'data: {"state":"succeeded","detail":null}\n\n'
)


def _example(kind: str) -> Any:
    return orjson.loads((files("api") / "examples" / f"{kind}.json").read_bytes())


def _answers(
    kind: str,
    model: Any,
    *others: str,
    status: int = 200,
    problems: dict[int | str, dict[str, Any]] = _BODY_PROBLEMS,
) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {"application/json": {"example": _example(kind)}}
    for media in others:
        content[media] = {"schema": {"type": "string"}, "example": "…"}
    return {status: {"model": model, "content": content}, **problems}


def _text(media: str, example: str, schema: Any = None) -> dict[int | str, dict[str, Any]]:
    content = {media: {"schema": schema or {"type": "string"}, "example": example}}
    return {200: {"content": content}, **_JOB_PROBLEMS}


ANSWERS: dict[str, dict[int | str, dict[str, Any]]] = {
    "summaries": _answers("summaries", Digest, *_RENDERED),
    "briefs": _answers("briefs", BriefsOut, "text/markdown"),
    "splits": _answers("splits", Listing),
    "post_job": _answers("post_job", JobOut, status=202),
    "jobs": _answers("jobs", JobsOut, problems=PROBLEMS),
    "job": _answers("job", JobOut, problems=_JOB_PROBLEMS),
    "result": _answers("summaries", Digest, *_RENDERED, problems=_JOB_PROBLEMS),
    "cancel": _answers("job", JobOut, problems=_JOB_PROBLEMS),
    "pages": _answers("pages", PagesOut, problems=_JOB_PROBLEMS),
    "edits": _answers("edits", EditsOut, problems=_JOB_PROBLEMS),
    "edit": _answers("edits", EditsOut, status=201, problems=_EDIT_PROBLEMS),
    "undo": _answers("no_edits", EditsOut, problems=_EDIT_PROBLEMS),
    "estimates": _answers("estimates", EstimateOut),
    "text": _text("text/plain", EXAMPLE),
    "events": _text("text/event-stream", _STREAM, _EVENT),
    "delete": {204: {"description": "It is gone."}, **_JOB_PROBLEMS},
}
"""The examples are what the server answers to `EXAMPLE_REQUEST`; a test holds them to it."""


def with_schemas(openapi: dict[str, Any]) -> dict[str, Any]:
    """Return `openapi` with the schemas of problems and of bodies among its components."""
    parts = openapi.setdefault("components", {}).setdefault("schemas", {})
    for model in (Problem, DocumentIn, EditIn):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        parts |= {name: part for name, part in schema.pop("$defs", {}).items() if name not in parts}
        parts[model.__name__] = schema
    return openapi
