"""Bytes to text: encodings told apart, and what is no text refused."""

import hashlib

import pytest

from summarizer.errors import (
    DamagedDocument,
    EmptyInput,
    InputError,
    TooLarge,
    UndecodableText,
    UnsupportedFormat,
)
from summarizer.reading.decode import MAX_BYTES, read_source

SIMPLIFIED = (
    "云岭市茶叶局2023年工作总结\n"
    "一、主要工作。全年办理茶园登记120件，同比增长8%。\n"
    "二、存在问题。人手不足，设备陈旧。\n"
)
TRADITIONAL = (
    "雲嶺市茶葉局2023年工作總結\n"
    "一、主要工作。全年辦理茶園登記120件，較去年增長8%。\n"
    "二、存在問題。人手不足，設備陳舊。\n"
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(SIMPLIFIED.encode(), "utf-8", id="UTF-8"),
        pytest.param(SIMPLIFIED.encode("utf-8-sig"), "utf-8", id="UTF-8 with mark"),
        pytest.param(SIMPLIFIED.encode("utf-16-le"), "utf-16-le", id="UTF-16 LE"),
        pytest.param(SIMPLIFIED.encode("utf-16-be"), "utf-16-be", id="UTF-16 BE"),
        pytest.param(
            b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le"), "utf-16-le", id="UTF-16 LE with mark"
        ),
        pytest.param(
            b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), "utf-16-be", id="UTF-16 BE with mark"
        ),
        pytest.param(SIMPLIFIED.encode("gb18030"), "gb18030", id="GB18030"),
        pytest.param(SIMPLIFIED.encode("gb2312"), "gb18030", id="GB2312"),
    ],
)
def test_simplified_text_is_read_in_each_encoding(data: bytes, encoding: str) -> None:
    source = read_source(data, "报告.txt")
    assert (source.text, source.encoding) == (SIMPLIFIED, encoding)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("big5", "big5"), ("utf-8", "utf-8"), ("utf-16-le", "utf-16-le")],
)
def test_traditional_text_is_read_in_each_encoding(codec: str, encoding: str) -> None:
    source = read_source(TRADITIONAL.encode(codec), "報告.txt")
    assert (source.text, source.encoding) == (TRADITIONAL, encoding)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-be"])
def test_text_longer_than_the_sample_is_read_to_its_end(codec: str) -> None:
    text = SIMPLIFIED * 2_000
    assert read_source(text.encode(codec), "长.txt").text == text


def test_gb18030_reads_a_character_of_four_bytes() -> None:
    text = SIMPLIFIED * 10 + "𠮷岭镇"
    assert read_source(text.encode("gb18030"), "a.txt").text == text


def test_line_ends_stay_as_they_were() -> None:
    text = SIMPLIFIED.replace("\n", "\r\n")
    assert read_source(text.encode(), "a.txt").text == text


def test_a_byte_order_mark_inside_the_text_stays() -> None:
    text = "云岭市\ufeff茶叶局"
    assert read_source(text.encode(), "a.txt").text == text


def test_the_hash_is_of_the_bytes_and_not_of_the_text() -> None:
    data = SIMPLIFIED.encode("gb18030")
    assert read_source(data, "a.txt").sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("报告.txt", "text/plain"),
        ("报告.md", "text/markdown"),
        ("报告.MD", "text/markdown"),
        ("报告.markdown", "text/markdown"),
        ("报告", "text/plain"),
        ("md", "text/plain"),
    ],
)
def test_a_name_speaks_for_markdown(name: str, media_type: str) -> None:
    assert read_source(SIMPLIFIED.encode(), name).media_type == media_type


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="no byte"),
        pytest.param(b" \t\r\n\n", id="ASCII spaces"),
        pytest.param("\u3000\n\u3000".encode(), id="ideographic spaces"),
        pytest.param("\u3000\n\u3000".encode("utf-16"), id="ideographic spaces in UTF-16"),
        pytest.param(b"\xef\xbb\xbf", id="a UTF-8 mark alone"),
        pytest.param(b"\xff\xfe", id="a UTF-16 mark alone"),
    ],
)
def test_a_file_without_text_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyInput, match=r"空\.txt: .*nothing to summarise"):
        read_source(data, "空.txt")


