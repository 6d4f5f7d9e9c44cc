from pathlib import Path
from typing import Any

from tests.service.running import log_of, serving
from tests.unit.test_cli import run

TEXT = "云岭市档案局2023年工作总结\n一、工作开展情况\n全年完成120万页。"


def test_with_a_key_made_only_its_bearer_is_answered(tmp_path: Path) -> None:
    data: dict[str, Any] = {"SUMMARIZER_DATA_DIR": str(tmp_path / "data")}
    key = run("keys", "add", "开放办", **data).stdout.decode().strip()
    listed = run("keys", "list", **data).stdout.decode()
    assert "开放办" in listed
    assert key.rpartition("_")[2] not in listed
    with serving(tmp_path) as client:
        body = {"text": TEXT}
        without = client.post("/v1/splits", json=body)
        assert without.status_code == 401
        assert without.headers["www-authenticate"] == "Bearer"
        assert without.json()["code"] == "key_required"
        for headers in ({"authorization": f"Bearer {key}"}, {"x-api-key": key}):
            assert client.post("/v1/splits", json=body, headers=headers).status_code == 200
        for wrong in (key[:-1], key + "x", "sum_00000000_x", "x"):
            answer = client.post("/v1/splits", json=body, headers={"x-api-key": wrong})
            assert answer.status_code == 401
        assert client.get("/livez").status_code == 200
        run("keys", "revoke", listed.split("\t")[0], **data)
        run("keys", "add", "another", **data)
        answer = client.post("/v1/splits", json=body, headers={"x-api-key": key})
        assert answer.status_code == 401
    assert key not in log_of(tmp_path)
    assert key.encode() not in (tmp_path / "data" / "keys.sqlite3").read_bytes()


def test_without_a_key_it_does_not_listen_to_others(tmp_path: Path) -> None:
    done = run("serve", "--host", "0.0.0.0", SUMMARIZER_DATA_DIR=str(tmp_path))  # noqa: S104
    assert done.returncode == 2
    assert "summarizer keys add" in done.stderr.decode()


def test_a_key_that_is_not_there_cannot_be_revoked(tmp_path: Path) -> None:
    done = run("keys", "revoke", "abc", SUMMARIZER_DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert "keys list" in done.stderr.decode()
