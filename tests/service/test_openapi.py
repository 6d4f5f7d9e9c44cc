"""The OpenAPI document is the truth: schemathesis tries whatever it allows, and more."""

import subprocess
import sys
from pathlib import Path

from tests.service.running import serving
from tests.unit.test_cli import run

# A body of the right form need not be a document: bytes that are no text (415), a model that
# is not configured (422). An edit may come too late or too early (409).
_CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 401, 404, 409, 415, 422]

# Unexpected headers are none to HTTP.
[[operations]]
include-name = "GET /v1/jobs/{job}/events"
[operations.checks.negative_data_rejection]
expected-statuses = [200, 400, 401, 404, 422]
"""


def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    data = {"SUMMARIZER_DATA_DIR": str(tmp_path / "data")}
    key = run("keys", "add", "schemathesis", **data).stdout.decode().strip()  # type: ignore[arg-type]
    (tmp_path / "schemathesis.toml").write_text(_CONFIG)
    with serving(tmp_path, SUMMARIZER_RATE_PER_MINUTE="1000000") as client:
        done = subprocess.run(
            [
                Path(sys.executable).parent / "schemathesis",
                "run",
                f"{client.base_url}/openapi.json",
                "--header",
                f"Authorization: Bearer {key}",
                "--checks=all",
                "--max-examples=30",
                "--seed=1",
                "--generation-database=none",
            ],
            capture_output=True,
            cwd=tmp_path,
            timeout=400,
            check=False,
        )
    assert done.returncode == 0, done.stdout.decode()[-4000:]


def test_every_answer_and_every_problem_has_an_example(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        paths = client.get("/openapi.json").json()["paths"]
    for path, methods in paths.items():
        for answer in methods.get("post", {}).get("responses", {}).values():
            for content in answer["content"].values():
                assert "example" in content, path
