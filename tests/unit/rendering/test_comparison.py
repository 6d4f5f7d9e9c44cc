import json
from pathlib import Path

from summarizer import compare
from summarizer.rendering.comparison import render_comparison

YEARS = Path(__file__).parents[3] / "fixtures" / "years"
FOUND = compare(YEARS / "compilation-2022.txt", YEARS / "compilation-2023.txt")


def test_json_has_every_field_and_reads_back() -> None:
    shown = json.loads(render_comparison(FOUND, "json"))
    assert list(shown) == list(FOUND.__dataclass_fields__)
    assert shown["agencies"][0]["plans"][0]["status"] == "kept"


def test_markdown_shows_plan_status_and_answer_with_their_places() -> None:
    shown = render_comparison(FOUND, "md").decode()
    lines = shown.splitlines()
    (row,) = (line for line in lines if "采砂" in line)
    assert row.count("|") == 6
    assert "已有回应" in row
    assert "开展河道非法采砂专项整治行动6次" in row
    assert "仅见于上年：澄沙市图书馆" in lines


def test_an_agency_without_plans_is_said_to_have_none() -> None:
    year = "云岭市档案局{}年工作总结\n一、主要工作\n扫描照片120张。\n"
    shown = render_comparison(compare(year.format(2022), year.format(2023)), "md").decode()
    assert "上年报告未提及下一步打算。" in shown
