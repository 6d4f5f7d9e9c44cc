"""The command line: data on stdout, everything else on stderr.

Exit codes: 0 complete, 3 usable but incomplete, 2 bad input or usage.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from summarizer.errors import ConfigurationError, InputUnreadable, OutputUnwritable, SummarizerError

if TYPE_CHECKING:
    from summarizer.domain.document import Source
    from summarizer.domain.summary import Digest
    from summarizer.settings import Settings

COMPLETE, BAD_INPUT, INCOMPLETE = 0, 2, 3
_QUIET_S = 1.0
_FILE = "a PDF, Word (.docx), HTML, Markdown or text file; - for standard input"
_CHUNK = 1 << 20


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        _keep_input(arguments.file, arguments.output)
        return command(arguments)
    except SummarizerError as error:
        _say(f"summarizer: {error}")
        return BAD_INPUT
    except BrokenPipeError:
        # The reader (head, less) has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COMPLETE
    except KeyboardInterrupt:
        _say("summarizer: stopped")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="summarizer",
        description="Structured summaries of compilations of Chinese agencies' work reports.",
        epilog="Exit codes: 0 complete; 3 usable but incomplete; 2 bad input or usage.",
    )
    commands = parser.add_subparsers(title="commands", required=True)

    run = commands.add_parser("run", help="summarise every report in a file")
    run.add_argument("--format", choices=("json", "jsonl", "md"), default="json")
    run.set_defaults(command=_run)

    split = commands.add_parser("split", help="list the agencies found, with dates and spans")
    split.add_argument("--format", choices=("text", "json"), default="text")
    split.set_defaults(command=_split)

    read = commands.add_parser("read", help="print the text as read, which spans point into")
    read.set_defaults(command=_read_text)

    brief = commands.add_parser("brief", help="one paragraph per agency and one for the whole")
    brief.set_defaults(command=_brief)

    doctor = commands.add_parser("doctor", help="tell what the configured model server can do")
    doctor.set_defaults(command=_doctor, file="-", output=None)

    _add_service(commands)
    run.add_argument("--dry-run", action="store_true", help="show calls, tokens and price only")
    for command in (run, brief):
        command.add_argument("--engine", choices=("auto", "rules", "llm"), default="auto")
        command.add_argument("--budget", metavar="AMOUNT", help="stop asking at this cost")
        command.add_argument("--no-cache", action="store_true", help="ask again what was answered")
        command.add_argument("--record", metavar="DIR", help="write the server's answers there")
        command.add_argument("--replay", metavar="DIR", help="answer from recordings, offline")
    for command in (run, split, read, brief):
        command.add_argument("file", metavar="FILE", help=_FILE)
        command.add_argument("-o", "--output", metavar="OUT", help="write there, not to stdout")
    return parser


def _add_service(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser("serve", help="answer over HTTP")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8080)
    serve.set_defaults(service="serve")
    keys = commands.add_parser("keys", help="make, list and revoke API keys")
    actions = keys.add_subparsers(title="actions", required=True)
    add = actions.add_parser("add", help="make a key and print it, once")
    add.add_argument("name", metavar="NAME", help="whose it is")
    add.set_defaults(service="add_key")
    actions.add_parser("list", help="show ids, dates and names").set_defaults(service="list_keys")
    revoke = actions.add_parser("revoke", help="remove a key")
    revoke.add_argument("id", metavar="ID")
    revoke.set_defaults(service="revoke_key")
    for command in (serve, add, actions.choices["list"], revoke):
        command.set_defaults(command=_service, file="-", output=None)


def _service(arguments: argparse.Namespace) -> int:
    # The service stands above the library, so its commands are found by name.
    command: Callable[[argparse.Namespace], int]
    command = getattr(import_module("api.commands"), arguments.service)
    return command(arguments)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.dry_run:
        return _dry_run(arguments)
    from summarizer.rendering.formats import render

    result = _digest(arguments)
    _write(arguments.output, [render(result, arguments.format)])
    return _finish(result.warnings, complete=_complete(result))


def _split(arguments: argparse.Namespace) -> int:
    from summarizer.pipeline import list_reports
    from summarizer.rendering.json import to_json
    from summarizer.rendering.markdown import listing

    found = list_reports(_read(arguments.file))
    shown = to_json(found) if arguments.format == "json" else listing(found).encode()
    _write(arguments.output, [shown])
    return _finish(found.warnings, complete=found.document.complete)


def _read_text(arguments: argparse.Namespace) -> int:
    source = _read(arguments.file)
    _write(arguments.output, [source.text.encode("utf-8", "replace")])
    return _finish(source.warnings, complete=not source.warnings)


def _brief(arguments: argparse.Namespace) -> int:
    from summarizer.rendering.markdown import briefs

    result = _digest(arguments)
    _write(arguments.output, [briefs(result).encode()])
    return _finish(result.warnings, complete=_complete(result))


def _dry_run(arguments: argparse.Namespace) -> int:
    from summarizer.rendering.text import estimates
    from summarizer.runner import estimate

    found = estimate(_read(arguments.file), _settings(arguments))
    _write(arguments.output, [estimates(found).encode()])
    return COMPLETE


def _doctor(_arguments: argparse.Namespace) -> int:
    from summarizer.rendering.text import diagnosis
    from summarizer.runner import diagnose
    from summarizer.settings import Settings

    found = diagnose(Settings.from_environment())
    _write(None, [diagnosis(found).encode()])
    return COMPLETE if found.problem is None else BAD_INPUT


def _complete(result: "Digest") -> bool:
    """Tell whether the document is whole and no rules stand in for a model that was asked."""
    stood_in = any(report.provenance.fallback_reason for report in result.reports)
    return result.document.complete and not stood_in


def _digest(arguments: argparse.Namespace) -> "Digest":
    from summarizer.runner import summarise

    settings = _settings(arguments)
    source = _read(arguments.file)
    return summarise(source, arguments.engine, settings, _Progress("reports"))


def _settings(arguments: argparse.Namespace) -> "Settings":
    """Return the environment's settings with what the command line says in their place."""
    from summarizer.settings import Settings, llm_config

    settings = Settings.from_environment()
    given = {
        name: value
        for name in ("budget", "record", "replay")
        if (value := getattr(arguments, name)) is not None
    }
    if arguments.no_cache:
        given["cache"] = False
    if not given:
        return settings
    if settings.llm is None:
        raise ConfigurationError(
            f"--{next(iter(given)).replace('cache', 'no-cache')} is for a model and none is named; "
            "set SUMMARIZER_LLM__MODEL"
        )
    return replace(settings, llm=llm_config(settings.llm.model_dump() | given))


