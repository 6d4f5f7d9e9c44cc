"""From a dropped file to a Word file in hand, in a real browser."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx2
from playwright.sync_api import Page, expect

from tests.browser.browsing import summarised, upload
from tests.formats.making import pdf_of
from tests.llm_server.server import LlmServer
from tests.service.compilations import SOURCES, compilation
from tests.service.ordeal import ended, model_of, post
from tests.service.running import Service

NAME = "police-markdown.txt"
TEXT = (SOURCES / NAME).read_text("utf-8")
ASTRAL = "𠮷" * 3 + "\n" + TEXT
"""Characters outside the basic plane come before everything that is pointed to."""


def job_of(page: Page) -> str:
    return page.url.rpartition("/jobs/")[2].partition("#")[0].partition("?")[0]


def lit(page: Page) -> str:
    return "".join(page.locator("#source .lit").all_text_contents())


def result(client: httpx2.Client, page: Page, **wanted: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/v1/jobs/{job_of(page)}/result", params=wanted).json()
    return found


def select_in_source(page: Page, words: str) -> None:
    """Select words of the source as a hand with a mouse would."""
    page.evaluate(
        """(words) => {
          const pane = document.querySelector("#source .text");
          const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return;
          }
          throw new Error("not in one piece of the source");
        }""",
        words,
    )


def test_a_document_is_dropped_confirmed_priced_and_summarised_by_the_model(
    page: Page, site: httpx2.Client
) -> None:
    page.goto(str(site.base_url))
    upload(page, NAME, TEXT)
    expect(page.locator("#confirm h2")).to_be_focused()
    found = site.post("/v1/splits", json={"text": TEXT}).json()["reports"]
    shown = page.locator("#confirm tbody th").all_text_contents()
    assert shown == [report["agency"] for report in found]
    expect(page.locator(".counted strong")).to_contain_text(str(len(found)))
    expect(page.locator("#estimate .price")).to_contain_text("CNY")
    page.click("#go")
    page.wait_for_url("**/jobs/*")
    expect(page.locator("#state")).to_contain_text("完成")
    job = site.get(f"/v1/jobs/{job_of(page)}").json()
    assert (job["engine"], job["name"]) == ("llm", NAME)
    expect(page.locator(".item .badge.llm").first).to_be_visible()


def test_pasted_text_is_read_as_a_file_is(page: Page, site: httpx2.Client) -> None:
    page.goto(str(site.base_url))
    page.click("#paste summary")
    page.fill("#text", TEXT)
    page.check("input[value=rules]")
    page.click("#look")
    expect(page.locator("#confirm tbody tr").first).to_be_visible()
    page.click("#go")
    page.wait_for_selector("#summary h2")
    assert site.get(f"/v1/jobs/{job_of(page)}").json()["engine"] == "rules"


def test_an_item_lights_its_evidence_and_the_evidence_its_item(
    page: Page, site: httpx2.Client
) -> None:
    page.goto(f"{site.base_url}/jobs/{ended(site, post(site, ASTRAL, 'rules'))['id']}")
    page.wait_for_selector("#summary h2")
    for report in result(site, page)["reports"]:
        page.click(f'#reports a[href="#{report["id"]}"]')
        for part in ("problems", "next_steps"):
            for index, item in enumerate(report[part]):
                page.click(f'[data-key="{part}.{index}"]')
                quoted = "".join(
                    ASTRAL[span["start"] : span["end"]]
                    for span in sorted(item["evidence"], key=lambda span: span["start"])
                )
                assert lit(page) == quoted
                expect(page.locator("#source .lit").first).to_be_in_viewport()
    passage = page.locator("#source .passage.problems").first
    key = (passage.get_attribute("data-keys") or "").split()[0]
    passage.click()
    item_shown = page.locator(f'#summary [data-key="{key}"]')
    expect(item_shown).to_have_class(re.compile("lit"))
    expect(item_shown).to_be_in_viewport()


def test_pages_are_marked_where_they_begin(page: Page, site: httpx2.Client) -> None:
    made = pdf_of(TEXT)
    page.goto(str(site.base_url))
    page.check("input[value=rules]")
    upload(page, "汇编.pdf", made)
    page.click("#go")
    page.wait_for_selector("#summary h2")
    starts = site.get(f"/v1/jobs/{job_of(page)}/pages").json()["starts"]
    text = site.get(f"/v1/jobs/{job_of(page)}/text").text
    assert len(starts) > 1
    for report in result(site, page)["reports"]:
        page.click(f'#reports a[href="#{report["id"]}"]')
        # In one look, since the page may be drawn anew between two.
        marks = page.locator("#source .page").evaluate_all(
            "(marks) => marks.map((mark) => [mark.dataset.label, mark.nextSibling.textContent])"
        )
        for label, after in marks[1:]:
            number = int(re.sub(r"\D", "", label))
            assert text[starts[number - 1] :].startswith(after)
        places = page.locator(".item .about").all_text_contents()
        assert all("页" in place for place in places)


def test_everything_can_be_done_from_the_keyboard(page: Page, site: httpx2.Client) -> None:
    summarised(page, str(site.base_url), NAME, TEXT)
    item = page.locator('[data-key="problems.0"]')
    item.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source .lit").first).to_be_in_viewport()
    expect(page.locator("#status")).to_contain_text("已标出")
    page.locator(".problems .item .edit").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".correcting textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".correcting")).to_have_count(0)
    expect(page.locator(".problems .item .edit").first).to_be_focused()


def reword_and_cite(page: Page, words: str) -> None:
    """Give the first problem other words, and what is selected in the source as evidence."""
    page.locator(".problems .item .edit").first.click()
    page.fill(".correcting textarea", "改过的问题")
    select_in_source(page, words)
    page.click(".correcting .use")
    expect(page.locator(".quotes li")).to_have_text(words)
    page.click(".correcting .primary")
    expect(page.locator(".item .badge.edited")).to_have_count(1)


def add(page: Page, text: str, words: str) -> None:
    """Add a next step with the passage `words` as its evidence."""
    page.locator(".next_steps > h3 .edit").click()
    page.fill(".correcting textarea", text)
    page.fill(".correcting input", words)
    page.click(".correcting .choose button:last-child")
    page.click(".correcting .primary")


def refile(page: Page, index: int, to: str) -> None:
    page.locator(".problems .item .edit").nth(index).click()
    page.select_option(".correcting select", to)
    page.click(".correcting .primary")


def test_corrections_are_kept_exported_and_undone(
    page: Page, site: httpx2.Client, tmp_path: Path
) -> None:
    summarised(page, str(site.base_url), NAME, ASTRAL)
    before = result(site, page)
    span = before["reports"][0]["achievements"][0]["evidence"][0]
    words = ASTRAL[span["start"] : span["end"]][:6]
    reword_and_cite(page, words)
    changed = result(site, page)["reports"][0]["problems"][0]
    assert (changed["text"], changed["engine"]) == ("改过的问题", "edited")
    cited = changed["evidence"][0]
    assert ASTRAL[cited["start"] : cited["end"]] == words
    add(page, "另加的一条，共999件", words)
    expect(page.locator("#summary .findings")).to_contain_text("999")
    refile(page, 1, "achievements")
    expect(page.locator("#undo")).to_contain_text("3")
    page.locator(".problems .item .edit").last.click()
    page.click(".correcting .danger")
    expect(page.locator("#undo")).to_contain_text("4")

    page.reload()
    expect(page.locator(".item .badge.edited")).to_have_count(3)
    page.click("#downloads summary")
    with page.expect_download() as download:
        page.click('#downloads [data-format="md"]')
    download.value.save_as(tmp_path / "out.md")
    assert download.value.suggested_filename == "police-markdown.md"
    assert "改过的问题" in (tmp_path / "out.md").read_text("utf-8")
    assert result(site, page, edited="false") == before

    for left in (3, 2, 1):
        page.click("#undo")
        expect(page.locator("#undo")).to_contain_text(f"共 {left} 处")
    page.click("#undo")
    expect(page.locator("#undo")).to_have_count(0)
    assert result(site, page) == before


def test_every_format_can_be_taken_away(page: Page, site: httpx2.Client) -> None:
    summarised(page, str(site.base_url), NAME, TEXT)
    page.click("#downloads summary")
    links = page.locator("#downloads a").all()
    assert links
    for link in links:
        with page.expect_download() as download:
            link.click()
        served = site.get(str(link.get_attribute("href")))
        assert download.value.path().read_bytes() == served.content
        assert served.content


def test_progress_survives_a_reload_and_a_server_that_comes_back(
    page: Page, stub: LlmServer, tmp_path: Path
) -> None:
    service = Service(tmp_path, **model_of(stub), SUMMARIZER_LLM__CONCURRENCY="1")
    service.start()
    stub.latency_s = 0.4
    try:
        with service.client() as client:
            page.goto(f"{client.base_url}/jobs/{post(client, compilation(8))}")
        expect(page.locator(".chips li.succeeded").first).to_be_visible()
        page.reload()
        expect(page.locator(".chips li.succeeded").first).to_be_visible()
        expect(page.locator("#summary h2")).to_be_visible()
        service.kill()
        expect(page.locator("#progress [role=alert]")).to_be_visible()
        service.start()
        stub.latency_s = 0
        expect(page.locator("#state")).to_contain_text("完成", timeout=40_000)
        expect(page.locator("#progress")).to_be_hidden()
        expect(page.locator("#reports li")).to_have_count(8)
    finally:
        stub.latency_s = 0
        service.stop()


def test_a_job_is_cancelled_and_what_is_finished_can_be_read(
    page: Page, site: httpx2.Client, stub: LlmServer
) -> None:
    stub.latency_s = 0.5
    try:
        page.goto(f"{site.base_url}/jobs/{post(site, compilation(14))}")
        expect(page.locator(".chips li.succeeded").first).to_be_visible()
        page.click("#cancel")
        expect(page.locator("#state")).to_contain_text("已取消")
        expect(page.locator("#summary h2")).to_be_visible()
        assert site.get(f"/v1/jobs/{job_of(page)}").json()["state"] == "cancelled"
    finally:
        stub.latency_s = 0


def test_a_file_that_cannot_be_used_is_refused_in_plain_words(
    page: Page, site: httpx2.Client
) -> None:
    page.goto(str(site.base_url))
    for name, content in (("图片.png", b"\x89PNG\r\n\x1a\n\0\0\0"), ("空.txt", b"  \n ")):
        upload(page, name, content)
        expect(page.locator("#refusal")).to_be_visible()
        expect(page.locator("#refusal p").first).to_contain_text("文")
        expect(page.locator("#confirm")).to_be_hidden()
    page.goto(f"{site.base_url}/jobs/{'0' * 32}")
    expect(page.locator("#refusal")).to_contain_text("没有这个任务")


def test_earlier_jobs_are_listed_and_removed(page: Page, site: httpx2.Client) -> None:
    job = ended(site, post(site, TEXT, "rules"))["id"]
    page.goto(str(site.base_url))
    page.locator(".jobs tbody tr").first.locator("button").click()
    page.click("dialog .danger")
    expect(page.locator(f'a[href="/jobs/{job}"]')).to_have_count(0)
    assert site.get(f"/v1/jobs/{job}").status_code == 404


def test_with_keys_one_signs_in_and_an_ended_session_loses_nothing(
    page: Page, keyed: tuple[httpx2.Client, str, Path]
) -> None:
    client, key, folder = keyed
    page.goto(str(client.base_url))
    assert page.url.endswith("/sign-in?next=%2F")
    page.fill("#key", "sum_00000000_wrong")
    page.keyboard.press("Enter")
    expect(page.locator("#refusal")).to_be_visible()
    page.fill("#key", key)
    page.keyboard.press("Enter")
    page.wait_for_selector("#drop")
    (cookie,) = [one for one in page.context.cookies() if one["name"] == "summarizer_session"]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    assert page.evaluate("document.cookie + JSON.stringify({...localStorage})").find(key) < 0
    summarised(page, str(client.base_url), NAME, TEXT)
    page.locator(".problems .item .edit").first.click()
    page.fill(".correcting textarea", "还没有保存的话")
    with closing(sqlite3.connect(folder / "data" / "keys.sqlite3")) as database, database:
        database.execute("UPDATE sessions SET ends_at = '2020-01-01 00:00:00'")
    page.click(".correcting .primary")
    expect(page.locator("#expired")).to_be_visible()
    with page.context.expect_page() as opened:
        page.click("#expired a")
    opened.value.fill("#key", key)
    opened.value.keyboard.press("Enter")
    opened.value.wait_for_selector("#drop")
    opened.value.close()
    page.click(".correcting .primary")
    expect(page.locator(".item .badge.edited")).to_have_count(1)
    expect(page.locator("#expired")).to_be_hidden()
    page.click(".settings button")
    assert page.url.endswith("/sign-in")
    page.goto(str(client.base_url))
    assert "/sign-in" in page.url
