"""Every test runs with an empty environment and no network."""

import os
import socket
from typing import NoReturn

import pytest


@pytest.fixture(autouse=True)
def _no_ambient_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(("SUMMARIZER_", "OPENAI_")):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        message = "a test tried to open a network connection"
        raise AssertionError(message)

    monkeypatch.setattr(socket.socket, "connect", refused)
