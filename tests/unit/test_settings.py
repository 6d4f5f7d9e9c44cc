import pytest

from summarizer.engines.rules import RulesEngine
from summarizer.errors import ConfigurationError, EngineUnavailable
from summarizer.reading.decode import MAX_BYTES
from summarizer.settings import EngineName, Settings, engine_for


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings(max_bytes=MAX_BYTES)


def test_the_size_limit_is_read_from_the_environment_given() -> None:
    assert Settings.from_environment({"SUMMARIZER_MAX_BYTES": "4096"}).max_bytes == 4096


def test_the_size_limit_is_read_from_the_process_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SUMMARIZER_MAX_BYTES", "4096")
    assert Settings.from_environment().max_bytes == 4096


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="empty"),
        pytest.param("0", id="zero"),
        pytest.param("-1", id="negative"),
        pytest.param("1.5", id="fraction"),
        pytest.param("10MB", id="with-a-unit"),
        pytest.param("很多", id="word"),
        pytest.param("１０", id="full-width-digits"),
        pytest.param("1_000", id="underscore"),
    ],
)
def test_a_size_limit_that_is_no_positive_number_is_refused(value: str) -> None:
    with pytest.raises(ConfigurationError, match="SUMMARIZER_MAX_BYTES"):
        Settings.from_environment({"SUMMARIZER_MAX_BYTES": value})


@pytest.mark.parametrize("name", ["auto", "rules"])
def test_without_a_model_the_engine_is_the_rules(name: EngineName) -> None:
    assert isinstance(engine_for(name), RulesEngine)


def test_the_llm_engine_is_refused_with_advice() -> None:
    with pytest.raises(EngineUnavailable, match="--engine rules"):
        engine_for("llm")
