import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from summarizer import split, summarize
from summarizer.domain.summary import Digest, Listing
from summarizer.rendering.json import to_json, to_jsonl

TEXT = """云岭市工作总结汇编
本汇编收录3份报告
云岭市档案局2023年工作总结
一、工作开展情况
（一）推进数字化。全年扫描照片1.2万张，接待查档群众3600余人次。
二、存在问题
库房容量不足。
三、下一步工作
一是加快新馆建设；二是加强人才培养。
云岭市档案局
2023年12月20日
青江县水务局2023年工作总结
一、主要工作
（一）保障供水安全。全年巡查管网850公里。
（二）推进河道治理。清淤河道四十公里，整治河段总长达到"""
DIGEST = summarize(TEXT, name="汇编.txt")


def parsed() -> dict[str, Any]:
    result: dict[str, Any] = json.loads(to_json(DIGEST))
    return result


def test_a_digest_comes_back_from_json_the_same() -> None:
    assert TypeAdapter(Digest).validate_json(to_json(DIGEST)) == DIGEST


def test_a_listing_comes_back_from_json_the_same() -> None:
    listing = split(TEXT)
    assert TypeAdapter(Listing).validate_json(to_json(listing)) == listing


def test_json_is_utf_8_that_a_person_can_read() -> None:
    assert "云岭市档案局" in to_json(DIGEST).decode("utf-8")


def test_json_ends_with_one_newline() -> None:
    assert to_json(DIGEST).endswith(b"}\n")


@pytest.mark.parametrize(
    "name",
    ["schema_version", "document", "engine", "reports", "overview", "findings", "warnings"],
)
def test_a_digest_has_the_field(name: str) -> None:
    assert name in parsed()


@pytest.mark.parametrize(
    "name",
    [
        "name",
        "sha256",
        "media_type",
        "encoding",
        "characters",
        "pages",
        "title",
        "declared_reports",
        "complete",
    ],
)
def test_a_document_has_the_field(name: str) -> None:
    assert name in parsed()["document"]


@pytest.mark.parametrize(
    "name",
    [
        "id",
        "agency",
        "title",
        "date",
        "period",
        "span",
        "achievements",
        "problems",
        "next_steps",
        "metrics",
        "brief",
        "engine",
        "provenance",
        "findings",
    ],
)
def test_a_report_has_the_field(name: str) -> None:
    assert all(name in report for report in parsed()["reports"])


@pytest.mark.parametrize("category", ["achievements", "problems", "next_steps"])
def test_an_item_has_its_text_evidence_section_and_engine(category: str) -> None:
    item = parsed()["reports"][0][category][0]
    assert set(item) == {"text", "evidence", "section", "engine"}


def test_a_metric_has_the_fields_of_the_contract() -> None:
    metric = parsed()["reports"][0]["metrics"][0]
    assert set(metric) == {
        "label",
        "value",
        "unit",
        "qualifier",
        "approximate",
        "as_of",
        "evidence",
    }


def test_a_span_has_start_end_and_page() -> None:
    assert set(parsed()["reports"][0]["span"]) == {"start", "end", "page"}


def test_a_finding_has_the_fields_of_the_contract() -> None:
    finding = parsed()["reports"][1]["findings"][0]
    assert set(finding) == {"code", "severity", "message", "evidence", "reports"}


@pytest.mark.parametrize("name", ["model", "prompt", "attempts", "fallback_reason"])
def test_a_provenance_has_the_field(name: str) -> None:
    assert name in parsed()["reports"][0]["provenance"]


def test_what_a_report_does_not_state_is_null() -> None:
    assert parsed()["reports"][1]["date"] is None


def test_jsonl_has_the_reports_of_the_digest_a_line_each() -> None:
    lines = [json.loads(line) for line in to_jsonl(DIGEST)]
    assert [line["report"] for line in lines] == parsed()["reports"]


def test_every_line_of_jsonl_ends_once() -> None:
    assert all(line.count(b"\n") == 1 and line.endswith(b"\n") for line in to_jsonl(DIGEST))


def test_every_line_of_jsonl_names_its_document() -> None:
    lines = [json.loads(line) for line in to_jsonl(DIGEST)]
    assert {(line["document"], line["sha256"]) for line in lines} == {
        ("汇编.txt", DIGEST.document.sha256)
    }
