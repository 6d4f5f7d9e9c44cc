"""Nothing that a document, a person or a model says is ever run; and everybody can use it."""

from importlib.resources import files
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.browsing import summarised, upload
from tests.llm_server.answers import answering, units
from tests.llm_server.server import Body, LlmServer
from tests.service.compilations import SOURCES
from tests.service.ordeal import ended, model_of
from tests.service.running import serving

PAYLOADS = (
    "<script>hit()</script>",
    "<img src=x onerror=hit()>",
    "<svg onload=hit()>",
    "<svg><script>hit()</script></svg>",
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    "<a href='javascript:hit()'>x</a>",
    "javascript:hit()",
    '"><script>hit()</script>',
    "'><img src=x onerror=hit()>",
    "</script><script>hit()</script>",
    "</textarea><script>hit()</script>",
    "</title><script>hit()</script>",
    "<style>*{display:none}</style>",
    "<base href='http://127.0.0.1:1/'>",
    "<meta http-equiv=refresh content='0;url=/x'>",
    "<form action=/x><button>x</button></form>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "<!--<img src=x onerror=hit()>-->",
    "<math><mtext><img src=x onerror=hit()></mtext></math>",
    "<details open ontoggle=hit()>x</details>",
)
HIT = "window.hit = () => { window.wasHit = true; }"
FOREIGN = "#main :is(script, iframe, base, meta, style, math, mtext, img, a[href^=javascript])"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def hostile(payload: str) -> str:
    """Return a report in whose every part the payload stands; no title or agency can have it."""
    return (
        f"云岭市档案局2023年工作总结\n一、工作开展情况\n（一）推进{payload}数字化。"
        f"全年完成{payload}120万页。\n二、存在的问题\n{payload}库房容量不足。\n"
        f"三、下一步打算\n加快{payload}库房建设。\n云岭市档案局\n2023年12月20日\n"
    )


def unharmed(page: Page) -> None:
    assert page.evaluate("window.wasHit") is None
    assert page.locator(FOREIGN).count() == 0


def test_what_a_document_its_name_or_a_person_says_is_shown_as_text(
    page: Page, site: httpx2.Client
) -> None:
    page.add_init_script(HIT)
    text = "\n\n".join(hostile(payload) for payload in PAYLOADS)
    name = "<img src=x onerror=hit()>.txt"
    body = {"text": text, "name": name, "engine": "rules"}
    job = ended(site, site.post("/v1/jobs", json=body).json()["id"])["id"]
    report = site.get(f"/v1/jobs/{job}/result").json()["reports"][0]
    revision = 0
    for payload in PAYLOADS:
        evidence = [{"start": report["span"]["start"], "end": report["span"]["start"] + 4}]
        edit = {"operation": "add", "report": report["id"], "category": "problems"}
        told = site.post(
            f"/v1/jobs/{job}/edits",
            json={"after": revision, "edit": edit | {"text": payload, "evidence": evidence}},
        )
        revision = told.json()["revision"]
    page.goto(f"{site.base_url}/jobs/{job}")
    page.wait_for_selector("#summary h2")
    said = page.locator(".problems .says").all_text_contents()[-len(PAYLOADS) :]
    assert said == [" ".join(payload.split()) for payload in PAYLOADS]
    expect(page.locator("#name")).to_have_text(name)
    for link in page.locator("#reports li a").all():
        link.click()
        unharmed(page)
    page.locator(".problems .item .edit").first.click()
    unharmed(page)
    page.click('a[href="#overview"]')
    page.wait_for_selector(".tiles")
    unharmed(page)
    page.goto(str(site.base_url))
    upload(page, name, text)
    expect(page.locator("#confirm .file")).to_have_text(name)
    unharmed(page)


def test_what_a_model_says_is_shown_as_text(page: Page, tmp_path: Any) -> None:
    page.add_init_script(HIT)

    def answer(body: Body) -> dict[str, Any]:
        sharp = str.maketrans("＜＞", "<>")  # the prompt shows them blunted
        shown = {n: text.translate(sharp) for n, text in units(body).items()}
        cited = [f"[{n}]{text}" for n, text in shown.items() if "库房" in text]
        return {"achievements": [], "problems": cited[:1], "next_steps": cited[1:2]}

    with LlmServer(answering(answer)) as stub, serving(tmp_path, **model_of(stub)) as client:
        text = "\n\n".join(hostile(payload) for payload in PAYLOADS[:3])
        job = client.post("/v1/jobs", json={"text": text, "engine": "llm"}).json()["id"]
        reports = ended(client, job)["reports"]
        assert len(reports) == 3
        said = client.get(f"/v1/jobs/{job}/result").json()["reports"]
        for report, payload in zip(said, PAYLOADS[:3], strict=True):
            (item,) = [one for one in report["problems"] if one["engine"] == "llm"]
            assert payload in item["text"]
            page.goto(f"{client.base_url}/jobs/{job}#{report['id']}")
            expect(page.locator('[data-key="problems.0"]')).to_have_text(item["text"])
            unharmed(page)
        page.click('a[href="#overview"]')
        page.wait_for_selector(".tiles")
        unharmed(page)


def violations(page: Page) -> list[str]:
    """Return what axe-core finds that is serious or worse."""
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page.evaluate(script)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(
    ("scheme", "viewport", "lang"),
    [("light", WIDE, "zh"), ("dark", PHONE, "en")],
)
def test_axe_finds_no_serious_violation_in_any_view(
    browser: Browser, site: httpx2.Client, scheme: Any, viewport: Any, lang: str
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport=viewport, bypass_csp=True)
    page = context.new_page()
    name = "opinion-mixed.txt"
    text = (SOURCES / name).read_text("utf-8")
    found = {}
    page.goto(f"{site.base_url}/sign-in?lang={lang}")
    found["sign in"] = violations(page)
    page.goto(str(site.base_url))
    page.wait_for_selector("#jobs > *")
    found["drop"] = violations(page)
    upload(page, name, text)
    page.wait_for_selector("#estimate .price")
    found["confirm"] = violations(page)
    summarised(page, str(site.base_url), name, text)
    found["reading"] = violations(page)
    page.click('[data-key="achievements.0"]')
    page.locator(".item .edit").first.click()
    found["editing"] = violations(page)
    page.click('a[href="#overview"]')
    page.wait_for_selector(".tiles")
    found["overview"] = violations(page)
    context.close()
    assert {view: wrong for view, wrong in found.items() if wrong} == {}
