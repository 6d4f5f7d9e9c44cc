"""The digest as JSON, field for field."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from summarizer.domain.correction import Edit
from summarizer.domain.document import Source
from summarizer.domain.summary import Digest, Listing, ReportSummary

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


def to_json(result: Digest | Listing) -> bytes:
    """Return the whole result as indented UTF-8 JSON with a final newline."""
    return orjson.dumps(result, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def compacted(written: bytes) -> bytes:
    """Return JSON without the white space between its values."""
    return orjson.dumps(orjson.loads(written))


def to_jsonl(digest: Digest) -> Iterator[bytes]:
    """Yield one line of JSON for each report, with the document it is from."""
    for report in digest.reports:
        line = {
            "document": digest.document.name,
            "sha256": digest.document.sha256,
            "report": report,
        }
        yield orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def from_json(kind: type[T], data: bytes) -> T:
    """Return the `kind` (a digest, a report's summary, a source) that was written as JSON."""
    value: T = _adapters()[kind].validate_json(data)
    return value


def edit_from_json(data: bytes) -> Edit:
    """Return the edit that was written as JSON."""
    edit: Edit = _edits().validate_json(data)
    return edit


@cache
def _edits() -> "TypeAdapter[Edit]":
    from pydantic import TypeAdapter

    return TypeAdapter(Edit)


@cache
def _adapters() -> "dict[type, TypeAdapter[Any]]":
    from pydantic import TypeAdapter

    return {kind: TypeAdapter(kind) for kind in (Digest, ReportSummary, Source)}
