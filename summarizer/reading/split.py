"""A document's cleaned text to the reports in it."""

import re

from summarizer.domain.document import Report
from summarizer.domain.text import CleanText, Range
from summarizer.lexicon import pattern
from summarizer.reading.agency import (
    Signature,
    completed,
    find_signature,
    full_name,
    is_agency,
    label_under,
    name_in_body,
    source_under,
)
from summarizer.reading.datelines import date_in_head, page_head
from summarizer.reading.dates import MONTH, small_number
from summarizer.reading.numbering import find_marks
from summarizer.reading.report_starts import find_titles
from summarizer.reading.titles import COLLECTION_MARK, Title

_DECLARED = re.compile(
    r"(?:共|共计|收录|精选|合计|（|\(|\[|【)(?P<n>\d{1,4}|[一二三四五六七八九十]{1,3})(?:篇|份|家|个单位|个部门|个)"
    r"|(?P<m>\d{1,4})篇(?:精选|合集|汇编|范文)?"
)
_COLLECTION = re.compile(r"汇编|合集|合辑|精选|范文|大全")
_SENTENCE_MARKS = "。！？；!?"
_CLOSING_MARKS = "”’》）"
_TAIL_NOTE = re.compile(r"^(?:[（(\[][^）)]{1,40}[）)\]]|附件|附：|联系|抄送|注：|此件)")
# A page number, and the mark of the report that follows.
_NO_TEXT = re.compile(rf"(?:第?\d{{1,4}}页?(?:共\d{{1,4}}页)?[-—·\s]*)?(?:{COLLECTION_MARK})?")
_FRONT = 1200
_OPENING = 600
_SIGNATURE_GAP = 80
_SAMPLE = re.compile("展开|试读|剩余")
# The last of some lines with no full stops: a list, not a sentence that breaks off.
_SHORTEST_TAIL = 4
_LISTED = re.compile(r"[^，；：]{4,40}")


def split_reports(text: CleanText) -> tuple[Report, ...]:
    """Return the reports of a document in order; a text with no title is one report."""
    if not text.folded:
        return ()
    titles = find_titles(text) or [Title(0, 0, None, None, None, 0, marked=False)]
    heads = [
        page_head(text, title.start, before.body if before else 0)
        for before, title in zip([None, *titles], titles, strict=False)
    ]
    ends = [*heads[1:], len(text.folded)]
    return tuple(
        _report(text, number, title, head, end)
        for number, (title, head, end) in enumerate(zip(titles, heads, ends, strict=True), start=1)
    )


def declared_count(text: CleanText, first_report: int) -> int | None:
    """Return how many reports the front matter promises, or None where it does not say."""
    front = text.folded[: min(first_report, _FRONT)]
    for match in _DECLARED.finditer(front):
        near = front[max(0, match.start() - 30) : match.end() + 12]
        if _COLLECTION.search(near) or "收录" in near or "单位" in near or "报告" in near:
            return small_number(match["n"] or match["m"])
    return None


def document_title(text: CleanText, reports: tuple[Report, ...]) -> str | None:
    """Return the compilation's own title, or a lone report's, or None."""
    front_end = reports[0].stretch.start
    lines = [0, *text.breaks_within(0, front_end)]
    for start, end in zip(lines, [*lines[1:], front_end], strict=True):
        if end - start <= 60 and _COLLECTION.search(text.folded, start, end):
            return text.shown[start:end].strip("#*《》 ")
    return reports[0].title if len(reports) == 1 else None


def _report(text: CleanText, number: int, title: Title, head: int, end: int) -> Report:
    signature = find_signature(text, title.body, end)
    while signature and (above := find_signature(text, title.body, signature.start)):
        if signature.start - above.end > _SIGNATURE_GAP:
            break
        signature = above
    body_end, truncated = _body_end(text, title.body, signature.start if signature else end)
    date = title.date or (signature.date if signature else None)
    date = date or date_in_head(text, head, title.start)
    return Report(
        id=f"r{number:02}",
        agency=_agency(text, title, signature, end),
        title=text.shown[title.start : title.end] or None,
        date=date.iso if date else None,
        period=title.year,
        span=text.span(title.start, end),
        stretch=Range(title.start, end),
        body=Range(title.body, body_end),
        truncated=truncated and signature is None,
    )


def _agency(text: CleanText, title: Title, signature: Signature | None, end: int) -> str | None:
    """Return the agency: by the title, else the signature, else the body."""
    shown = ""
    if title.agency:
        shown = text.shown[slice(*title.agency)]
        folded = text.folded[slice(*title.agency)]
        whole = completed(folded, text.folded[title.body : title.body + _OPENING])
        shown += whole[len(folded) :]
        if is_agency(whole):
            return full_name(shown, _written_out(text, title, signature))
    if signature and signature.agency:
        return text.shown[slice(*signature.agency)]
    if place := name_in_body(text, title.end, end):
        return text.shown[slice(*place)]
    return shown or None


def _written_out(text: CleanText, title: Title, signature: Signature | None) -> str:
    """Return the agency's name as the signature or a label under the title has it."""
    if signature and signature.agency:
        return text.shown[slice(*signature.agency)]
    place = label_under(text, title.body)
    if place is None and title.agency:
        place = source_under(text, title.end, text.folded[slice(*title.agency)])
    return text.shown[slice(*place)] if place else ""


def _body_end(text: CleanText, start: int, end: int) -> tuple[int, bool]:
    """Return where the last sentence ends, and whether the text breaks off after it."""
    folded = text.folded
    near = max(start, end - 400)
    last = max(folded.rfind(mark, near, end) for mark in _SENTENCE_MARKS) + 1 or start
    while start < last < end and folded[last] in _CLOSING_MARKS:
        last += 1
    tail = folded[last:end].strip("#*-—_=· 　")
    if not tail or _NO_TEXT.fullmatch(tail) or is_agency(tail) or MONTH.fullmatch(tail):
        return last, False
    if debris := pattern("web_debris").search(tail):
        # What a library lets read of a paper breaks off before the library's own words.
        text_end = folded.find(tail, last) + debris.start()
        sample = folded.endswith("…", last, text_end) or _SAMPLE.match(debris[0]) is not None
        return (text_end, text_end > last) if sample else (last, False)
    lines = text.breaks_within(last - 1, end - 1)
    own_line = bool(lines) and lines[0] == last
    numbered = own_line and len(tail) > _SHORTEST_TAIL and bool(find_marks(text, last, end))
    if _TAIL_NOTE.match(tail) or (own_line and len(tail) <= 24 and not numbered):
        return last, False
    several = own_line and len(lines) > 1
    if (numbered or several) and _LISTED.fullmatch(folded, lines[-1], end):
        return end, False
    return end, len(tail) > _SHORTEST_TAIL
