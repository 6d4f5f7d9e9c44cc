"""What a run leaves of the process it ran in."""

import gc
from collections.abc import Iterator

import pytest

from summarizer import summarize

REPORT = "云岭市档案局2023年工作总结\n一、工作开展情况\n（一）推进数字化。全年扫描照片1.2万张。\n"


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    gc.enable()
    yield
    gc.unfreeze()
    gc.enable()


def test_the_collector_of_cycles_rests_while_a_digest_is_made_and_runs_after() -> None:
    seen: list[bool] = []
    summarize(REPORT, engine="rules", progress=lambda *_: seen.append(gc.isenabled()))
    assert seen == [False]
    assert gc.isenabled()


def test_it_runs_again_where_a_caller_stops_the_digest() -> None:
    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        summarize(REPORT, engine="rules", progress=stop)
    assert gc.isenabled()


def test_a_caller_who_has_turned_it_off_finds_it_off() -> None:
    gc.disable()
    summarize(REPORT, engine="rules")
    assert not gc.isenabled()


def test_what_a_caller_has_frozen_stays_frozen() -> None:
    gc.freeze()
    summarize(REPORT, engine="rules")
    assert gc.get_freeze_count() > 0
