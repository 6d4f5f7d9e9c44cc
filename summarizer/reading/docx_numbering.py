"""Word's automatic numbering: the numbers it draws and does not store.

After ECMA-376 part 1, 17.9: a paragraph names a list (`num`), itself or by its
style; a list is a copy of an abstract one with levels of its own in places;
each level counts, and starts anew after a higher one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.reading.docx_xml import attribute, child, is_on, name_of, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_LONGEST_CHAIN = 20
_BULLET = "•"
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 4000
_MOST_COUNTED = 10_000


def _counted(
    digits: str, units: tuple[str, ...], *, short_ten: bool = True
) -> Callable[[int], str]:
    """Return a writer of numbers as they are spoken, up to 9,999."""

    def write(n: int) -> str:
        if not 0 < n < _MOST_COUNTED:
            return digits[0] if n == 0 else str(n)
        written, gap = "", False
        for place in (3, 2, 1, 0):
            digit = n // 10**place % 10
            if digit:
                written += (digits[0] if gap and written else "") + digits[digit] + units[place]
            gap = not digit
        return written[1:] if short_ten and 10 <= n < 20 else written

    return write


def _digital(digits: str) -> Callable[[int], str]:
    return lambda n: "".join(digits[int(digit)] for digit in str(n))


def _letters(n: int) -> str:
    """Return a, b, … z, aa, bb, … as Word counts."""
    return chr(ord("a") + (n - 1) % 26) * min((n - 1) // 26 + 1, 30) if n > 0 else ""


def _roman(n: int) -> str:
    if not 0 < n < _MOST_ROMAN:
        return str(n)
    written = ""
    for worth, sign in _ROMAN:
        written += sign * (n // worth)
        n %= worth
    return written


def _from_row(first: str, most: int) -> Callable[[int], str]:
    """Return a writer with signs that stand in a row in Unicode."""
    return lambda n: chr(ord(first) + n - 1) if 0 < n <= most else str(n)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)]


def _circled(n: int) -> str:
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= n <= last:
            return chr(ord(sign) + n - first)
    return str(n)


_SPOKEN = _counted(_DIGITS.replace("〇", "零"), _UNITS)
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": _digital("０１２３４５６７８９"),
    "decimalFullWidth2": _digital("０１２３４５６７８９"),
    "numberInDash": lambda n: f"- {n} -",
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _SPOKEN,
    "chineseCountingThousand": _SPOKEN,
    "japaneseCounting": _SPOKEN,
    "taiwaneseCounting": _SPOKEN,
    "taiwaneseCountingThousand": _SPOKEN,
    "koreanDigital2": _digital(_DIGITS),
    "ideographDigital": _digital(_DIGITS),
    "japaneseDigitalTenThousand": _SPOKEN,
    "taiwaneseDigital": _digital(_DIGITS.replace("〇", "○")),
    "chineseLegalSimplified": _counted(_LEGAL, _LEGAL_UNITS, short_ten=False),
    "ideographLegalTraditional": _counted(_LEGAL_TRADITIONAL, _LEGAL_UNITS, short_ten=False),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _from_row("㊀", 10),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from_row("⒈", 20),
    "decimalEnclosedParen": _from_row("⑴", 20),
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and looks."""

    start: int
    format: str
    text: str
    suffix: str
    restart: int
    """The level, counted from 1, that starts it anew together with those above; 0 for none."""
    legal: bool
    style: str


