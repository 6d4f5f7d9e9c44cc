import pytest

from summarizer import errors
from summarizer.errors import InputError, SummarizerError

ALL = [
    value
    for value in vars(errors).values()
    if isinstance(value, type) and issubclass(value, Exception)
]


@pytest.mark.parametrize("error", ALL, ids=lambda error: error.__name__)
def test_every_error_is_caught_as_a_summarizer_error(error: type[Exception]) -> None:
    assert issubclass(error, SummarizerError)


@pytest.mark.parametrize("name", ["EmptyInput", "TooLarge", "UnsupportedFormat", "UndecodableText"])
def test_what_is_wrong_with_a_document_is_an_input_error(name: str) -> None:
    assert issubclass(getattr(errors, name), InputError)


@pytest.mark.parametrize(
    "name", ["InputUnreadable", "OutputUnwritable", "EngineUnavailable", "ConfigurationError"]
)
def test_what_is_wrong_elsewhere_is_no_input_error(name: str) -> None:
    assert not issubclass(getattr(errors, name), InputError)


@pytest.mark.parametrize("error", ALL, ids=lambda error: error.__name__)
def test_every_error_says_in_its_docstring_what_it_means(error: type[Exception]) -> None:
    assert error.__doc__
