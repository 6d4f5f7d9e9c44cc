from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.llm.parts import Part, halves, lines_of, parts_of, shown
from summarizer.llm.tokens import tokens_of
from tests.builders import outline_of

SECTIONS = "\n".join(
    f"{number}、{name}情况\n{'全年完成各项任务并及时公开相关信息。' * 12}"
    for number, name in zip("一二三四", ("数字化", "宣传", "队伍", "保障"), strict=True)
)
TEXT, OUTLINE = outline_of(SECTIONS)
LINES = lines_of(OUTLINE)


def tokens(part: Part) -> int:
    return tokens_of(shown(TEXT, part))


def test_a_report_that_fits_is_one_part() -> None:
    assert parts_of(TEXT, LINES, 100_000) == (LINES,)


def test_a_long_report_is_cut_between_its_sections() -> None:
    parts = parts_of(TEXT, LINES, tokens(LINES) // 3)
    assert [line for part in parts for line in part] == list(LINES)
    assert all(len({line.section for line in part}) == 1 for part in parts)


def test_a_section_that_is_too_long_is_cut_between_its_sentences() -> None:
    parts = parts_of(TEXT, LINES, 60)
    assert max(map(tokens, parts)) <= 80
    assert [line.number for part in parts for line in part] == [line.number for line in LINES]


def test_a_sentence_that_is_too_long_is_cut_and_keeps_its_number() -> None:
    text, outline = outline_of("完成" * 900)
    parts = parts_of(text, lines_of(outline), 100)
    assert len(parts) > 5
    assert {line.number for part in parts for line in part} == {1}
    whole = "".join(text.shown[slice(*line.stretch)] for part in parts for line in part)
    assert whole == "完成" * 900


@given(st.integers(20, 400))
def test_no_character_is_lost_or_doubled_whatever_the_room(room: int) -> None:
    parts = parts_of(TEXT, LINES, room)
    said = "".join(TEXT.shown[slice(*line.stretch)] for part in parts for line in part)
    assert said == "".join(TEXT.shown[slice(*line.stretch)] for line in LINES)


def test_halves_part_at_a_section() -> None:
    first, second = halves(LINES)
    assert first + second == LINES
    assert first[-1].section != second[0].section


def test_one_line_has_no_halves() -> None:
    assert halves(LINES[:1]) == (LINES[:1],)
