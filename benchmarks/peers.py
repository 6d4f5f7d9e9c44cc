"""What two peers send and get for the same reports, in tokens of o200k_base.

    python -m benchmarks.peers [FILE]

Both run in one process against a stub on the loopback; no other network is used.
Both get the reports as `summarizer.split` finds them, text as read, and both talk to
the same make-believe model: it copies every third sentence (。！？) of the text it is
shown and gives the copies out in turn as achievement, problem and next step.

LangExtract runs with its defaults (chunks of 1,000 characters, one pass, schema from
the examples), one Document a report and one short example, on its OpenAI provider.

LangChain runs the map-reduce its documentation teaches, written as users write it:
RecursiveCharacterTextSplitter at 2000/200 with its own separators; each chunk of a
report is mapped to notes in plain text; the notes of a report, also where they are
those of one chunk, are reduced by `with_structured_output(Model, method="json_schema")`.
The model writes notes as list members, and the reduction says each note once.

Counted: the contents of all messages; `response_format` and `tools` as compact JSON,
as they go over the wire; the content of the answers. What a provider adds for roles
is not counted, nor how it renders a schema into its own prompt: only the ratios hold.
"""

import asyncio
import json
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import BaseModel, Field

from tests.llm_server.answers import follow, gold_of, units
from tests.llm_server.server import LlmServer, Reply, completion

MODEL = "qwen-plus"
KEY = "none"
WORKERS = 10
ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "corpus" / "compilation-2021.txt"
SAMPLE = REAL if REAL.exists() else ROOT / "fixtures" / "sources" / "lawgov-reports.txt"
CLASSES = ("achievement", "problem", "next_step")

Body: TypeAlias = Mapping[str, Any]
"""The JSON of a request for a chat completion."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a run sent and got."""

    calls: int
    prompt: int
    schema: int
    completion: int

    @property
    def total(self) -> int:
        """All tokens, whatever they cost."""
        return self.prompt + self.schema + self.completion


def count(requests: Iterable[Body], replies: Iterable[str]) -> Tokens:
    """Count the requests' JSON bodies and the contents of the replies to them."""
    bodies = list(requests)
    return Tokens(
        calls=len(bodies),
        prompt=sum(_length(said) for body in bodies for said in _said(body)),
        schema=sum(
            _length(json.dumps(body[key], ensure_ascii=False, separators=(",", ":")))
            for body in bodies
            for key in ("response_format", "tools")
            if body.get(key)
        ),
        completion=sum(map(_length, replies)),
    )


def reports_of(path: Path) -> list[str]:
    """Return the text, as read, of each report found in the file."""
    from summarizer import split
    from summarizer.reading.decode import read_source

    text = read_source(path.read_bytes(), path.name).text
    return [text[report.span.start : report.span.end] for report in split(path).reports]


def _length(text: str) -> int:
    from bpe_openai import get_encoding

    return len(get_encoding("o200k_base").encode(text))


def _said(body: Body) -> Iterator[str]:
    """Give the text of each message, be it one string or parts."""
    for message in body["messages"]:
        content = message.get("content") or ""
        if isinstance(content, str):
            yield content
        else:
            yield from (part.get("text", "") for part in content)


def _copied(text: str) -> list[str]:
    """Return every third sentence, from the first."""
    return [sentence.strip() for sentence in re.findall(r"[^。！？]+[。！？]", text)][::3]


@dataclass(frozen=True, slots=True)
class _Talk:
    """What was said between a client and the stub."""

    server: LlmServer
    replies: list[str]

    @property
    def base_url(self) -> str:
        return self.server.base_url

    @property
    def tokens(self) -> Tokens:
        return count(self.server.requests, self.replies)


@contextmanager
def _serving(model: Callable[[Body], str]) -> Iterator[_Talk]:
    os.environ["LANGSMITH_TRACING"] = "false"
    os.environ["NO_PROXY"] = "127.0.0.1"
    replies: list[str] = []

    def answer(body: Body) -> Reply:
        replies.append(model(body))
        return completion(replies[-1], prompt_tokens=0)

    with LlmServer(answer) as server:
        yield _Talk(server, replies)


EXTRACTION = """\
Extract what a Chinese agency's work report says, in order of appearance:
- achievement: something done and its result, with figures where the report gives them
- problem: a shortcoming the agency admits
- next_step: something it intends to do
Use exact text for extractions. Do not paraphrase or overlap entities.
Leave out titles, dates and general statements of purpose. If nothing fits, extract nothing."""
EXAMPLE = {
    "achievement": "全年主动公开政府信息1260条，办理依申请公开事项35件，按期答复率100%。",
    "problem": "但政策解读的形式还不够丰富。",
    "next_step": "下一步，我局将加强业务培训，提高工作人员的能力。",
}


def langextract(path: Path) -> Tokens:
    """Count LangExtract with its defaults, on its OpenAI provider."""
    import langextract as lx
    from langextract.factory import ModelConfig

    example = lx.data.ExampleData(
        text="".join(EXAMPLE.values()),
        extractions=[
            lx.data.Extraction(extraction_class=name, extraction_text=text)
            for name, text in EXAMPLE.items()
        ],
    )
    documents = [
        lx.data.Document(text=text, document_id=str(number))
        for number, text in enumerate(reports_of(path))
    ]
    with _serving(_extract) as stub, warnings.catch_warnings():
        # It warns that a schema is made from the examples, which is what we want.
        warnings.simplefilter("ignore", UserWarning)
        lx.extract(
            documents,
            prompt_description=EXTRACTION,
            examples=[example],
            config=ModelConfig(
                MODEL,
                provider="openai",
                provider_kwargs={"base_url": stub.base_url, "api_key": KEY},
            ),
            show_progress=False,
        )
    return stub.tokens