def _read(file: str) -> "Source":
    from summarizer.reading.decode import read_source
    from summarizer.settings import Settings

    limit = Settings.from_environment().max_bytes
    pages = _Progress("pages")
    try:
        if file == "-":
            if sys.stdin is None:
                raise InputUnreadable("standard input is closed; name a file")
            return read_source(_at_most(sys.stdin.buffer, limit), "standard input", limit, pages)
        with Path(file).open("rb") as opened:
            return read_source(_at_most(opened, limit), Path(file).name, limit, pages)
    except OSError as error:
        raise InputUnreadable(f"{file}: cannot be read: {error.strerror}") from error


def _keep_input(file: str, output: str | None) -> None:
    both = output and file != "-" and Path(output).exists() and Path(file).exists()
    if output and both and Path(output).samefile(file):
        raise OutputUnwritable(f"{output}: is the input itself; name another file after -o")


def _at_most(stream: BinaryIO, limit: int) -> bytes:
    """Read up to one byte more than `limit`, taking no more memory than there is to read."""
    read = bytearray()
    while len(read) <= limit and (chunk := stream.read(min(_CHUNK, limit + 1 - len(read)))):
        read += chunk
    return bytes(read)


def _write(output: str | None, chunks: Iterable[bytes]) -> None:
    if output is None and sys.stdout is None:
        raise OutputUnwritable("standard output is closed; use -o OUT")
    try:
        if output is None:
            sys.stdout.buffer.writelines(chunks)
            sys.stdout.buffer.flush()
        else:
            with Path(output).open("wb") as opened:
                opened.writelines(chunks)
    except BrokenPipeError:
        raise
    except OSError as error:
        where = output or "standard output"
        raise OutputUnwritable(f"{where}: cannot be written: {error.strerror}") from error


def _finish(warnings: tuple[str, ...], *, complete: bool) -> int:
    for warning in warnings:
        _say(f"summarizer: warning: {warning}")
    return COMPLETE if complete else INCOMPLETE


def _say(line: str) -> None:
    from summarizer.rendering.text import printable

    if sys.stderr is not None:
        sys.stderr.buffer.write(printable(line).encode("utf-8", "replace") + b"\n")
        sys.stderr.buffer.flush()


class _Progress:
    """Says on stderr how far a run has come, once it has lasted a second."""

    def __init__(self, counted: str) -> None:
        self._counted = counted
        self._next = time.monotonic() + _QUIET_S

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _QUIET_S
            _say(f"summarizer: {done} of {total} {self._counted}")
