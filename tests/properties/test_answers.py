"""Whatever a model answers within the schema: no exception, and nothing that is not grounded."""

import asyncio
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.domain.document import Report
from summarizer.domain.outline import Category, Outline
from summarizer.domain.summary import Draft
from summarizer.domain.text import CleanText
from summarizer.engines.llm.wire import wire_schema
from summarizer.grounding import ground
from summarizer.grounding.support import pairs, wording_of
from summarizer.numerals import numbers
from summarizer.reading.clean import clean, fold
from summarizer.reading.outline import read_outline
from summarizer.reading.split import split_reports
from tests.scripted import ScriptedModel, engine

FILE = Path(__file__).parents[2] / "fixtures" / "sources" / "openness-two.txt"
LEAST_SHARE = 0.4


@cache
def report() -> tuple[CleanText, Report, Outline]:
    text = clean(FILE.read_text("utf-8"))
    first = split_reports(text)[0]
    return text, first, read_outline(text, first)


@cache
def phrases() -> tuple[str, ...]:
    text, _, outline = report()
    return tuple(text.shown[slice(*u.stretch)] for b in outline.blocks for u in b.units)


def entries() -> st.SearchStrategy[str]:
    marker = st.lists(st.integers(-3, 200), max_size=3).map(
        lambda numbers: "".join(f"[{number}]" for number in numbers)
    )
    piece = st.sampled_from(phrases()).flatmap(
        lambda phrase: st.tuples(st.integers(0, 30), st.integers(1, 60)).map(
            lambda cut: phrase[cut[0] : cut[0] + cut[1]]
        )
    )
    words = st.one_of(st.text(max_size=60), piece, st.lists(piece, max_size=3).map("".join))
    return st.tuples(marker, words).map("".join)


def answers() -> st.SearchStrategy[dict[str, Any]]:
    lists = st.lists(entries(), max_size=8)
    return st.fixed_dictionaries(dict.fromkeys(wire_schema("summary")["required"], lists))


def drafted(data: dict[str, Any]) -> Draft:
    text, _, outline = report()
    return asyncio.run(engine(ScriptedModel(lambda _: data)).draft(text, outline))


@settings(max_examples=1000, deadline=None)
@given(answers())
def test_no_answer_within_the_schema_gets_an_ungrounded_item_through(data: dict[str, Any]) -> None:
    text, first, _ = report()
    draft = drafted(data)
    for category in Category:
        claims = [claim for claim in draft.claims if claim.category is category]
        items = ground(draft, text, first.stretch, category)
        assert len(items) <= len(claims)
    for claim in draft.claims:
        quoted = "\n".join(text.folded[slice(*stretch)] for stretch in claim.evidence)
        said = fold(claim.text)
        assert all(first.stretch.start <= a < b <= first.stretch.end for a, b in claim.evidence)
        assert numbers(said) <= numbers(quoted, single=True)
        key = wording_of(said)
        held = pairs(wording_of(quoted).key)
        assert len(key.pairs & held) >= LEAST_SHARE * len(key.pairs)
