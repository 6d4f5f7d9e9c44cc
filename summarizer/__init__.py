r"""Structured summaries of compilations of Chinese agencies' work reports.

>>> from summarizer import summarize
>>> report = "云岭市档案局2023年工作总结\n一、工作开展情况\n（一）推进数字化。全年完成120万页。"
>>> digest = summarize(report)
>>> digest.reports[0].agency, digest.reports[0].achievements[0].text
('云岭市档案局', '推进数字化：全年完成120万页')
"""

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import InputUnreadable, SummarizerError

if TYPE_CHECKING:
    from summarizer.domain.comparison import Comparison
    from summarizer.domain.document import Source
    from summarizer.domain.summary import Digest, Listing
    from summarizer.pipeline import Progress
    from summarizer.settings import EngineName, Settings

__all__ = ["Comparison", "Digest", "Listing", "SummarizerError", "compare", "split", "summarize"]


def __getattr__(name: str) -> object:
    # The rules compile their patterns on import; `summarizer --help` must not pay for it.
    if name in {"Digest", "Listing"}:
        from summarizer.domain import summary

        return getattr(summary, name)
    if name == "Comparison":
        from summarizer.domain import comparison

        return comparison.Comparison
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def summarize(
    source: str | bytes | Path,
    *,
    name: str | None = None,
    engine: "EngineName" = "auto",
    progress: "Progress | None" = None,
) -> "Digest":
    """Return a structured summary of each report in `source`.

    `source` is text, the bytes of a file, or a path. Spans in the result are
    half-open offsets, in code points from 0, into the text as read. Raises a
    `SummarizerError` where the source cannot be used.
    """
    from summarizer.runner import summarise
    from summarizer.settings import Settings

    settings = Settings.from_environment()
    return summarise(_source(source, name, settings), engine, settings, progress)


def split(source: str | bytes | Path, *, name: str | None = None) -> "Listing":
    """Return the reports found in `source`, without summarising them."""
    from summarizer.pipeline import list_reports
    from summarizer.settings import Settings

    return list_reports(_source(source, name, Settings.from_environment()))


def compare(
    last: str | bytes | Path, this: str | bytes | Path, *, engine: "EngineName" = "auto"
) -> "Comparison":
    """Return what the reports in `this` say of the plans in those of `last`, a year before.

    Agencies are matched by name. Evidence of plans indexes the text of `last`,
    evidence of achievements that of `this`.
    """
    from summarizer.comparison import compare_digests
    from summarizer.runner import summarise
    from summarizer.settings import Settings

    settings = Settings.from_environment()
    before, after = _source(last, None, settings), _source(this, None, settings)
    planned = summarise(before, engine, settings)
    return compare_digests(planned, summarise(after, engine, settings), after.text)


def _source(source: str | bytes | Path, name: str | None, settings: "Settings") -> "Source":
    from summarizer.reading.decode import read_source, source_of_text

    if isinstance(source, str):
        return source_of_text(source, name or "text")
    if isinstance(source, Path):
        try:
            data = source.read_bytes()
        except OSError as error:
            raise InputUnreadable(f"{source}: cannot be read: {error.strerror}") from error
        return read_source(data, name or source.name, settings.max_bytes)
    return read_source(source, name or "bytes", settings.max_bytes)
