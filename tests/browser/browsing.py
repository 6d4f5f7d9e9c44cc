"""A real Chromium, driven by Playwright, and servers for it to look at."""

import contextlib
import shutil
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from tests.service.compilations import compilation

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FIXTURES = 60
"""As many reports as the fixtures have, about."""


@contextlib.contextmanager
def chromium(**options: Any) -> Iterator[Browser]:
    """Run a browser with a new profile, for as long as the context lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, headless=True, args=[*_FLAGS, *options.pop("flags", ())]
        )
        try:
            yield browser
        finally:
            browser.close()


def upload(page: Page, name: str, content: str | bytes) -> None:
    """Give the first page a file and ask what is in it."""
    data = content.encode() if isinstance(content, str) else content
    file = FilePayload(name=name, mimeType="application/octet-stream", buffer=data)
    page.set_input_files("#file", file)
    page.click("#look")


def summarised(page: Page, address: str, name: str, content: str) -> None:
    """Carry a document through by the rules, from the first page to its reading view."""
    page.goto(address)
    page.check("input[value=rules]")
    upload(page, name, content)
    page.click("#go")
    page.wait_for_selector("#summary h2")


def large(reports: int) -> str:
    """Return a compilation of that many reports, those of the fixtures again and again."""
    few = compilation(FIXTURES).strip()
    return "\n\n".join([few] * (reports // FIXTURES)) + "\n"
