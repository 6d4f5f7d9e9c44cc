"""The formats a digest can be written in: what each is called, and the one way to write it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from summarizer.domain.summary import Digest
    from summarizer.rendering.names import Lang


@dataclass(frozen=True, slots=True)
class Format:
    """A form of the result that a file or an answer can have."""

    media_type: str
    suffix: str
    """Of a file's name, with its dot."""
    binary: bool = False
    """Whether it is nothing that a terminal can show."""


_OFFICE = "application/vnd.openxmlformats-officedocument"
FormatName = Literal["json", "jsonl", "md", "html", "docx", "xlsx", "csv"]
BriefFormatName = Literal["text", "docx"]
FORMATS: dict[FormatName, Format] = {
    "json": Format("application/json", ".json"),
    "jsonl": Format("application/x-ndjson", ".jsonl"),
    "md": Format("text/markdown; charset=utf-8", ".md"),
    "html": Format("text/html; charset=utf-8", ".html"),
    "docx": Format(f"{_OFFICE}.wordprocessingml.document", ".docx", binary=True),
    "xlsx": Format(f"{_OFFICE}.spreadsheetml.sheet", ".xlsx", binary=True),
    "csv": Format("text/csv; charset=utf-8", ".csv"),
}
BRIEF_FORMATS: dict[BriefFormatName, Format] = {
    "text": Format("text/plain; charset=utf-8", ".txt"),
    "docx": FORMATS["docx"],
}
"""The formats that the briefs alone can be written in."""

ComparisonFormatName = Literal["json", "md"]
COMPARISON_FORMATS: dict[ComparisonFormatName, Format] = {
    "json": FORMATS["json"],
    "md": FORMATS["md"],
}
"""The formats that a comparison of two years can be written in."""


def render(
    digest: "Digest", name: FormatName, *, text: str | None = None, lang: "Lang" = "zh"
) -> bytes:
    """Return `digest` in the format called `name`, one of `FORMATS`.

    `text` is the source as read: the page shows it, tables and documents quote
    its sentences; without it they name places only. `lang` is that of names.
    """
    match name:
        case "jsonl":
            from summarizer.rendering.json import to_jsonl

            return b"".join(to_jsonl(digest))
        case "md":
            from summarizer.rendering.markdown import to_markdown

            return to_markdown(digest, lang).encode()
        case "html":
            from summarizer.rendering.html import to_html

            return to_html(digest, text, lang)
        case "docx":
            from summarizer.rendering.docx import to_docx

            return to_docx(digest, text, lang)
        case "xlsx":
            from summarizer.rendering.xlsx import to_xlsx

            return to_xlsx(digest, text, lang)
        case "csv":
            from summarizer.rendering.csv import to_csv

            return to_csv(digest, text, lang)
        case _:
            from summarizer.rendering.json import to_json

            return to_json(digest)


def render_briefs(digest: "Digest", name: BriefFormatName, *, lang: "Lang" = "zh") -> bytes:
    """Return the briefs of `digest` in the format called `name`, one of `BRIEF_FORMATS`."""
    if name == "docx":
        from summarizer.rendering.docx import briefs_docx

        return briefs_docx(digest, lang)
    from summarizer.rendering.markdown import briefs

    return briefs(digest).encode()
