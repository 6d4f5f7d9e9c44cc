"""Page furniture: page numbers, running heads and feet.

Only what repeats as furniture does is taken out: a heading that several
reports share is not.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

_LINE_ENDS = "\r\f\v\u2028"
_DIGITS = re.compile(r"[0-9０-９]+")
_SPACE = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(
    r"[-—–－·•\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?"
    r"(?:\s*[/／,，]?\s*(?:共\s*)?[0-9０-９]{1,4}\s*页?)?[-—–－·•\s]*"
)
# It signs or heads a report, however many do.
_DATE = re.compile(r"[（(]?\d{4}年\d{1,2}月(?:\d{1,2}日)?[）)]?")
# It parts what stands above from what stands below.
_RULE = re.compile(r"\s*([=_*~─━-])\1{4,}\s*")
_LONGEST = 48
_REPEATS = 3
_FIRST_YEAR = 1900


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each line of `text` that is not empty begins, and the line."""
    for char in _LINE_ENDS:
        text = text.replace(char, "\n")
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, line
        start += len(line) + 1


def find_furniture(text: str) -> list[tuple[int, int]]:
    """Return the stretches of `text` that are page furniture, in order.

    A line is furniture where it is a rule, or a page number among increasing page
    numbers, or where it repeats, but for its digits, beside such a line, at
    the edge of pages, or with digits that increase by one.
    """
    if text.count("\n") < 2 * _REPEATS:
        return []
    lines = [(at, at + len(line)) for at, line in lines_of(text) if not line.isspace()]
    numbered: list[tuple[int, int]] = []
    alike: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    for at, (start, end) in enumerate(lines):
        line = text[start:end].strip()
        if len(line) > _LONGEST:
            continue
        line = _SPACE.sub("", line)
        if _PAGE_NUMBER.fullmatch(line):
            numbered.append((at, _first_number(line)))
        elif not (line.endswith(("。", "；", ";")) or _DATE.fullmatch(line)):
            # A running head stands where it stands: a title or signature of its words does not.
            indented = text[start].isspace()
            alike[_DIGITS.sub("0", line), indented].append(at)
    pages = _increasing(numbered)
    found = pages | _rules(text, lines)
    for places in alike.values():
        if len(places) < _REPEATS:
            if _on_both_pages(text, lines, places):
                found.update(places)
            continue
        beside = sum(bool({at - 1, at + 1} & pages or _at_edge(text, lines, at)) for at in places)
        if beside * 2 >= len(places) or _counts_up([text[slice(*lines[at])] for at in places]):
            found.update(places)
    return [lines[at] for at in sorted(found)]


def _rules(text: str, lines: list[tuple[int, int]]) -> set[int]:
    """Return the lines that are a rule across the page (======)."""
    return {at for at, (start, end) in enumerate(lines) if _RULE.fullmatch(text, start, end)}


def _first_number(line: str) -> int:
    match = _DIGITS.search(line)
    return int(match[0]) if match else 0


def _increasing(numbered: list[tuple[int, int]]) -> set[int]:
    """Return the lines whose number follows, one up, on that of another such line."""
    kept: set[int] = set()
    for (at, number), (later, next_number) in pairwise(numbered):
        if 0 < next_number - number <= 2:
            kept |= {at, later}
    return kept if len(kept) >= 2 else set()


def _at_edge(text: str, lines: list[tuple[int, int]], at: int) -> bool:
    """Tell whether a line is the first or the last of a page that a form feed ends."""
    before = lines[at - 1][1] if at else 0
    after = lines[at + 1][0] if at + 1 < len(lines) else len(text)
    start, end = lines[at]
    return "\f" in text[before:start] or "\f" in text[end:after]


def _on_both_pages(text: str, lines: list[tuple[int, int]], places: list[int]) -> bool:
    """Tell whether a line stands unchanged at the edge of both pages of two."""
    if len(places) != 2 or text.rstrip("\f").count("\f") != 1:
        return False
    first, second = (text[slice(*lines[at])] for at in places)
    edges = places[0] == 0 or _at_edge(text, lines, places[0])
    return first == second and edges and _at_edge(text, lines, places[1])


def _counts_up(repeated: list[str]) -> bool:
    """Tell whether the lines differ by a page number that goes up by one; years do not count."""
    numbers = [[int(n) for n in _DIGITS.findall(line)] for line in repeated]
    if not numbers[0] or len({len(n) for n in numbers}) != 1:
        return False
    return any(
        all(b[column] - a[column] == 1 and b[column] < _FIRST_YEAR for a, b in pairwise(numbers))
        for column in range(len(numbers[0]))
    )
