import pytest

from summarizer.errors import ConfigurationError
from summarizer.reading.decode import MAX_BYTES
from summarizer.settings import Settings


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


def test_without_a_model_there_are_no_settings_for_one() -> None:
    assert Settings.from_environment({"OPENAI_API_KEY": "k"}).llm is None


def test_a_model_is_named_by_our_own_variables_before_those_of_openai() -> None:
    llm = Settings.from_environment(
        {
            "SUMMARIZER_LLM__MODEL": "qwen-plus",
            "SUMMARIZER_LLM__TIMEOUT_S": "30",
            "SUMMARIZER_LLM__PRICES": '{"qwen-plus": {"input": 0.8, "output": 2}}',
            "OPENAI_MODEL": "gpt-x",
            "OPENAI_API_KEY": "secret-key",
            "OPENAI_BASE_URL": "http://127.0.0.1:1/v1",
        }
    ).llm
    assert llm is not None
    assert (llm.model, llm.base_url, llm.timeout_s) == ("qwen-plus", "http://127.0.0.1:1/v1", 30)
    assert llm.price is not None
    assert llm.price.output == 2
    assert llm.api_key.get_secret_value() == "secret-key"
    assert "secret-key" not in repr(llm)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("SUMMARIZER_LLM__TIMEOUT_S", "soon", id="no-number"),
        pytest.param("SUMMARIZER_LLM__TIMEOUT_S", "0", id="out-of-range"),
        pytest.param("SUMMARIZER_LLM__PRICES", "{", id="no-json"),
        pytest.param("SUMMARIZER_LLM__RUNG", "xml", id="no-such-way"),
        pytest.param("SUMMARIZER_LLM__BASE_URL", "localhost:8000", id="no-address"),
        pytest.param("SUMMARIZER_LLM__BASE_URL", "http://a:b@127.0.0.1/v1", id="with-password"),
        pytest.param("SUMMARIZER_LLM__TEMPRATURE", "1", id="unknown-name"),
    ],
)
def test_a_setting_of_the_model_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        Settings.from_environment({"SUMMARIZER_LLM__MODEL": "m", name: value})


def test_a_key_goes_only_to_the_server_that_it_was_set_for() -> None:
    llm = Settings.from_environment(
        {
            "SUMMARIZER_LLM__MODEL": "m",
            "SUMMARIZER_LLM__BASE_URL": "http://127.0.0.1:1/v1",
            "OPENAI_API_KEY": "sk-openai-real",
        }
    ).llm
    assert llm is not None
    assert llm.api_key.get_secret_value() == "none"


def test_a_key_with_a_line_end_is_stripped_and_one_that_cannot_be_sent_is_refused() -> None:
    given = {"SUMMARIZER_LLM__MODEL": "m", "SUMMARIZER_LLM__API_KEY": "sk-1\n"}
    llm = Settings.from_environment(given).llm
    assert llm is not None
    assert llm.api_key.get_secret_value() == "sk-1"
    with pytest.raises(ConfigurationError, match="SUMMARIZER_LLM__API_KEY") as refused:
        Settings.from_environment(given | {"SUMMARIZER_LLM__API_KEY": "密钥"})
    assert "密钥" not in str(refused.value)
