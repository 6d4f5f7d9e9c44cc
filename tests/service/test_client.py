"""A client that a generator makes of the OpenAPI document talks to the server."""

import json
import subprocess
import sys
from pathlib import Path

from tests.service.running import serving

ROOT = Path(__file__).parents[2]
FILE = ROOT / "fixtures" / "sources" / "lawgov-reports.txt"
_SCRIPT = """
import sys, time
from generated import Client
from generated.api.documents import split
from generated.api.jobs import get_job, get_result, post_job
from generated.models import DocumentIn, State

client = Client(base_url=sys.argv[1], raise_on_unexpected_status=True)
with open(sys.argv[2], encoding="utf-8") as file:
    body = DocumentIn(text=file.read(), name="reports")
with client:
    found = split.sync(client=client, body=body)
    assert len(getattr(found, "reports", [])) == 4, found
    job = post_job.sync(client=client, body=body)
    while job.state in {State.QUEUED, State.RUNNING}:
        time.sleep(0.2)
        job = get_job.sync(job.id, client=client)
    digest = get_result.sync(job.id, client=client)
    print(job.state, [report.agency for report in digest.reports])
    print(get_job.sync("0" * 32, client=client).code)
"""


def test_a_generated_client_works(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        document = tmp_path / "openapi.json"
        document.write_text(json.dumps(client.get("/openapi.json").json()), "utf-8")
        (tmp_path / "config.yml").write_text("post_hooks: []\n")
        subprocess.run(
            [
                Path(sys.executable).parent / "openapi-python-client",
                "generate",
                f"--path={document}",
                f"--output-path={tmp_path / 'generated'}",
                "--meta=none",
                f"--config={tmp_path / 'config.yml'}",
            ],
            check=True,
            capture_output=True,
        )
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(client.base_url), str(FILE)],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            text=True,
        )
    assert done.returncode == 0, done.stderr
    state, problem = done.stdout.splitlines()
    assert state.startswith("succeeded")
    assert "屏澜县" in state
    assert problem == "not_found"
