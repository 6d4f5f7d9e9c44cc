"""The commands of the service: serve, and keys add, list, revoke."""

import argparse
import ipaddress
import signal
import sys
import threading

from api.keys import KeyRing
from api.settings import ServiceSettings
from summarizer.errors import ConfigurationError
from summarizer.rendering.text import printable


def serve(arguments: argparse.Namespace) -> int:
    """Run the server until it is told to stop.

    Raises `ConfigurationError` where it would listen to others without a key.
    """
    from api.app import create_app
    from api.server import run
    from api.telemetry import configure_logs

    settings = ServiceSettings.from_environment()
    if not _is_loopback(arguments.host) and not _has_keys(settings):
        raise ConfigurationError(
            f"{arguments.host} can be reached by others and there is no API key yet; "
            "make one with: summarizer keys add NAME"
        )
    configure_logs()
    return run(create_app(settings), arguments.host, arguments.port)


def work(_arguments: argparse.Namespace) -> int:
    """Carry jobs through, without HTTP, until told to stop."""
    from api.jobs.runtime import Runtime
    from api.telemetry import Metrics, configure_logs

    settings = ServiceSettings.from_environment()
    configure_logs()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    runtime = Runtime(settings, Metrics())
    runtime.start()
    sys.stderr.write("summarizer: working; stop with Ctrl-C\n")
    stopped.wait()
    runtime.stop(settings.leave_s)
    return 0


def add_key(arguments: argparse.Namespace) -> int:
    """Make a key and print it."""
    _say(_ring().add(arguments.name))
    sys.stderr.write("keep it: it is not shown again\n")
    return 0


def list_keys(_arguments: argparse.Namespace) -> int:
    """Print what is known of the keys."""
    for key in _ring().list():
        _say(f"{key.id}\t{key.made_at.date().isoformat()}\t{printable(key.name)}")
    return 0


def revoke_key(arguments: argparse.Namespace) -> int:
    """Remove a key; raises `ConfigurationError` where there is none of that id."""
    if not _ring().revoke(arguments.id):
        raise ConfigurationError(f"no key {arguments.id!r}; see: summarizer keys list")
    return 0


def _say(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _ring() -> KeyRing:
    return KeyRing(ServiceSettings.from_environment().library.database("keys"))


def _has_keys(settings: ServiceSettings) -> bool:
    return bool(KeyRing(settings.library.database("keys")).list())


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
