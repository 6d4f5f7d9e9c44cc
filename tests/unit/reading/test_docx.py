"""DOCX to text: what Word would print."""

import pytest

from summarizer.errors import (
    DamagedDocument,
    EmptyInput,
    EncryptedDocument,
    InputError,
    TooLarge,
    UnsupportedFormat,
)
from summarizer.reading.decode import read_source
from summarizer.reading.sniffing import DOCX
from tests.formats.word import MAIN, abstract, docx, level, listed, num, p, run, zipped

THREE = abstract(
    0,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
)
ONE = THREE + num(1, of=0)


def lines(body: str, **parts: str) -> list[str]:
    text = read_source(docx(body, **parts), "报告.docx").text
    assert text.endswith("\n")
    return text[:-1].split("\n")


def drawn(kind: str, text: str, count: int) -> str:
    numbering = abstract(0, level(0, kind, text)) + num(1, of=0)
    return lines(p("#", listed(1)) * count, numbering=numbering)[-1][:-1]


def test_paragraphs_are_lines() -> None:
    source = read_source(docx(p("甲") + p("") + p("乙")), "报告.txt")
    assert source.text == "甲\n\n乙\n"
    assert (source.media_type, source.encoding, source.pages) == (DOCX.media_type, None, ())


def test_numbers_are_drawn_and_begin_anew_under_a_higher_one() -> None:
    body = "".join(p("#", listed(1, at)) for at in (0, 1, 1, 2, 2, 0, 1, 2))
    assert lines(body, numbering=ONE) == [
        "一、#", "（一）#", "（二）#", "1.#", "2.#", "二、#", "（一）#", "1.#"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "count", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("upperLetter", 3, "C"),
        ("lowerLetter", 28, "bb"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("japaneseCounting", 21, "二十一"),
        ("taiwaneseCountingThousand", 11, "十一"),
        ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 13, "子"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("ideographEnclosedCircle", 2, "㊁"),
        ("numberInDash", 2, "- 2 -"),
        ("none", 2, ""),
        ("aiueo", 2, "2"),
    ],
)
def test_a_number_is_drawn_in_its_format(kind: str, count: int, shown: str) -> None:
    assert drawn(kind, "%1", count) == shown


@pytest.mark.parametrize(
    ("text", "shown"), [("第%1条", "第二条"), ("（%1）", "（二）"), ("%1、", "二、"), ("", "")]
)
def test_a_number_stands_in_its_text(text: str, shown: str) -> None:
    assert drawn("chineseCounting", text, 2) == shown


def test_a_bullet_of_a_symbol_font_is_a_bullet() -> None:
    assert drawn("bullet", "\uf06c", 2) == "•"


