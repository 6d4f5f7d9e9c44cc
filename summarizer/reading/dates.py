"""Dates and years as Chinese official texts write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "Ｏ": "0",
    "O": "0",
}
_YEAR_DIGITS = 4
# Begins with one character class, so that the scan skips everything else.
_DATE = re.compile(
    r"[12一二](?:"
    r"(?<=[12])\d{3}(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2}?)(?:日|号|(?=\d{1,2}[：:]\d{2})|(?![\d月]))"
    r"|(?<=[一二])[〇○零ＯO一二三四五六七八九]{3}年(?P<cn_month>[一二三四五六七八九十]{1,2})月"
    r"(?P<cn_day>[一二三四五六七八九十]{1,3})日)"
)
YEAR = re.compile(
    r"(?:(?:20\d{2}[—–～~至-]{1,2})?(?P<year>20\d{2}|19\d{2})"
    r"|(?P<cn_year>二[〇○零ＯO][〇○零ＯO一二三四五六七八九]{2}))学?年"
)
"""A year as reports write it in titles; of two (2023—2024学年) the later."""
MONTH = re.compile(
    r"(?:20\d\d年\d{1,2}月|二[〇○零][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月)(?![\d一二三四五六七八九十至到—-])"
)
"""A month of a year, without a day."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A full date and where it stands (offsets into the text searched)."""

    start: int
    end: int
    iso: str


def find_dates(text: str, start: int, end: int) -> Iterator[FoundDate]:
    """Yield the full dates that stand in `text` between `start` and `end`."""
    for match in _DATE.finditer(text, start, end):
        if found := _dated(match):
            yield found


def find_date(text: str, start: int, end: int) -> FoundDate | None:
    """Return the first full date that stands in `text` between `start` and `end`."""
    return next(find_dates(text, start, end), None)


def year_of(match: re.Match[str]) -> str:
    """Return the year that `YEAR` matched, in Arabic digits."""
    return match["year"] or year_in_digits(match["cn_year"])


def _dated(match: re.Match[str]) -> FoundDate | None:
    year = match[0][:_YEAR_DIGITS]
    if match["month"]:
        numbers = [int(year), int(match["month"]), int(match["day"])]
    else:
        numbers = [
            int(year_in_digits(year)),
            small_number(match["cn_month"]),
            small_number(match["cn_day"]),
        ]
    try:
        return FoundDate(match.start(), match.end(), date(*numbers).isoformat())
    except ValueError:
        return None


def year_in_digits(year: str) -> str:
    """Return a year written in Chinese digits as Arabic ones.

    >>> year_in_digits("二〇二一")
    '2021'
    """
    return "".join(_DIGITS.get(c, c) for c in year)


def small_number(text: str) -> int:
    """Return the value of a Chinese or Arabic number below a hundred.

    >>> small_number("二十一"), small_number("十"), small_number("30")
    (21, 10, 30)
    """
    if text.isdecimal() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(year_in_digits(text))
    return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))
