import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import orjson
import pytest

from api.openapi import EXAMPLE_REQUEST
from summarizer import summarize
from tests.llm_server.answers import answering, follow
from tests.llm_server.server import LlmServer
from tests.service.compilations import compilation, gold
from tests.service.ordeal import ended, model_of, post
from tests.service.running import Service, log_of, serving
from tests.service.test_documents import refused

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "fixtures" / "sources" / "lawgov-reports.txt").read_text("utf-8")
FEW = {"SUMMARIZER_RATE_PER_MINUTE": "100000"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx2.Client]:
    with serving(folder, **FEW) as running:
        yield running


@pytest.fixture(scope="module")
def stub() -> Iterator[LlmServer]:
    with LlmServer(answering(follow(gold()))) as running:
        yield running


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory, stub: LlmServer) -> Iterator[httpx2.Client]:
    folder = tmp_path_factory.mktemp("asking")
    with serving(folder, **model_of(stub), SUMMARIZER_LLM__RAMP_S="0") as running:
        yield running


def events(text: str) -> list[tuple[str | None, str, dict[str, Any]]]:
    """Return the (id, name, data) of a stream of server-sent events."""
    found = []
    for block in text.strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((lines.get("id"), lines["event"], json.loads(lines["data"])))
    return found


def heard(client: httpx2.Client, job: str, **headers: str) -> list[tuple[Any, ...]]:
    return list(events(client.get(f"/v1/jobs/{job}/events", headers=headers).text))


def test_a_job_is_accepted_carried_through_and_gives_the_librarys_result(
    client: httpx2.Client,
) -> None:
    answer = client.post("/v1/jobs", json={"text": TEXT, "name": "汇编"})
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/v1/jobs/{answer.json()['id']}"
    assert int(answer.headers["retry-after"]) > 0
    job = ended(client, answer.json()["id"])
    assert (job["state"], job["progress"]) == ("succeeded", {"done": 4, "total": 4})
    assert [report["state"] for report in job["reports"]] == ["succeeded"] * 4
    result = client.get(f"/v1/jobs/{job['id']}/result")
    assert result.headers["job-state"] == "succeeded"
    assert result.json() == orjson.loads(orjson.dumps(summarize(TEXT, name="汇编")))


def test_the_text_that_spans_point_into_can_be_had(client: httpx2.Client) -> None:
    job = ended(client, post(client, TEXT, "rules"))["id"]
    text = client.get(f"/v1/jobs/{job}/text").text
    assert text == TEXT
    item = client.get(f"/v1/jobs/{job}/result").json()["reports"][0]["problems"][0]
    span = item["evidence"][0]
    assert text[span["start"] : span["end"]]


@pytest.mark.parametrize(
    ("ask", "media"),
    [
        ({"params": {"format": "md"}}, "text/markdown; charset=utf-8"),
        ({"headers": {"accept": "text/plain, application/x-ndjson"}}, "application/x-ndjson"),
        ({}, "application/json"),
    ],
)
def test_a_result_is_had_in_every_format(
    client: httpx2.Client, ask: dict[str, Any], media: str
) -> None:
    job = ended(client, post(client, TEXT, "rules"))["id"]
    answer = client.get(f"/v1/jobs/{job}/result", **ask)
    assert answer.headers["content-type"] == media
    assert "屏澜县" in answer.text


def test_events_tell_of_a_job_from_its_beginning_to_its_end(client: httpx2.Client) -> None:
    job = post(client, TEXT, "rules")
    told = heard(client, job)
    assert [name for _, name, _ in told] == [
        "job.created",
        "job.started",
        *["report.completed"] * 4,
        "job.succeeded",
    ]
    numbers = [int(number) for number, _, _ in told]
    assert numbers == sorted(numbers)
    assert [one["agency"] for one in told[1][2]["reports"]] == [
        one[2]["agency"] for one in told[2:6]
    ]
    assert heard(client, job, **{"last-event-id": told[3][0]}) == told[4:]
    assert heard(client, job, **{"last-event-id": told[-1][0]}) == told[-1:]