def _extract(body: Body) -> str:
    """Answer as LangExtract's examples do."""
    question = body["messages"][-1]["content"].rpartition("Q: ")[2].removesuffix("\nA: ")
    items = [
        {name: sentence, f"{name}_attributes": {}}
        for name, sentence in zip(cycle(CLASSES), _copied(question), strict=False)
    ]
    return json.dumps({"extractions": items}, ensure_ascii=False)


NOTING = """\
请阅读下面这段机关工作总结，列出其中的主要成绩（保留数据）、存在的问题和下一步打算，每条一行。

{text}"""
REDUCING = """\
以下是对同一份工作总结各部分的摘要。请合并去重，归纳出主要成绩、存在的问题和下一步打算。

{notes}"""


class Summary(BaseModel):
    """A structured summary of an agency's work report."""

    achievements: list[str] = Field(description="主要成绩，保留数据")
    problems: list[str] = Field(description="存在的问题")
    next_steps: list[str] = Field(description="下一步打算")


def langchain_map_reduce(path: Path) -> Tokens:
    """Count a map-reduce chain with a structured answer, a report at a time."""
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_openai import ChatOpenAI
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from pydantic import SecretStr

    splitter = RecursiveCharacterTextSplitter(chunk_size=2000, chunk_overlap=200)
    with _serving(_note_or_reduce) as stub:
        model = ChatOpenAI(
            model=MODEL, base_url=stub.base_url, api_key=SecretStr(KEY), temperature=0
        )
        noting = ChatPromptTemplate.from_template(NOTING) | model | StrOutputParser()
        answering = model.with_structured_output(Summary, method="json_schema")
        reducing = ChatPromptTemplate.from_template(REDUCING) | answering
        for report in reports_of(path):
            chunks = [{"text": chunk} for chunk in splitter.split_text(report)]
            notes = noting.batch(chunks, {"max_concurrency": WORKERS})
            reducing.invoke({"notes": "\n\n".join(notes)})
    return stub.tokens


def _note_or_reduce(body: Body) -> str:
    """Note what stands in a chunk, or sort the notes."""
    shown = body["messages"][-1]["content"].partition("\n\n")[2]
    if "response_format" not in body:
        return "\n".join(f"- {sentence}" for sentence in _copied(shown))
    notes = dict.fromkeys(line.removeprefix("- ") for line in shown.splitlines() if line)
    lists: dict[str, list[str]] = {f"{name}s": [] for name in CLASSES}
    for name, note in zip(cycle(lists), notes, strict=False):
        lists[name].append(note)
    return json.dumps(lists, ensure_ascii=False)


def ours(path: Path, *, prose: bool = False, model: Callable[[Body], str] | None = None) -> Tokens:
    """Count our own engine, with or without the briefs and the overview."""
    from summarizer.llm.config import LlmConfig
    from summarizer.reading.decode import read_source
    from summarizer.runner import summarise_by_model
    from summarizer.settings import Settings

    with _serving(model or _cite) as stub:
        config = LlmConfig(model=MODEL, base_url=stub.base_url, briefs=prose, cache=False)
        source = read_source(path.read_bytes(), path.name)
        asyncio.run(summarise_by_model(source, Settings(llm=config)))
    return stub.tokens


def _cite(body: Body) -> str:
    """Cite every third unit, by its first 60 characters: what our prompt asks for at most."""
    shown = list(units(dict(body)).items())[::3]
    lists: dict[str, list[str]] = {f"{name}s": [] for name in CLASSES}
    for name, (number, text) in zip(cycle(lists), shown, strict=False):
        lists[name].append(f"[{number}]{text[:60]}")
    return json.dumps(lists, ensure_ascii=False)


def _following(path: Path) -> Callable[[Body], str]:
    gold = follow(gold_of(path.with_suffix(".gold.json")))
    return lambda body: json.dumps(gold(dict(body)), ensure_ascii=False)


PEERS: dict[str, Callable[[Path], Tokens]] = {
    "LangExtract, defaults": langextract,
    "LangChain map-reduce 2000/200": langchain_map_reduce,
    "summarizer, every third": ours,
    "summarizer, gold": lambda path: ours(path, model=_following(path)),
    "summarizer, gold, with briefs": lambda path: ours(path, prose=True, model=_following(path)),
}


def main() -> None:
    """Print the table."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    reports = reports_of(path)
    source = sum(map(_length, reports))
    print(f"{path.name}: {len(reports)} reports, {source:,} tokens\n")
    print(f"{'':30} calls   prompt   schema  answers    total  / first")
    first = 0
    for name, peer in PEERS.items():
        run = peer(path)
        first = first or run.total
        print(
            f"{name:30}{run.calls:6}{run.prompt:9,}{run.schema:9,}{run.completion:9,}"
            f"{run.total:9,}{run.total / first:9.2f}"
        )


if __name__ == "__main__":
    main()
