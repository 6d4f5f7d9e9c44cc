"""The form of an answer: chosen by name or by Accept, with the headers every answer has."""

from typing import Annotated

from fastapi import Query, Request, Response

from summarizer.rendering.formats import FORMATS, FormatName

Format = Annotated[FormatName | None, Query(description="wins over Accept")]
_BY_MEDIA: dict[str, FormatName] = {
    form.media_type.partition(";")[0]: name for name, form in FORMATS.items()
}


def accepted(request: Request, format: FormatName | None) -> FormatName:  # noqa: A002
    """Return the format that is asked for: by name, else the first known in Accept, else JSON."""
    if format:
        return format
    for part in request.headers.get("accept", "").split(","):
        media = part.partition(";")[0].strip().lower()
        if media in _BY_MEDIA:
            return _BY_MEDIA[media]
    return "json"


def answer(request: Request, content: bytes, name: FormatName = "json") -> Response:
    """Return `content`, which is in the format called `name`."""
    return Response(
        content, media_type=FORMATS[name].media_type, headers=request.state.rate_headers
    )
