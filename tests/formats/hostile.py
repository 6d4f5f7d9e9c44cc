"""Files that mean harm, or have met with it: made, never kept."""

import random
import zlib
from collections.abc import Callable, Iterator

from tests.formats.making import docx_of, html_of, pdf_canvas, pdf_of
from tests.formats.word import MAIN, abstract, docx, level, listed, num, p, zipped

TEXT = "云岭市茶叶局2023年工作总结\n一、存在问题\n一是人手不足，设备陈旧。\n" * 20
MIB = 1 << 20
Files = Iterator[tuple[str, bytes]]


def damaged(name: str, data: bytes, count: int) -> Files:
    """Yield `data` cut off, with bits turned over, with stretches lost and put elsewhere."""
    chance = random.Random(name)  # noqa: S311  (no secret)
    for n in range(count):
        at, size = chance.randrange(len(data)), chance.randrange(1, 400)
        other = chance.randrange(len(data))
        turned = bytearray(data)
        for _ in range(chance.randrange(1, 40)):
            turned[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield f"{name} cut {n}", data[: at + 5]
        yield f"{name} turned {n}", bytes(turned)
        yield f"{name} lost {n}", data[:at] + data[at + size :]
        yield f"{name} moved {n}", data[:at] + data[other : other + size] + data[at:]


def pdf_object_file(*objects: str, stream: bytes | None = None, filters: str = "") -> bytes:
    """Return a PDF of these objects, numbered from 1, and a stream as the last, if any."""
    parts = [text.encode() for text in objects]
    if stream is not None:
        head = f"<</Length {len(stream)}{filters}>>stream\n".encode()
        parts.append(head + stream + b"\nendstream")
    body = b"%PDF-1.7\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    size = len(parts) + 1
    return (
        body
        + f"xref\n0 {size}\n0000000000 65535 f \n".encode()
        + table
        + f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF".encode()
    )


CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
PAGES = "<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = (
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    "/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>>>"
)


def drawn(content: bytes, filters: str = "") -> bytes:
    """Return a PDF of one page with this content."""
    return pdf_object_file(CATALOG, PAGES, PAGE, stream=content, filters=filters)


def hostile_pdfs() -> Files:
    nested = "[" * 100_000 + "]" * 100_000
    deep = "<</Type/Pages/Count 1/Kids[2 0 R]>>"
    flate = "/Filter/FlateDecode"
    twice = zlib.compress(zlib.compress(b" " * (128 * MIB), 1), 9)
    form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>"
    yield "pdf head", b"%PDF-1.7"
    yield "pdf pages in a circle", pdf_object_file(CATALOG, deep)
    yield "pdf no pages", pdf_object_file(CATALOG, "<</Type/Pages/Count 0/Kids[]>>")
    yield (
        "pdf many pages",
        pdf_object_file(CATALOG, PAGES.replace("Count 1", "Count 99999999"), PAGE),
    )
    yield (
        "pdf pages named often",
        pdf_object_file(CATALOG, f"<</Type/Pages/Count 100000/Kids[{'3 0 R ' * 100_000}]>>", PAGE),
    )
    yield "pdf nested arrays", pdf_object_file(CATALOG, PAGES, nested)
    yield "pdf nested content", drawn(b"[" * 500_000)
    yield "pdf saved states", drawn(b"q " * MIB)
    yield "pdf a form in itself", drawn(b"/X Do /X Do", form)
    yield "pdf swollen stream", drawn(zlib.compress(b" " * (256 * MIB), 1), flate)
    yield "pdf swollen twice", drawn(twice, "/Filter[/FlateDecode/FlateDecode]")
    yield "pdf many glyphs", drawn(zlib.compress(b"BT /F 9 Tf " + b"(aaaaaaaa) Tj " * MIB), flate)
    yield "pdf huge page", drawn(b"BT /F 1e30 Tf (a) Tj ET")
    yield "pdf wrong length", drawn(b"BT", "/Length 99999999999")
    yield "pdf junk", b"%PDF-1.7\n" + random.Random(1).randbytes(MIB)  # noqa: S311
    yield "pdf zeros", b"%PDF-1.7\n" + bytes(4 * MIB)
    yield "pdf xref circle", b"%PDF-1.7\nxref\n0 0\ntrailer<</Prev 9>>\nstartxref\n9\n%%EOF"
    yield "pdf encrypted", _encrypted()
    yield "pdf scattered", _scattered(20_000)


def _encrypted() -> bytes:
    canvas, written = pdf_canvas(password="secret")  # noqa: S106
    canvas.drawString(72, 700, "甲")
    canvas.save()
    return written.getvalue()


def _scattered(count: int) -> bytes:
    """Return a page with many short runs all over it."""
    canvas, written = pdf_canvas()
    chance = random.Random(3)  # noqa: S311
    for _ in range(count):
        canvas.drawString(chance.random() * 500, chance.random() * 800, "茶叶")
    canvas.save()
    return written.getvalue()


def laughs(depth: int, root: str = "a") -> str:
    """Return XML whose entities double ten times at each step."""
    names = [chr(ord("b") + n) for n in range(depth)]
    steps = zip(names[1:], names, strict=False)
    declared = "".join(f'<!ENTITY {name} "{f"&{below};" * 10}">' for name, below in steps)
    return f'<!DOCTYPE {root} [<!ENTITY b "哈哈">{declared}]><{root}>&{names[-1]};</{root}>'