def test_the_same_key_is_the_same_job_and_another_body_is_refused(client: httpx2.Client) -> None:
    key = {"idempotency-key": "order-1"}
    first = client.post("/v1/jobs", json={"text": TEXT}, headers=key)
    again = client.post("/v1/jobs", json={"text": TEXT}, headers=key)
    assert again.status_code == 202
    assert again.json()["id"] == first.json()["id"]
    other = client.post("/v1/jobs", json={"text": TEXT, "name": "b"}, headers=key)
    refused(other, 422, "idempotency_key_reused")
    new = client.post("/v1/jobs", json={"text": TEXT})
    assert new.json()["id"] != first.json()["id"]


def test_jobs_are_listed_page_by_page_the_newest_first(tmp_path: Path) -> None:
    with serving(tmp_path, **FEW) as client:
        posted = [post(client, TEXT, "rules") for _ in range(5)]
        seen: list[str] = []
        token: dict[str, str] = {}
        while True:
            page = client.get("/v1/jobs", params={"page_size": 2, **token}).json()
            assert len(page["jobs"]) <= 2
            seen += [job["id"] for job in page["jobs"]]
            if "next_page_token" not in page:
                break
            token = {"page_token": page["next_page_token"]}
        assert seen == posted[::-1]
        strange = client.get("/v1/jobs", params={"page_token": "bm9uc2Vuc2U="})
        refused(strange, 422, "invalid_request")


def test_a_removed_job_leaves_nothing_behind(tmp_path: Path) -> None:
    with (
        LlmServer(answering(follow(gold()))) as stub,
        serving(tmp_path, **model_of(stub)) as client,
    ):
        job = post(client, TEXT)
        assert ended(client, job)["state"] == "succeeded"
        kept = b"".join(file.read_bytes() for file in (tmp_path / "data").glob("*.sqlite3*"))
        assert "榆汀市".encode() in kept
        assert client.delete(f"/v1/jobs/{job}").status_code == 204
        refused(client.get(f"/v1/jobs/{job}"), 404, "not_found")
        assert heard_of_nothing(tmp_path / "data")
        asked = len(stub.requests)
        again = post(client, TEXT)
        assert ended(client, again)["state"] == "succeeded"
        assert len(stub.requests) == asked * 2


def heard_of_nothing(folder: Path) -> bool:
    """Tell whether no row of a database in `folder` holds any of the text or of an answer."""
    import sqlite3

    rows: list[Any] = []
    for file in folder.glob("*.sqlite3"):
        with sqlite3.connect(file) as database:
            names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (name,) in names.fetchall():
                rows += database.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
    told = b"".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )
    return "榆汀市".encode() not in told and b"achievements" not in told


def test_a_job_with_a_model_that_refuses_is_partial_and_says_why(tmp_path: Path) -> None:
    def answer(body: dict[str, Any]) -> Any:
        from tests.llm_server.server import problem

        if "屏澜县" in body["messages"][-1]["content"]:
            return problem(400, "inappropriate content", "content_filter")
        return answering(follow(gold()))(body)

    with LlmServer(answer) as stub, serving(tmp_path, **model_of(stub)) as client:
        job = ended(client, post(client, TEXT))
        assert job["state"] == "partial"
        states = {report["id"]: report["state"] for report in job["reports"]}
        assert states == {
            "r01": "partial",
            "r02": "succeeded",
            "r03": "succeeded",
            "r04": "succeeded",
        }
        report = client.get(f"/v1/jobs/{job['id']}/result").json()["reports"][0]
        assert report["provenance"]["fallback_reason"].startswith("content_refused")


