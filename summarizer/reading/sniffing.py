"""What a file is, told from its content."""

import re
from typing import NamedTuple

from summarizer.errors import EncryptedDocument, UnsupportedFormat


class Kind(NamedTuple):
    """A kind of document."""

    media_type: str
    reader: str | None
    """The module of `summarizer.reading` that reads it; None where it is text as it stands."""


PDF = Kind("application/pdf", "pdf")
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
HTML = Kind("text/html", "html")
MARKDOWN = Kind("text/markdown", None)
TEXT = Kind("text/plain", None)

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# PDF allows some bytes before its header.
_PDF, _PDF_WITHIN = b"%PDF-", 1024
_REFUSED = (
    (_OLE, "an old Word document (.doc)", "open it in Word and save it as .docx"),
    (b"{\\rtf", "an RTF document", "open it in Word and save it as .docx"),
    (b"\x89PNG\r\n", "a picture", "run OCR over it first and use the text or PDF that gives"),
    (b"\xff\xd8\xff", "a picture", "run OCR over it first and use the text or PDF that gives"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it and use the document in it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it and use the document in it"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and use the document in it"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,500}?-->\s*){0,4}"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|div|p|table|article|section|main|h[1-6])"
    r"(?=[\s>]))",
    re.IGNORECASE | re.DOTALL,
)
_HTML_CLOSED = re.compile(
    r"</(?:html|body|div|p|table|article|section|main|h[1-6])>", re.IGNORECASE
)
_HEADING = re.compile(r"^\#{1,6} +\S", re.MULTILINE)
_MARKDOWN_NAMES = (".md", ".markdown")
_HEAD = 64 * 1024


def binary_kind(data: bytes, name: str) -> Kind | None:
    """Return what `data` is, or None where it may be text.

    Raises `UnsupportedFormat` or `EncryptedDocument` where it is something
    that is known and not read.
    """
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise EncryptedDocument(
            f"{name}: is an encrypted Word document; open it with its password and save it without"
        )
    for magic, kind, advice in _REFUSED:
        if data.startswith(magic):
            raise UnsupportedFormat(f"{name}: this is {kind}, which is not read; {advice}")
    if data.startswith(_ZIP):
        return DOCX
    if data.startswith(_PDF) or (_PDF in data[:_PDF_WITHIN] and b"\x00" in data[:_HEAD]):
        return PDF
    return None


def text_kind(text: str, name: str) -> Kind:
    """Return what a text is; a name that ends in .md speaks for Markdown."""
    named_markdown = name.lower().endswith(_MARKDOWN_NAMES)
    opening = _HTML.match(text)
    if opening and (
        opening[0].lower().endswith(("html", "head", "body"))
        or (not named_markdown and _HTML_CLOSED.search(text))
    ):
        return HTML
    head = text[:_HEAD]
    if named_markdown or ("#" in head and _HEADING.search(head)):
        return MARKDOWN
    return TEXT
