"""One browser and two servers for all of these tests; skipped where there is no Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed: pip install playwright")

import httpx2
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.browsing import CHROMIUM, chromium
from tests.llm_server.answers import answering, follow
from tests.llm_server.server import LlmServer
from tests.service.compilations import gold
from tests.service.ordeal import model_of
from tests.service.running import serving
from tests.unit.test_cli import run

PRICES = '{"stub": {"input": 0.8, "output": 2.0, "currency": "CNY"}}'


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    # As long as the page itself waits: a loaded machine may need more than the 5 s of the default.
    expect.set_options(timeout=20_000)
    with chromium() as running:
        yield running


@pytest.fixture(scope="package")
def stub() -> Iterator[LlmServer]:
    with LlmServer(answering(follow(gold()))) as running:
        yield running


@pytest.fixture(scope="package")
def site(
    tmp_path_factory: pytest.TempPathFactory, stub: LlmServer, browser: Browser
) -> Iterator[httpx2.Client]:
    """A server without keys that has a model, for as long as the browser runs."""
    assert browser.is_connected()
    settings = model_of(stub) | {"SUMMARIZER_LLM__PRICES": PRICES, "SUMMARIZER_LLM__RAMP_S": "0"}
    with serving(tmp_path_factory.mktemp("site"), **settings) as client:
        yield client


@pytest.fixture(scope="package")
def keyed(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[tuple[httpx2.Client, str, Path]]:
    """A server with a key, the key, and the server's folder."""
    assert browser.is_connected()
    folder = tmp_path_factory.mktemp("keyed")
    data = {"SUMMARIZER_DATA_DIR": str(folder / "data")}
    key = run("keys", "add", "desk", **data).stdout.decode().strip()  # type: ignore[arg-type]
    with serving(folder, SUMMARIZER_RATE_PER_MINUTE="100000") as client:
        yield client, key, folder


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="zh-CN", accept_downloads=True
    )
    made.set_default_timeout(20_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose scripts raise nothing and break no rule of the policy."""
    wrong: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console",
        lambda message: wrong.append(message.text) if "Security Policy" in message.text else None,
    )
    yield opened
    assert wrong == []
