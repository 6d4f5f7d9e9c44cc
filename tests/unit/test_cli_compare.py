import json
from pathlib import Path

import pytest

from tests.unit.test_cli import BROKEN, ROOT, run

LAST, THIS = (ROOT / "fixtures" / "years" / f"compilation-{year}.txt" for year in (2022, 2023))


def test_compare_writes_json_to_stdout_and_nothing_else_there() -> None:
    done = run("compare", LAST, THIS)
    assert done.returncode == 0
    assert done.stderr == b""
    assert len(json.loads(done.stdout)["agencies"]) == 3


def test_compare_writes_markdown_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "比对.md"
    done = run("compare", LAST, THIS, "--format", "md", "-o", out)
    assert (done.returncode, done.stdout) == (0, b"")
    assert out.read_text("utf-8").startswith("# 澄沙市2022年部门工作总结汇编（4份） → ")


def test_a_document_that_breaks_off_ends_in_3_and_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_text(BROKEN, "utf-8")
    done = run("compare", LAST, broken)
    assert done.returncode == 3
    assert "在句中中断" in done.stderr.decode()


def test_findings_of_the_audit_do_not_change_the_exit_code(tmp_path: Path) -> None:
    flawed = tmp_path / "flawed.txt"
    flawed.write_text(
        "云岭市档案局2023年工作总结\n2022年，我局受理申请100件，办结95件，办结率98%。\n", "utf-8"
    )
    done = run("run", flawed)
    assert done.returncode == 0
    assert {f["code"] for f in json.loads(done.stdout)["reports"][0]["findings"]} == {
        "missing_section",
        "percentage_mismatch",
        "wrong_year",
    }
    # What is absent, or a matter of style, is in the result and not on the terminal.
    assert len(done.stderr.decode().splitlines()) == 2


@pytest.mark.parametrize("output", [LAST, THIS])
def test_neither_input_is_written_over(output: Path) -> None:
    before = output.read_bytes()
    done = run("compare", LAST, THIS, "-o", output)
    assert done.returncode == 2
    assert output.read_bytes() == before


def test_a_file_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    done = run("compare", LAST, tmp_path / "none.txt")
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1
