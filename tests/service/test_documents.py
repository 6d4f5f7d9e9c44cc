import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.openapi import EXAMPLE_REQUEST
from summarizer import split, summarize
from summarizer.rendering.formats import FORMATS, FormatName, render
from summarizer.rendering.names import Lang
from tests.formats.making import docx_of, html_of, pdf_of
from tests.llm_server.answers import answering, follow, gold_of
from tests.llm_server.server import LlmServer
from tests.service.running import log_of, serving

ROOT = Path(__file__).parents[2]
FILE = ROOT / "fixtures" / "sources" / "lawgov-reports.txt"
TEXT = FILE.read_text("utf-8")
KINDS = ("summaries", "briefs", "splits")
REGENERATE = os.environ.get("REGENERATE_GOLDEN") == "1"
LIMIT = 200_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx2.Client]:
    given_settings = {
        "SUMMARIZER_SYNC_MAX_BYTES": str(LIMIT),
        "SUMMARIZER_RATE_PER_MINUTE": "100000",
    }
    with serving(folder, **given_settings) as running:
        yield running


def plain(value: object) -> Any:
    return orjson.loads(orjson.dumps(value))


def refused(answer: httpx2.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["instance"] == f"urn:request:{answer.headers['x-request-id']}"
    return problem


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_in_the_openapi_is_what_the_server_answers(
    client: httpx2.Client, kind: str
) -> None:
    answer = client.post(f"/v1/{kind}", json=EXAMPLE_REQUEST)
    file = ROOT / "api" / "examples" / f"{kind}.json"
    if REGENERATE:
        file.write_bytes(orjson.dumps(answer.json(), option=orjson.OPT_INDENT_2) + b"\n")
    assert answer.json() == json.loads(file.read_text("utf-8"))


def test_a_summary_over_http_is_the_librarys(client: httpx2.Client) -> None:
    answer = client.post("/v1/summaries", json={"text": TEXT, "name": "汇编"})
    assert answer.status_code == 200
    assert answer.json() == plain(summarize(TEXT, name="汇编"))


def test_a_split_over_http_is_the_librarys(client: httpx2.Client) -> None:
    answer = client.post("/v1/splits", json={"text": TEXT, "name": "汇编"})
    assert answer.json() == plain(split(TEXT, name="汇编"))


def test_json_a_form_and_the_file_itself_give_the_same(client: httpx2.Client) -> None:
    data = FILE.read_bytes()
    form = client.post("/v1/summaries", files={"file": ("a.txt", data)}, data={"engine": "rules"})
    raw = client.post(
        "/v1/summaries",
        params={"engine": "rules", "name": "a.txt"},
        content=data,
        headers={"content-type": "text/plain"},
    )
    assert form.status_code == raw.status_code == 200
    assert form.json() == raw.json()
    assert form.json()["reports"] == plain(summarize(FILE).reports)


def test_an_upload_in_another_encoding_is_read(client: httpx2.Client) -> None:
    answer = client.post("/v1/splits", files={"file": ("a.txt", TEXT.encode("gb18030"))})
    assert answer.json()["document"]["encoding"] == "gb18030"


@pytest.mark.parametrize(
    ("ask", "media"),
    [
        ({"headers": {"accept": "text/markdown"}}, "text/markdown; charset=utf-8"),
        ({"params": {"format": "md"}}, "text/markdown; charset=utf-8"),
        ({"params": {"format": "jsonl"}}, "application/x-ndjson"),
        ({"params": {"format": "csv"}}, "text/csv; charset=utf-8"),
        ({"headers": {"accept": "text/html"}}, "text/html; charset=utf-8"),
        ({"headers": {"accept": "*/*"}}, "application/json"),
    ],
)
def test_the_format_is_chosen_by_accept_or_by_name(
    client: httpx2.Client, ask: dict[str, Any], media: str
) -> None:
    answer = client.post("/v1/summaries", json={"text": TEXT}, **ask)
    assert answer.headers["content-type"] == media
    assert "屏澜县" in answer.text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_over_http_is_the_librarys(
    client: httpx2.Client, name: FormatName, lang: Lang
) -> None:
    body = {"text": TEXT, "name": "汇编", "lang": lang}
    answer = client.post("/v1/summaries", json=body, params={"format": name})
    assert answer.headers["content-type"] == FORMATS[name].media_type
    assert_written(answer, name, lang)


def test_the_result_of_a_job_comes_in_every_format(client: httpx2.Client) -> None:
    body = {"text": TEXT, "name": "汇编", "engine": "rules", "lang": "en"}
    job = client.post("/v1/jobs", json=body).json()["id"]
    assert "job.succeeded" in client.get(f"/v1/jobs/{job}/events").text
    for name in FORMATS:
        answer = client.get(f"/v1/jobs/{job}/result", params={"format": name})
        assert_written(answer, name, "en")


def assert_written(answer: httpx2.Response, name: FormatName, lang: Lang) -> None:
    digest = summarize(TEXT, name="汇编")
    if name == "json":
        assert answer.json() == plain(digest)
    else:
        assert answer.content == render(digest, name, text=TEXT, lang=lang)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("ask", "status", "code"),
    [
        pytest.param({"json": {}}, 422, "invalid_request", id="no-text"),
        pytest.param({"json": {"text": ""}}, 422, "invalid_request", id="empty-text"),
        pytest.param({"json": {"text": " \n"}}, 422, "empty_input", id="blank-text"),
        pytest.param({"json": {"text": "甲", "txet": 1}}, 422, "invalid_request", id="unknown"),
        pytest.param(
            {"json": {"text": "甲", "engine": "gpt"}}, 422, "invalid_request", id="engine"
        ),
        pytest.param(
            {"content": b"{", "headers": {"content-type": "application/json"}},
            422,
            "invalid_request",
            id="no-json",
        ),
        pytest.param({"data": {"text": "a"}}, 415, "unsupported_media_type", id="form-encoded"),
        pytest.param({"files": {"other": b"a"}}, 422, "invalid_request", id="no-file"),
        pytest.param({"files": {"file": b"%PDF-1.7"}}, 422, "damaged_document", id="damaged"),
        pytest.param({"files": {"file": b"{\\rtf1"}}, 415, "unsupported_format", id="rtf"),
        pytest.param({"files": {"file": b""}}, 422, "empty_input", id="empty-file"),
        pytest.param({"files": {"file": b"\xff\x00\x81" * 99}}, 415, None, id="bytes"),
        pytest.param({"json": {"text": "甲" * LIMIT}}, 413, "too_large", id="too-large"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_problem(
    client: httpx2.Client, kind: str, ask: dict[str, Any], status: int, code: str | None
) -> None:
    answer = client.post(f"/v1/{kind}", **ask)
    refused(answer, status, code or answer.json()["code"])


@pytest.mark.parametrize("kind", ["summaries", "briefs"])
def test_a_model_that_is_not_configured_is_a_problem(client: httpx2.Client, kind: str) -> None:
    answer = client.post(f"/v1/{kind}", json={"text": TEXT, "engine": "llm"})
    refused(answer, 422, "engine_unavailable")


def test_a_body_that_is_too_large_is_refused_before_it_is_read_to_the_end(
    client: httpx2.Client,
) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 500 * LIMIT:
            sent += LIMIT
            yield b"a" * LIMIT

    try:
        answer = client.post(
            "/v1/splits", content=endless(), headers={"content-type": "text/plain"}
        )
        refused(answer, 413, "too_large")
    except httpx2.TransportError:
        pass  # the server closed the connection while we were still sending
    assert sent < 400 * LIMIT


def test_a_client_that_sends_too_slowly_is_cut_off(tmp_path: Path) -> None:
    with serving(tmp_path, SUMMARIZER_BODY_DEADLINE_S="0.3") as client:
        address = (client.base_url.host, client.base_url.port or 0)
        with socket.create_connection(address, timeout=20) as slow:
            head = "POST /v1/splits HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\n"
            slow.sendall(f"{head}content-length: 1000\r\n\r\nabc".encode())
            told = b""
            while chunk := slow.recv(4096):
                told += chunk
    assert told.startswith(b"HTTP/1.1 408")
    assert b"body_too_slow" in told


def test_a_field_that_is_wrong_is_pointed_at(client: httpx2.Client) -> None:
    problem = refused(
        client.post("/v1/summaries", json={"text": "甲", "txet": 1}), 422, "invalid_request"
    )
    assert problem["errors"][0]["pointer"] == "/txet"


def test_paths_and_methods_that_are_not_there_are_problems(client: httpx2.Client) -> None:
    refused(client.get("/v1/nothing"), 404, "not_found")
    refused(client.delete("/v1/summaries"), 405, "method_not_allowed")


def test_a_request_id_is_echoed_where_it_is_one(client: httpx2.Client) -> None:
    assert client.get("/livez", headers={"x-request-id": "a-1"}).headers["x-request-id"] == "a-1"
    strange = client.get("/livez", headers={"x-request-id": "a b<script>"})
    assert strange.headers["x-request-id"] != "a b<script>"


def test_every_answer_has_security_headers_and_tells_the_rate(client: httpx2.Client) -> None:
    answer = client.post("/v1/splits", json={"text": TEXT})
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["ratelimit-policy"] == '"default";q=100000;w=60'
    assert "r=" in answer.headers["ratelimit"]


def test_health_version_and_metrics_are_told(client: httpx2.Client) -> None:
    assert client.get("/livez").json() == {"status": "ok"}
    ready = {"status": "ok", "rules": "ok", "storage": "ok", "model": "none"}
    assert client.get("/readyz").json() == ready
    assert client.get("/version").json()["schema_version"] == "1.0"
    assert 'summarizer_requests_total{method="GET",route="/livez"' in client.get("/metrics").text


def test_no_text_reaches_the_log_or_the_metrics(client: httpx2.Client, folder: Path) -> None:
    client.post("/v1/summaries", json={"text": "云岭市档案局2023年工作总结\n甲乙丙丁戊己庚辛。"})
    for told in (log_of(folder), client.get("/metrics").text):
        assert "甲乙丙丁" not in told
        assert "云岭" not in told


@settings(max_examples=1000, deadline=None)
@given(
    body=st.binary(max_size=300),
    media=st.sampled_from(
        [
            "application/json",
            "multipart/form-data; boundary=x",
            "text/plain",
            "application/pdf",
            "",
            "a",
        ]
    ),
)
def test_a_malformed_body_is_at_worst_a_4xx_problem(
    client: httpx2.Client, body: bytes, media: str
) -> None:
    answer = client.post("/v1/summaries", content=body, headers={"content-type": media})
    assert answer.status_code < 500
    if answer.status_code >= 400:
        refused(answer, answer.status_code, answer.json()["code"])


def test_with_a_model_the_model_writes_and_a_lost_one_is_degraded(tmp_path: Path) -> None:
    gold = gold_of(FILE.with_suffix(".gold.json"))
    with LlmServer(answering(follow(gold))) as model:
        given_settings = {
            "SUMMARIZER_LLM__MODEL": "stub",
            "SUMMARIZER_LLM__BASE_URL": model.base_url,
            "SUMMARIZER_LLM__RAMP_S": "0",
        }
        with serving(tmp_path, **given_settings) as client:
            until = time.monotonic() + 30
            while client.get("/readyz").json()["model"] != "ok":
                assert time.monotonic() < until
            answer = client.post("/v1/summaries", json={"text": TEXT})
            assert answer.json()["engine"] == "llm"
            model.__exit__(None, None, None)
            assert client.get("/readyz").json()["status"] == "degraded"
            model.__enter__()


def test_what_takes_too_long_is_a_problem_and_the_server_goes_on(tmp_path: Path) -> None:
    with serving(tmp_path, SUMMARIZER_SYNC_DEADLINE_S="0.05") as client:
        long = TEXT * 40
        refused(client.post("/v1/summaries", json={"text": long}), 503, "deadline_exceeded")
        assert client.get("/livez").status_code == 200
    assert "Traceback" not in log_of(tmp_path)


def test_over_the_rate_it_is_refused_with_when_to_come_back(tmp_path: Path) -> None:
    with serving(tmp_path, SUMMARIZER_RATE_PER_MINUTE="3") as client:
        answers = [client.post("/v1/splits", json={"text": TEXT}) for _ in range(8)]
    over = [answer for answer in answers if answer.status_code == 429]
    assert over
    refused(over[0], 429, "rate_limited")
    assert int(over[0].headers["retry-after"]) <= 60


@pytest.mark.parametrize("make", [pdf_of, docx_of, html_of])
def test_a_document_is_read_whatever_it_is_called(
    client: httpx2.Client, make: Callable[[str], bytes]
) -> None:
    data = make(TEXT)
    form = client.post("/v1/splits", files={"file": ("文件.bin", data)})
    raw = client.post(
        "/v1/splits", content=data, headers={"content-type": "application/octet-stream"}
    )
    for answer in (form, raw):
        assert answer.status_code == 200, answer.text
        agencies = [report["agency"] for report in answer.json()["reports"]]
        assert agencies == [report.agency for report in split(TEXT).reports]
