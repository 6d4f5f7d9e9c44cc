"""What a figure looks like: digits or numerals with a scale and a measure word."""

import re
from typing import NamedTuple

from summarizer.domain.text import Range
from summarizer.lexicon import any_of, entries

NUMERALS = "零〇一二两三四五六七八九十百千"
"""The numerals that figures are spelled out in."""
_MEASURE = any_of("measures")
# Every entry begins with a plain character: one look at it spares a try at each of them.
_OPENS = "".join(sorted({entry[0] for entry in entries("measures")}))
_AFTER = r"余|多|来|几"
_SCALE = r"万亿|亿|万|千万|百万"
# Begins with one character class, so that the scan skips everything else.
QUANTITY = re.compile(
    r"(?P<number>[0-9](?<![\d.].)(?:\d{0,2}+(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d*+(?:\.\d++)?))"
    rf"(?P<after>{_AFTER})?(?:(?P<scale>{_SCALE})(?P<after2>{_AFTER}|\+)?|(?=[{_OPENS}]))"
    # With neither scale nor measure word it is none.
    rf"(?P<unit>{_MEASURE})?(?(scale)|(?(unit)|(?!)))"
)
"""A number in Arabic digits with its scale, or what it counts, or both."""
_SPELLED = any_of("measures_spelled")
SPELLED_OUT = re.compile(
    rf"(?P<number>[{NUMERALS}](?<![第{NUMERALS}\d几数每上下分].)[{NUMERALS}]{{0,6}})"
    rf"(?P<after>余|多)?(?P<scale>万|亿)?(?P<unit>{_SPELLED})"
    # 四个方面 and 三支队伍 name things; two of something are mostly counted (两次专题研究).
    rf"(?:(?=[，。；、）！”（]|$|余)|(?<=成)(?=以上|左右)|(?<=两[次轮名家期场批份起件种])|(?<=个)(?=[^，。；、]{{0,8}}(?:专班|小组|[作查导家]组|[大中小]队)))"
)
"""A number in numerals with what it counts."""
PERCENT = re.compile(rf"百分之(?P<share>[{NUMERALS}]{{1,6}}(?:点[零〇一二三四五六七八九]{{1,6}})?)")
SPELLED_HINT = re.compile(rf"[{NUMERALS}](?:(?:余|多)?(?:万|亿)?{_SPELLED}|(?<=百)分之)")
"""What every match of the two above has: one look spares them."""
# 约 says "about" where it ends no word such as 签约 or 节约.
ABOUT = "(?<![签节预违条合公契制解履毁邀民])约"
PAUSE = re.compile("[，。；]")


class Figure(NamedTuple):
    """One figure in the cleaned text."""

    stretch: Range
    """From the words that name what is counted to the end of the quantity."""
    value: int | float
    unit: str
    label: str
    qualifier: str | None
    as_of: str | None
