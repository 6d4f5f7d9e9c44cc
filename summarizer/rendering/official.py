"""A Word document in the layout of official documents (GB/T 9704-2012).

A4 with a type area of 156 x 225 mm, 22 lines of 28 characters; fonts are named,
not embedded, so a machine that lacks them shows its own.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from summarizer.rendering.text import printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.styles.style import ParagraphStyle

# 方正小标宋 for titles, 黑体 and 楷体 for headings, 仿宋 for the text: section 7 of the standard.
_TITLE, _BLACK, _KAI, _SONG = "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
_FANG = "仿宋_GB2312"
_LATIN = "Times New Roman"
_LINE_PT, _SIZE_PT, _TABLE_PT = 28.95, 16, 10.5
# 28 characters in 156 mm are a little narrower than 16 pt. A grid of characters would say so in
# Word only; LibreOffice gives a character wider than its cell two cells. In twentieths of a point.
_CLOSER = -5
_GRID = '<w:docGrid {ns} w:type="lines" w:linePitch="579"/>'
_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u", "w:lang")
_WRITTEN = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_CELL_MARGINS = (
    '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
)
_MARK = "summarizer:"
_MARKS = re.compile(rb"<!--summarizer:(\d+)-->")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Cite:
    """A raised number that leads to a row of the evidence."""

    number: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """The number of a row of the evidence, which a `Cite` leads to."""

    number: int


Piece = str | Cite | Anchor


class Official:
    """Collects a document from its title to its annexes; `save` gives its bytes."""

    def __init__(self, title: str) -> None:
        import docx

        self._document: Document = docx.Document()
        self._body: list[str] = []
        self._written: list[str] = []
        _set_styles(self._document)
        _set_properties(self._document, printable(title))
        self._document.settings.odd_and_even_pages_header_footer = True
        section = self._document.sections[0]
        _set_page(section, landscape=False)
        _number_pages(section)

    def add(self, style: str, *pieces: Piece) -> None:
        """Add a paragraph in the style of that name: Title, Heading 1, Body Text, Annex …."""
        self._body.append(_paragraph(style.replace(" ", ""), pieces))

    def add_table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[Sequence[Piece]]],
        widths_mm: Sequence[float],
    ) -> None:
        """Add a table whose head is repeated on every page."""
        grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths_mm)
        head = _row([[name] for name in heads], widths_mm, head=True)
        body = "".join(_row(row, widths_mm) for row in rows)
        self._body.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{_twips(sum(widths_mm))}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{_CELL_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{head}{body}</w:tbl>"
        )

    def new_section(self, *, landscape: bool) -> None:
        """Begin a new page, upright or across."""
        self._flush()
        _set_page(self._document.add_section(), landscape=landscape)

    def save(self) -> bytes:
        """Return the file; the same content gives the same bytes."""
        self._flush()
        skeleton, whole = io.BytesIO(), io.BytesIO()
        self._document.save(skeleton)
        with zipfile.ZipFile(skeleton) as old, zipfile.ZipFile(whole, "w") as new:
            for name in old.namelist():
                info = zipfile.ZipInfo(name, _ZIPPED)
                info.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(info, self._filled(old.read(name)))
        return whole.getvalue()

    def _flush(self) -> None:
        """Mark where what was added belongs.

        Moving it there as elements takes time that grows with the square of a table.
        """
        from lxml.etree import Comment

        end: Any = self._document.element.body.sectPr
        end.addprevious(Comment(f"{_MARK}{len(self._written)}"))
        self._written.append("".join(self._body))
        self._body.clear()

    def _filled(self, part: bytes) -> bytes:
        return _MARKS.sub(lambda mark: self._written[int(mark[1])].encode(), part)


def chinese(number: int) -> str:
    """Return `number`, from 1 to 9999, as it stands before a heading.

    >>> [chinese(n) for n in (1, 10, 12, 20, 105, 110, 2001)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十', '二千零一']
    """
    spelled = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            spelled += _DIGITS[digit] + name
        elif spelled and not spelled.endswith("零"):
            spelled += "零"
    spelled = spelled.rstrip("零")
    return spelled[1:] if spelled.startswith("一十") else spelled


def _set_styles(document: "Document") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    styles: Any = document.styles
    for name in ("Annex", "Table Text"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    _set_style(styles["Normal"], _FANG)
    _set_style(styles["Title"], _TITLE, size=22, line=35)
    _set_style(styles["Subtitle"], _KAI)
    _set_style(styles["Heading 1"], _BLACK, indent=2)
    _set_style(styles["Heading 2"], _KAI, indent=2)
    _set_style(styles["Heading 3"], _FANG, indent=2, bold=True)
    _set_style(styles["Body Text"], _FANG, indent=2)
    _set_style(styles["Annex"], _BLACK)
    _set_style(styles["Table Text"], _FANG, size=_TABLE_PT, line=15)
    _set_style(styles["Footer"], _SONG, size=14, line=None)
    off_grid: Any = OxmlElement("w:snapToGrid", {qn("w:val"): "0"})
    styles["Table Text"].element.pPr.insert(0, off_grid)
    for name in ("Title", "Subtitle"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("Heading 1", "Heading 2", "Heading 3", "Annex"):
        styles[name].paragraph_format.keep_with_next = True


def _set_style(
    style: "ParagraphStyle",
    font: str,
    *,
    size: float = _SIZE_PT,
    line: float | None = _LINE_PT,
    indent: int = 0,
    bold: bool = False,
) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts: Any = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for slot, name in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{slot}"), name)
    if size == _SIZE_PT:
        spacing: Any = OxmlElement("w:spacing", {qn("w:val"): str(_CLOSER)})
        style.element.rPr.insert_element_before(spacing, *_AFTER_SPACING)
    properties: Any = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:contextualSpacing", "w:numPr", "w:ind", "w:tabs"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = Pt(line) if line else 1.0
    layout.first_line_indent = Pt(size * indent)
    if indent:
        properties.ind.set(qn("w:firstLineChars"), str(indent * 100))


def _set_page(section: "Section", *, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENTATION
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn
    from docx.shared import Mm

    # A sheet laid across is the same sheet turned: what is bound stays the left edge of it.
    edges = (28, 37, 26, 35) if landscape else (37, 26, 35, 28)
    size = (297, 210) if landscape else (210, 297)
    section.orientation = WD_ORIENTATION.LANDSCAPE if landscape else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = map(Mm, size)
    (
        section.top_margin,
        section.right_margin,
        section.bottom_margin,
        section.left_margin,
    ) = map(Mm, edges)
    # The number stands 7 mm below the type area.
    section.footer_distance = Mm(edges[2] - 7 - 5)
    element: Any = section._sectPr  # noqa: SLF001
    for old in element.findall(qn("w:docGrid")):
        element.remove(old)
    element.append(parse_xml(_GRID.format(ns=_namespaces())))


def _number_pages(section: "Section") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.shared import Pt

    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, side.upper())
        setattr(paragraph.paragraph_format, f"{side}_indent", Pt(14))
        element: Any = paragraph._p  # noqa: SLF001
        field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        number = f"<w:p {_namespaces()}>{_run('— ')}{field}{_run(' —')}</w:p>"
        element.extend(list(parse_xml(number)))


def _set_properties(document: "Document", title: str) -> None:
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _WRITTEN
    properties.revision = 1


def _row(
    cells: Sequence[Sequence[Piece]], widths_mm: Sequence[float], *, head: bool = False
) -> str:
    kind = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/></w:tcPr>'
        f"{_paragraph('TableText', pieces, bold=head)}</w:tc>"
        for pieces, width in zip(cells, widths_mm, strict=True)
    )
    return f"<w:tr>{kind}{written}</w:tr>"


def _paragraph(style: str, pieces: Iterable[Piece], *, bold: bool = False) -> str:
    runs = "".join(_piece(piece, bold=bold) for piece in pieces)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _piece(piece: Piece, *, bold: bool) -> str:
    match piece:
        case Cite(number):
            raised = _run(f"[{number}]", '<w:vertAlign w:val="superscript"/>')
            return f'<w:hyperlink w:anchor="e{number}">{raised}</w:hyperlink>'
        case Anchor(number):
            start = f'<w:bookmarkStart w:id="{number}" w:name="e{number}"/>'
            return f'{start}{_run(str(number))}<w:bookmarkEnd w:id="{number}"/>'
        case str():
            return _run(piece, "<w:b/>" if bold else "")


def _run(text: str, properties: str = "") -> str:
    # The hint has marks that both scripts use (“”, —) set in the Chinese font.
    look = f'<w:rPr><w:rFonts w:hint="eastAsia"/>{properties}</w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def _twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


def _namespaces() -> str:
    from docx.oxml.ns import nsdecls

    return nsdecls("w")
