import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPORT = """云岭市档案局2023年工作总结
一、工作开展情况
（一）推进数字化。全年扫描照片1.2万张。
二、存在问题
库房容量不足。
云岭市档案局
2023年12月20日
"""
BROKEN = "青江县水务局2023年工作总结\n全年巡查管网850公里。清淤河道四十公里，整治河段总长达到"
UNWANTED = (
    "openai",
    "langchain_text_splitters",
    "fastapi",
    "httpx",
    "httpx2",
    "pydantic_settings",
    "requests",
    "docx",
    "jinja2",
    "lxml",
    "xlsxwriter",
)
ROOT = Path(__file__).parents[2]
LOADED = """
import sys
from summarizer.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as stop:
    code = stop.code
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""


def environment(**settings: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SUMMARIZER_", "OPENAI_"))}
    return kept | {"PYTHONPATH": str(ROOT)} | settings


def run(
    *arguments: str | Path, stdin: bytes = b"", **settings: Any
) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=environment(**settings),
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "总结.txt"
    file.write_bytes(REPORT.encode())
    return file


@pytest.fixture
def two_reports(tmp_path: Path) -> Path:
    file = tmp_path / "两份.txt"
    file.write_bytes((REPORT + BROKEN).encode())
    return file


def test_run_prints_the_digest_as_json_and_nothing_else(report: Path) -> None:
    done = run("run", report)
    assert json.loads(done.stdout)["reports"][0]["agency"] == "云岭市档案局"
    assert done.stderr == b""
    assert done.returncode == 0


def test_the_same_file_gives_the_same_bytes(report: Path) -> None:
    assert run("run", report).stdout == run("run", report).stdout


def test_jsonl_has_a_line_for_each_report(two_reports: Path) -> None:
    lines = run("run", two_reports, "--format", "jsonl").stdout.splitlines()
    agencies = [json.loads(line)["report"]["agency"] for line in lines]
    assert agencies == ["云岭市档案局", "青江县水务局"]


def test_markdown_is_headed_by_agency(report: Path) -> None:
    assert "\n## 云岭市档案局\n" in run("run", report, "--format", "md").stdout.decode()


def test_split_lists_a_report_a_line(two_reports: Path) -> None:
    lines = run("split", two_reports).stdout.decode().splitlines()
    assert [line.split("\t")[3] for line in lines] == ["云岭市档案局", "青江县水务局"]


def test_split_as_json_has_the_reports_and_no_items(report: Path) -> None:
    (listed,) = json.loads(run("split", report, "--format", "json").stdout)["reports"]
    assert listed["agency"] == "云岭市档案局"
    assert "achievements" not in listed


def test_brief_is_a_paragraph_for_each_agency_and_one_for_the_whole(two_reports: Path) -> None:
    paragraphs = run("brief", two_reports).stdout.decode().rstrip("\n").split("\n\n")
    assert [paragraph[:6] for paragraph in paragraphs[:2]] == ["云岭市档案局", "青江县水务局"]
    assert "收录报告2份" in paragraphs[2]


@pytest.mark.parametrize("command", ["run", "split", "brief"])
def test_a_dash_reads_standard_input(command: str, report: Path) -> None:
    piped = run(command, "-", stdin=REPORT.encode())
    assert piped.returncode == 0
    assert (
        piped.stdout.replace(b"standard input", "总结.txt".encode()) == run(command, report).stdout
    )


@pytest.mark.parametrize("command", ["run", "split", "brief"])
def test_an_output_file_takes_the_data_instead_of_stdout(
    command: str, report: Path, tmp_path: Path
) -> None:
    output = tmp_path / "结果"
    done = run(command, report, "-o", output)
    assert done.stdout == b""
    assert output.read_bytes() == run(command, report).stdout


@pytest.mark.parametrize(
    ("suffix", "begins"),
    [
        (".json", b"{"),
        (".jsonl", b'{"document"'),
        (".md", b"# "),
        (".html", b"<!DOCTYPE html>"),
        (".csv", b"\xef\xbb\xbf"),
        (".docx", b"PK"),
        (".XLSX", b"PK"),
    ],
)
def test_the_end_of_a_name_chooses_the_format(
    suffix: str, begins: bytes, report: Path, tmp_path: Path
) -> None:
    output = tmp_path / f"结果{suffix}"
    done = run("run", report, "-o", output)
    assert (done.returncode, done.stderr) == (0, b"")
    assert output.read_bytes().startswith(begins)
    named = run("run", report, "--format", suffix[1:].lower())
    assert named.stdout == output.read_bytes()


def test_a_format_that_is_named_wins_over_the_end_of_a_name(report: Path, tmp_path: Path) -> None:
    output = tmp_path / "结果.txt"
    run("run", report, "-o", output, "--format", "md")
    assert output.read_bytes().startswith(b"# ")


@pytest.mark.parametrize("command", ["run", "brief"])
def test_a_name_that_ends_in_no_format_is_refused(
    command: str, report: Path, tmp_path: Path
) -> None:
    output = tmp_path / "结果.pdf"
    assert_refused(run(command, report, "-o", output), "结果.pdf", ".docx", "--format")
    assert not output.exists()


def test_briefs_are_written_as_a_document(report: Path, tmp_path: Path) -> None:
    output = tmp_path / "简报.docx"
    assert run("brief", report, "-o", output).returncode == 0
    assert run("brief", report, "--format", "docx").stdout == output.read_bytes()


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_what_is_not_for_a_terminal_is_not_sent_to_one(name: str, report: Path) -> None:
    terminal, other_end = pty.openpty()
    with os.fdopen(terminal, "rb"), os.fdopen(other_end, "wb") as screen:
        done = subprocess.run(
            [sys.executable, "-m", "summarizer", "run", str(report), "--format", name],
            stdout=screen,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == f"summarizer: {name} is not for a terminal; use -o NAME.{name}\n"


def test_names_are_english_where_asked_for(report: Path) -> None:
    assert b"### Problems" in run("run", report, "--format", "md", "--lang", "en").stdout
    listed = run("split", "-", "--lang", "en", stdin="全年受理申请35件。".encode()).stdout
    assert b"agency not stated" in listed


def test_an_output_file_that_exists_is_replaced(report: Path, tmp_path: Path) -> None:
    output = tmp_path / "结果.json"
    output.write_bytes(b"old" * 10_000)
    run("run", report, "-o", output)
    assert output.read_bytes() == run("run", report).stdout


@pytest.mark.parametrize("command", ["run", "split", "brief"])
def test_an_incomplete_document_is_told_by_a_warning_and_exit_code_3(
    command: str, two_reports: Path
) -> None:
    done = run(command, two_reports)
    assert done.returncode == 3
    assert done.stdout != b""
    assert done.stderr.decode().startswith("summarizer: warning: 青江县水务局")


def test_the_rules_engine_can_be_asked_for(report: Path) -> None:
    assert run("run", report, "--engine", "rules").stdout == run("run", report).stdout


def assert_refused(done: subprocess.CompletedProcess[bytes], *said: str) -> None:
    message = done.stderr.decode()
    assert done.returncode == 2
    assert done.stdout == b""
    assert message.startswith("summarizer: ")
    assert message.count("\n") == 1
    assert all(words in message for words in said)


@pytest.mark.parametrize("command", ["run", "split", "brief"])
def test_a_missing_file_is_refused(command: str, tmp_path: Path) -> None:
    assert_refused(run(command, tmp_path / "没有.txt"), "没有.txt", "cannot be read")


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert_refused(run("run", tmp_path), str(tmp_path), "cannot be read")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\r\n", "nothing to summarise", id="white-space"),
        pytest.param(b"%PDF-1.7\n", "damaged PDF", id="pdf"),
        pytest.param(b"PK\x03\x04\x14\x00", "damaged Word", id="word"),
        pytest.param(b"<!DOCTYPE html><html></html>", "nothing to summarise", id="html"),
    ],
)
def test_a_file_that_is_no_text_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "文件"
    file.write_bytes(content)
    assert_refused(run("run", file), "文件", said)


def test_empty_standard_input_is_refused() -> None:
    assert_refused(run("run", "-"), "standard input", "empty")


def test_the_input_is_not_overwritten(report: Path) -> None:
    before = report.read_bytes()
    assert_refused(run("brief", report, "-o", report), str(report), "is the input itself")
    assert report.read_bytes() == before


def test_an_output_in_a_missing_folder_is_refused(report: Path, tmp_path: Path) -> None:
    output = tmp_path / "没有" / "结果.json"
    assert_refused(run("run", report, "-o", output), str(output), "cannot be written")


@pytest.mark.parametrize("command", ["run", "brief"])
def test_the_llm_engine_is_refused_in_one_line(command: str, report: Path) -> None:
    assert_refused(run(command, report, "--engine", "llm"), "--engine rules")


@pytest.mark.parametrize("value", ["", "0", "-5", "many"])
def test_a_bad_size_limit_is_refused(value: str, report: Path) -> None:
    assert_refused(run("run", report, SUMMARIZER_MAX_BYTES=value), "SUMMARIZER_MAX_BYTES")


@pytest.mark.parametrize("source", ["file", "stdin"])
def test_a_document_over_the_size_limit_is_refused(source: str, report: Path) -> None:
    limit = str(len(REPORT.encode()) - 1)
    file = report if source == "file" else "-"
    done = run("run", file, stdin=REPORT.encode(), SUMMARIZER_MAX_BYTES=limit)
    assert_refused(done, "over the limit", "SUMMARIZER_MAX_BYTES")


def test_a_document_of_just_the_size_limit_is_read(report: Path) -> None:
    assert run("run", report, SUMMARIZER_MAX_BYTES=str(len(REPORT.encode()))).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="no-command"),
        pytest.param(["run"], id="no-file"),
        pytest.param(["translate", "a.txt"], id="unknown-command"),
        pytest.param(["run", "a.txt", "--format", "exe"], id="unknown-format"),
        pytest.param(["run", "a.txt", "--engine", "magic"], id="unknown-engine"),
    ],
)
def test_wrong_usage_is_told_on_stderr_with_exit_code_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"usage:" in done.stderr


def test_a_reader_that_goes_away_gets_no_complaint(tmp_path: Path) -> None:
    file = tmp_path / "many.txt"
    file.write_bytes((REPORT * 400).encode())
    with subprocess.Popen(
        [sys.executable, "-m", "summarizer", "run", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        assert running.stderr.read() == b""


def test_help_names_the_commands_and_the_exit_codes() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert all(word in done.stdout for word in (b"run", b"split", b"brief", b"Exit codes"))


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--help"], id="help"),
        pytest.param(["run", "FILE"], id="run"),
        pytest.param(["run", "FILE", "--format", "md"], id="markdown"),
        pytest.param(["run", "FILE", "--format", "csv"], id="csv"),
        pytest.param(["split", "FILE"], id="split"),
        pytest.param(["brief", "FILE"], id="brief"),
    ],
)
def test_nothing_heavy_is_loaded(arguments: list[str], report: Path) -> None:
    given = [str(report) if argument == "FILE" else argument for argument in arguments]
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *given],
        capture_output=True,
        env=environment(),
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    loaded = done.stderr.decode().split()
    assert "summarizer" in loaded
    assert set(UNWANTED).isdisjoint(loaded)


def test_a_full_disk_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("云岭市档案局2023年工作总结\n全年整理档案3000卷。\n", "utf-8")
    done = subprocess.run(
        f"{sys.executable} -m summarizer run {report} > /dev/full",
        shell=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("redirection", [">&-", "- <&-"], ids=["output", "input"])
def test_a_closed_stream_is_one_line_and_no_traceback(tmp_path: Path, redirection: str) -> None:
    report = tmp_path / "a.txt"
    report.write_text("云岭市档案局2023年工作总结\n全年整理档案3000卷。\n", "utf-8")
    file = "" if redirection.startswith("-") else str(report)
    done = subprocess.run(
        f"{sys.executable} -m summarizer run {file} {redirection}",
        shell=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1
