"""The command line: data on stdout, everything else on stderr.

Exit codes: 0 complete, 3 usable but incomplete, 2 bad input or usage.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from summarizer.errors import ConfigurationError, InputUnreadable, OutputUnwritable, SummarizerError
from summarizer.rendering.formats import BRIEF_FORMATS, COMPARISON_FORMATS, FORMATS, Format
from summarizer.rendering.names import LANGS

if TYPE_CHECKING:
    from summarizer.domain.document import Source
    from summarizer.domain.summary import Digest
    from summarizer.settings import Settings

N = TypeVar("N", bound=str)
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
    run.add_argument("--format", choices=FORMATS, help="by the name after -o, or json")
    run.set_defaults(command=_run)

    split = commands.add_parser("split", help="list the agencies found, with dates and spans")
    split.add_argument("--format", choices=("text", "json"), default="text")
    split.set_defaults(command=_split)

    read = commands.add_parser("read", help="print the text as read, which spans point into")
    read.set_defaults(command=_read_text)

    brief = commands.add_parser("brief", help="one paragraph per agency and one for the whole")
    brief.add_argument("--format", choices=BRIEF_FORMATS, help="by the name after -o, or text")
    brief.set_defaults(command=_brief)

    compare = commands.add_parser("compare", help="last year's plans in this year's reports")
    compare.add_argument("--format", choices=COMPARISON_FORMATS, help="as for run: json or md")
    compare.set_defaults(command=_compare)

    doctor = commands.add_parser("doctor", help="tell what the configured model server can do")
    doctor.set_defaults(command=_doctor, file="-", output=None)

    _add_service(commands)
    run.add_argument("--dry-run", action="store_true", help="show calls, tokens and price only")
    for command in (run, brief, compare):
        command.add_argument("--engine", choices=("auto", "rules", "llm"), default="auto")
        command.add_argument("--budget", metavar="AMOUNT", help="stop asking at this cost")
        command.add_argument("--no-cache", action="store_true", help="ask again what was answered")
        command.add_argument("--record", metavar="DIR", help="write the server's answers there")
        command.add_argument("--replay", metavar="DIR", help="answer from recordings, offline")
    compare.add_argument("last", metavar="LAST", help="last year's compilation")
    compare.add_argument("file", metavar="THIS", help="this year's")
    for command in (run, split, read, brief):
        command.add_argument("file", metavar="FILE", help=_FILE)
    for command in (run, split, read, brief, compare):
        command.add_argument("-o", "--output", metavar="OUT", help="write there, not to stdout")
        command.add_argument("--lang", choices=LANGS, default="zh", help="of names in the output")
    return parser


def _add_service(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser("serve", help="answer over HTTP")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8080)
    serve.set_defaults(service="serve")
    worker = commands.add_parser("worker", help="carry jobs through, without HTTP")
    worker.set_defaults(service="work")
    keys = commands.add_parser("keys", help="make, list and revoke API keys")
    actions = keys.add_subparsers(title="actions", required=True)
    add = actions.add_parser("add", help="make a key and print it, once")
    add.add_argument("name", metavar="NAME", help="whose it is")
    add.set_defaults(service="add_key")
    actions.add_parser("list", help="show ids, dates and names").set_defaults(service="list_keys")
    revoke = actions.add_parser("revoke", help="remove a key")
    revoke.add_argument("id", metavar="ID")
    revoke.set_defaults(service="revoke_key")
    for command in (serve, worker, add, actions.choices["list"], revoke):
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

    form = _format(arguments, FORMATS, "json")
    source = _read(arguments.file)
    result = _summarised(arguments, source)
    _write(arguments.output, [render(result, form, text=source.text, lang=arguments.lang)])
    return _finish(result.warnings, complete=result.complete)


def _split(arguments: argparse.Namespace) -> int:
    from summarizer.pipeline import list_reports
    from summarizer.rendering.json import to_json
    from summarizer.rendering.markdown import listing

    found = list_reports(_read(arguments.file))
    as_json = arguments.format == "json"
    shown = to_json(found) if as_json else listing(found, arguments.lang).encode()
    _write(arguments.output, [shown])
    return _finish(found.warnings, complete=found.document.complete)


def _read_text(arguments: argparse.Namespace) -> int:
    source = _read(arguments.file)
    _write(arguments.output, [source.text.encode("utf-8", "replace")])
    return _finish(source.warnings, complete=not source.warnings)


def _brief(arguments: argparse.Namespace) -> int:
    from summarizer.rendering.formats import render_briefs

    form = _format(arguments, BRIEF_FORMATS, "text")
    result = _summarised(arguments, _read(arguments.file))
    _write(arguments.output, [render_briefs(result, form, lang=arguments.lang)])
    return _finish(result.warnings, complete=result.complete)


def _compare(arguments: argparse.Namespace) -> int:
    from summarizer.comparison import compare_digests
    from summarizer.rendering.comparison import render_comparison

    form = _format(arguments, COMPARISON_FORMATS, "json")
    _keep_input(arguments.last, arguments.output)
    last, this = _read(arguments.last), _read(arguments.file)
    found = compare_digests(_summarised(arguments, last), _summarised(arguments, this), this.text)
    _write(arguments.output, [render_comparison(found, form, arguments.lang)])
    return _finish(found.warnings, complete=found.complete)


def _format(arguments: argparse.Namespace, formats: Mapping[N, Format], otherwise: N) -> N:
    """Return the format asked for by name, or by the end of the file's name, before any work."""
    output: str | None = arguments.output
    suffix = Path(output or "").suffix.lower()
    by_suffix = {form.suffix: name for name, form in formats.items()}
    found: N | None = arguments.format or by_suffix.get(suffix, None if suffix else otherwise)
    if found is None:
        raise OutputUnwritable(
            f"{output}: no format ends in {suffix}; use {', '.join(by_suffix)} or --format"
        )
    to_terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    if formats[found].binary and to_terminal:
        raise OutputUnwritable(f"{found} is not for a terminal; use -o NAME{formats[found].suffix}")
    return found


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


def _summarised(arguments: argparse.Namespace, source: "Source") -> "Digest":
    from summarizer.runner import summarise

    return summarise(source, arguments.engine, _settings(arguments), _Progress("reports"))


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
