"""PDF to text: pages, reading order, and what has no text to read."""

import io

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from summarizer.domain.document import Source
from summarizer.errors import DamagedDocument, EncryptedDocument, UnsupportedFormat
from summarizer.reading.clean import clean
from summarizer.reading.decode import read_source
from tests.formats.boxes_font import BOXES, boxes_font
from tests.formats.making import FONT, HEAD, pdf_canvas, pdf_of

LEFT_COLUMN = "全年办理茶园登记一百二十件都在期限内办结"
RIGHT_COLUMN = "下一步将继续推进茶园登记并加强日常巡查工作"
SENTENCE = "全年办理茶园登记一百二十件，同比增长百分之八，群众满意率有新的提高。"
Place = tuple[float, float, str]


def pdf(*pages: list[Place], rotation: int = 0, password: str | None = None) -> bytes:
    """Return a PDF with text at places, in points from the lower left corner."""
    canvas, written = pdf_canvas(password=password)
    for places in pages:
        canvas.setFont(FONT, 12)
        canvas.setPageRotation(rotation)
        for x, y, text in places:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def read(data: bytes) -> Source:
    return read_source(data, "报告.pdf")


def lines(data: bytes) -> list[str]:
    return [line.strip("\u3000") for line in read(data).text.split("\n") if line.strip()]


def picture(canvas: Canvas) -> None:
    image = ImageReader(io.BytesIO(_BITMAP))
    canvas.drawImage(image, 0, 0, *A4)


_BITMAP = b"P6 2 2 255 " + bytes(range(100, 112))


def test_lines_are_lines_and_pages_are_kept() -> None:
    source = read(pdf([(72, 700, "甲abc 1"), (72, 680, "乙")], [(72, 700, "丙")]))
    assert source.text == "甲abc 1\n乙\n\f丙\n\f"
    assert source.pages == (0, 10)
    assert (source.media_type, source.encoding) == ("application/pdf", None)


def test_a_single_character_in_a_font_that_nobody_has_is_read() -> None:
    assert lines(pdf([(72, 700, "一"), (272, 700, "a"), (472, 700, "、")])) == ["一\ta\t、"]


def test_the_font_for_what_a_file_does_not_embed_is_the_one_described() -> None:
    assert BOXES.read_bytes() == boxes_font()


def test_the_content_decides_and_not_the_name() -> None:
    assert read_source(pdf([(72, 700, "甲")]), "报告.txt").media_type == "application/pdf"


def test_text_in_the_order_of_the_file_is_put_in_the_order_of_the_page() -> None:
    data = pdf([(290, 40, "- 1 -"), (72, 600, "丙"), (72, 700, "甲"), (72, 650, "乙")])
    assert lines(data) == ["甲", "乙", "丙", "- 1 -"]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_looked_at(rotation: int) -> None:
    canvas, written = pdf_canvas()
    canvas.setPageRotation(rotation)
    width, height = A4
    if rotation == 90:
        canvas.translate(width, 0)
    elif rotation == 180:
        canvas.translate(width, height)
    elif rotation == 270:
        canvas.translate(0, height)
    canvas.rotate(rotation)
    canvas.setFont(FONT, 12)
    for x, y, text in [(72, 400, "丙丙丙"), (272, 500, "乙乙乙"), (72, 500, "甲甲甲")]:
        canvas.drawString(x, y, text)
    canvas.save()
    assert lines(written.getvalue()) == ["甲甲甲\t乙乙乙", "丙丙丙"]


@pytest.mark.parametrize("interleaved", [True, False])
def test_two_columns_are_read_one_after_the_other(*, interleaved: bool) -> None:
    rows = [700.0 - 20 * n for n in range(6)]
    left = [(60.0, y, f"{n}{LEFT_COLUMN}") for n, y in enumerate(rows)]
    right = [(330.0, y, f"{n}{RIGHT_COLUMN}") for n, y in enumerate(rows)]
    body = [place for pair in zip(left, right, strict=True) for place in pair]
    title = [(220.0, 760.0, "云岭市茶叶局总结"), (290.0, 40.0, "- 1 -")]
    found = lines(pdf(title + (body if interleaved else left + right)))
    assert found == ["云岭市茶叶局总结", *(text for _, _, text in left + right), "- 1 -"]


