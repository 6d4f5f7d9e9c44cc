"""A text turned into documents by the libraries that people's tools use."""

import html
import io
import re
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
HEAD = "工作总结汇编资料"
SIZE, LEADING = 12.0, 20.0
LEFT, WIDTH, TOP, BOTTOM = 82.0, 432.0, 760.0, 80.0
INDENT = 2 * SIZE
HEAD_HEIGHT, FOOT_HEIGHT = 805.0, 40.0
_NUMBERED = re.compile(r"\s*([一二三四五六七八九十]+)、")
_DIGITS = "一二三四五六七八九十"


def pdf_canvas(*, password: str | None = None) -> tuple[Canvas, io.BytesIO]:
    """Return an A4 canvas with a Chinese font, and where its bytes go."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, encrypt=password)
    canvas.setFont(FONT, SIZE)
    return canvas, written


def foot(number: int) -> str:
    return f"- {number} -"


def pdf_of(text: str) -> bytes:
    """Return a PDF: justified lines, a head, and a foot with the page's number on each page."""
    canvas, written = pdf_canvas()
    page, height = 1, TOP
    _furnish(canvas, page)
    for paragraph, indented in paragraphs_of(text):
        for indent, line, full in lines_of(paragraph, INDENT if indented else 0):
            if height < BOTTOM:
                canvas.showPage()
                page, height = page + 1, TOP
                _furnish(canvas, page)
            room = WIDTH - indent - stringWidth(line, FONT, SIZE)
            space = room / (len(line) - 1) if full and len(line) > 1 else 0
            canvas.drawString(LEFT + indent, height, line, charSpace=space)
            height -= LEADING
    canvas.save()
    return written.getvalue()


def _furnish(canvas: Canvas, page: int) -> None:
    canvas.setFont(FONT, SIZE)
    canvas.drawCentredString(A4[0] / 2, HEAD_HEIGHT, HEAD)
    canvas.drawCentredString(A4[0] / 2, FOOT_HEIGHT, foot(page))


def paragraphs_of(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs, and whether their first line is indented.

    In a line of many pages' widths, spaces stand for the line ends of the page
    it was copied from: they are line ends again.
    """
    longest = WIDTH / SIZE
    for paragraph in text.splitlines():
        line = paragraph.strip()
        if len(line) > 4 * longest and line.count(" ") > len(line) / 50:
            yield from ((piece, False) for piece in line.split())
        elif line:
            yield line, len(line) > longest


def lines_of(paragraph: str, indent: float) -> Iterator[tuple[float, str, bool]]:
    """Yield the lines of a paragraph, each with its indent and whether it is to fill the page."""
    line, width = "", indent
    for char in paragraph:
        advance = stringWidth(char, FONT, SIZE)
        # No line begins with a mark that closes; it hangs into the margin.
        if width + advance > WIDTH and char not in "，。；：、！？）”》":
            yield indent, line, True
            line, width, indent = "", 0.0, 0.0
        line += char
        width += advance
    yield indent, line, False


def without_furniture(text: str) -> str:
    """Return the text of such a PDF with the head and foot of each page made white space."""
    furniture = rf"(?<![^\n\f])(?:{HEAD}|- \d+ -)$"
    return re.sub(furniture, lambda m: " " * len(m[0]), text, flags=re.MULTILINE)


def html_of(text: str) -> bytes:
    """Return a page of a site: the text among navigation, side bar and foot."""
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    links = "".join(f"<li><a href='/c{n}'>栏目{n}</a></li>" for n in range(9))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>信息公开</title>
<style>p {{ margin: 0 }}</style><script>var greeting = "脚本";</script></head><body>
<div class="header"><nav><ul>{links}</ul></nav></div>
<div class="breadcrumb"><a href="/">首页</a> &gt; <a href="/a">信息公开</a></div>
<div class="article-content" id="zoom">{body}</div>
<div class="sidebar"><h3>相关链接</h3><ul>{links}</ul></div>
<footer>版权所有 <a href="/map">网站地图</a> 某ICP备00000000号</footer></body></html>""".encode()


def docx_of(text: str) -> bytes:
    """Return a DOCX with a paragraph a line."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = HEAD
    return saved(document)


def saved(document: WordDocument) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def numbered_docx_of(text: str) -> bytes:
    """Return a DOCX whose headings 一、 are numbered by Word, anew in each report."""
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:lvl w:ilvl="0">'
            '<w:start w:val="1"/><w:suff w:val="nothing"/>'
            '<w:numFmt w:val="chineseCountingThousand"/>'
            '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        ),
    )
    lists = 0
    for line in text.splitlines():
        heading = _NUMBERED.match(line)
        if not heading:
            document.add_paragraph(line)
            continue
        if heading[1] == _DIGITS[0]:
            lists += 1
            numbering.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{900 + lists}"><w:abstractNumId w:val="90"/>'
                    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
                )
            )
        _number(document.add_paragraph(line[heading.end() :]), 900 + lists)
    return saved(document)


def _number(paragraph: Paragraph, num: int) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  (no other way to number)
    place = OxmlElement("w:numPr")
    for name, number in (("w:ilvl", 0), ("w:numId", num)):
        element = OxmlElement(name)
        element.set(qn("w:val"), str(number))
        place.append(element)
    properties.append(place)
