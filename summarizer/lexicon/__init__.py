"""Classes of words that the rules go by, kept as data beside this file.

A lexicon is a text file: one entry a line, `#` opens a comment. An entry is a
regular expression fragment; most are plain words. The comment at the head of
each file says which class it holds and why.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_CHOICE = re.compile(
    r"(?:\[(?P<chars>[^\]\\^-]+)\]|\(\?:(?P<words>[^()]+)\)|(?P<char>[\u4e00-\u9fff])(?=\?))"
    r"(?P<optional>\??)(?![?*+{])(?P<rest>.*)"
)
_NO_LITERAL = frozenset("[(\\^.")
_REPEATS = frozenset("?*+{")


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return the entries of lexicon `name`, in file order."""
    text = (files(__name__) / f"{name}.txt").read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def any_of(*names: str) -> str:
    """Return a regular expression group that matches any entry of the lexicons.

    Longer entries are tried first, so that 工作总结 wins over 总结.
    """
    return f"(?:{'|'.join(_longest_first(*names))})"


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the compiled pattern that finds any entry of lexicon `name`.

    Where each alternative begins with a literal, `re` skips all else: so a choice
    that an entry begins with is spelled out, where that is enough, and what begins
    with one character is tried only where that stands.
    """
    spelled = [word for entry in _longest_first(name) for word in _spelled_out(entry)]
    if any(word[0] in _NO_LITERAL or word[1:2] in _REPEATS for word in spelled):
        return re.compile(any_of(name))
    by_first: dict[str, list[str]] = {}
    for word in spelled:
        by_first.setdefault(word[0], []).append(word[1:])
    return re.compile("|".join(f"{first}(?:{'|'.join(by_first[first])})" for first in by_first))


def _longest_first(*names: str) -> list[str]:
    return sorted({entry for name in names for entry in entries(name)}, key=len, reverse=True)


def _spelled_out(entry: str) -> Iterator[str]:
    """Yield, in the order `re` tries them, alternatives that are `entry` together.

    >>> list(_spelled_out("(?:未|没有)发[生现]")), list(_spelled_out("[仍还]?需"))
    (['未发[生现]', '没有发[生现]'], ['仍需', '还需', '需'])
    """
    choice = _CHOICE.fullmatch(entry)
    if choice is None:
        yield entry
        return
    for first in choice["chars"] or (choice["words"] or choice["char"]).split("|"):
        yield from _spelled_out(first + choice["rest"])
    if choice["optional"]:
        yield from _spelled_out(choice["rest"])