def test_a_level_shows_those_above_it_and_legal_ones_in_digits() -> None:
    levels = level(0, "chineseCounting", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>")
    numbering = abstract(0, *levels) + num(1, of=0)
    body = p("#", listed(1)) * 2 + p("#", listed(1, 1))
    assert lines(body, numbering=numbering)[-1] == "2.1#"


def test_a_tab_after_the_number_is_a_space() -> None:
    numbering = abstract(0, level(0, "decimal", "%1", suffix="tab")) + num(1, of=0)
    assert lines(p("2023年", listed(1)), numbering=numbering) == ["1 2023年"]


def test_a_level_that_never_restarts_counts_on() -> None:
    levels = level(0, "decimal", "%1"), level(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>')
    numbering = abstract(0, *levels) + num(1, of=0)
    body = "".join(p("#", listed(1, at)) for at in (0, 1, 0, 1))
    assert lines(body, numbering=numbering) == ["1#", "1#", "2#", "2#"]


def test_two_lists_of_one_kind_count_on_unless_one_starts_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = THREE + num(1, of=0) + num(2, of=0) + num(3, of=0, more=anew)
    body = "".join(p("#", listed(n)) for n in (1, 1, 2, 3, 3))
    assert lines(body, numbering=numbering) == ["一、#", "二、#", "三、#", "一、#", "二、#"]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1)")}</w:lvlOverride>'
    assert lines(p("#", listed(2)), numbering=THREE + num(2, of=0, more=own)) == ["1)#"]


def test_a_paragraph_is_numbered_by_its_style_or_the_one_that_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/>'
        "</w:style>"
    )
    body = (
        p("#", '<w:pStyle w:val="A"/>')
        + p("#", '<w:pStyle w:val="B"/>')
        + p("#", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert lines(body, numbering=ONE, styles=styles) == ["一、#", "二、#", "#"]


def test_a_style_takes_the_level_that_names_it() -> None:
    numbering = (
        abstract(
            0, level(0, "decimal", "%1"), level(1, "lowerLetter", "%2", '<w:pStyle w:val="B"/>')
        )
        + num(1, of=0)
    )  # fmt: skip
    styles = (
        '<w:style w:type="paragraph" w:styleId="B"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    assert lines(p("#", '<w:pStyle w:val="B"/>'), numbering=numbering, styles=styles) == ["a#"]


def test_a_list_may_be_that_of_a_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="S"/></w:abstractNum>'
        + THREE
        + num(1, of=0)
        + num(2, of=5)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    assert lines(p("#", listed(2)), numbering=numbering, styles=styles) == ["一、#"]


@pytest.mark.parametrize("numbering", ["", THREE, num(1, of=7), "<w:num/>"])
def test_a_list_that_is_not_there_draws_nothing(numbering: str) -> None:
    assert lines(p("#", listed(1)), numbering=numbering) == ["#"]


def test_a_table_is_a_line_a_row() -> None:
    cell = "<w:tc>{}</w:tc>".format
    rows = (
        f"<w:tr>{cell(p('指标'))}{cell(p('2023年') + p('合计'))}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell(p('公开'))}<w:sdt><w:sdtContent>{cell(p('35'))}"
        "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
    )
    body = p("前") + f"<w:tbl><w:tblPr/>{rows}</w:tbl>" + p("后")
    assert lines(body) == ["前", "指标\t2023年 合计", "公开\t35", "后"]


def test_a_report_laid_out_in_a_cell_stays_lines() -> None:
    prose = p("一、工作") + p("全年完成工作。" * 40)
    cells = f"<w:tc>{p('总结')}</w:tc><w:tc>{prose}</w:tc>"
    assert lines(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")[:2] == ["总结", "一、工作"]
    assert lines(f"<w:tbl><w:tr><w:tc>{p('甲') + p('乙')}</w:tc></w:tr></w:tbl>") == ["甲", "乙"]


def test_tracked_changes_are_taken_as_accepted() -> None:
    moved = f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>"
    body = (
        f"<w:p><w:ins>{run('加')}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        f"{run('留')}{moved}</w:p>"
    )
    assert lines(body) == ["加留新"]


def test_a_paragraph_whose_end_is_deleted_runs_into_the_next() -> None:
    assert lines(p("前", "<w:rPr><w:del/></w:rPr>") + p("后")) == ["前后"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('框')}</w:txbxContent>"
    body = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        f"</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{run('锚')}</w:p>"
    )
    assert lines(body) == ["锚", "框"]


def test_a_footnote_follows_its_paragraph() -> None:
    note = f'<w:footnote w:id="2">{p(" 脚注") + p("两段")}</w:footnote>'
    marked = f'<w:p>{run("前")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("后")}</w:p>'
    assert lines(marked + p("次"), footnotes=note) == ["前后", "注：脚注 两段", "次"]


def test_what_stands_between_the_letters() -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/>"
        '<w:sym w:char="F06C"/><w:sym w:char="2460"/></w:r><w:r><w:rPr><w:vanish/></w:rPr>'
        f"<w:t>藏</w:t></w:r><w:hyperlink>{run('链')}</w:hyperlink><w:r><w:instrText>TOC"
        f"</w:instrText></w:r><w:sdt><w:sdtContent>{run('控')}</w:sdtContent></w:sdt></w:p>"
    )
    assert lines(body) == ["甲\t乙", "丙-①链控"]


def test_pages_begin_where_word_rendered_them() -> None:
    rendered, asked = "<w:lastRenderedPageBreak/>", '<w:br w:type="page"/>'
    body = f"<w:p>{run('甲')}<w:r>{asked}</w:r></w:p><w:p><w:r>{rendered}<w:t>乙</w:t></w:r></w:p>"
    source = read_source(docx(body + p("丙")), "a.docx")
    assert source.text == "甲\n乙\n丙\n"
    assert source.pages == (0, 2)


def test_pages_begin_where_the_author_asked_for_them() -> None:
    body = f'<w:p>{run("甲")}<w:r><w:br w:type="page"/></w:r>{run("乙")}</w:p>'
    source = read_source(docx(body + p("丙", "<w:pageBreakBefore/>")), "a.docx")
    assert [source.text[start] for start in source.pages] == ["甲", "乙", "丙"]


def test_the_strict_namespace_is_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = "<d:body><d:p><d:r><d:t>甲</d:t></d:r></d:p></d:body>"
    document = f'<d:document xmlns:d="{strict}">{body}</d:document>'
    files = {"_rels/.rels": MAIN, "word/document.xml": document}
    assert read_source(zipped(files), "a.docx").text == "甲\n"


WHOLE = docx(p("甲"))
NO_DIRECTORY = WHOLE.replace(b"PK\x01\x02", b"PK\x01\x03")
DEEP = docx("<w:sdt>" * 400 + "</w:sdt>" * 400)
BOMB = {"_rels/.rels": MAIN, "word/document.xml": "<a>" + " " * (40 << 20) + "</a>"}
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "哈哈">'
    + "".join(f'<!ENTITY {c} "{f"&{chr(ord(c) - 1)};" * 10}">' for c in "cdefghij")
    + "]><a>&j;</a>"
)


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        pytest.param(zipped(BOMB), TooLarge, "unfolds", id="bomb"),
        pytest.param(
            zipped({"_rels/.rels": MAIN, "word/document.xml": LAUGHS}),
            DamagedDocument,
            "damaged|entities",
            id="entities",
        ),
        pytest.param(DEEP, DamagedDocument, "damaged", id="deep"),
        pytest.param(WHOLE[:-40], DamagedDocument, "damaged", id="cut"),
        pytest.param(NO_DIRECTORY, DamagedDocument, "damaged", id="directory"),
        pytest.param(docx("<w:p>"), DamagedDocument, "document.xml", id="XML"),
        pytest.param(zipped({"a.txt": "甲"}), UnsupportedFormat, "ZIP archive", id="ZIP"),
        pytest.param(zipped({"_rels/.rels": MAIN}), UnsupportedFormat, "ZIP archive", id="no part"),
        pytest.param(docx(""), EmptyInput, "nothing to summarise", id="empty"),
        pytest.param(
            b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            EncryptedDocument,
            "password",
            id="encrypted",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_clear_error(
    data: bytes, error: type[InputError], said: str
) -> None:
    with pytest.raises(error, match=said) as caught:
        read_source(data, "报告.docx")
    assert str(caught.value).startswith("报告.docx: ")
    assert "\n" not in str(caught.value)


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(docx(p("甲")))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    with pytest.raises(EncryptedDocument, match="password"):
        read_source(bytes(data), "a.docx")
