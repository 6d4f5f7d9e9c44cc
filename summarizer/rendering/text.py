"""Text from a document, made safe to print on a line of a terminal or a page."""

import re

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def printable(text: str) -> str:
    r"""Return `text` on one line, without what moves a cursor or turns the writing round.

    >>> printable("云岭市\x1b[31m教育局\n")
    '云岭市 [31m教育局 '
    """
    return _CONTROLS.sub(" ", text)