def main_part(xml: str | bytes) -> bytes:
    return zipped(
        {
            "_rels/.rels": MAIN.encode(),
            "word/document.xml": xml if isinstance(xml, bytes) else xml.encode(),
        }
    )


def hostile_packages() -> Files:
    external = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    many = {f"f{n}": b"" for n in range(60_000)}
    yield "docx spaces", main_part(b"<a>" + b" " * (100 * MIB) + b"</a>")
    yield "docx one long text", main_part(b"<a>" + b"a" * (30 * MIB) + b"</a>")
    yield "docx laughs", main_part(laughs(10))
    yield "docx laughs in numbering", docx(p("甲"), numbering=laughs(9, "x"))
    yield "docx external entity", main_part(external)
    yield "docx many parts", zipped(many)
    yield "docx no XML", main_part(random.Random(2).randbytes(MIB))  # noqa: S311
    yield "docx empty part", main_part("")
    yield "zip of zips", zipped({"a.zip": zipped({"b.zip": zipped({"c": bytes(MIB)})})})
    yield "zip head", b"PK\x03\x04"
    yield "zip end", b"PK\x05\x06" + bytes(18)


def hostile_docx() -> Files:
    yield from hostile_packages()
    cell = "<w:tc><w:p><w:r><w:t>35</w:t></w:r></w:p></w:tc>"
    nested = "<w:tbl><w:tr><w:tc>"
    numbers = abstract(0, level(0, "decimal", "%1" * 5_000)) + num(1, of=0)
    loop = '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>'
    links = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>'
    yield "docx deep paragraphs", docx("<w:p>" * 100_000)
    yield "docx deep tables", docx(nested * 80 + p("甲") + "</w:tc></w:tr></w:tbl>" * 80)
    yield "docx deeper tables", docx(nested * 30_000)
    yield "docx many cells", docx(f"<w:tbl>{f'<w:tr>{cell * 50}</w:tr>' * 1_000}</w:tbl>")
    yield "docx one wide row", docx(f"<w:tbl><w:tr>{cell * 60_000}</w:tr></w:tbl>")
    yield "docx many empty paragraphs", docx("<w:p/>" * 200_000)
    yield "docx long numbers", docx(p("#", listed(1)) * 20_000, numbering=numbers)
    yield "docx a style on itself", docx(p("甲", '<w:pStyle w:val="A"/>'), styles=loop)
    yield (
        "docx a list on itself",
        docx(p("甲", listed(1)), numbering=links + num(1, of=0), styles=loop),
    )
    yield "docx numbers out of range", docx(p("甲", listed(10**30, 10**20)), numbering=numbers)
    yield (
        "docx a note in itself",
        docx(
            '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
            footnotes='<w:footnote w:id="1"><w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
            "</w:footnote>",
        ),
    )
    yield (
        "docx notes in each other",
        docx(
            '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
            footnotes="".join(
                f'<w:footnote w:id="{n}"><w:p>'
                + f'<w:r><w:footnoteReference w:id="{n + 1}"/></w:r>' * 2
                + "</w:p></w:footnote>"
                for n in range(1, 60)
            ),
        ),
    )
    yield (
        "docx a part outside",
        zipped({"_rels/.rels": MAIN.replace("word/document.xml", "../../../etc/passwd").encode()}),
    )


def hostile_text() -> Files:
    yield "html deep", b"<html><body>" + b"<div>" * 300_000
    yield "html deep tables", b"<html><body>" + b"<table><tr><td>" * 100_000
    yield "html deep spans", b"<html><body>" + b"<b>" * 300_000 + "甲。".encode()
    yield "html many rows", b"<html><table>" + b"<tr><td>1<td>2" * 40_000
    yield "html many attributes", b"<html><body " + b"a=1 " * MIB + b">x"
    yield "html many entities", b"<html><p>" + b"&amp;" * MIB
    yield "html open comment", b"<html><!--" + b"-" * (4 * MIB)
    yield "html open script", b"<html><script>" + b"<" * (2 * MIB)
    yield "html many tags", b"<html>" + b"<" * (2 * MIB)
    yield "html null bytes", b"<html><p>\x00\x00\x00" + "甲。".encode() * 99
    yield "xml laughs", laughs(10).encode()
    yield "xhtml laughs", b'<?xml version="1.0"?>' + laughs(10, "html").encode()
    yield "text one line", b"a" * (2 * MIB)
    yield "text brackets", "（".encode() * MIB
    yield "text digits", b"1" * (2 * MIB)
    yield "text line ends", b"\n" * (2 * MIB) + b"a"
    yield "text spaces", b" a" * (MIB // 2)
    yield "text zeros", bytes(MIB)
    yield "text marks", b"\xff\xfe" + b"\xd8\x00" * 99
    yield "markdown", b"#" * MIB + b" a\n" + b"# a\n" * 20_000
    yield "junk", random.Random(4).randbytes(MIB)  # noqa: S311
    yield "empty", b""


KINDS: dict[str, Callable[[], Files]] = {
    "pdf": hostile_pdfs,
    "docx": hostile_docx,
    "text and html": hostile_text,
    "damaged pdf": lambda: damaged("pdf", pdf_of(TEXT), 18),
    "damaged docx": lambda: damaged("docx", docx_of(TEXT), 15),
    "damaged html": lambda: damaged("html", html_of(TEXT), 4),
}