def test_a_cancelled_job_stops_asking_and_keeps_what_is_finished(tmp_path: Path) -> None:
    text = compilation(12)
    with LlmServer(answering(follow(gold())), latency_s=0.6) as stub:
        settings = model_of(stub) | {"SUMMARIZER_LLM__CONCURRENCY": "2"}
        with serving(tmp_path, **settings) as client:
            job = post(client, text)
            while client.get(f"/v1/jobs/{job}").json()["progress"]["done"] < 2:
                time.sleep(0.1)
            cancelled = client.post(f"/v1/jobs/{job}/cancel").json()
            assert cancelled["state"] == "cancelled"
            time.sleep(2)
            asked = len(stub.requests)
            time.sleep(2)
            assert len(stub.requests) == asked < 12
            so_far = client.get(f"/v1/jobs/{job}/result")
            assert so_far.headers["job-state"] == "cancelled"
            assert 2 <= len(so_far.json()["reports"]) < 12
            assert "尚未完成" in so_far.json()["warnings"][0]
            assert heard(client, job)[-1][1] == "job.cancelled"
            again = client.post(f"/v1/jobs/{job}/cancel")
            assert (again.status_code, again.json()["state"]) == (200, "cancelled")


def test_what_is_finished_is_there_while_the_rest_is_done(tmp_path: Path) -> None:
    with LlmServer(answering(follow(gold())), latency_s=0.5) as stub:
        settings = model_of(stub) | {"SUMMARIZER_LLM__CONCURRENCY": "1"}
        with serving(tmp_path, **settings) as client:
            job = post(client, TEXT)
            while not (done := client.get(f"/v1/jobs/{job}").json())["progress"]["done"]:
                time.sleep(0.05)
            assert done["state"] == "running"
            so_far = client.get(f"/v1/jobs/{job}/result")
            assert so_far.headers["job-state"] == "running"
            assert 1 <= len(so_far.json()["reports"]) < 4
            assert ended(client, job)["state"] == "succeeded"


def test_an_unchanged_report_in_a_document_posted_again_is_not_paid_for_again(
    asking: httpx2.Client, stub: LlmServer
) -> None:
    assert ended(asking, post(asking, compilation(5)))["state"] == "succeeded"
    asked = len([body for body in stub.requests if "写一段" not in str(body["messages"][0])])
    assert ended(asking, post(asking, compilation(6)))["state"] == "succeeded"
    now = len([body for body in stub.requests if "写一段" not in str(body["messages"][0])])
    assert now == asked + 1


def test_what_asks_a_model_at_once_goes_through_the_same_queue(
    asking: httpx2.Client, stub: LlmServer
) -> None:
    answer = asking.post("/v1/summaries", json={"text": TEXT, "engine": "llm"})
    assert answer.json()["engine"] == "llm"
    assert asking.get("/v1/jobs").json()["jobs"][0]["state"] == "succeeded"
    assert stub.most_at_once <= 4


def test_over_the_deadline_the_answer_says_where_it_goes_on(tmp_path: Path) -> None:
    with LlmServer(answering(follow(gold())), latency_s=0.5) as stub:
        settings = model_of(stub) | {"SUMMARIZER_SYNC_DEADLINE_S": "0.5"}
        with serving(tmp_path, **settings) as client:
            late = client.post("/v1/summaries", json={"text": TEXT})
            refused(late, 503, "deadline_exceeded")
            job = late.headers["location"].rpartition("/")[2]
            assert ended(client, job)["state"] == "succeeded"


def test_a_job_is_seen_by_its_own_key_only(tmp_path: Path) -> None:
    from api.keys import KeyRing
    from summarizer.database import file_url

    ring = KeyRing(file_url(tmp_path / "data", "keys.sqlite3"))
    mine, other = ({"authorization": f"Bearer {ring.add(name)}"} for name in ("a", "b"))
    ring.close()
    with serving(tmp_path, **FEW) as client:
        job = client.post("/v1/jobs", json={"text": TEXT}, headers=mine).json()["id"]
        assert client.get(f"/v1/jobs/{job}", headers=mine).status_code == 200
        for path in ("", "/result", "/text", "/events"):
            refused(client.get(f"/v1/jobs/{job}{path}", headers=other), 404, "not_found")
        refused(client.post(f"/v1/jobs/{job}/cancel", headers=other), 404, "not_found")
        refused(client.delete(f"/v1/jobs/{job}", headers=other), 404, "not_found")
        assert client.get("/v1/jobs", headers=other).json() == {"jobs": []}
        refused(client.get("/v1/jobs"), 401, "key_required")


