"""HTML to text: the site's furniture out, everything of the text kept."""

import pytest

from summarizer.errors import EmptyInput, InputError
from summarizer.reading.decode import read_source
from tests.formats.making import html_of

TEXT = (
    "云岭市茶叶局2023年工作总结\n"
    "一、主要工作\n"
    "全年办理茶园登记120件，同比增长8%。\n"
    "二、问题\n"
    "人手不足，设备陈旧。\n"
    "2023年12月20日"
)


def lines(body: str) -> list[str]:
    page = f"<!DOCTYPE html><html><head><title>页</title></head><body>{body}</body></html>"
    return read_source(page.encode(), "页.html").text.strip().split("\n")


def test_the_text_is_kept_and_the_furniture_is_not() -> None:
    source = read_source(html_of(TEXT), "页.txt")
    assert source.text == TEXT
    assert (source.media_type, source.encoding, source.pages) == ("text/html", "utf-8", ())


def test_paragraphs_too_short_to_look_like_text_are_kept_inside_it() -> None:
    short = "<p>二、问题</p><p>前<b>粗</b>后</p>"
    body = f"<p>全年完成工作，都很好。</p>{short}<p>人手不足，设备旧。</p>"
    assert lines(f"<div>{body}</div>") == [
        "全年完成工作，都很好。",
        "二、问题",
        "前粗后",
        "人手不足，设备旧。",
    ]


def test_a_row_of_a_table_is_a_line() -> None:
    table = (
        "<table><tr><th>指标<th>2022年<th>2023年</tr>"
        "<tr><td>公开</td><td></td><td>35</td></tr></table>"
    )
    assert lines(f"<p>情况如下，请看。</p>{table}<p>以上就是全部情况。</p>") == [
        "情况如下，请看。",
        "指标\t2022年\t2023年",
        "公开\t35",
        "以上就是全部情况。",
    ]


def test_breaks_and_entities_and_list_numbers_are_read() -> None:
    items = "<ol><li>甲完成了。</li><li>乙完成了。</li></ol>"
    body = f"<p>一、工作<br>完成&nbsp;10&#x4ef6;。</p>{items}"
    assert [line.strip() for line in lines(body)] == [
        "一、工作",
        "完成\xa010件。",
        "1. 甲完成了。",
        "2. 乙完成了。",
    ]


def test_scripts_and_styles_are_no_text() -> None:
    body = "<script>var 甲 = '乙';</script><style>p {}</style><p>全年完成工作，都很好。</p>"
    assert lines(body) == ["全年完成工作，都很好。"]


@pytest.mark.parametrize(
    ("charset", "codec"), [("gb2312", "gb18030"), ("GBK", "gb18030"), ("big5", "big5")]
)
def test_the_charset_that_a_page_declares_is_believed_where_it_holds(
    charset: str, codec: str
) -> None:
    head = f"<head><meta charset='{charset}'></head>"
    page = f"<html>{head}<body><p>{'a' * 99}文件。</p></body></html>"
    source = read_source(page.encode(codec), "页")
    assert (source.encoding, source.text.strip()[-3:]) == (codec, "文件。")


def test_a_charset_that_does_not_hold_is_not_believed() -> None:
    page = html_of(TEXT).decode().replace("utf-8", "big5").encode("gb18030")
    assert read_source(page, "页").text == TEXT


@pytest.mark.parametrize(
    "opening",
    ["<!doctype HTML>", "<html>", '<?xml version="1.0"?>\n<html>', "<!-- 注 --><head>", "<div>"],
)
def test_a_page_is_told_from_its_opening(opening: str) -> None:
    page = f"{opening}<p>全年完成工作，都很好。</p></div>"
    assert read_source(page.encode(), "页.txt").media_type == "text/html"


def test_markdown_with_a_tag_in_it_is_no_page() -> None:
    text = "<div align=center>题</div>\n\n# 总结\n"
    assert read_source(text.encode(), "总结.md").text == text


@pytest.mark.parametrize("page", ["<html></html>", "<html><script>1</script><body> </body></html>"])
def test_a_page_without_text_is_empty(page: str) -> None:
    with pytest.raises(EmptyInput, match="nothing to summarise"):
        read_source(page.encode(), "页")


def test_a_page_that_is_nested_without_end_is_one_clear_error() -> None:
    with pytest.raises(InputError, match=r"^页: ") as caught:
        read_source(b"<html><body>" + b"<div>" * 200_000, "页")
    assert "\n" not in str(caught.value)
