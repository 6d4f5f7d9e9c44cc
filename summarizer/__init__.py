r"""Structured summaries of compilations of Chinese agencies' work reports.

>>> from summarizer import summarize
>>> report = "云岭市档案局2023年工作总结\n一、工作开展情况\n（一）推进数字化。全年完成120万页。"
>>> digest = summarize(report)
>>> digest.reports[0].agency, digest.reports[0].achievements[0].text
('云岭市档案局', '推进数字化：全年完成120万页')
"""

import hashlib
from pathlib import Path

from summarizer.domain.document import Source
from summarizer.domain.summary import Digest, Listing
from summarizer.errors import EmptyInput, InputUnreadable, SummarizerError
from summarizer.pipeline import Progress, digest, list_reports
from summarizer.reading.clean import is_blank
from summarizer.reading.decode import read_source
from summarizer.settings import EngineName, Settings, engine_for

__all__ = ["Digest", "Listing", "SummarizerError", "split", "summarize"]


def summarize(
    source: str | bytes | Path,
    *,
    name: str | None = None,
    engine: EngineName = "auto",
    progress: Progress | None = None,
) -> Digest:
    """Return a structured summary of each report in `source`.

    `source` is text, the bytes of a file, or a path. Spans in the result are
    half-open offsets, in code points from 0, into the text as read. Raises a
    `SummarizerError` where the source cannot be used.
    """
    return digest(_source(source, name), engine_for(engine), progress)


def split(source: str | bytes | Path, *, name: str | None = None) -> Listing:
    """Return the reports found in `source`, without summarising them."""
    return list_reports(_source(source, name))


def _source(source: str | bytes | Path, name: str | None) -> Source:
    if isinstance(source, str):
        if is_blank(source):
            raise EmptyInput(f"{name or 'text'}: there is no text; nothing to summarise")
        data = source.encode("utf-8", "surrogatepass")
        digest_ = hashlib.sha256(data).hexdigest()
        return Source(name or "text", digest_, "text/plain", "utf-8", source)
    if isinstance(source, Path):
        try:
            data = source.read_bytes()
        except OSError as error:
            raise InputUnreadable(f"{source}: cannot be read: {error.strerror}") from error
        return read_source(data, name or source.name, Settings.from_environment().max_bytes)
    return read_source(source, name or "bytes", Settings.from_environment().max_bytes)
