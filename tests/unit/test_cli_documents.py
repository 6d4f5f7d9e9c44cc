"""The command line on documents that are no text files."""

from pathlib import Path

import orjson
import pytest

from tests.formats.making import docx_of, html_of, pdf_canvas, pdf_of
from tests.unit.test_cli import assert_refused, run

TEXT = (
    "云岭市茶叶局2023年工作总结\n一、工作开展情况\n（一）推进登记。全年办理登记120件。\n"
    "二、存在问题\n一是人手不足，设备陈旧。"
)


@pytest.mark.parametrize("make", [pdf_of, docx_of, html_of])
def test_spans_index_the_text_that_read_prints(make: object, tmp_path: Path) -> None:
    assert callable(make)
    file = tmp_path / "总结"
    file.write_bytes(make(TEXT))
    printed = run("read", file)
    assert printed.returncode == 0, printed.stderr.decode()
    text = printed.stdout.decode()
    found = orjson.loads(run("run", "--engine", "rules", file).stdout)
    (report,) = found["reports"]
    spans = [span for problem in report["problems"] for span in problem["evidence"]]
    assert [text[span["start"] : span["end"]] for span in spans] == ["人手不足，", "设备陈旧。"]
    assert found["document"]["characters"] == len(text)


def test_a_span_of_a_pdf_has_its_page(tmp_path: Path) -> None:
    file = tmp_path / "总结.pdf"
    file.write_bytes(pdf_of("首页\n" * 40 + TEXT))
    found = orjson.loads(run("run", "--engine", "rules", file).stdout)
    assert found["document"]["pages"] == 2
    assert found["document"]["media_type"] == "application/pdf"
    assert found["reports"][0]["problems"][0]["evidence"][0]["page"] == 2


def test_read_writes_to_a_file_too(tmp_path: Path) -> None:
    file, out = tmp_path / "总结.txt", tmp_path / "out.txt"
    file.write_bytes(TEXT.encode("gb18030"))
    assert run("read", file, "-o", out).stdout == b""
    assert out.read_bytes().decode() == TEXT


def test_a_page_that_nobody_has_read_makes_the_result_incomplete(tmp_path: Path) -> None:
    canvas, written = pdf_canvas()
    for line, text in enumerate(TEXT.split("\n")):
        canvas.drawString(72, 700 - 20 * line, text)
    canvas.showPage()
    canvas.drawInlineImage(_picture(tmp_path), 0, 0, 595, 842)
    canvas.save()
    file = tmp_path / "总结.pdf"
    file.write_bytes(written.getvalue())
    for command in ("read", "split", "brief"):
        done = run(command, file)
        assert done.returncode == 3
        assert "第2页是图片" in done.stderr.decode()


def test_a_scanned_pdf_is_refused_with_one_line(tmp_path: Path) -> None:
    canvas, written = pdf_canvas()
    canvas.drawInlineImage(_picture(tmp_path), 0, 0, 595, 842)
    canvas.save()
    file = tmp_path / "扫描.pdf"
    file.write_bytes(written.getvalue())
    assert_refused(run("run", file), "扫描.pdf", "OCR")


def _picture(folder: Path) -> str:
    file = folder / "picture.ppm"
    file.write_bytes(b"P6 2 2 255 " + bytes(range(100, 112)))
    return str(file)
