"""What is computed apart from the server, by the rules: from a document to the bytes of an answer.

Imports the library only: a process that computes needs no server.
"""

import orjson

from summarizer.domain.document import Source
from summarizer.domain.summary import Digest
from summarizer.pipeline import list_reports
from summarizer.rendering.formats import FormatName, render
from summarizer.rendering.json import to_json
from summarizer.rendering.markdown import briefs
from summarizer.rendering.names import Lang
from summarizer.runner import summarise
from summarizer.settings import Settings


def summarised(source: Source, form: FormatName, lang: Lang) -> bytes:
    """Return the whole result for `source` in the format `form`."""
    digest = summarise(source, "rules", Settings())
    return render(digest, form, text=source.text, lang=lang)


def briefed(source: Source, form: FormatName) -> bytes:
    """Return the paragraphs for `source`."""
    return written_briefs(summarise(source, "rules", Settings()), form)


def written_briefs(digest: Digest, form: FormatName) -> bytes:
    """Return the paragraphs of `digest`, as Markdown or JSON."""
    if form == "md":
        return briefs(digest).encode()
    found = [
        {"id": r.id, "agency": r.agency, "brief": r.brief, "brief_engine": r.brief_engine}
        for r in digest.reports
    ]
    told = {"reports": found, "overview": digest.overview, "warnings": digest.warnings}
    return orjson.dumps(told)


def listed(source: Source) -> bytes:
    """Return the reports found in `source`."""
    return to_json(list_reports(source))