def test_a_file_at_the_limit_is_read() -> None:
    assert read_source(b"abcd", "a.txt", max_bytes=4).text == "abcd"


def test_a_file_over_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(TooLarge, match=r"大\.txt: over the limit of 1,024 bytes"):
        read_source(b"a" * 1_025, "大.txt", max_bytes=1_024)


def test_the_limit_comes_before_the_look_at_the_content() -> None:
    with pytest.raises(TooLarge):
        read_source(b"%PDF-1.7 and more", "a.pdf", max_bytes=4)


def test_the_default_limit_admits_a_large_compilation() -> None:
    assert MAX_BYTES >= 16 * 1024 * 1024


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document", id="DOC"),
        pytest.param(b"{\\rtf1\\ansi ", "an RTF document", id="RTF"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "a picture.*OCR", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0", "a picture.*OCR", id="JPEG"),
        pytest.param(b"Rar!\x1a\x07\x00", "a RAR archive", id="RAR"),
    ],
)
def test_a_format_that_is_not_text_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(UnsupportedFormat, match=kind):
        read_source(data, "文件")


def test_the_content_decides_and_not_the_name() -> None:
    with pytest.raises(DamagedDocument):
        read_source(b"%PDF-1.4\n", "总结.txt")


def test_text_that_mentions_html_is_text() -> None:
    text = "云岭市茶叶局网站的<html>标签已规范。"
    assert read_source(text.encode(), "a.txt").text == text


def test_text_full_of_control_characters_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="control characters"):
        read_source("茶叶\x01\x02局".encode() * 40, "a.txt")


def test_a_page_feed_is_no_control_character() -> None:
    text = "第一页\f第二页\f第三页\f"
    assert read_source(text.encode(), "a.txt").text == text


def test_few_control_characters_in_a_long_text_pass() -> None:
    text = SIMPLIFIED * 20 + "\x07"
    assert read_source(text.encode(), "a.txt").text == text


def _with_bytes(data: bytes, at: int, damage: bytes) -> bytes:
    return data[:at] + damage + data[at + len(damage) :]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_with_bytes(SIMPLIFIED.encode() * 20, 400, b"\xff"), id="UTF-8"),
        pytest.param((SIMPLIFIED * 20).encode()[:-3], id="UTF-8 cut in a character"),
        pytest.param(
            _with_bytes(SIMPLIFIED.encode("gb18030") * 20, 401, b"\xff\xff"), id="GB18030"
        ),
        pytest.param(b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le") + b"\x2f", id="odd UTF-16"),
        pytest.param(b"\xff\xfe\x00\xd8\x2f\x66", id="lone surrogate"),
        pytest.param(bytes(range(256)) * 40, id="every byte"),
    ],
)
def test_damaged_text_is_refused_rather_than_guessed(data: bytes) -> None:
    with pytest.raises(UndecodableText, match="save the file"):
        read_source(data, "a.txt")


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_damage_behind_a_long_sound_stretch_is_named_with_its_place(codec: str) -> None:
    data = (SIMPLIFIED * 2_000).encode(codec)
    damaged = _with_bytes(data, 90_000, b"\xff\xff")
    with pytest.raises(
        UndecodableText, match=rf"looks like {codec.upper()} .* byte (90,000|89,99\d);"
    ):
        read_source(damaged, "a.txt")


def test_damage_near_the_start_of_utf8_is_named_with_its_place() -> None:
    damaged = _with_bytes((SIMPLIFIED * 20).encode(), 600, b"\xff")
    with pytest.raises(UndecodableText, match=r"looks like UTF-8 .* byte (599|600);"):
        read_source(damaged, "a.txt")


@pytest.mark.parametrize("data", [b"", b"%PDF-", b"\xff\xfe\x00\xd8", b"a" * 9])
def test_every_refusal_is_one_line_that_names_the_file(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_source(data, "第三季度.txt", max_bytes=8)
    message = str(refused.value)
    assert message.startswith("第三季度.txt: ")
    assert "\n" not in message


def test_headings_speak_for_markdown_whatever_the_name() -> None:
    assert read_source("# 总结\n工作。\n".encode(), "总结.txt").media_type == "text/markdown"
    assert read_source("#总结\n工作。\n".encode(), "总结.txt").media_type == "text/plain"
