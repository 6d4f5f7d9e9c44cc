"""What the repository promises about itself."""

import ast
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import summarizer
from summarizer.lexicon import entries

ROOT = Path(__file__).parents[2]
MODULES = [*ROOT.glob("summarizer/**/*.py"), *ROOT.glob("api/**/*.py"), *ROOT.glob("tests/**/*.py")]
LEXICONS = sorted(ROOT.glob("summarizer/lexicon/*.txt"))
FIXTURES = sorted(ROOT.glob("fixtures/sources/*.txt"))
TRACKED = [
    path
    for pattern in ("*.toml", "*.txt", "*.md", "Makefile", ".ci/run", "docs/**/*.md", "**/*.py")
    for path in ROOT.glob(pattern)
    if not any(part.startswith(".venv") for part in path.parts)
]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_stay_under_400_lines_and_functions_under_50(module: Path) -> None:
    source = module.read_text("utf-8")
    assert source.count("\n") <= 400
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, node.name


@pytest.mark.parametrize("lexicon", LEXICONS, ids=lambda path: path.stem)
def test_a_lexicon_says_why_it_is_there_and_compiles(lexicon: Path) -> None:
    assert lexicon.read_text("utf-8").startswith("# ")
    words = entries(lexicon.stem)
    assert words
    for word in words:
        re.compile(word)


@pytest.mark.parametrize("lexicon", LEXICONS, ids=lambda path: path.stem)
def test_a_lexicon_names_no_entry_twice(lexicon: Path) -> None:
    words = entries(lexicon.stem)
    assert len(words) == len(set(words))


def test_no_agency_of_a_sample_stands_in_code_or_lexicon() -> None:
    golds = [*FIXTURES, *(ROOT.parent / "shared" / "corpus").glob("*.txt")]
    agencies = {
        report["agency"]
        for gold in golds
        for report in json.loads(gold.with_suffix(".gold.json").read_text("utf-8"))["reports"]
    }
    # 国务院 is what such a body is called, not whose report a sample holds.
    agencies -= {"国务院"}
    sources = [path.read_text("utf-8") for path in [*LEXICONS, *ROOT.glob("summarizer/**/*.py")]]
    for agency in agencies:
        assert not any(agency in source for source in sources), agency


def test_every_fixture_has_its_annotation_and_a_line_of_provenance() -> None:
    listed = (ROOT / "fixtures" / "README.md").read_text("utf-8")
    assert "written for this project" in " ".join(listed.split())
    for fixture in FIXTURES:
        assert fixture.with_suffix(".gold.json").exists()
        assert f"| {fixture.stem} |" in listed


def test_no_file_names_a_path_of_a_machine_or_a_package_host() -> None:
    banned = re.compile(
        r"/(?:home|Users|work|root)/\w|https?://(?:pypi|files\.pythonhosted|registry)"
    )
    for path in TRACKED:
        found = banned.search(path.read_text("utf-8"))
        if path != Path(__file__):
            assert found is None, f"{path.relative_to(ROOT)}: {found and found[0]}"


def test_the_front_door_is_sorted_and_complete() -> None:
    assert summarizer.__all__ == sorted(summarizer.__all__)
    for name in summarizer.__all__:
        assert hasattr(summarizer, name)


def test_the_version_is_the_newest_of_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    newest = re.search(
        r"^## \[?(\d[\w.]*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert newest is not None
    assert newest[1] == project["version"]


def test_every_dependency_has_a_decision_record() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    record = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text("utf-8")
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=~]", requirement)[0]
        assert name in record


def test_the_wheel_works_from_any_folder(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    assert (unpacked / "summarizer" / "_prompts" / "README.md").exists()
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import summarizer; "
        "assert summarizer.__file__.startswith(sys.argv[1]); "
        "print(summarizer.summarize('云岭市档案局2023年工作总结\\n一、存在问题\\n一是力量不足。')"
        ".reports[0].problems[0].text)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(unpacked)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert done.stdout.decode().strip() == "力量不足"