def test_a_server_that_stops_finishes_its_calls_tells_its_streams_and_goes_on_later(
    tmp_path: Path,
) -> None:
    text = compilation(8)
    with LlmServer(answering(follow(gold())), latency_s=1) as stub:
        service = Service(tmp_path, **model_of(stub), SUMMARIZER_LLM__CONCURRENCY="2")
        service.start()
        with service.client() as client:
            job = post(client, text)
            told: list[str] = []
            listener = threading.Thread(
                target=lambda: told.append(client.get(f"/v1/jobs/{job}/events").text)
            )
            listener.start()
            while len(stub.requests) < 3:
                time.sleep(0.05)
            assert service.stop() == 0
            listener.join()
        assert events(told[0])[-1][1] == "server.closing"
        assert len(stub.answered) == len(stub.requests)
        service.start()
        with service.client() as client:
            assert ended(client, job)["state"] == "succeeded"
        service.stop()
    asked = [which for _, which in stub.asked]
    assert len(asked) == len(set(asked))
    assert "Traceback" not in log_of(tmp_path)


def test_a_second_process_on_the_same_folder_is_refused_in_one_line(
    client: httpx2.Client, folder: Path
) -> None:
    assert client.get("/livez").is_success
    second = Service(folder / "second", SUMMARIZER_DATA_DIR=str(folder / "data"))
    (folder / "second").mkdir()
    second.start()
    assert second.wait() == 2
    told = log_of(folder / "second").splitlines()
    assert len(told) == 1
    assert "another server or worker uses this folder" in told[0]


def test_what_is_old_is_forgotten(tmp_path: Path) -> None:
    service = Service(tmp_path, **FEW, SUMMARIZER_RETENTION_DAYS="0.00002")
    service.start()
    with service.client() as client:
        job = ended(client, post(client, TEXT, "rules"))["id"]
    service.stop()
    time.sleep(2)
    service.start()
    with service.client() as client:
        until = time.monotonic() + 20
        while client.get(f"/v1/jobs/{job}").status_code != 404:
            assert time.monotonic() < until
            time.sleep(0.2)
    service.stop()
    assert heard_of_nothing(tmp_path / "data")


def test_no_text_and_no_key_reaches_the_log_of_jobs(client: httpx2.Client, folder: Path) -> None:
    marked = TEXT.replace("屏澜县", "甲乙丙丁县")
    job = ended(client, post(client, marked, "rules"))["id"]
    heard(client, job)
    client.delete(f"/v1/jobs/{job}")
    assert "甲乙丙丁" not in log_of(folder)


def test_the_examples_of_jobs_have_the_form_of_real_ones(client: httpx2.Client) -> None:
    def example(name: str) -> Any:
        return json.loads((ROOT / "api" / "examples" / f"{name}.json").read_text("utf-8"))

    posted = client.post("/v1/jobs", json=EXAMPLE_REQUEST).json()
    job = ended(client, posted["id"])
    given = {"id", "created_at", "ended_at"}
    assert posted.keys() == example("post_job").keys()
    for name in posted.keys() - given:
        assert posted[name] == example("post_job")[name]
    for name in job.keys() - given:
        assert job[name] == example("job")[name]
    listed = client.get("/v1/jobs", params={"page_size": 1}).json()
    assert listed["jobs"][0].keys() == example("jobs")["jobs"][0].keys()
    assert listed.keys() == example("jobs").keys()
