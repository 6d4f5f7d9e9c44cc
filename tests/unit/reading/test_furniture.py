"""Page numbers, running heads and feet told apart from text."""

import pytest

from summarizer.reading.furniture import find_furniture

PARAGRAPHS = ("茶园登记办结。", "水渠检修完成。", "林木抚育到位。", "档案整理归档。")


def _pages(before: str, after: str) -> str:
    """Return four pages, each with the lines `before` and `after`; {n} is its number."""
    return "".join(
        f"{before.format(n=n)}\n{paragraph}\n其余工作{paragraph}\n{after.format(n=n)}\n"
        for n, paragraph in enumerate(PARAGRAPHS, start=1)
    )


def _taken_out(text: str) -> list[str]:
    return [text[start:end] for start, end in find_furniture(text)]


@pytest.mark.parametrize(
    "number",
    [
        "{n}",
        "- {n} -",
        "— {n} —",
        "－{n}－",
        "·{n}·",
        "第{n}页",
        "第 {n} 页 共 4 页",
        "第{n}页，共4页",
        "{n}/4",
    ],
)
def test_page_numbers_are_furniture(number: str) -> None:
    text = _pages("", number)
    assert _taken_out(text) == [number.format(n=n) for n in (1, 2, 3, 4)]


def test_page_numbers_in_full_width_digits_are_furniture() -> None:
    text = "".join(f"{p}\n{n}\n" for n, p in zip("１２３４", PARAGRAPHS, strict=True))
    assert _taken_out(text) == ["１", "２", "３", "４"]


def test_numbers_that_do_not_follow_on_each_other_are_text() -> None:
    text = "".join(f"{p}\n{n}\n" for n, p in zip((2019, 35, 7, 801), PARAGRAPHS, strict=True))
    assert _taken_out(text) == []


def test_a_missing_page_number_does_not_save_its_neighbours() -> None:
    text = "".join(f"{p}\n- {n} -\n" for n, p in zip((1, 2, 4, 5), PARAGRAPHS, strict=True))
    assert _taken_out(text) == ["- 1 -", "- 2 -", "- 4 -", "- 5 -"]


def test_a_head_beside_page_numbers_is_furniture() -> None:
    text = _pages("云岭年鉴选编", "- {n} -")
    assert _taken_out(text).count("云岭年鉴选编") == 4


def test_a_head_after_page_feeds_is_furniture() -> None:
    text = _pages("\f云岭年鉴选编", "")
    assert _taken_out(text) == ["云岭年鉴选编"] * 4


def test_a_foot_whose_number_counts_up_is_furniture() -> None:
    text = _pages("", "云岭年鉴选编（{n}）")
    assert _taken_out(text) == [f"云岭年鉴选编（{n}）" for n in (1, 2, 3, 4)]


def test_a_heading_that_several_reports_share_is_text() -> None:
    assert _taken_out(_pages("存在问题", "")) == []


def test_a_sentence_that_repeats_beside_page_numbers_is_text() -> None:
    text = _pages("", "以上工作全部完成。\n- {n} -")
    assert "以上工作全部完成。" not in _taken_out(text)


def test_a_line_that_stands_twice_only_is_text() -> None:
    text = "云岭年鉴\n- 1 -\n茶园登记办结。\n云岭年鉴\n- 2 -\n水渠检修完成。\n林木抚育到位。\n"
    assert "云岭年鉴" not in _taken_out(text)


def test_a_long_line_is_text_even_where_it_repeats() -> None:
    line = "云岭市茶叶局坚持以茶兴农、以茶富民、以茶惠民的工作思路" * 2
    assert line not in _taken_out(_pages(line, "- {n} -"))


def test_a_short_text_has_no_furniture() -> None:
    assert _taken_out("茶园登记\n1\n水渠检修\n2\n林木抚育") == []


def test_furniture_comes_in_the_order_of_the_text() -> None:
    found = find_furniture(_pages("云岭年鉴选编", "- {n} -"))
    assert found == sorted(found)
    assert len(found) == 8
