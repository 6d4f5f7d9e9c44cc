"""What a model gets right must survive the pipeline: a stub that follows the gold annotation."""

import asyncio
from pathlib import Path

import orjson
import pytest

from summarizer.llm.config import LlmConfig
from summarizer.reading.decode import read_source
from summarizer.runner import summarise_by_model
from summarizer.settings import Settings
from tests.llm_server.answers import answering, follow, gold_of
from tests.llm_server.server import LlmServer
from tests.quality.scoring import CATEGORIES, score
from tests.quality.test_quality import CORPUS, FIXTURES, needs_corpus

LEAST, LEAST_FIXTURE = 0.97, 0.93


def check(gold: Path, least: float) -> None:
    file = gold.parent / orjson.loads(gold.read_bytes())["document"]
    source = read_source(file.read_bytes(), file.name, 1 << 24)
    with LlmServer(answering(follow(gold_of(gold)))) as server:
        llm = LlmConfig(model="stub", base_url=server.base_url, ramp_s=0, cache=False)
        digest = asyncio.run(summarise_by_model(source, Settings(llm=llm)))
    scores = score(gold, digest)
    for category in CATEGORIES:
        assert getattr(scores, category) >= least, category


@needs_corpus
@pytest.mark.parametrize("gold", CORPUS, ids=lambda gold: gold.name)
def test_of_what_the_model_gets_right_in_a_real_file_nothing_is_lost(gold: Path) -> None:
    check(gold, LEAST)


@pytest.mark.parametrize("gold", FIXTURES, ids=lambda gold: gold.name)
def test_of_what_the_model_gets_right_in_a_fixture_little_is_lost(gold: Path) -> None:
    check(gold, LEAST_FIXTURE)
