"""Numbers as they are written: Arabic in either width, scaled by 万 and 亿, or spelled out."""

import re
from decimal import Decimal
from functools import lru_cache

_WIDE = re.compile(r"[．０-９，](?:(?<!，)|(?<=\d，)(?=\d))")
_NARROW = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_ANY = re.compile(r"[0-9０-９十百千万亿零〇一二两三四五六七八九]")
SCALES = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4}
_SEPARATOR = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_ARABIC = re.compile(r"(\d\d*(?:\.\d+)?)(?:[余多])?(万亿|亿|千万|百万|万)?")
_NUMERAL = "[零〇一二两三四五六七八九十百千]"
_NUMERALS = f"{_NUMERAL}{_NUMERAL}{{0,6}}"
_SPELLED = re.compile(rf"({_NUMERALS})(?:(万亿|亿|万)({_NUMERALS})?)?")
_RUN = re.compile(
    "[0-9０-９零〇一二两三四五六七八九十百千][0-9０-９零〇一二两三四五六七八九十百千万亿余多.．,，]*"
)
_COUNTERS = frozenset("个件条次场期家人名项起座处所篇种类批份户部套台辆天年月倍成大万亿余多")
_KEPT = 1_000
_MULTIPLIER = re.compile(r"[十百千]")


def numbers(text: str, *, single: bool = False) -> set[str]:
    """Return the numbers of `text` in one spelling.

    Full and half width, thousands separators, 万 and 亿 and Chinese numerals are
    made one. A lone numeral counts as a number only where `single` is set and what
    it counts follows: 三个 and 两家, not 一是 or 进一步.

    >>> sorted(numbers("１,２７０条,5.0%")), numbers("1.2万件") == numbers("一万二千件")
    (['1270', '5'], True)
    """
    if _ANY.search(text) is None:
        return set()
    if _WIDE.search(text):
        text = text.translate(_NARROW)
    arabic = _SEPARATOR.sub("", text) if "," in text else text
    found = {_spelling(n, scale) for n, scale in _ARABIC.findall(arabic)}
    for match in _SPELLED.finditer(text):
        numeral, scale, rest = match.groups("")
        counted = single and text[match.end() : match.end() + 1] in _COUNTERS
        if counted or scale or _MULTIPLIER.search(numeral[1:]):
            found.add(_spelling(str(chinese_number(numeral)), scale, rest))
    return found


def as_written(text: str) -> frozenset[str]:
    """Return every run of `text` that may be a number, with what scales it, letter by letter.

    Where all of one text's stand in another's, its `numbers` do, too.
    """
    return frozenset(_RUN.findall(text))


def without_numbers(text: str) -> str:
    """Return `text` without what `numbers` finds in it."""
    return _SPELLED.sub(
        lambda found: "" if found[2] or _MULTIPLIER.search(found[1][1:]) else found[0],
        _ARABIC.sub("", _SEPARATOR.sub("", text)),
    )


def _spelling(number: str, scale: str, rest: str = "") -> str:
    if scale:
        scaled = Decimal(number) * SCALES[scale] + Decimal(str(chinese_number(rest or "零")))
        number = format(scaled, "f")
    return number.rstrip("0").rstrip(".") if "." in number else number


@lru_cache(_KEPT)
def chinese_number(text: str) -> int | float:
    """Return the value of a number in Chinese numerals.

    >>> chinese_number("三千二百"), chinese_number("九十八点五"), chinese_number("两")
    (3200, 98.5, 2)
    """
    whole, point, fraction = text.partition("点")
    total = section = 0
    for char in whole:
        if char in "十百千":
            section = (section or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            total, section = total + section, 0
        else:
            section = "零一二三四五六七八九".find(char.replace("〇", "零").replace("两", "二"))
    total += section
    if not point:
        return total
    digits = "".join(str("零一二三四五六七八九".find(c.replace("〇", "零"))) for c in fraction)
    return float(f"{total}.{digits}")
