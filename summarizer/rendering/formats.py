"""The formats a digest can be written in: what each is called, and the one way to write it."""

from dataclasses import dataclass
from typing import Literal

from summarizer.domain.summary import Digest


@dataclass(frozen=True, slots=True)
class Format:
    """A form of the result that a file or an answer can have."""

    name: "FormatName"
    media_type: str
    suffix: str
    """Of a file's name, with its dot."""


FormatName = Literal["json", "jsonl", "md"]
FORMATS: dict[FormatName, Format] = {
    form.name: form
    for form in (
        Format("json", "application/json", ".json"),
        Format("jsonl", "application/x-ndjson", ".jsonl"),
        Format("md", "text/markdown; charset=utf-8", ".md"),
    )
}


def render(digest: Digest, name: FormatName) -> bytes:
    """Return `digest` in the format called `name`, one of `FORMATS`."""
    if name == "md":
        from summarizer.rendering.markdown import to_markdown

        return to_markdown(digest).encode()
    from summarizer.rendering.json import to_json, to_jsonl

    return b"".join(to_jsonl(digest)) if name == "jsonl" else to_json(digest)
