import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.database import file_url
from summarizer.errors import (
    BudgetExhausted,
    CircuitOpen,
    KeyRefused,
    ModelError,
    ModelOverloaded,
    ModelTimeout,
    ModelUnreachable,
)
from summarizer.llm.config import LlmConfig
from summarizer.llm.gateway import Gateway
from summarizer.llm.port import Answer, Request, Tally
from summarizer.llm.probing import diagnosed
from summarizer.llm.store import DatabaseStore, MemoryStore
from tests.llm_server.server import Body, LlmServer, Reply, completion, problem

SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
GOOD = completion('{"a":[]}', prompt_tokens=20)


def request(said: str = "问") -> Request:
    return Request("summarize", ({"role": "user", "content": said},), SCHEMA, 100)


def config(server: LlmServer, **changes: object) -> LlmConfig:
    given: dict[str, object] = {"model": "m", "base_url": server.base_url, "ramp_s": 0}
    return LlmConfig.model_validate(given | changes)


def asked(config: LlmConfig, *requests: Request, store: Any = None) -> tuple[list[Any], Tally]:
    tally = Tally()

    async def ask() -> list[Answer | BaseException]:
        async with Gateway(config, store or MemoryStore()) as gateway:
            calls = [gateway.ask(one, tally) for one in requests]
            return await asyncio.gather(*calls, return_exceptions=True)

    return asyncio.run(ask()), tally


def test_an_answer_is_paid_for_once_also_by_a_later_run(tmp_path: Path) -> None:
    with LlmServer(lambda _: GOOD) as server:
        for _ in range(2):
            store = DatabaseStore(file_url(tmp_path, "answers.sqlite3"))
            (answer,), tally = asked(config(server), request(), store=store)
            store.close()
            assert answer.data == {"a": []}
        assert len(server.requests) == 1
        assert (tally.usage.calls, tally.usage.reused) == (0, 1)


def test_the_same_question_asked_twice_at_once_is_paid_for_once() -> None:
    with LlmServer(lambda _: GOOD, latency_s=0.05) as server:
        found, tally = asked(config(server), *[request()] * 5)
        assert len(server.requests) == 1
    assert [one.data for one in found] == [{"a": []}] * 5
    assert tally.usage.reused == 4


@pytest.mark.parametrize(
    "changes", [{"model": "n"}, {"extra_body": {"seed": 1}}], ids=["model", "parameter"]
)
def test_another_model_or_parameter_is_another_answer(changes: dict[str, object]) -> None:
    store = MemoryStore()
    with LlmServer(lambda _: GOOD) as server:
        asked(config(server), request(), store=store)
        asked(config(server, **changes), request(), store=store)
        assert len(server.requests) == 2


def test_without_cache_it_is_asked_again() -> None:
    store = MemoryStore()
    with LlmServer(lambda _: GOOD) as server:
        for _ in range(2):
            asked(config(server, cache=False), request(), store=store)
        assert len(server.requests) == 2


def test_the_way_down_the_ladder_is_found_once_and_remembered() -> None:
    def refuses(body: Body) -> Reply:
        if "response_format" in body:
            return problem(400, "response_format is not supported")
        return GOOD

    store = MemoryStore()
    with LlmServer(refuses) as server:
        asked(config(server), *(request(f"问{n}") for n in range(6)), store=store)
        assert len(server.requests) == 2 + 6
        assert "tools" in server.requests[-1]
        asked(config(server), request("又问"), store=store)
        assert len(server.requests) == 2 + 6 + 1


