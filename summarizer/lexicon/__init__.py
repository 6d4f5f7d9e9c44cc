"""Classes of words that the rules go by, kept as data beside this file.

A lexicon is a text file: one entry a line, `#` opens a comment. An entry is a
regular expression fragment; most are plain words. The comment at the head of
each file says which class it holds and why.
"""

import re
from functools import cache
from importlib.resources import files


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
    words = sorted({entry for name in names for entry in entries(name)}, key=len, reverse=True)
    return f"(?:{'|'.join(words)})"


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the compiled pattern that finds any entry of lexicon `name`."""
    return re.compile(any_of(name))