class Numberer:
    """Draws the number of each paragraph, asked for in the order of the document."""

    def __init__(self, numbering: "_Element | None", styles: "_Element | None") -> None:
        roots = () if numbering is None else numbering
        self._abstracts = {
            attribute(one, "abstractNumId"): one for one in roots if name_of(one) == "abstractNum"
        }
        self._nums = {attribute(one, "numId"): one for one in roots if name_of(one) == "num"}
        self._styles = {
            attribute(one, "styleId"): one
            for one in (() if styles is None else styles)
            if name_of(one) == "style"
        }
        self._default_style = next(
            (
                style
                for style, one in self._styles.items()
                if attribute(one, "type") == "paragraph" and _is_default(one)
            ),
            "",
        )
        self._levels: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._by_style: dict[str, tuple[str, str, str]] = {}

    def draw(self, properties: "_Element | None") -> str:
        """Return the number of the paragraph with these properties, or an empty string."""
        num, depth = self._place(properties)
        if num not in self._nums:
            return ""
        abstract, levels = self._list(num)
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        self._begin(num, counts)
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in range(depth + 1, _LEVELS):
            below = levels.get(deeper)
            if below and depth < below.restart:
                counts.pop(deeper, None)
        return _drawn(level, depth, levels, counts)

    def _place(self, properties: "_Element | None") -> tuple[str, int]:
        """Return the list and the level of a paragraph, its own or its style's."""
        own = child(properties, "numPr")
        num, depth = value(own, "numId"), value(own, "ilvl")
        style = value(properties, "pStyle") or self._default_style
        if not num:
            num, inherited, style = self._styled(style)
            depth = depth or inherited
        if num in self._nums and not depth:
            _, levels = self._list(num)
            linked = (at for at, level in levels.items() if level.style == style != "")
            return num, next(linked, 0)
        return num, min(number(depth, 0), _LEVELS - 1)

    def _styled(self, style: str) -> tuple[str, str, str]:
        """Return the list and level of a style, and which of those it is based on names them."""
        if style not in self._by_style:
            num, depth, named_by, next_style = "", "", style, style
            for _ in range(_LONGEST_CHAIN):
                if num or next_style not in self._styles:
                    break
                inherited = child(self._styles[next_style], "pPr", "numPr")
                num, depth = value(inherited, "numId"), depth or value(inherited, "ilvl")
                named_by, next_style = next_style, value(self._styles[next_style], "basedOn")
            self._by_style[style] = num, depth, named_by
        return self._by_style[style]

    def _list(self, num: str) -> tuple[str, dict[int, _Level]]:
        """Return the abstract list behind a list, and the levels the list has."""
        if num not in self._levels:
            definition = self._nums[num]
            abstract = self._abstract(value(definition, "abstractNumId"))
            levels = _levels(self._abstracts.get(abstract))
            for at, override in _overrides(definition):
                levels |= _levels(override)
                if at in levels and (start := value(override, "startOverride")):
                    levels[at] = replace(levels[at], start=number(start, 1))
            self._levels[num] = abstract, levels
        return self._levels[num]

    def _abstract(self, abstract: str) -> str:
        """Follow an abstract list that only names a style to the list of that style."""
        for _ in range(_LONGEST_CHAIN):
            style = value(self._abstracts.get(abstract), "numStyleLink")
            if not style:
                break
            num = value(self._styles.get(style), "pPr", "numPr", "numId")
            abstract = value(self._nums.get(num), "abstractNumId")
        return abstract

    def _begin(self, num: str, counts: dict[int, int]) -> None:
        """Start anew the levels that a list starts anew, when it is first used."""
        if num in self._begun:
            return
        self._begun.add(num)
        for at, override in _overrides(self._nums[num]):
            if value(override, "startOverride"):
                counts.pop(at, None)


def _overrides(num: "_Element") -> "Iterator[tuple[int, _Element]]":
    """Yield what a list has otherwise than its abstract list, level by level."""
    for one in num:
        if name_of(one) == "lvlOverride":
            yield number(attribute(one, "ilvl"), 0), one


def _is_default(style: "_Element") -> bool:
    """Tell whether a style is that of paragraphs which name none."""
    return attribute(style, "default") in {"1", "true", "on"}


def _levels(parent: "_Element | None") -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for one in () if parent is None else parent:
        if name_of(one) == "lvl":
            at = number(attribute(one, "ilvl"), 0)
            found[at] = _Level(
                start=number(value(one, "start"), 0),
                format=_format(one),
                text=value(one, "lvlText"),
                suffix=value(one, "suff"),
                restart=number(value(one, "lvlRestart"), at),
                legal=is_on(one, "isLgl"),
                style=value(one, "pStyle"),
            )
    return found


def _format(level: "_Element") -> str:
    # Newer formats stand in an AlternateContent, with one that all know beside them.
    return value(level, "numFmt") or value(level, "AlternateContent", "Fallback", "numFmt")


def _drawn(level: _Level, depth: int, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    if level.format == "bullet":
        text = _BULLET
    else:
        text = level.text
        for at in range(depth + 1):
            if f"%{at + 1}" in text and (shown := levels.get(at)):
                count = counts.get(at, shown.start)
                kind = "decimal" if level.legal else shown.format
                text = text.replace(f"%{at + 1}", _FORMATS.get(kind, str)(count))
    return text if not text or level.suffix == "nothing" else f"{text} "
