"""Bytes to text: which encoding, and is it text at all."""

import hashlib
import re

from summarizer.domain.document import Source
from summarizer.errors import EmptyInput, TooLarge, UndecodableText, UnsupportedFormat
from summarizer.reading.clean import is_blank

MAX_BYTES = 64 * 1024 * 1024
"""The default limit on a document, in bytes."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF", "save its text as .txt"),
    (b"PK\x03\x04", "a Word document or another ZIP archive", "save it as plain text (.txt)"),
    (b"\xd0\xcf\x11\xe0", "an old Word document (.doc)", "save it as plain text (.txt)"),
    (b"{\\rtf", "an RTF document", "save it as plain text (.txt)"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,500}?-->\s*){0,4}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# JSON cannot hold one; a file name or a careless program can.
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FEW_WRONG = 20
_FEW_CONTROLS = 3
_SAMPLE_BYTES = 64 * 1024
_CANDIDATES = ["gb18030", "big5", "utf_16_le", "utf_16_be"]


def read_source(data: bytes, name: str, max_bytes: int = MAX_BYTES) -> Source:
    """Decode `data`; `name` is only used in messages and in the result.

    Raises an `InputError` where the bytes are empty, over `max_bytes`, of a
    kind that is not text, or valid in no supported encoding.
    """
    if len(data) > max_bytes:
        raise TooLarge(
            f"{name}: over the limit of {max_bytes:,} bytes; "
            "split the file, or raise SUMMARIZER_MAX_BYTES"
        )
    if not data.strip():
        raise EmptyInput(f"{name}: the file is empty; nothing to summarise")
    for magic, kind, advice in _MAGIC:
        if data.startswith(magic):
            raise UnsupportedFormat(f"{name}: this is {kind}; this release reads text: {advice}")
    text, encoding = _decode(data, name)
    if is_blank(text):
        raise EmptyInput(f"{name}: the file holds only white space; nothing to summarise")
    if _HTML.match(text):
        raise UnsupportedFormat(
            f"{name}: this is an HTML page; this release reads text: copy the text of the page"
        )
    head = text[:_SAMPLE_BYTES]
    if len(_CONTROL.findall(head)) > max(_FEW_CONTROLS, len(head) // 100):
        raise UnsupportedFormat(f"{name}: this is not text (it is full of control characters)")
    name = _LONE_SURROGATE.sub("\ufffd", name)
    media_type = "text/markdown" if name.lower().endswith((".md", ".markdown")) else "text/plain"
    return Source(name, hashlib.sha256(data).hexdigest(), media_type, encoding, text)


def source_of_text(text: str, name: str) -> Source:
    """Return text that is decoded already as a source; raises `EmptyInput` where there is none."""
    if is_blank(text):
        raise EmptyInput(f"{name}: there is no text; nothing to summarise")
    text = _LONE_SURROGATE.sub("\ufffd", text)
    data = text.encode("utf-8")
    return Source(
        _LONE_SURROGATE.sub("\ufffd", name),
        hashlib.sha256(data).hexdigest(),
        "text/plain",
        "utf-8",
        text,
    )


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, name, skip=len(bom)), encoding
    if b"\x00" not in data[:_SAMPLE_BYTES]:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError as error:
            # A file that is UTF-8 but for a few bytes is a damaged one.
            if _mostly_utf8(data[:_SAMPLE_BYTES]):
                raise UndecodableText(_damaged(name, "utf-8", error.start)) from None
    encoding = _detect(data, name)
    return _strict(data, encoding, name), encoding


def _mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(char > "\x7f" for char in text) - wrong
    return wrong * _FEW_WRONG < right


def _detect(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE_BYTES]
    # Detection needs whole characters: a cut one would rule the encoding out.
    if len(data) > _SAMPLE_BYTES and b"\x00" not in sample:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    if best is None:
        raise UndecodableText(
            f"{name}: not text in UTF-8, UTF-16, GB18030 or Big5; save the file as UTF-8"
        )
    return best.encoding.replace("_", "-")


def _strict(data: bytes, encoding: str, name: str, skip: int = 0) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableText(_damaged(name, encoding, error.start + skip)) from None


def _damaged(name: str, encoding: str, at: int) -> str:
    return (
        f"{name}: looks like {encoding.upper()} but is damaged at byte {at:,}; "
        "save the file again as UTF-8"
    )
