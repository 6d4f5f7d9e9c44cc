"""Writes docs/screenshots: every view of the page, from a server that runs here.

python -m tests.browser.screenshots
"""

import tempfile
from pathlib import Path

import httpx2
from playwright.sync_api import Browser, Page

from tests.browser.browsing import chromium, summarised, upload
from tests.browser.conftest import PRICES
from tests.llm_server.answers import answering, follow
from tests.llm_server.server import LlmServer
from tests.service.compilations import SOURCES, compilation, gold
from tests.service.ordeal import model_of, post
from tests.service.running import serving
from tests.unit.test_cli import run

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
NAME = "police-edu-real.txt"
WIDE, PHONE = {"width": 1120, "height": 650}, {"width": 390, "height": 780}


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    with (
        LlmServer(answering(follow(gold()))) as stub,
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as keyed,
        chromium() as browser,
    ):
        settings = model_of(stub) | {"SUMMARIZER_LLM__PRICES": PRICES}
        with serving(Path(folder), **settings) as client:
            _story(browser, client, stub)
        data = {"SUMMARIZER_DATA_DIR": str(Path(keyed) / "data")}
        run("keys", "add", "desk", **data)  # type: ignore[arg-type]
        with serving(Path(keyed)) as client:
            _shot(_page(browser, f"{client.base_url}/sign-in"), "sign-in")


def _story(browser: Browser, client: httpx2.Client, stub: LlmServer) -> None:
    address = str(client.base_url)
    text = (SOURCES / NAME).read_text("utf-8")
    page = _page(browser, address)
    page.wait_for_selector("#jobs > *")
    _shot(page, "drop")
    upload(page, NAME, text)
    page.wait_for_selector("#estimate .price")
    _shot(page, "confirm")
    stub.latency_s = 0.6
    page.goto(f"{address}/jobs/{post(client, compilation(16))}")
    page.wait_for_selector(".chips .succeeded >> nth=3")
    page.wait_for_selector("#summary h2")
    _shot(page, "progress")
    page.click("#cancel")
    stub.latency_s = 0
    summarised(page, address, NAME, text)
    _reading(page)
    job = page.url.partition("#")[0]
    page.goto(address)
    page.wait_for_selector(".jobs")
    page.locator("#earlier").scroll_into_view_if_needed()
    _shot(page, "jobs")
    for name, lang, scheme, size in (
        ("dark", "zh", "dark", WIDE),
        ("english", "en", "light", WIDE),
        ("phone", "zh", "light", PHONE),
    ):
        other = _page(browser, f"{job}?lang={lang}", scheme, size)
        other.wait_for_selector("#summary h2")
        other.click('[data-key="problems.1"]')
        _shot(other, name)


def _reading(page: Page) -> None:
    page.click('[data-key="problems.0"]')
    _shot(page, "reading")
    page.locator(".problems .item .edit").first.click()
    page.locator(".item:has(.correcting)").evaluate("(item) => item.scrollIntoView()")
    _shot(page, "corrections")
    page.fill(".correcting textarea", "警务规范化建设还有差距，涉及12个所队")
    page.click(".correcting .primary")
    page.wait_for_selector(".badge.edited")
    page.locator("#summary .findings").scroll_into_view_if_needed()
    page.click('[data-key="findings.0"]')
    _shot(page, "edited")
    page.locator(".part.metrics").scroll_into_view_if_needed()
    page.click('[data-key="metrics.1"]')
    _shot(page, "figures")
    page.click('a[href="#overview"]')
    page.wait_for_selector(".tiles")
    _shot(page, "overview")
    page.locator(".sortable").last.scroll_into_view_if_needed()
    _shot(page, "comparison")
    page.click("#downloads summary")
    _shot(page, "downloads")


def _page(
    browser: Browser, address: str, scheme: str = "light", size: dict[str, int] | None = None
) -> Page:
    page = browser.new_page(color_scheme=scheme, viewport=size or WIDE)  # type: ignore[arg-type]
    page.goto(address)
    return page


def _shot(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(200)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
