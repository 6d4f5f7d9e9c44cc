import re
from pathlib import Path

import pytest

from summarizer.domain.outline import Category
from summarizer.engines.llm import check_example
from summarizer.engines.llm.wire import SummaryAnswer, read_answer
from summarizer.errors import PromptError
from summarizer.grounding import Verifier
from summarizer.llm.parsing import read_message
from summarizer.prompting import NAMES, Prompt, load_prompts, parse_prompt
from summarizer.reading.clean import fold
from tests.builders import outline_of

ROOT = Path(__file__).parents[2]
BOOK = load_prompts()
GOOD = """---
name: brief
version: "2"
inputs: [reports]
schema: briefs
---
# system
写简报。
# example
例
# user
$reports
"""


def prompt(name: str) -> Prompt:
    found = getattr(BOOK, name)
    assert isinstance(found, Prompt)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_is_called_what_its_file_is_called(name: str) -> None:
    assert prompt(name).name == name


@pytest.mark.parametrize("name", NAMES)
def test_the_example_answers_in_the_form_asked_for_and_by_its_material(name: str) -> None:
    check_example(prompt(name))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        pytest.param("[7]人手不足", "[3]人手不足", "do not say", id="wrong-unit"),
        pytest.param('举办培训班3期"', '举办培训班5期"', "do not say", id="figure"),
        pytest.param('"problems":', '"faults":', "no answer", id="form"),
        pytest.param('{"achievements"', '好的：{"achievements"', "no answer", id="prose"),
        pytest.param("schema: summary", "schema: summery", "no schema", id="schema"),
    ],
)
def test_an_example_that_its_material_does_not_bear_out_is_refused(
    old: str, new: str, complaint: str
) -> None:
    text = (ROOT / "prompts" / "summarize.md").read_text("utf-8")
    assert old in text
    with pytest.raises(PromptError, match=complaint):
        check_example(parse_prompt(text.replace(old, new), "own/summarize.md"))


@pytest.mark.parametrize("name", ["summarize", "repair"])
def test_the_example_says_nothing_that_its_own_report_does_not_say(name: str) -> None:
    material, _, answer = prompt(name).example.rpartition("\n")
    shown = dict(re.findall(r"^\[(\d+)\](.*)$", material, re.MULTILINE))
    text, outline = outline_of("\n".join(shown.values()))
    units = [unit for block in outline.blocks for unit in block.units]
    assert [text.shown[slice(*unit.stretch)] for unit in units] == list(shown.values())
    data, _ = read_message({"content": answer})
    cited = read_answer(SummaryAnswer, data, cut=False).cited()
    assert {n for item in cited for n in item.units} <= {int(n) for n in shown}
    verdict = Verifier(text, outline, fold).verify(cited)
    assert not verdict.rejected
    if name == "summarize":
        assert verdict.moved == verdict.refiled == verdict.merged == 0
        assert {claim.category for claim in verdict.claims} == set(Category) - {Category.OTHER}


def test_what_never_changes_comes_first_and_byte_for_byte_the_same() -> None:
    one, other = (prompt("summarize").messages(report=said) for said in ("[1]甲", "[1]乙"))
    assert one[0] == other[0]
    assert one[0]["role"] == "system"
    assert one[1]["content"].startswith("<报告>\n[1]甲")


def test_a_value_is_put_in_as_it_is() -> None:
    assert "$5 ${report}" in prompt("summarize").messages(report="[1]$5 ${report}")[1]["content"]


def test_a_missing_or_unknown_variable_is_an_error() -> None:
    with pytest.raises(PromptError, match="faults"):
        prompt("repair").messages(report="")
    with pytest.raises(PromptError, match="agency"):
        prompt("summarize").messages(report="", agency="")


def test_a_fingerprint_changes_with_any_character() -> None:
    one, other = parse_prompt(GOOD, "x"), parse_prompt(GOOD.replace("写简报", "写简讯"), "x")
    assert one.fingerprint != other.fingerprint
    assert one.identity == f"brief@2:{one.fingerprint}"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        pytest.param("version:", "edition:", "front matter", id="meta"),
        pytest.param("[reports]", "reports", "list", id="inputs"),
        pytest.param("# example", "# sample", "# example", id="part"),
        pytest.param("$reports", "$report", "variables", id="variable"),
        pytest.param("$reports", "$ reports", "variables", id="dollar"),
        pytest.param("name: brief", "name: [", "YAML", id="yaml"),
    ],
)
def test_a_malformed_prompt_is_refused_with_what_is_wrong(
    old: str, new: str, complaint: str
) -> None:
    with pytest.raises(PromptError, match=complaint):
        parse_prompt(GOOD.replace(old, new), "own/brief.md")


def test_a_folder_of_ones_own_may_hold_some_of_the_prompts(tmp_path: Path) -> None:
    (tmp_path / "brief.md").write_text(GOOD, "utf-8")
    book = load_prompts(tmp_path)
    assert book.brief.version == "2"
    assert book.summarize == BOOK.summarize


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="no such folder"):
        load_prompts(tmp_path / "none")
