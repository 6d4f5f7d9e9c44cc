import base64
import hashlib
import re
from dataclasses import replace
from xml.etree.ElementTree import Element

import html5lib
import pytest

from summarizer.domain.summary import Digest, Finding
from summarizer.domain.text import Span
from summarizer.rendering.contents import PARTS, items_of
from summarizer.rendering.formats import render
from summarizer.rendering.names import Lang
from tests.builders import FILLED_TEXT, filled_digest

DIGEST = filled_digest()
HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><b>",
    "\"><img src=x onerror='alert(1)'>",
    "&#60;b&#62; &lt;",
    "javascript:alert(1)",
    "{{ 7*7 }} {% raw %}",
    "<!-- <base href=http://x.invalid>",
]


def page(digest: Digest = DIGEST, text: str | None = FILLED_TEXT, lang: Lang = "zh") -> Element:
    """Return the page as a browser reads it; a mistake in it is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    written = render(digest, "html", text=text, lang=lang).decode()
    parsed: Element = parser.parse(written)
    return parsed


def words(element: Element) -> str:
    return "".join(element.itertext())


def classed(root: Element, name: str) -> list[Element]:
    return [e for e in root.iter() if name in (e.get("class") or "").split()]


def by_id(root: Element, wanted: str) -> Element:
    (found,) = [element for element in root.iter() if element.get("id") == wanted]
    return found


def items(root: Element) -> list[Element]:
    return [element for element in classed(root, "item") if element.get("data-passages")]


def lit_by(root: Element, item: Element) -> list[str]:
    """Return what the page lights for `item`, a string for each span."""
    ranges = [tuple(map(int, r.split("-"))) for r in (item.get("data-passages") or "").split()]
    return ["".join(words(by_id(root, f"s{n}")) for n in range(*pair)) for pair in ranges]


def with_item(text: str) -> Digest:
    first = DIGEST.reports[0]
    item = replace(first.achievements[0], text=text)
    return replace(DIGEST, reports=(replace(first, achievements=(item,)), DIGEST.reports[1]))


def test_summary_and_source_stand_side_by_side_as_landmarks() -> None:
    root = page()
    assert [root.find(f".//{tag}") is not None for tag in ("header", "main", "aside", "nav")] == [
        True
    ] * 4
    main, aside = root.find(".//main"), root.find(".//aside")
    assert main is not None
    assert aside is not None
    assert (main.get("aria-label"), aside.get("aria-label")) == ("摘要", "原文")


def test_the_source_is_there_whole() -> None:
    texts = classed(page(), "text")
    for mark in [mark for text in texts for mark in classed(text, "page")]:
        mark.text = ""
    assert "".join(map(words, texts)) == FILLED_TEXT


def test_every_item_lights_just_its_evidence() -> None:
    root = page()
    expected = [
        [FILLED_TEXT[span.start : span.end] for span in evidence]
        for report in DIGEST.reports
        for evidence in (
            *(finding.evidence for finding in report.findings),
            *(item.evidence for part in PARTS for item in items_of(report, part)),
            *(metric.evidence for metric in report.metrics),
        )
    ]
    articles = list(root.iter("article"))
    shown = [lit_by(root, item) for article in articles for item in items(article)]
    assert shown == expected


def test_an_item_is_a_link_to_its_first_passage_and_a_passage_one_to_its_item() -> None:
    root = page()
    for item in items(root):
        first = (item.get("data-passages") or "").partition("-")[0]
        assert item.get("href") == f"#s{first}"
    for passage in classed(root, "passage"):
        target = by_id(root, (passage.get("href") or "").removeprefix("#"))
        assert any(words(passage) in lit for lit in lit_by(root, target))


def test_every_link_within_the_page_leads_somewhere() -> None:
    root = page()
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [e.get("href") or "" for e in root.iter("a")]
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)


def test_a_finding_is_marked_and_explained() -> None:
    (shown,) = [item for found in classed(page(), "findings") for item in found.iter("li")]
    assert words(shown).startswith("核查：需核对 年份有误")


def test_a_finding_on_the_document_stands_in_the_overview() -> None:
    finding = Finding("count_mismatch", "warning", "份数不符", (), ())
    root = page(replace(DIGEST, findings=(finding,)))
    first = classed(root, "findings")[0]
    assert "份数不符" in words(first)


def test_the_comparison_is_a_table_whose_figures_are_items() -> None:
    root = page()
    table = next(iter(root.iter("table")))
    assert [words(head) for head in table.iter("th")][:6] == [
        "指标",
        "单位",
        "年度",
        "云岭市档案局",
        "青江县水务局",
        "合计",
    ]
    assert [lit_by(root, item) for item in items(table)] == [
        ["接待查档群众3600余人次"],
        ["接待来访群众420人次"],
    ]


def test_the_chart_has_a_bar_for_each_kind_of_item_an_agency_has() -> None:
    bars = [words(bar).strip() for bar in page().iter() if bar.tag.endswith("rect")]
    assert bars == [
        "云岭市档案局 主要成效 1",
        "云岭市档案局 存在问题 2",
        "云岭市档案局 下一步 2",
        "青江县水务局 主要成效 1",
        "青江县水务局 存在问题 1",
    ]


def test_themes_and_what_is_not_stated_are_in_the_overview() -> None:
    overview = next(iter(page().iter("section")))
    assert "专业人员紧缺：云岭市档案局、青江县水务局" in words(overview)
    assert "青江县水务局：下一步" in words(overview)


def test_a_page_of_the_source_is_marked_where_it_is_known() -> None:
    assert [words(mark) for mark in classed(page(), "page")] == ["第2页"]


def test_without_the_text_items_are_shown_and_nothing_is_linked() -> None:
    root = page(text=None)
    assert root.find(".//aside") is None
    assert items(root) == []
    assert "推进数字化：全年扫描照片1.2万张" in [words(e) for e in classed(root, "item")]


def test_names_are_english_where_asked_for() -> None:
    root = page(lang="en")
    html = root if root.tag == "html" else root.find("html")
    assert html is not None
    assert html.get("lang") == "en"
    assert "Problems" in [words(heading) for heading in root.iter("h3")]


def test_the_policy_lets_only_the_pages_own_script_and_style_run() -> None:
    root = page()
    (policy,) = [m.get("content") or "" for m in root.iter("meta") if m.get("http-equiv")]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (element,) = root.iter(tag)
        digest = base64.b64encode(hashlib.sha256(words(element).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_the_page_loads_nothing_and_has_no_inline_handler_or_style() -> None:
    for element in page().iter():
        assert not any(name.startswith("on") or name == "style" for name in element.keys())  # noqa: SIM118
        assert element.get("src") is None
        assert not str(element.tag).endswith(("link", "img", "iframe", "object", "base"))
    assert not re.search(r"https?://|url\(|@import", render(DIGEST, "html").decode())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_item_is_shown_as_it_is(text: str) -> None:
    root = page(with_item(text))
    assert text in [words(item) for item in items(root)]
    assert len(list(root.iter("script"))) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_source_is_shown_as_it_is(text: str) -> None:
    root = page(text=FILLED_TEXT + text)
    assert words(classed(root, "text")[-1]).endswith(text)
    assert len(list(root.iter("script"))) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_shown_as_it_is(text: str) -> None:
    report = replace(DIGEST.reports[0], agency=text, title=text, brief=text)
    document = replace(DIGEST.document, name=text, title=text)
    root = page(replace(DIGEST, document=document, reports=(report,)))
    assert [words(heading) for heading in root.iter("h1")] == [text]
    assert text in [words(heading) for heading in root.iter("h2")]


def test_a_text_cannot_turn_the_page_round() -> None:
    root = page(with_item("甲\u202e乙"), text=FILLED_TEXT + "\u202e\u2067甲\x1b[2J")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", words(root))


def test_evidence_in_characters_outside_the_first_plane_is_lit_exactly() -> None:
    text = "𠀀𠀁" + FILLED_TEXT
    first = DIGEST.reports[0]
    item = replace(first.achievements[0], evidence=(Span(1, 4),))
    root = page(replace(DIGEST, reports=(replace(first, achievements=(item,)),)), text=text)
    (shown,) = [i for i in items(root) if words(i) == item.text]
    assert lit_by(root, shown) == ["𠀁云岭"]
