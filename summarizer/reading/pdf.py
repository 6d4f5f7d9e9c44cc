"""PDF to text, page by page, by PDFium."""

import ctypes
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import DamagedDocument, EncryptedDocument, TooLarge, UnsupportedFormat
from summarizer.reading.layout import Segment, lines_of
from summarizer.reading.paged import SCANNED, Page, Pages

if TYPE_CHECKING:
    import pypdfium2

PAGE_END = "\n\f"
_FONTS = Path(__file__).with_name("fonts")
_MOST_PAGES = 10_000
_MOST_CHARACTERS = 1_000_000
_PASSWORD = (4, 5)
"""PDFium's codes for a wrong password and a security handler it does not know."""
_ALMOST_NO_TEXT = 20
_MOST_UNKNOWN = 0.3
_PICTURE_SHARE = 0.4
_MOST_OBJECTS = 2_000
_WIDE_GAP = 1.2
_SLANT = 0.05
_RIGHT_ANGLE = 1.5707963
_SOFT_HYPHEN = 2


class _Box(NamedTuple):
    """A rectangle on the page as it is looked at, in points, from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


def read(data: bytes) -> Pages:
    """Open a PDF. Pages end with a line end and a form feed.

    Raises an `InputError` where it is encrypted, damaged or has too many
    pages; its pages raise one where none of them holds text.
    """
    import pypdfium2

    _use_own_fonts()
    try:
        document = pypdfium2.PdfDocument(data)
        total = len(document)
    except pypdfium2.PdfiumError as error:
        if error.err_code in _PASSWORD:
            raise EncryptedDocument(
                "is encrypted; open it with its password and save it without one"
            ) from error
        raise DamagedDocument("is a damaged PDF; save or download it again") from error
    if total > _MOST_PAGES:
        raise TooLarge(f"has {total:,} pages, over the limit of {_MOST_PAGES:,}; split the file")
    return Pages(total, _pages(document, total))


@cache
def _use_own_fonts() -> None:
    """Start PDFium anew with our font for what a file does not embed, not the machine's.

    PDFium leaves out text that covers nothing, as a single character does in a
    font that neither the file nor the machine has. Documents that the process
    has opened before are lost.
    """
    from pypdfium2 import raw

    raw.FPDF_DestroyLibrary()
    folders = (ctypes.c_char_p * 2)(bytes(_FONTS), None)
    paths = ctypes.cast(folders, ctypes.POINTER(ctypes.POINTER(ctypes.c_char)))
    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths))


def _pages(document: "pypdfium2.PdfDocument", total: int) -> Iterator[Page]:
    import pypdfium2

    characters, unknown = 0, 0
    for number in range(total):
        try:
            text, picture = _page(document, number)
        except pypdfium2.PdfiumError as error:
            raise DamagedDocument(
                f"is a damaged PDF: page {number + 1} cannot be read; save or download it again"
            ) from error
        size = sum(not char.isspace() for char in text)
        unread = picture and size < _ALMOST_NO_TEXT
        characters += 0 if unread else size
        unknown += sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in text)
        yield Page(text + PAGE_END, unread)
    if not characters:
        raise UnsupportedFormat(SCANNED)
    if unknown > _MOST_UNKNOWN * characters:
        raise UnsupportedFormat(
            "does not say which characters its fonts draw; run OCR over it (for example "
            "OCRmyPDF with --force-ocr) and use what that gives"
        )


def _page(document: "pypdfium2.PdfDocument", number: int) -> tuple[str, bool]:
    """Return a page's text, and whether a picture covers much of it."""
    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            text = "\n".join(lines_of(_segments(page, textpage)))
        finally:
            textpage.close()
        return text, len(text) < 2 * _ALMOST_NO_TEXT and _is_picture(page)
    finally:
        page.close()


