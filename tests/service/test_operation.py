"""What whoever runs the service relies on: traces, patience, the documentation's commands."""

import http.server
import re
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.llm_server.answers import answering, follow
from tests.llm_server.server import LlmServer
from tests.service.compilations import gold
from tests.service.ordeal import ended, model_of, post
from tests.service.running import Service, log_of, serving

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "fixtures" / "sources" / "lawgov-reports.txt").read_text("utf-8")


class Collector(http.server.BaseHTTPRequestHandler):
    """Takes whatever is posted to it."""

    received: bytes = b""

    def do_POST(self) -> None:
        Collector.received += self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


def test_traces_name_requests_reports_and_calls_and_hold_no_text(tmp_path: Path) -> None:
    collector = http.server.HTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=collector.serve_forever)
    thread.start()
    endpoint = f"http://127.0.0.1:{collector.server_port}"
    with LlmServer(answering(follow(gold()))) as stub:
        settings = model_of(stub) | {
            "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint,
            "OTEL_BSP_SCHEDULE_DELAY": "200",
        }
        with serving(tmp_path, **settings) as client:
            job = post(client, TEXT)
            ended(client, job)
            until = time.monotonic() + 30
            wanted = [b"request", b"report", b"call", b"summarize", job.encode(), b"r04"]
            while not all(word in Collector.received for word in wanted):
                assert time.monotonic() < until
                time.sleep(0.1)
    collector.shutdown()
    thread.join()
    collector.server_close()
    assert "屏澜县".encode() not in Collector.received


def test_a_head_that_does_not_come_is_not_waited_for(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        address = (client.base_url.host, client.base_url.port or 0)
        with socket.create_connection(address, timeout=40) as slow:
            slow.sendall(b"GET /livez HTTP/1.1\r\nhost: x\r\n")
            assert slow.recv(100) == b""


def test_a_server_on_a_database_that_is_not_there_says_so_in_one_line(tmp_path: Path) -> None:
    service = Service(
        tmp_path, SUMMARIZER_DATABASE_URL="postgresql://someone:secret@127.0.0.1:1/nothing"
    )
    service.start()
    assert service.wait() == 2
    told = log_of(tmp_path).splitlines()
    assert len(told) == 1
    assert "the database cannot be opened" in told[0]
    assert "secret" not in told[0]


@pytest.mark.skipif(shutil.which("curl") is None, reason="the documentation's commands need curl")
def test_the_commands_of_the_documentation_work(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    commands = re.findall(r"^(curl .*)$", page, re.MULTILINE)
    assert len(commands) == 2
    (tmp_path / "reports.txt").write_text(TEXT, "utf-8")
    number = "ID"
    with serving(tmp_path) as client:
        for command in commands:
            address = f"127.0.0.1:{client.base_url.port}"
            here = command.replace("127.0.0.1:8080", address).replace("ID", number)
            done = subprocess.run(
                here, shell=True, cwd=tmp_path, capture_output=True, check=True, timeout=60
            )
            if found := re.search(rb"location: /v1/jobs/(\w+)", done.stdout):
                number = found[1].decode()
    assert b"event: job.succeeded" in done.stdout
