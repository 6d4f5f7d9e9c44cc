"""Word classes kept as data: how they are read, and that every file is sound."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from summarizer.lexicon import any_of, entries, pattern
from summarizer.reading.clean import fold

NAMES = sorted(
    file.name.removesuffix(".txt")
    for file in files("summarizer.lexicon").iterdir()
    if file.name.endswith(".txt")
)
SOURCES = sorted((Path(__file__).parents[2] / "fixtures" / "sources").glob("*.txt"))[:6]


@pytest.mark.parametrize("name", NAMES)
def test_every_lexicon_has_entries(name: str) -> None:
    assert entries(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_compiles_by_itself(name: str) -> None:
    assert all(re.compile(entry) for entry in entries(name))


@pytest.mark.parametrize("name", NAMES)
def test_no_entry_matches_the_empty_string(name: str) -> None:
    assert [entry for entry in entries(name) if re.match(f"(?:{entry})$", "")] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_entry_captures_a_group(name: str) -> None:
    # A group inside an entry would shift the groups of the pattern it is built into.
    assert [entry for entry in entries(name) if re.compile(entry).groups] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_entry_holds_alternatives_outside_brackets(name: str) -> None:
    # What begins with one character is put into one group: an entry must be one piece.
    held = re.compile(r"\\.|\[[^\]]*\]|\((?:[^()\[\]]|\[[^\]]*\]|\((?:[^()]|\([^()]*\))*\))*\)")
    assert [entry for entry in entries(name) if "|" in held.sub("", entry)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_lexicon_says_at_its_head_what_it_holds(name: str) -> None:
    text = (files("summarizer.lexicon") / f"{name}.txt").read_text("utf-8")
    assert text.startswith("# ")


@pytest.mark.parametrize("name", NAMES)
def test_comments_are_no_entries(name: str) -> None:
    assert not any("#" in entry for entry in entries(name))


@pytest.mark.parametrize("name", NAMES)
def test_entries_carry_no_white_space_at_their_ends(name: str) -> None:
    assert all(entry == entry.strip() for entry in entries(name))


def test_a_group_tries_longer_words_first() -> None:
    found = re.match(any_of("report_kinds", "report_kinds_weak"), "工作总结报告")
    assert found is not None
    assert found[0] == "工作总结报告"


def test_a_group_of_several_lexicons_matches_words_of_each() -> None:
    group = re.compile(any_of("agency_suffixes", "place_suffixes"))
    assert group.fullmatch("幼儿园")
    assert group.fullmatch("自治州")


def test_a_group_can_stand_inside_a_larger_pattern() -> None:
    assert re.fullmatch(f"云岭市茶叶{any_of('agency_suffixes')}的", "云岭市茶叶局的")


def test_a_pattern_finds_an_entry_anywhere() -> None:
    found = pattern("web_debris").search("正文到此为止。上一篇")
    assert found is not None
    assert found[0] == "上一篇"


def _outermost(entry: str) -> str:
    """Return `entry` without its groups and classes."""
    bare, before = re.sub(r"\[[^\]]*\]", "", entry), ""
    while bare != before:
        before, bare = bare, re.sub(r"\([^()]*\)", "", bare)
    return bare


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_of_several_words_begins_with_none_that_is_spelled_out(name: str) -> None:
    # What such a word is followed by would be taken to belong to the other words too.
    several = [entry for entry in entries(name) if "|" in _outermost(entry)]
    assert [entry for entry in several if re.match(r"[\[(]|.\?", entry)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_pattern_finds_what_the_entries_say(name: str) -> None:
    plain, found = re.compile(any_of(name)), pattern(name)
    for source in SOURCES:
        text = fold(source.read_text("utf-8"))
        assert [m.span() for m in found.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_a_pattern_tries_the_choices_of_an_entry_in_their_order() -> None:
    found = pattern("nothing_arose").search("全年没有收到举报")
    assert found is not None
    assert found[0] == "没有收到"


def test_an_unknown_lexicon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        entries("no_such_lexicon")
