"""Every error a caller can meet, in one tree.

SummarizerError
├── InputError                the document cannot be used; the message says what to do
│   ├── EmptyInput
│   ├── TooLarge
│   ├── UnsupportedFormat
│   └── UndecodableText
├── InputUnreadable           the file itself could not be opened
├── OutputUnwritable          the result could not be written
├── EngineUnavailable         the engine asked for is not configured or not in this release
└── ConfigurationError        a setting has a value that cannot be used

The text of an error is one line fit to be shown to a user: what, where, what to do.
"""


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


class InputUnreadable(SummarizerError):
    """The file could not be opened."""


class OutputUnwritable(SummarizerError):
    """The result could not be written."""


class EngineUnavailable(SummarizerError):
    """The engine asked for cannot be used."""


class ConfigurationError(SummarizerError):
    """A setting has a value that cannot be used."""
