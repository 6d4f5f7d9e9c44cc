"""Prompts: files with front matter, filled in, and known by a fingerprint.

A file holds three parts under the headings `# system`, `# example` and `# user`.
The first two are sent byte for byte the same with every call, so that a
provider's prompt cache hits; only the last holds variables (`$name`).
"""

import hashlib
import string
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from summarizer.errors import PromptError

NAMES = ("summarize", "repair", "brief", "overview", "themes")
"""The prompts that the LLM engine needs."""

_PARTS = ("system", "example", "user")
_META = {"name", "version", "inputs", "schema"}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file."""

    name: str
    version: str
    inputs: frozenset[str]
    schema: str
    """The name of the form that the answer must have."""
    system: str
    example: str
    """A worked example: the material, then a line with the answer in JSON."""
    user: str
    fingerprint: str
    """The first 12 hexadecimal digits of the SHA-256 of the file's text."""

    @property
    def identity(self) -> str:
        """Return name, version and fingerprint, as results carry them."""
        return f"{self.name}@{self.version}:{self.fingerprint}"

    def messages(self, **values: str) -> tuple[dict[str, str], ...]:
        """Return the messages to send: the part that never changes, then the filled-in part.

        Raises `PromptError` where a variable is missing or not one of the prompt's.
        """
        if missing := sorted(self.inputs - values.keys()):
            raise PromptError(f"prompt {self.name!r}: no value for {', '.join(missing)}")
        if unknown := sorted(values.keys() - self.inputs):
            raise PromptError(f"prompt {self.name!r} has no variable {', '.join(unknown)}")
        return (
            {"role": "system", "content": f"{self.system}\n\n例：\n{self.example}"},
            {"role": "user", "content": string.Template(self.user).substitute(values)},
        )


@dataclass(frozen=True, slots=True)
class PromptBook:
    """The prompts of one folder."""

    summarize: Prompt
    repair: Prompt
    brief: Prompt
    overview: Prompt
    themes: Prompt


def fenced(material: str) -> str:
    """Return `material` so that nothing in it can open or close a fence of a prompt."""
    return material.replace("<", "＜").replace(">", "＞")


def load_prompts(folder: Path | None = None) -> PromptBook:
    """Return the prompts in `folder`, by default those that come with the package.

    A folder may hold some of the files only; the package's stand in for the rest.
    Raises `PromptError` where a file is malformed.
    """
    if folder is not None and not folder.is_dir():
        raise PromptError(f"{folder}: no such folder; name one that holds prompt files")
    return PromptBook(**{name: _load(name, folder) for name in NAMES})


def _load(name: str, folder: Path | None) -> Prompt:
    own = folder / f"{name}.md" if folder else None
    if own is not None and own.exists():
        try:
            return parse_prompt(own.read_text("utf-8"), str(own))
        except (OSError, UnicodeDecodeError) as error:
            raise PromptError(f"{own}: cannot be read as UTF-8 text") from error
    packaged = files("summarizer") / "_prompts" / f"{name}.md"
    if packaged.is_file():
        return parse_prompt(packaged.read_text("utf-8"), f"{name}.md")
    checkout = Path(__file__).parent.parent / "prompts" / f"{name}.md"
    return parse_prompt(checkout.read_text("utf-8"), f"{name}.md")


def parse_prompt(text: str, where: str) -> Prompt:
    """Return the prompt that `text` holds; `where` names it in errors.

    Raises `PromptError` with what is wrong and where.
    """
    import frontmatter
    from yaml import YAMLError

    try:
        meta, body = frontmatter.parse(text)
    except YAMLError as error:
        raise PromptError(f"{where}: the front matter is not YAML") from error
    if set(meta) != _META:
        raise PromptError(f"{where}: front matter must have exactly {', '.join(sorted(_META))}")
    parts = _parts(body, where)
    inputs = _inputs(meta, where)
    prompt = Prompt(
        name=str(meta["name"]),
        version=str(meta["version"]),
        inputs=inputs,
        schema=str(meta["schema"]),
        system=parts["system"],
        example=parts["example"],
        user=parts["user"],
        fingerprint=hashlib.sha256(text.encode()).hexdigest()[:12],
    )
    used = string.Template(prompt.user)
    if not used.is_valid() or set(used.get_identifiers()) != inputs:
        raise PromptError(f"{where}: the variables under # user must be those of 'inputs'")
    return prompt


def _inputs(meta: dict[str, Any], where: str) -> frozenset[str]:
    inputs = meta["inputs"]
    if not isinstance(inputs, list) or not all(isinstance(name, str) for name in inputs):
        raise PromptError(f"{where}: 'inputs' must be a list of names")
    return frozenset(inputs)


def _parts(body: str, where: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in body.splitlines():
        if line.startswith("# ") and line[2:].strip() in _PARTS:
            lines = found.setdefault(line[2:].strip(), [])
        else:
            lines.append(line)
    if tuple(found) != _PARTS:
        raise PromptError(f"{where}: needs the parts # system, # example and # user, in that order")
    return {name: "\n".join(lines).strip() for name, lines in found.items()}