def test_a_parameter_that_the_model_refuses_is_left_out() -> None:
    def refuses(body: Body) -> Reply:
        if "temperature" in body:
            return problem(400, "Unsupported value: 'temperature' does not support 0")
        if "max_tokens" in body:
            return problem(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.")
        return GOOD

    with LlmServer(refuses) as server:
        (answer,), _ = asked(config(server), request())
        assert answer.data == {"a": []}
        assert server.requests[-1]["max_completion_tokens"] == 100


def test_a_model_that_may_not_think_while_it_writes_json_is_told_not_to() -> None:
    def refuses(body: Body) -> Reply:
        if body.get("enable_thinking") is not False:
            said = "Json mode response is not supported when enable_thinking is true"
            return problem(400, said)
        return GOOD

    with LlmServer(refuses) as server:
        (answer,), _ = asked(config(server), request())
        assert answer.data == {"a": []}
        assert server.requests[-1]["response_format"]["type"] == "json_schema"


def test_a_model_that_thinks_all_its_tokens_away_is_given_more_once() -> None:
    def thinking(body: Body) -> Reply:
        if body["max_tokens"] < 200:
            thought = {"reasoning_content": "想"}
            return completion("", finish_reason="length", message=thought)
        return GOOD

    with LlmServer(thinking) as server:
        (answer,), _ = asked(config(server), request())
        assert answer.data == {"a": []}
        assert [body["max_tokens"] for body in server.requests] == [100, 200]


def test_a_way_of_asking_that_brings_nothing_twice_is_left() -> None:
    def empty(body: Body) -> Reply:
        return completion("") if "response_format" in body else GOOD

    with LlmServer(empty) as server:
        found, _ = asked(config(server, concurrency=1), *(request(f"问{n}") for n in range(6)))
    assert sum(one.data is None for one in found) == 4


def test_a_server_that_counts_no_tokens_still_spends_the_budget() -> None:
    body = json.loads(GOOD.body)
    del body["usage"]
    prices = {"m": {"input": 100_000, "output": 100_000}}
    with LlmServer(lambda _: Reply(body=json.dumps(body).encode())) as server:
        _, tally = asked(config(server, prices=prices), request())
    assert tally.usage.prompt_tokens > 0
    assert (tally.usage.cost or 0) > 0


def test_a_request_that_is_refused_for_good_is_not_repeated() -> None:
    with LlmServer(lambda _: problem(400, "no idea")) as server:
        (error,), _ = asked(config(server), request())
        assert isinstance(error, ModelError)
        assert len(server.requests) == 1


def test_a_pause_longer_than_allowed_is_not_waited_for() -> None:
    busy = problem(429, "later", headers=(("retry-after", "3600"),))
    with LlmServer(lambda _: busy) as server:
        (error,), _ = asked(config(server), request())
        assert isinstance(error, ModelOverloaded)
        assert len(server.requests) == 1


def test_no_more_calls_are_under_way_than_allowed() -> None:
    with LlmServer(lambda _: GOOD, latency_s=0.05) as server:
        asked(config(server, concurrency=3), *(request(f"问{n}") for n in range(12)))
        assert server.most_at_once == 3


def test_the_number_of_calls_rises_slowly() -> None:
    with LlmServer(lambda _: GOOD, latency_s=0.05) as server:
        asked(config(server, concurrency=8, ramp_s=60), *(request(f"问{n}") for n in range(6)))
        assert server.most_at_once == 1


def test_a_server_that_is_gone_is_given_up_after_a_few_tries() -> None:
    with LlmServer(lambda _: GOOD) as server:
        gone = config(server)
    found, tally = asked(gone, *(request(f"问{n}") for n in range(30)))
    assert {type(error) for error in found} <= {CircuitOpen, ModelUnreachable}
    assert tally.usage.calls < 10


def test_a_server_that_is_restarted_loses_no_call() -> None:
    down = iter([True] * 4)
    with LlmServer(lambda _: Reply(reset=True) if next(down, False) else GOOD) as server:
        found, _ = asked(config(server), *(request(f"问{n}") for n in range(16)))
    assert [type(one) for one in found] == [Answer] * 16


def test_a_key_that_is_refused_is_not_sent_again() -> None:
    with LlmServer(lambda _: problem(401, "Incorrect API key")) as server:
        found, _ = asked(config(server), *(request(f"问{n}") for n in range(8)))
        assert {type(one) for one in found} == {KeyRefused}
        assert len(server.requests) == 1


def test_a_key_that_the_server_names_is_not_told() -> None:
    secret = "sk-very-secret"  # noqa: S105
    with LlmServer(lambda _: problem(401, f"Incorrect API key: {secret}")) as server:
        (error,), _ = asked(config(server, api_key=secret), request())
    assert "Incorrect API key: ***" in str(error)


def test_an_answer_not_of_the_form_or_to_a_cut_prompt_is_not_kept() -> None:
    form = {"type": "object", "properties": {"a": {"type": "array"}}}
    asks = Request("summarize", ({"role": "user", "content": "问" * 900},), form, 100)
    for reply in (completion('{"error":"warming up"}'), completion('{"a":[]}', prompt_tokens=9)):
        store = MemoryStore()
        with LlmServer(lambda _, reply=reply: reply) as server:  # type: ignore[misc]
            for _ in range(2):
                asked(config(server), asks, store=store)
            assert len(server.requests) == 2


def test_a_server_that_hangs_costs_one_time_out() -> None:
    with LlmServer(lambda _: Reply(hang=True)) as server:
        server.deaf = True
        hanging = config(server, timeout_s=0.3)
        found, _ = asked(hanging, *(request(f"问{n}") for n in range(30)))
    assert [type(error) for error in found] == [ModelTimeout, *[CircuitOpen] * 29]


def test_the_budget_stops_before_it_is_exceeded() -> None:
    prices = {"m": {"input": 0, "output": 10_000}}
    with LlmServer(lambda _: completion('{"a":[]}', prompt_tokens=20), latency_s=0.01) as server:
        limited = config(server, prices=prices, budget=2.5, concurrency=1)
        found, tally = asked(limited, *(request(f"问{n}") for n in range(300)))
    answered = [one for one in found if isinstance(one, Answer)]
    assert answered
    assert {type(one) for one in found if one not in answered} == {BudgetExhausted}
    assert (tally.usage.cost or 0) <= 2.5
    assert tally.usage.currency == "CNY"


def test_cached_tokens_are_counted_and_cost_less() -> None:
    reply = Reply(
        body=GOOD.body.replace(
            b'"prompt_tokens": 20', b'"prompt_tokens": 20, "prompt_cache_hit_tokens": 10'
        )
    )
    prices = {"m": {"input": 1_000_000, "cached_input": 100_000, "output": 0}}
    with LlmServer(lambda _: reply) as server:
        _, tally = asked(config(server, prices=prices), request())
    assert (tally.usage.prompt_tokens, tally.usage.cached_tokens, tally.usage.cost) == (20, 10, 11)


def diagnosis(answer: Any) -> Any:
    with LlmServer(answer) as server:

        async def ask() -> Any:
            async with Gateway(config(server), MemoryStore()) as gateway:
                return await diagnosed(gateway)

        return asyncio.run(ask())


def test_the_doctor_tells_a_schema_that_is_enforced_from_one_that_is_accepted() -> None:
    def enforcing(body: Body) -> Reply:
        form = body["response_format"]["json_schema"]["schema"]["properties"]["verdict"]
        return completion(json.dumps({"verdict": form["enum"][0]}))

    found = diagnosis(enforcing)
    assert (found.reachable, found.rung, found.enforced) == (True, "json_schema", True)
    assert found.context_window == 16384
    assert diagnosis(lambda _: completion('{"verdict":"好"}')).enforced is False


def test_the_doctor_says_what_is_wrong() -> None:
    found = diagnosis(lambda _: problem(401, "Incorrect API key"))
    assert found.reachable
    assert found.rung is None
    assert "Incorrect API key" in found.problem
