"""Dates and years in the forms that official texts use."""

import pytest

from summarizer.reading.dates import (
    YEAR,
    FoundDate,
    find_date,
    find_dates,
    small_number,
    year_in_digits,
    year_of,
)


def _all(text: str) -> list[str]:
    return [found.iso for found in find_dates(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023年12月20日", "2023-12-20"),
        ("2023年1月05日", "2023-01-05"),
        ("2023年12月20号", "2023-12-20"),
        ("2023-12-20", "2023-12-20"),
        ("2023/1/5", "2023-01-05"),
        ("2023.1.5", "2023-01-05"),
        ("二〇二三年十二月二十日", "2023-12-20"),
        ("二○二三年一月五日", "2023-01-05"),
        ("二零二三年十月三十一日", "2023-10-31"),
        ("二O二三年十一月十日", "2023-11-10"),
        ("一九九九年九月九日", "1999-09-09"),
        ("2024年2月29日", "2024-02-29"),
    ],
)
def test_a_full_date_is_read_in_every_form(text: str, iso: str) -> None:
    assert _all(text) == [iso]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2023年12月", id="no day"),
        pytest.param("12月20日", id="no year"),
        pytest.param("2023年", id="a year alone"),
        pytest.param("2023年2月30日", id="no such day"),
        pytest.param("2023年2月29日", id="no leap year"),
        pytest.param("2023年13月1日", id="no such month"),
        pytest.param("二〇二三年二月三十日", id="no such day in Chinese"),
        pytest.param("2023.12.200", id="a longer number"),
        pytest.param("1.2.3", id="a section number"),
        pytest.param("3023-12-20", id="a year far off"),
        pytest.param("0571-8800-1234", id="a telephone number"),
    ],
)
def test_what_is_no_full_date_is_not_read_as_one(text: str) -> None:
    assert _all(text) == []


def test_a_time_that_runs_into_the_day_is_left_out() -> None:
    assert list(find_dates("2023-12-2010:30", 0, 15)) == [FoundDate(0, 10, "2023-12-20")]


def test_dates_come_in_the_order_of_the_text_with_their_places() -> None:
    text = "自2023年1月1日起至2023年12月31日止"
    found = list(find_dates(text, 0, len(text)))
    assert [text[date.start : date.end] for date in found] == ["2023年1月1日", "2023年12月31日"]


def test_an_impossible_date_does_not_hide_the_next() -> None:
    assert _all("2023年2月30日，2023年3月1日") == ["2023-03-01"]


def test_only_the_stretch_asked_for_is_searched() -> None:
    text = "2022年1月1日，2023年1月1日，2024年1月1日"
    assert [found.iso for found in find_dates(text, 10, 20)] == ["2023-01-01"]


def test_find_date_returns_the_first() -> None:
    text = "2022年1月1日，2023年1月1日"
    assert find_date(text, 0, len(text)) == FoundDate(0, 9, "2022-01-01")


def test_find_date_returns_none_where_none_stands() -> None:
    assert find_date("云岭市茶叶局", 0, 6) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023年", "2023"),
        ("1998年度", "1998"),
        ("二〇二三年", "2023"),
        ("二零二一年", "2021"),
        ("二○一九年", "2019"),
    ],
)
def test_a_year_is_given_in_arabic_digits(text: str, year: str) -> None:
    found = YEAR.search(text)
    assert found is not None
    assert year_of(found) == year


@pytest.mark.parametrize("text", ["1899年", "20233年", "23年", "2023", "三年"])
def test_what_is_no_year_of_a_title_is_not_one(text: str) -> None:
    assert YEAR.search(text) is None


@pytest.mark.parametrize(
    ("digits", "arabic"),
    [("二〇二三", "2023"), ("二零零九", "2009"), ("二○一○", "2010"), ("2023", "2023")],
)
def test_chinese_digits_become_arabic_one_by_one(digits: str, arabic: str) -> None:
    assert year_in_digits(digits) == arabic


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", 0),
        ("一", 1),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("二十一", 21),
        ("九十九", 99),
        ("7", 7),
        ("12", 12),
    ],
)
def test_small_numbers_are_read_in_both_scripts(text: str, value: int) -> None:
    assert small_number(text) == value
