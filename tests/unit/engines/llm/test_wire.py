import pytest

from summarizer.domain.outline import Category
from summarizer.engines.llm.wire import (
    SCHEMAS,
    SummaryAnswer,
    read_answer,
    read_cited,
    read_numbered,
    wire_schema,
)
from summarizer.errors import AnswerUnusable
from summarizer.grounding import Cited

A = Category.ACHIEVEMENT


@pytest.mark.parametrize(
    ("entry", "units", "text"),
    [
        ("[2]完成甲", (2,), "完成甲"),
        ("[2][3] 完成甲。", (2, 3), "完成甲"),
        ("[2, 3]完成甲", (2, 3), "完成甲"),
        ("[2-4]完成甲", (2, 3, 4), "完成甲"),
        ("【2】［３］完成甲", (2, 3), "完成甲"),
        ("[2][2]（一）完成甲；", (2,), "完成甲"),
        ("完成甲", (), "完成甲"),
        ("[2]3.6万人次参加培训", (2,), "3.6万人次参加培训"),
        ("[2]98.5%的群众满意", (2,), "98.5%的群众满意"),
        ("[2]落实国办发[2021]15号文件", (2,), "落实国办发[2021]15号文件"),
        ("[2]", (2,), ""),
        ("[9-1]一是完成甲", (), "完成甲"),
        ("[1-999999]完成甲", tuple(range(1, 22)), "完成甲"),
    ],
)
def test_the_numbers_in_front_are_the_citation(
    entry: str, units: tuple[int, ...], text: str
) -> None:
    assert list(read_cited(A, entry)) == [Cited(A, units, text)]


def test_each_marker_inside_a_string_opens_an_item() -> None:
    assert list(read_cited(A, "[1]完成甲；[2][3]完成乙")) == [
        Cited(A, (1,), "完成甲"),
        Cited(A, (2, 3), "完成乙"),
    ]


def test_a_long_item_is_cut_to_whole_clauses() -> None:
    (cited,) = read_cited(A, "[1]" + "完成档案数字化1,200页，" * 20)
    assert len(cited.text) <= 90
    assert cited.text.endswith("1,200页")


def test_a_paragraph_has_its_number_in_front() -> None:
    assert read_numbered("[3]某局2023年[完成]甲。") == (3, "某局2023年[完成]甲。")
    assert read_numbered("某局") == (None, "某局")


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_stays_inside_what_every_provider_takes(name: str) -> None:
    schema = wire_schema(name)
    assert set(schema) == {"type", "properties", "required", "additionalProperties"}
    assert schema["required"] == list(schema["properties"])
    assert schema["additionalProperties"] is False
    for form in schema["properties"].values():
        assert form in ({"type": "array", "items": {"type": "string"}}, {"type": "string"})


def test_an_answer_that_was_cut_may_lack_lists() -> None:
    assert read_answer(SummaryAnswer, {"achievements": ["[1]甲"]}, cut=True).problems == []
    with pytest.raises(AnswerUnusable, match="problems"):
        read_answer(SummaryAnswer, {"achievements": ["[1]甲"]}, cut=False)


def test_one_bad_entry_does_not_cost_the_good_ones() -> None:
    data = {"achievements": [1, "[1]甲", None], "problems": [], "next_steps": []}
    answer = read_answer(SummaryAnswer, data, cut=False)
    assert answer.achievements == ["[1]甲"]
    assert answer.left_out(data) == 2
