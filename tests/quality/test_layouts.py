"""The fixtures in other layouts: what a copy from a PDF, a web page or a chat does to a text.

The annotation knows no white space, so it holds for every layout of the same words.
"""

import dataclasses
import re
from collections.abc import Callable
from statistics import mean

import orjson
import pytest

from summarizer import summarize
from tests.quality.scoring import score
from tests.quality.table import check_row
from tests.quality.test_quality import FIXTURES

_PAGE = 38
_NUMBER_BESIDE_A_WORD = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])")


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _wrapped(text: str) -> list[str]:
    return [line[at : at + _PAGE] for line in _lines(text) for at in range(0, len(line), _PAGE)]


LAYOUTS: dict[str, Callable[[str], str]] = {
    "no empty lines, no indents": lambda text: "\n".join(_lines(text)),
    "line ends turned into spaces": lambda text: " ".join(_lines(text)),
    "lines cut at 38 characters": lambda text: "\n".join(_wrapped(text)),
    "lines cut at 38 characters, line ends turned into spaces": lambda text: " ".join(
        _wrapped(text)
    ),
    "spaces around numbers": lambda text: _NUMBER_BESIDE_A_WORD.sub(" ", text),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_means_of_the_fixtures_in_a_layout_are_those_in_the_table(layout: str) -> None:
    scores = []
    for gold in FIXTURES:
        document = gold.parent / orjson.loads(gold.read_bytes())["document"]
        text = LAYOUTS[layout](document.read_text("utf-8-sig"))
        scores.append(dataclasses.astuple(score(gold, summarize(text.encode()), text)))
    check_row(layout, *(f"{mean(column):.3f}" for column in zip(*scores, strict=True)))
