"""Bytes to text: what kind of document, which encoding, and is there text at all."""

import hashlib
import re

from summarizer.domain.document import Source
from summarizer.errors import EmptyInput, TooLarge, UndecodableText, UnsupportedFormat
from summarizer.reading.clean import is_blank
from summarizer.reading.paged import Progress
from summarizer.reading.sniffing import binary_kind, text_kind

MAX_BYTES = 64 * 1024 * 1024
"""The default limit on a document, in bytes."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_CHARSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "big5-hkscs": "big5",
}
_CHARSET_WITHIN = 4096
_CONTROLS = [chr(code) for code in (*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20))]
# JSON cannot hold one; a file name or a careless program can.
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FEW_WRONG = 20
_FEW_CONTROLS = 3
_FEW_PAGES = 12
_SAMPLE_BYTES = 64 * 1024
_CANDIDATES = ["gb18030", "big5", "utf_16_le", "utf_16_be"]


def read_source(
    data: bytes, name: str, max_bytes: int = MAX_BYTES, progress: Progress | None = None
) -> Source:
    """Read a document; `name` is only used in messages and in the result.

    What it is, is told from its content. `progress` is called after each page
    of a kind that has pages. Raises an `InputError` where the bytes are empty,
    over `max_bytes`, of a kind that is not read, encrypted, damaged, or valid
    in no supported encoding.
    """
    if len(data) > max_bytes:
        raise TooLarge(
            f"{name}: over the limit of {max_bytes:,} bytes; "
            "split the file, or raise SUMMARIZER_MAX_BYTES"
        )
    if not data.strip():
        raise EmptyInput(f"{name}: the file is empty; nothing to summarise")
    name = _LONE_SURROGATE.sub("\ufffd", name)
    text, encoding = "", None
    kind = binary_kind(data, name)
    if kind is None:
        text, encoding = _decode(data, name)
        kind = text_kind(text, name)
    pages: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    if kind.reader:
        from summarizer.reading.confined import read_confined

        body = text.encode() if encoding else data
        text, pages, unread = read_confined(kind.reader, body, name, max_bytes, progress)
    if is_blank(text):
        raise EmptyInput(f"{name}: the file holds only white space; nothing to summarise")
    head = text[:_SAMPLE_BYTES]
    controls = sum(head.count(char) for char in _CONTROLS if char in head)
    if controls > max(_FEW_CONTROLS, len(head) // 100):
        raise UnsupportedFormat(f"{name}: this is not text (it is full of control characters)")
    digest = hashlib.sha256(data).hexdigest()
    warnings = (_unread(unread),) if unread else ()
    return Source(name, digest, kind.media_type, encoding, text, pages, warnings)


def _unread(pages: tuple[int, ...]) -> str:
    shown = "、".join(map(str, pages[:_FEW_PAGES])) + ("等" if len(pages) > _FEW_PAGES else "")
    return f"第{shown}页是图片（可能是扫描件），共{len(pages)}页，没有文字层，未读入；请先做OCR"


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
    encoding = _declared(data) or _detect(data, name)
    return _strict(data, encoding, name), encoding


def _mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(char > "\x7f" for char in text) - wrong
    return wrong * _FEW_WRONG < right


def _declared(data: bytes) -> str | None:
    """Return the encoding a page says it is in, where it is one of ours and holds."""
    declared = _CHARSET.search(data, 0, _CHARSET_WITHIN)
    encoding = _CHARSETS.get(declared[1].decode("ascii", "replace").lower()) if declared else None
    if encoding:
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            return None
    return encoding


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
