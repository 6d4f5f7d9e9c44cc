"""Every error a caller can meet, in one tree.

SummarizerError
├── InputError                the document cannot be used; the message says what to do
│   ├── EmptyInput
│   ├── TooLarge
│   ├── UnsupportedFormat
│   ├── UndecodableText
│   ├── EncryptedDocument
│   └── DamagedDocument
├── InputUnreadable           the file itself could not be opened
├── OutputUnwritable          the result could not be written
├── EditRefused               a correction names what is not there, or cites outside its report
├── EngineUnavailable         the engine asked for is not configured
├── ConfigurationError        a setting has a value that cannot be used
│   └── PromptError           a prompt file is missing, malformed or lacks a variable
└── ModelError                a model did not give a usable answer; one report falls to the rules
    ├── ModelUnreachable      no connection, or the connection broke
    ├── ModelTimeout          no answer in time
    ├── ModelOverloaded       429 or 5xx; worth another try, not before `retry_after_s`
    ├── QuotaExhausted        the account has nothing left
    ├── KeyRefused            401 or 403
    ├── ModelNotFound         the server does not know the model
    ├── ContentRefused        a content filter refused the report or the answer
    ├── ContextTooLong        the report is longer than the model's window
    ├── RequestRefused        any other 400; `parameter` says what the server objects to
    ├── AnswerUnusable        no JSON in the answer, or not of the form asked for
    ├── BudgetExhausted       the next call would cost more than is left of --budget
    ├── CircuitOpen           the server failed several times in a row and is left alone
    └── RecordingMissing      --replay holds no recording of this request

The text of an error is one line fit to be shown to a user: what, where, what to do.
"""

from collections.abc import Iterator


class SummarizerError(Exception):
    """Something went wrong that the caller can act on."""


class InputError(SummarizerError):
    """The document cannot be used."""


class EmptyInput(InputError):
    """The document holds no text."""


class TooLarge(InputError):
    """The document is over the size limit."""


class UnsupportedFormat(InputError):
    """The document is not text, or is a kind that this release does not read."""


class UndecodableText(InputError):
    """The bytes are not valid in any encoding that is supported."""


class EncryptedDocument(InputError):
    """The document cannot be opened without its password."""


class DamagedDocument(InputError):
    """The document is not what its kind prescribes, or cannot be read within the limits."""


class InputUnreadable(SummarizerError):
    """The file could not be opened."""


class OutputUnwritable(SummarizerError):
    """The result could not be written."""


class EditRefused(SummarizerError):
    """A correction cannot be made."""


class EngineUnavailable(SummarizerError):
    """The engine asked for cannot be used."""


class ConfigurationError(SummarizerError):
    """A setting has a value that cannot be used."""


class PromptError(ConfigurationError):
    """A prompt file cannot be used."""


class ModelError(SummarizerError):
    """A model did not give a usable answer."""

    code = "model_error"
    """A stable word for results and programs; the message is for people."""


class ModelUnreachable(ModelError):
    """There is no connection to the server, or it broke."""

    code = "unreachable"


class ModelTimeout(ModelError):
    """The server did not answer in time."""

    code = "timeout"


class ModelOverloaded(ModelError):
    """The server asks to be left alone for a while, or failed within."""

    code = "overloaded"

    def __init__(
        self, message: str, *, retry_after_s: float | None = None, broken: bool = False
    ) -> None:
        super().__init__(message)
        self.broken = broken
        """Whether the server failed within (5xx) and does not only ask for patience."""
        self.retry_after_s = retry_after_s
        """What the server asks for, or None where it does not say."""


class QuotaExhausted(ModelError):
    """The account has nothing left."""

    code = "quota_exhausted"


class KeyRefused(ModelError):
    """The server does not accept the key."""

    code = "key_refused"


class ModelNotFound(ModelError):
    """The server does not know the model."""

    code = "model_not_found"


class ContentRefused(ModelError):
    """A content filter refused the report or the answer."""

    code = "content_refused"


class ContextTooLong(ModelError):
    """The report is longer than the model's window."""

    code = "context_too_long"


class RequestRefused(ModelError):
    """The server refuses the request as it stands."""

    code = "request_refused"

    def __init__(self, message: str, *, parameter: str | None = None) -> None:
        super().__init__(message)
        self.parameter = parameter
        """The part of the request that the server objects to, where it can be told."""


class AnswerUnusable(ModelError):
    """The answer holds no JSON, or not of the form asked for."""

    code = "answer_unusable"


class BudgetExhausted(ModelError):
    """The next call would cost more than is left."""

    code = "budget_exhausted"


class CircuitOpen(ModelError):
    """The server failed several times in a row and is left alone for a while."""

    code = "circuit_open"


class RecordingMissing(ModelError):
    """There is no recording of this request."""

    code = "recording_missing"


def model_error(code: str, message: str) -> ModelError:
    """Return the error that was written down as its `code` and `message`."""
    kinds = (kind for kind in _kinds_of(ModelError) if kind.code == code)
    return next(kinds, ModelError)(message)


def _kinds_of(parent: type[ModelError]) -> Iterator[type[ModelError]]:
    for kind in parent.__subclasses__():
        yield kind
        yield from _kinds_of(kind)
