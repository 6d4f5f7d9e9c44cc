"""The figures of docs/quality.md, computed anew.

The rules are deterministic, so a figure that moves is a change of behaviour:
`make golden` writes the table anew, and the diff shows what got better or worse.
"""

import dataclasses
import importlib.util
from pathlib import Path
from types import ModuleType

import orjson
import pytest

from summarizer import summarize
from tests.quality.scoring import CATEGORIES, Scores, score
from tests.quality.table import ROOT, check_row

SHARED = ROOT.parent / "shared"
FIXTURES = sorted((ROOT / "fixtures" / "sources").glob("*.gold.json"))
CORPUS = sorted((SHARED / "corpus").glob("*.gold.json"))
LEAST = 0.85
needs_corpus = pytest.mark.skipif(
    not CORPUS, reason="the real annotated files of ../shared/corpus are not beside this checkout"
)


def _scores(gold: Path) -> Scores:
    document = orjson.loads(gold.read_bytes())["document"]
    return score(gold, summarize(gold.parent / document))


def _check_row(gold: Path) -> None:
    figures = dataclasses.astuple(_scores(gold))
    check_row(gold.name.removesuffix(".gold.json"), *(f"{value:.3f}" for value in figures))


@pytest.mark.parametrize("gold", FIXTURES, ids=lambda gold: gold.name)
def test_the_figures_of_a_fixture_are_those_in_the_table(gold: Path) -> None:
    _check_row(gold)


@needs_corpus
@pytest.mark.parametrize("gold", CORPUS, ids=lambda gold: gold.name)
def test_the_figures_of_a_real_file_are_those_in_the_table(gold: Path) -> None:
    _check_row(gold)


def test_no_fixture_scores_below_the_least_that_is_wanted_on_average() -> None:
    scores = [dataclasses.asdict(_scores(gold)) for gold in FIXTURES]
    for category in (*CATEGORIES, "metrics", "split", "agency", "date"):
        assert sum(figures[category] for figures in scores) / len(scores) >= LEAST, category


@needs_corpus
@pytest.mark.parametrize("gold", CORPUS, ids=lambda gold: gold.name)
def test_our_scorer_agrees_with_the_shared_one(gold: Path) -> None:
    shared = _shared_scorer()
    document = orjson.loads(gold.read_bytes())["document"]
    digest = summarize(gold.parent / document)
    theirs, _ = shared.score(gold, orjson.loads(orjson.dumps(digest)))
    ours = score(gold, digest)
    assert ours.split == pytest.approx(theirs["split_f1"])
    for category in (*CATEGORIES, "metrics"):
        assert getattr(ours, category) == pytest.approx(theirs[category]["f1"]), category


@needs_corpus
@pytest.mark.parametrize("gold", CORPUS, ids=lambda gold: gold.name)
def test_every_item_of_a_real_file_is_grounded_and_short(gold: Path) -> None:
    document = orjson.loads(gold.read_bytes())["document"]
    digest = summarize(gold.parent / document)
    theirs, _ = _shared_scorer().score(gold, orjson.loads(orjson.dumps(digest)))
    assert theirs["grounded"] == 1.0
    assert theirs["numbers_ok"] == 1.0


def _shared_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
