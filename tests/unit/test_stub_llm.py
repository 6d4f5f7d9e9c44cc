"""The stub server, over real HTTP and by the client that the library uses."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import openai
import pytest
from openai.types.chat import ChatCompletion

from summarizer.engines.llm.parts import Part, halves, lines_of, shown
from summarizer.prompting import load_prompts
from summarizer.reading.clean import clean
from summarizer.reading.outline import read_outline
from summarizer.reading.split import split_reports
from tests.stub_llm import prompt
from tests.stub_llm.faults import FAULTS, Fault, faulty, hits_phrase, small_window
from tests.stub_llm.gold import folded, gold_answer, load_gold
from tests.stub_llm.prompt import CATEGORIES, kind, materials, units
from tests.stub_llm.replies import Body, Completion, Reply, completion, problem
from tests.stub_llm.server import StubServer

SOURCES = Path(__file__).parents[2] / "fixtures" / "sources"
TWO = ("lawgov-reports", "traditional")
PROMPTS = load_prompts()
T = TypeVar("T")
Ask = Callable[[str], Awaitable[ChatCompletion]]


def asked(server: StubServer, talk: Callable[[Ask], Awaitable[T]], timeout_s: float = 5) -> T:
    async def run() -> T:
        http = openai.DefaultAioHttpClient(
            timeout=timeout_s, limits=httpx2.Limits(max_connections=64)
        )
        async with openai.AsyncOpenAI(
            base_url=server.base_url,
            api_key="none",
            max_retries=0,
            http_client=http,
            timeout=timeout_s,
        ) as client:

            async def ask(said: str) -> ChatCompletion:
                return await client.chat.completions.create(
                    model="stub", messages=[{"role": "user", "content": said}]
                )

            return await talk(ask)

    return asyncio.run(run())


def parts(name: str) -> list[tuple[str, Part, str]]:
    """Return for each report of a fixture all it shows, its lines, and their second half."""
    text = clean((SOURCES / f"{name}.txt").read_text("utf-8-sig"))
    found = [lines_of(read_outline(text, report)) for report in split_reports(text)]
    return [(shown(text, lines), lines, shown(text, halves(lines)[1])) for lines in found]


def summarize(report: str) -> Body:
    return {"model": "stub", "messages": list(PROMPTS.summarize.messages(report=report))}


def content(reply: Reply) -> Any:
    assert isinstance(reply.body, Completion)
    return json.loads(reply.body.content or "")


def test_a_completion_over_one_connection_that_stays_open() -> None:
    async def talk(ask: Ask) -> ChatCompletion:
        await ask("一")
        return await ask("二" * 100)

    with StubServer(lambda body: completion(body["messages"][0]["content"])) as server:
        answer = asked(server, talk)
        assert server.base_url.endswith("/v1")
    assert answer.choices[0].message.content == "二" * 100
    assert answer.usage is not None
    assert answer.usage.prompt_tokens == 71
    first, second = server.requests
    assert (first.connection, second.connection, server.connections) == (1, 1, 1)
    assert first.at < second.at
    assert first.headers["authorization"] == "Bearer none"
    assert first.body["messages"] == [{"role": "user", "content": "一"}]


def test_sixty_four_at_once_are_answered_at_once() -> None:
    async def talk(ask: Ask) -> list[ChatCompletion]:
        return list(await asyncio.gather(*(ask(str(number)) for number in range(64))))

    def answer(body: Body) -> Reply:
        said = completion(body["messages"][0]["content"])
        return Reply(body=said.body, header_delay_s=0.5, body_delay_s=0.1)

    with StubServer(answer) as server:
        answers = asked(server, talk)
    assert [a.choices[0].message.content for a in answers] == [str(n) for n in range(64)]
    assert (server.most_in_flight, server.in_flight) == (64, 0)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(reset=True), openai.APIConnectionError),
        (Reply(body=b'{"id": "', cut=True), openai.APIConnectionError),
        (problem(429, "slow_down", "later", (("retry-after", "0.05"),)), openai.RateLimitError),
    ],
)
def test_what_goes_wrong_reaches_the_client(reply: Reply, error: type[Exception]) -> None:
    async def talk(ask: Ask) -> None:
        with pytest.raises(error):
            await ask("一")

    with StubServer(lambda _: reply) as server:
        asked(server, talk)
    assert server.in_flight == 0


def test_a_client_that_gives_up_is_no_longer_in_flight() -> None:
    async def talk(ask: Ask) -> None:
        with pytest.raises(openai.APITimeoutError):
            await ask("一")

    with StubServer(lambda _: Reply(hang=True)) as server:
        asked(server, talk, timeout_s=0.2)
        until = time.monotonic() + 5
        while server.in_flight and time.monotonic() < until:
            time.sleep(0.01)
        assert server.in_flight == 0


def test_the_server_stops_while_requests_hang() -> None:
    server = StubServer(lambda _: Reply(hang=True))

    async def talk(ask: Ask) -> None:
        hanging = [asyncio.create_task(ask(str(number))) for number in range(8)]
        while server.in_flight < len(hanging):
            await asyncio.sleep(0.01)
        await asyncio.to_thread(server.__exit__, None, None, None)
        for task in hanging:
            with pytest.raises(openai.APIConnectionError):
                await task

    asked(server.__enter__(), talk, timeout_s=60)


def test_a_failing_answer_fails_the_test() -> None:
    async def talk(ask: Ask) -> None:
        with pytest.raises(openai.InternalServerError):
            await ask("一")

    def answer(_: Body) -> Reply:
        raise LookupError("no such report")

    with pytest.raises(LookupError), StubServer(answer) as server:
        asked(server, talk)


@pytest.mark.parametrize("name", TWO)
def test_the_gold_answer_cites_the_units_that_hold_each_core(name: str) -> None:
    golds = [SOURCES / f"{each}.gold.json" for each in TWO]
    answer = gold_answer(load_gold(*golds))
    reports = load_gold(SOURCES / f"{name}.gold.json")["reports"]
    for report, (whole, _, half) in zip(reports, parts(name), strict=True):
        body = summarize(whole)
        assert kind(body) == "summarize"
        given = content(answer(body))
        assert [len(given[c]) for c in CATEGORIES] == [len(report[c]) for c in CATEGORIES]
        texts = units(body)
        for said, item in ((s, i) for c in CATEGORIES for s, i in zip(given[c], report[c])):
            opening, _, text = said.rpartition("]")
            cited = [int(number) for number in opening[1:].split("][")]
            assert folded(text) in folded(item["core"])
            assert folded(item["core"]) in folded("".join(texts[n] for n in cited))
        of_half = content(answer(summarize(half)))
        assert of_half["next_steps"]
        assert all(set(of_half[c]) <= set(given[c]) for c in CATEGORIES)


def test_repairs_briefs_and_overviews_are_answered_too() -> None:
    whole, _, _ = parts(TWO[0])[0]
    answer = gold_answer(load_gold(SOURCES / f"{TWO[0]}.gold.json"))
    faults = "problems“[1]无”：所引句子没有这个意思"
    messages = PROMPTS.repair.messages(report=whole, faults=faults)
    repair: Body = {"model": "stub", "messages": list(messages)}
    assert kind(repair) == "repair"
    assert content(answer(repair)) == content(answer(summarize(whole))) | {
        "achievements": [],
        "next_steps": [],
    }
    told = "[1]甲局2023年\n成效：办结35件\n问题：人手不足；设备老化\n[2]乙局\n下一步：充实力量"
    brief: Body = {"model": "stub", "messages": list(PROMPTS.brief.messages(reports=told))}
    assert [material.number for material in materials(brief)] == [1, 2]
    assert content(answer(brief)) == {
        "briefs": ["[1]甲局2023年办结35件。存在人手不足的问题。", "[2]乙局下一步充实力量。"]
    }
    lines = "甲局 问题：人手不足；设备老化 下一步：充实力量\n乙局 问题：人手不足"
    overview: Body = {"model": "stub", "messages": list(PROMPTS.overview.messages(reports=lines))}
    said = content(answer(overview))["overview"]
    assert said == "甲局存在人手不足的问题；乙局存在人手不足的问题；甲局下一步充实力量。"


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_changes_the_reply_of_its_report_as_often_as_it_says(fault: Fault) -> None:
    golden = gold_answer(load_gold(SOURCES / f"{TWO[0]}.gold.json"))
    struck, other, _ = (summarize(whole) for whole, _, _ in parts(TWO[0])[:3])
    form = {"type": "json_schema", "json_schema": {}}
    struck["response_format"] = other["response_format"] = form
    phrase = next(text for text in units(struck).values() if len(text) > 20)
    answer = faulty(golden, fault, hits_phrase(phrase))
    replies = [answer(struck) for _ in range(3)]
    changed = [reply != golden(struck) for reply in replies]
    assert changed == [True] * min(3, fault.times or 3) + [False] * (3 - min(3, fault.times or 3))
    assert answer(other) == golden(other)


def test_a_repair_counts_as_the_same_report_and_a_small_window_lets_halves_pass() -> None:
    golden = gold_answer(load_gold(SOURCES / f"{TWO[0]}.gold.json"))
    whole, _, half = parts(TWO[0])[0]
    repair: Body = {
        "model": "stub",
        "messages": list(PROMPTS.repair.messages(report=half, faults="problems：一条也没有")),
    }
    once = faulty(golden, FAULTS["units counting up"].first(1), lambda _: True)
    assert once(summarize(whole)) != golden(summarize(whole))
    assert once(repair) == golden(repair)
    window = faulty(golden, small_window(1400), lambda _: True)
    assert window(summarize(whole)).status == 400
    assert window(summarize(half)).status == 200


def test_the_prompts_example_is_not_taken_for_the_report() -> None:
    body = summarize("[7]甲\n[8]乙")
    assert units(body) == {7: "甲", 8: "乙"}
    assert prompt.example(body)["next_steps"] == ["[5]充实专业力量"]
