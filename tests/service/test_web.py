"""The page's addresses over HTTP: policies, sessions, corrections, estimates."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import orjson
import pytest

from api.openapi import EXAMPLE_EDIT, EXAMPLE_REQUEST
from api.web.assets import LANGUAGES, STATIC, VERSION
from tests.llm_server.server import LlmServer, problem
from tests.service.ordeal import ended, model_of, post
from tests.service.running import serving
from tests.service.test_documents import refused
from tests.unit.test_cli import run

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "api" / "examples"
TEXT = (ROOT / "fixtures" / "sources" / "lawgov-reports.txt").read_text("utf-8")
MODULES = [name for name in STATIC if name.endswith(".js")]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    with serving(tmp_path_factory.mktemp("server"), SUMMARIZER_RATE_PER_MINUTE="100000") as running:
        yield running


@pytest.fixture
def job(client: httpx2.Client) -> str:
    return str(ended(client, client.post("/v1/jobs", json=EXAMPLE_REQUEST).json()["id"])["id"])


def example(name: str) -> Any:
    return orjson.loads((EXAMPLES / f"{name}.json").read_bytes())


def keys_of(value: Any, prefix: str = "") -> set[str]:
    if not isinstance(value, dict):
        return {prefix}
    return {key for name, part in value.items() for key in keys_of(part, f"{prefix}.{name}")}


def test_both_languages_name_the_same_things_with_the_same_values() -> None:
    assert keys_of(LANGUAGES["zh"]) == keys_of(LANGUAGES["en"])
    for group in LANGUAGES["zh"]:
        chinese, english = (json.dumps(LANGUAGES[lang][group]) for lang in ("zh", "en"))
        assert sorted(set(re.findall(r"\{\w+\}", chinese))) == sorted(
            set(re.findall(r"\{\w+\}", english))
        )


@pytest.mark.parametrize("module", MODULES)
def test_every_name_that_a_module_asks_for_is_there(module: str) -> None:
    source = STATIC[module][0].decode()
    names = {key.lstrip(".") for key in keys_of(LANGUAGES["zh"])}
    assert set(re.findall(r'\bt\("([\w.]+)"', source)) <= names
    groups = {name.rpartition(".")[0] for name in names}
    assert set(re.findall(r"\bt\(`([\w.]+)\.\$\{", source)) <= groups


@pytest.mark.parametrize("module", MODULES)
def test_no_module_makes_elements_of_text(module: str) -> None:
    source = STATIC[module][0].decode()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", source)


def test_pages_allow_their_own_scripts_and_nothing_else(client: httpx2.Client) -> None:
    for path in ("/", "/sign-in", "/jobs/0"):
        page = client.get(path)
        assert page.status_code == 200
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
        assert "unsafe" not in policy
        assert page.headers["cache-control"] == "no-store"
        assert not re.search(r"<[^>]+\s(?:style|on\w+)=|https?://(?!www\.w3\.org/)", page.text)
        for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text):
            file = client.get(address)
            assert file.status_code == 200
            assert "immutable" in file.headers["cache-control"]
            assert file.headers["x-content-type-options"] == "nosniff"
    assert (
        client.get("/v1/jobs").headers["content-security-policy"].startswith("default-src 'none'")
    )
    for path in (
        "/static/0/job.js",
        f"/static/{VERSION}/none.js",
        f"/static/{VERSION}/..%2Fpages.py",
    ):
        assert client.get(path).status_code == 404


def test_a_page_shows_what_it_is_asked_for_as_text(client: httpx2.Client) -> None:
    page = client.get("/jobs/%22%3E%3Cscript%3Ehit()%3C%2Fscript%3E")
    assert "<script>hit" not in page.text
    page = client.get("/sign-in", params={"next": '"><script>hit()</script>'})
    assert "<script>hit" not in page.text


def test_the_language_is_kept(client: httpx2.Client) -> None:
    with httpx2.Client(base_url=client.base_url) as browser:
        assert 'lang="zh-CN"' in browser.get("/").text
        assert '<html lang="en">' in browser.get("/?lang=en").text
        assert '<html lang="en">' in browser.get("/jobs/0").text
        assert '<html lang="en">' in browser.get("/?lang=xx").text


def test_edits_are_the_examples_of_the_openapi(client: httpx2.Client, job: str) -> None:
    before = client.get(f"/v1/jobs/{job}/result")
    assert before.headers["job-revision"] == "0"
    assert client.get(f"/v1/jobs/{job}/edits").json() == example("no_edits")
    answer = client.post(f"/v1/jobs/{job}/edits", json=EXAMPLE_EDIT)
    assert answer.status_code == 201, answer.text
    (made,) = answer.json()["edits"]
    assert made["edit"] == example("edits")["edits"][0]["edit"]
    after = client.get(f"/v1/jobs/{job}/result")
    item = after.json()["reports"][0]["achievements"][0]
    assert (item["text"], item["engine"]) == (EXAMPLE_EDIT["edit"]["text"], "edited")  # type: ignore[index]
    assert after.headers["job-revision"] == str(made["id"])
    assert EXAMPLE_EDIT["edit"]["text"] in client.get(f"/v1/jobs/{job}/result?format=md").text  # type: ignore[index]
    untouched = client.get(f"/v1/jobs/{job}/result?edited=false")
    assert untouched.content == before.content
    small = client.get(f"/v1/jobs/{job}/result?indent=false")
    assert small.json() == after.json()
    assert len(small.content) < len(after.content)
    undone = client.delete(f"/v1/jobs/{job}/edits/{made['id']}")
    assert undone.json() == example("no_edits")
    assert client.get(f"/v1/jobs/{job}/result").content == before.content


def test_an_edit_made_on_an_older_state_is_refused(client: httpx2.Client, job: str) -> None:
    edits = f"/v1/jobs/{job}/edits"
    first = client.post(edits, json=EXAMPLE_EDIT).json()["revision"]
    refused(client.post(edits, json=EXAMPLE_EDIT), 409, "edit_conflict")
    refused(client.delete(f"{edits}/{first + 1}"), 409, "edit_conflict")
    second = client.post(edits, json={**EXAMPLE_EDIT, "after": first}).json()["revision"]
    refused(client.delete(f"{edits}/{first}"), 409, "edit_conflict")
    client.delete(f"{edits}/{second}")
    third = client.post(edits, json={**EXAMPLE_EDIT, "after": first}).json()["revision"]
    assert third > second, "a revision stands for one state"


def test_an_edit_that_cannot_be_made_is_refused_and_not_kept(
    client: httpx2.Client, job: str
) -> None:
    edits = f"/v1/jobs/{job}/edits"
    place = {"operation": "remove", "report": "r01", "category": "problems"}
    refused(
        client.post(edits, json={"after": 0, "edit": place | {"index": 7}}), 422, "edit_refused"
    )
    for wrong in (place, place | {"index": 0, "x": 1}, {"operation": "burn"}, None):
        refused(client.post(edits, json={"after": 0, "edit": wrong}), 422, "invalid_request")
    refused(client.get("/v1/jobs/none/edits"), 404, "not_found")
    assert client.get(edits).json()["edits"] == []


def test_bodies_are_bounded(client: httpx2.Client, job: str) -> None:
    refused(client.post("/sign-in", content=b"key=" + b"x" * 5000), 413, "too_large")
    edits = f"/v1/jobs/{job}/edits"
    refused(client.post(edits, content=b" " * 70_000), 413, "too_large")


def test_edits_go_with_their_job_and_no_other_has_them(client: httpx2.Client, job: str) -> None:
    client.post(f"/v1/jobs/{job}/edits", json=EXAMPLE_EDIT)
    again = ended(client, client.post("/v1/jobs", json=EXAMPLE_REQUEST).json()["id"])["id"]
    assert client.get(f"/v1/jobs/{again}/edits").json()["edits"] == []
    assert client.get(f"/v1/jobs/{job}/edits").json()["edits"]
    client.delete(f"/v1/jobs/{job}")
    refused(client.get(f"/v1/jobs/{job}/edits"), 404, "not_found")


def test_an_estimate_sends_nothing(client: httpx2.Client, tmp_path: Path) -> None:
    refused(client.post("/v1/estimates", json=EXAMPLE_REQUEST), 422, "engine_unavailable")
    prices = '{"stub": {"input": 0.8, "output": 2.0, "currency": "CNY"}}'
    with (
        LlmServer(lambda _: problem(500, "must not be asked")) as stub,
        serving(tmp_path, **model_of(stub), SUMMARIZER_LLM__PRICES=prices) as asking,
    ):
        found = asking.post("/v1/estimates", json={"text": TEXT}).json()
        assert found.keys() == example("estimates").keys()
        assert found["reports"][0].keys() == example("estimates")["reports"][0].keys()
        assert found["calls"] == sum(report["calls"] for report in found["reports"]) > 4
        assert found["prompt_tokens"] > len(TEXT) / 3
        assert (found["model"], found["currency"]) == ("stub", "CNY")
        assert stub.requests == []


FROM_OTHERS = (
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "http://elsewhere.example"},
    {"origin": "null"},
)


@pytest.mark.parametrize("headers", FROM_OTHERS)
def test_what_another_sites_page_sends_is_refused(
    client: httpx2.Client, headers: dict[str, str], job: str
) -> None:
    body = {"text": TEXT}
    refused(client.post("/v1/jobs", json=body, headers=headers), 403, "other_site")
    refused(client.delete(f"/v1/jobs/{job}", headers=headers), 403, "other_site")
    refused(client.post("/sign-in", data={"key": "x"}, headers=headers), 403, "other_site")
    assert client.get(f"/v1/jobs/{job}", headers=headers).status_code == 200
    own = {"origin": str(client.base_url), "sec-fetch-site": "same-origin"}
    assert client.post("/v1/splits", json=body, headers=own).status_code == 200


def test_a_server_without_keys_answers_to_no_name_of_the_outside(client: httpx2.Client) -> None:
    for path in ("/", "/v1/jobs"):
        refused(client.get(path, headers={"host": "rebound.example"}), 403, "other_site")


def test_a_session_is_as_good_as_its_key_and_ends_with_it(tmp_path: Path) -> None:
    data: dict[str, Any] = {"SUMMARIZER_DATA_DIR": str(tmp_path / "data")}
    key = run("keys", "add", "desk", **data).stdout.decode().strip()
    with (
        serving(tmp_path) as client,
        httpx2.Client(base_url=client.base_url, follow_redirects=False) as browser,
    ):
        assert browser.get("/").headers["location"] == "/sign-in?next=%2F"
        assert browser.post("/sign-in", data={"key": "sum_0_x"}).status_code == 401
        for following, leads in (("/jobs/1", "/jobs/1"), ("//elsewhere.example", "/"), ("x", "/")):
            answer = browser.post("/sign-in", data={"key": key, "next": following})
            assert (answer.status_code, answer.headers["location"]) == (303, leads)
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert key not in cookie
        assert browser.get("/").status_code == 200
        job = ended(browser, post(browser, TEXT, "rules"))["id"]
        with_key = client.get(f"/v1/jobs/{job}", headers={"x-api-key": key})
        assert with_key.status_code == 200, "a session has its key's jobs"
        refused(
            browser.post("/v1/jobs", json={"text": TEXT}, headers=FROM_OTHERS[0]), 403, "other_site"
        )
        token = browser.cookies["summarizer_session"]
        assert browser.post("/sign-out").status_code == 303
        stale = {"cookie": f"summarizer_session={token}"}
        refused(client.get("/v1/jobs", headers=stale), 401, "key_required")
        browser.post("/sign-in", data={"key": key})
        assert browser.get("/v1/jobs").status_code == 200
        number = run("keys", "list", **data).stdout.decode().split("\t")[0]
        run("keys", "add", "another", **data)
        run("keys", "revoke", number, **data)
        refused(browser.get("/v1/jobs"), 401, "key_required")
    assert token.encode() not in (tmp_path / "data" / "keys.sqlite3").read_bytes()