def _segments(page: "pypdfium2.PdfPage", textpage: "pypdfium2.PdfTextPage") -> list[Segment]:
    """Return the runs of text without a wide gap in them, in the order of the file."""
    from pypdfium2 import raw

    count = textpage.count_chars()
    if count > _MOST_CHARACTERS:
        raise TooLarge(f"has a page with {count:,} characters; split the file")
    handle, code_of = textpage.raw, raw.FPDFText_GetUnicode
    codes = [code_of(handle, index) for index in range(count)]
    boxes = _Boxes(page, textpage)
    segments: list[Segment] = []
    start = 0
    for index, code in enumerate((*codes, 10)):
        if code not in (10, 13):
            continue
        if start < index and not boxes.is_slanted(start):
            segments.extend(_parted(codes, start, index, boxes))
        start = index + 1
    return segments


def _parted(codes: list[int], start: int, end: int, boxes: "_Boxes") -> Iterator[Segment]:
    """Yield the line from `start` to `end`, parted at wide gaps."""
    visible = [i for i in range(start, end) if not _is_space(codes[i])]
    first = 0
    for at in range(1, len(visible) + 1):
        if at < len(visible):
            before, after = visible[at - 1], visible[at]
            if after - before == 1 or not boxes.are_apart(before, after):
                continue
        run = codes[visible[first] : visible[at - 1] + 1]
        box = boxes.around(visible[first], visible[at - 1])
        yield Segment(*box, "".join(map(_character, run)))
        first = at


def _is_space(code: int) -> bool:
    return code in (32, 160, 0x3000, 9)


def _character(code: int) -> str:
    if code == _SOFT_HYPHEN:
        return "-"
    if code < ord(" ") or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
        return "\ufffd"
    return chr(code)


class _Boxes:
    """Where the characters of one page stand, the page turned as it is looked at."""

    def __init__(self, page: "pypdfium2.PdfPage", textpage: "pypdfium2.PdfTextPage") -> None:
        from pypdfium2 import raw

        self._raw, self._handle = raw, textpage.raw
        self._rect = raw.FS_RECTF()
        self._quarter_turns = page.get_rotation() // 90 % 4

    def box(self, index: int) -> _Box:
        """Return the box of one character: as wide as it advances, as high as its font."""
        rect = self._rect
        self._raw.FPDFText_GetLooseCharBox(self._handle, index, ctypes.byref(rect))
        left, right = sorted((rect.left, rect.right))
        bottom, top = sorted((rect.bottom, rect.top))
        if self._quarter_turns == 1:
            return _Box(bottom, -right, top, -left)
        if self._quarter_turns == 2:
            return _Box(-right, -top, -left, -bottom)
        if self._quarter_turns == 3:
            return _Box(-top, left, -bottom, right)
        return _Box(left, bottom, right, top)

    def around(self, first: int, last: int) -> _Box:
        """Return the box around two characters of a line."""
        a, b = self.box(first), self.box(last)
        return _Box(
            min(a.left, b.left),
            min(a.bottom, b.bottom),
            max(a.right, b.right),
            max(a.top, b.top),
        )

    def are_apart(self, before: int, after: int) -> bool:
        """Tell whether a wide gap stands between two characters of a line."""
        a, b = self.box(before), self.box(after)
        return b.left - a.right > _WIDE_GAP * min(a.top - a.bottom, b.top - b.bottom)

    def is_slanted(self, index: int) -> bool:
        """Tell whether a character stands aslant, as a watermark does."""
        angle: float = self._raw.FPDFText_GetCharAngle(self._handle, index)
        off = angle % _RIGHT_ANGLE
        return angle >= 0 and _SLANT < off < _RIGHT_ANGLE - _SLANT


def _is_picture(page: "pypdfium2.PdfPage") -> bool:
    """Tell whether pictures cover much of the page."""
    from itertools import islice

    from pypdfium2 import raw

    width, height = page.get_size()
    covered = 0.0
    objects = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    for picture in islice(objects, _MOST_OBJECTS):
        left, bottom, right, top = picture.get_bounds()
        covered += abs(right - left) * abs(top - bottom)
    return bool(covered >= _PICTURE_SHARE * width * height)
