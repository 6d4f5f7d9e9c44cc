"""Names in the XML of Word, whichever of its two namespaces they stand in."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = frozenset({"0", "false", "off", "none"})


def name_of(element: "_Element") -> str:
    """Return an element's name without its namespace; empty for a comment and the like."""
    return _local(element.tag)


@lru_cache(1024)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: "_Element", name: str) -> str:
    """Return the attribute of the element's own namespace, or an empty string."""
    space = element.tag.rpartition("}")[0]
    return element.get(f"{space}}}{name}") or element.get(name) or ""


def child(element: "_Element | None", *names: str) -> "_Element | None":
    """Return the first child along a path of names, or None where one is missing."""
    for name in names:
        if element is None:
            return None
        for one in element:
            if name_of(one) == name:
                element = one
                break
        else:
            return None
    return element


def value(element: "_Element | None", *names: str) -> str:
    """Return the `val` of the child along a path, or an empty string."""
    found = child(element, *names)
    return "" if found is None else attribute(found, "val")


def is_on(element: "_Element | None", *names: str) -> bool:
    """Tell whether a switch along a path is there and not turned off."""
    found = child(element, *names)
    return found is not None and attribute(found, "val") not in _OFF


def number(text: str, default: int) -> int:
    """Return `text` as a number of at most nine digits, or the default."""
    return int(text) if len(text) < 10 and text.isascii() and text.isdecimal() else default
