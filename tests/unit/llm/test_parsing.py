import pytest

from summarizer.llm.parsing import read_message

GOOD = '{"achievements":["[1]甲"],"problems":[],"next_steps":[]}'
DATA = {"achievements": ["[1]甲"], "problems": [], "next_steps": []}


@pytest.mark.parametrize(
    ("message", "repairs"),
    [
        pytest.param({"content": GOOD}, (), id="plain"),
        pytest.param({"content": f"```json\n{GOOD}\n```"}, ("fence",), id="fence"),
        pytest.param({"content": f"<think>想{{一}}想</think>{GOOD}"}, ("thinking",), id="think"),
        pytest.param({"content": f"想一想</think>\n{GOOD}"}, ("thinking",), id="lone-end"),
        pytest.param({"content": f"结果如下：\n{GOOD}"}, ("prose",), id="prose-before"),
        pytest.param({"content": f"{GOOD}\n以上。"}, ("prose",), id="prose-after"),
        pytest.param({"content": GOOD.replace("]}", "],}")}, ("json",), id="trailing-comma"),
        pytest.param({"content": "", "reasoning_content": GOOD}, ("reasoning_content",), id="r1"),
        pytest.param({"content": None, "reasoning": GOOD}, ("reasoning",), id="r2"),
        pytest.param({"content": [{"type": "text", "text": GOOD}]}, (), id="parts"),
        pytest.param(
            {"content": None, "tool_calls": [{"function": {"arguments": GOOD}}]}, (), id="tool"
        ),
    ],
)
def test_the_object_is_found_and_what_was_mended_is_named(
    message: dict[str, object], repairs: tuple[str, ...]
) -> None:
    assert read_message(message) == (DATA, repairs)


def test_of_a_cut_answer_the_complete_items_are_kept() -> None:
    cut = '{"achievements":["[1]完成甲","[2]完成乙","[3]完'
    assert read_message({"content": cut}) == (
        {"achievements": ["[1]完成甲", "[2]完成乙"]},
        ("cut",),
    )


@pytest.mark.parametrize("content", ["", None, "好的。", "[1, 2]", "{", 7, "<think>没想完"])
def test_where_there_is_no_object_there_is_none(content: object) -> None:
    data, _ = read_message({"content": content})
    assert not data


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('["[,"[,"[,}' * 40, id="loop"),
        pytest.param('{"a":' * 3000 + "}", id="nested"),
        pytest.param('{"achievements":["[3]\\ud83d推进"],}', id="surrogate"),
        pytest.param('{"achievements":["a",123456789012345678901234567890],}', id="number"),
    ],
)
def test_whatever_a_model_says_is_read_or_not_and_nothing_is_raised(content: str) -> None:
    data, _ = read_message({"content": content})
    str(data).encode()
