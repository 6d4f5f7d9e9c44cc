import hashlib
from pathlib import Path

import pytest

import summarizer
from summarizer import SummarizerError, split, summarize
from summarizer.errors import (
    ConfigurationError,
    EmptyInput,
    EngineUnavailable,
    InputUnreadable,
    TooLarge,
    UnsupportedFormat,
)

REPORT = """云岭市档案局2023年工作总结
一、工作开展情况
（一）推进数字化。全年扫描照片1.2万张。
二、存在问题
库房容量不足。
"""


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    file = tmp_path / "总结.txt"
    file.write_text(REPORT, "utf-8")
    return file


def test_every_public_name_exists() -> None:
    assert all(hasattr(summarizer, name) for name in summarizer.__all__)


def test_text_bytes_and_a_path_give_the_same_reports(report_file: Path) -> None:
    by_text = summarize(REPORT).reports
    assert summarize(REPORT.encode()).reports == by_text
    assert summarize(report_file).reports == by_text


def test_the_encoding_of_a_file_does_not_change_its_reports() -> None:
    assert summarize(REPORT.encode("gb18030")).reports == summarize(REPORT).reports


def test_a_path_gives_the_document_its_name(report_file: Path) -> None:
    assert summarize(report_file).document.name == "总结.txt"


@pytest.mark.parametrize(
    ("source", "default"),
    [pytest.param(REPORT, "text", id="text"), pytest.param(REPORT.encode(), "bytes", id="bytes")],
)
def test_a_nameless_source_is_called_what_it_is(source: str | bytes, default: str) -> None:
    assert summarize(source).document.name == default


def test_a_name_that_is_given_is_kept(report_file: Path) -> None:
    assert summarize(report_file, name="档案局").document.name == "档案局"


def test_the_digest_names_the_hash_of_the_bytes(report_file: Path) -> None:
    expected = hashlib.sha256(report_file.read_bytes()).hexdigest()
    assert summarize(report_file).document.sha256 == expected
    assert summarize(REPORT).document.sha256 == expected


def test_spans_index_the_text_that_was_given() -> None:
    (problem,) = summarize(REPORT).reports[0].problems
    (span,) = problem.evidence
    assert REPORT[span.start : span.end].startswith("库房容量不足")


def test_split_finds_the_reports_that_summarize_summarises() -> None:
    assert [report.span for report in split(REPORT).reports] == [
        report.span for report in summarize(REPORT).reports
    ]


def test_progress_is_passed_on() -> None:
    told: list[tuple[int, int]] = []
    summarize(REPORT, progress=lambda done, reports: told.append((done, reports)))
    assert told == [(1, 1)]


@pytest.mark.parametrize("source", ["", " \n\t", "\u3000", b"", b"\n"])
def test_a_source_without_text_is_refused(source: str | bytes) -> None:
    with pytest.raises(EmptyInput):
        summarize(source)


@pytest.mark.parametrize("source", ["", b""], ids=["text", "bytes"])
def test_split_refuses_a_source_without_text_too(source: str | bytes) -> None:
    with pytest.raises(EmptyInput):
        split(source)


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="RTF"):
        summarize(b"{\\rtf1")


def test_a_missing_file_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputUnreadable, match="没有\\.txt"):
        summarize(tmp_path / "没有.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputUnreadable):
        split(tmp_path)


def test_the_llm_engine_is_not_there_yet() -> None:
    with pytest.raises(EngineUnavailable):
        summarize(REPORT, engine="llm")


def test_a_file_over_the_limit_is_refused(
    report_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_MAX_BYTES", "50")
    with pytest.raises(TooLarge, match="50"):
        summarize(report_file)


def test_a_limit_that_cannot_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_MAX_BYTES", "many")
    with pytest.raises(ConfigurationError):
        summarize(REPORT.encode())


@pytest.mark.parametrize("source", [b"", b"%PDF-1.7\n", b"\x00\x01\x02" * 50])
def test_whatever_is_wrong_with_a_source_is_a_summarizer_error_of_one_line(source: bytes) -> None:
    with pytest.raises(SummarizerError) as caught:
        summarize(source, name="坏文件")
    assert str(caught.value).startswith("坏文件: ")
    assert "\n" not in str(caught.value)