def test_a_title_over_both_columns_ends_those_above_it() -> None:
    def block(top: float, mark: str) -> list[Place]:
        return [
            (x, top - 20 * n, f"{mark}{text}")
            for n in range(5)
            for x, text in ((60.0, LEFT_COLUMN), (336.0, RIGHT_COLUMN))
        ]

    title = (100.0, 580.0, "云岭市水利局二〇二三年度工作总结和下一年度工作打算")
    found = lines(pdf([*block(700.0, "甲"), title, *block(550.0, "乙")]))
    assert [line[0] for line in found] == [*"甲" * 10, "云", *"乙" * 10]
    assert found[5] == f"甲{RIGHT_COLUMN}"


def test_rows_of_a_table_are_lines_with_tabs() -> None:
    rows = [("指标", "2022年", "2023年"), ("主动公开", "120", "135"), ("依申请", "7", "9")]
    places = [
        (72.0 + 150 * column, 700.0 - 20 * row, cell)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]
    assert lines(pdf(places)) == ["\t".join(row) for row in rows]


def test_justified_characters_are_one_line() -> None:
    canvas, written = pdf_canvas()
    canvas.drawString(72, 700, SENTENCE[:20], charSpace=5)
    canvas.save()
    (line,) = lines(written.getvalue())
    assert line.replace(" ", "") == SENTENCE[:20]


def test_paragraphs_of_a_justified_page_stay_apart() -> None:
    # The second ends so near the margin that the width of its line does not tell.
    paragraphs = [SENTENCE * 4, SENTENCE * 3, "一、存在问题", SENTENCE * 5] * 3
    source = read(pdf_of("\n".join(paragraphs)))
    text = clean(source.text, source.pages)
    starts = [0, *text.breaks]
    shown = [text.shown[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]
    assert shown == paragraphs


def test_heads_and_feet_are_not_in_the_text_of_the_reports() -> None:
    text = clean(read(pdf_of(f"{SENTENCE * 30}\n" * 4)).text)
    assert HEAD not in text.shown
    assert text.shown == SENTENCE * 120


def test_a_watermark_aslant_is_left_out() -> None:
    canvas, written = pdf_canvas()
    canvas.drawString(72, 700, "甲")
    canvas.translate(200, 300)
    canvas.rotate(45)
    canvas.drawString(0, 0, "内部资料")
    canvas.save()
    assert lines(written.getvalue()) == ["甲"]


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    data = pdf(*([(72.0, 700.0, "甲")] for _ in range(3)))
    read_source(data, "a.pdf", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_scanned_pdf_is_refused_and_ocr_is_named() -> None:
    canvas, written = pdf_canvas()
    for _ in range(2):
        picture(canvas)
        canvas.showPage()
    canvas.save()
    with pytest.raises(UnsupportedFormat, match=r"报告\.pdf: has no text layer .*OCR"):
        read(written.getvalue())


def test_a_pdf_of_blank_pages_has_no_text_layer() -> None:
    with pytest.raises(UnsupportedFormat, match="OCR"):
        read(pdf([], []))


def test_a_scanned_page_among_others_is_told() -> None:
    canvas, written = pdf_canvas()
    canvas.drawString(72, 700, SENTENCE)
    canvas.showPage()
    picture(canvas)
    canvas.showPage()
    canvas.save()
    source = read(written.getvalue())
    (warning,) = source.warnings
    assert warning.startswith("第2页是图片")


def test_an_encrypted_pdf_is_refused() -> None:
    with pytest.raises(EncryptedDocument, match="password"):
        read(pdf([(72, 700, "甲")], password="secret"))  # noqa: S106


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", id="head only"),
        pytest.param(b"%PDF-1.4\n" + b"trailer<</Root 1 0 R>>" * 100, id="no objects"),
        pytest.param(pdf([(72, 700, "甲")])[:300], id="cut"),
    ],
)
def test_a_damaged_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedDocument, match="damaged"):
        read(data)


def test_the_document_that_is_left_of_a_cut_one_is_as_pdfium_mends_it() -> None:
    data = pdf_of(SENTENCE)
    cut = data[: data.rindex(b"startxref")]
    assert len(pypdfium2.PdfDocument(cut)) == 1
    assert SENTENCE[:20] in read(cut).text.replace(" ", "")
