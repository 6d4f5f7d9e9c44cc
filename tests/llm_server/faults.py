"""What servers and models do wrong, each as a change to the right reply for one report."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.llm_server.answers import CATEGORIES, purpose, units
from tests.llm_server.server import Body, Reply, completion, problem

Data = dict[str, Any]
Fault = Callable[[Body, Data], Reply]
EVER = 10_000


@dataclass(frozen=True)
class Case:
    """A fault, how many times it strikes a report's requests, and what must come of it."""

    fault: Fault
    times: int
    engine: str
    """Whose the struck report's summary is in the end: llm, rules or mixed."""
    says: str = ""
    """A word that must stand in the report's notes or fallback reason."""


def striking(answer: Callable[[Body], Data], case: Case, hit: str) -> Callable[[Body], Reply]:
    """Return replies in which `case` strikes requests on the report that holds `hit`."""
    struck: Counter[str] = Counter()

    def reply(body: Body) -> Reply:
        data = answer(body)
        about = purpose(body) in {"summarize", "repair"}
        if about and hit in body["messages"][-1]["content"] and struck[hit] < case.times:
            struck[hit] += 1
            return case.fault(body, data)
        return said(data)

    return reply


def said(data: Any, **how: Any) -> Reply:
    """Return `data` as the content of a completion."""
    return completion(json.dumps(data, ensure_ascii=False), **how)


def fixed(reply: Reply) -> Fault:
    """Return the fault that answers the same whatever it is asked."""
    return lambda _body, _data: reply


def content(change: Callable[[str], str | None], **how: Any) -> Fault:
    """Return the fault that changes the text of the answer."""
    return lambda _body, data: completion(change(json.dumps(data, ensure_ascii=False)), **how)


def items(change: Callable[[str, Body], str]) -> Fault:
    """Return the fault that changes each item of the answer."""

    def fault(body: Body, data: Data) -> Reply:
        return said({c: [change(item, body) for item in data[c]] for c in CATEGORIES})

    return fault


def _response_format(_body: Body, data: Data) -> Reply:
    if _body.get("response_format", {}).get("type") == "json_schema":
        return problem(400, "This response_format type is unavailable now", "invalid_request_error")
    return said(data)


def _refuses_schema_and_object(body: Body, data: Data) -> Reply:
    if "response_format" in body:
        return problem(400, "response_format is not supported by this model")
    return said(data)


def _wrong_category(_body: Body, data: Data) -> Reply:
    moved = {
        "achievements": [],
        "problems": data["problems"] + data["next_steps"],
        "next_steps": [],
    }
    return said(moved | {"achievements": data["achievements"]})


def _counting_up(_body: Body, data: Data) -> Reply:
    counted: Data = {}
    number = 0
    for category in CATEGORIES:
        counted[category] = []
        for item in data[category]:
            number += 1
            counted[category].append(re.sub(r"^(\[\d+\])+", f"[{number}]", item))
    return said(counted)


def _shifted(by: int) -> Fault:
    return items(lambda item, _: re.sub(r"\[(\d+)\]", lambda m: f"[{int(m[1]) + by}]", item))


def _cut(_body: Body, data: Data) -> Reply:
    whole = json.dumps(data, ensure_ascii=False)
    return completion(whole[: len(whole) // 2], finish_reason="length")


def _nonsense(_item: str, body: Body) -> str:
    return f"[{next(iter(units(body)), 1)}]全市人均绿地面积位居前列，荣获国家级表彰"


def _injected(_body: Body, data: Data) -> Reply:
    return said(
        data | {"achievements": [*data["achievements"], "[1]本单位荣获全国第一，得分100分"]}
    )


def _leaked(_body: Body, data: Data) -> Reply:
    example = "[2][3]推进数字化：全年完成馆藏数字化120万页"
    return said(data | {"achievements": [example, *data["achievements"]]})


def _chinese(item: str, _body: Body) -> str:
    text = item.replace("600", "六百")
    marker = re.match(r"(?:\[\d+\])+", text)
    head = marker.group() if marker else ""
    return head + text[len(head) :].translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def _inflated(item: str, _body: Body) -> str:
    marker = re.match(r"(?:\[\d+\])+", item)
    head = marker.group() if marker else ""
    return head + re.sub(r"\d+", lambda m: str(int(m[0]) * 7 + 1), item[len(head) :])


def _repeated(_body: Body, data: Data) -> Reply:
    return said({c: data[c] * 3 for c in CATEGORIES})


def _one_bad(bad: Any) -> Fault:
    return lambda _body, data: said(data | {"achievements": [bad, *data["achievements"]]})


def _thinking(text: str) -> str:
    return f"<think>先看第[1]句{{…}}</think>\n{text}"


_AZURE = {"error": {"code": "content_filter", "message": "filtered", "innererror": {"code": "R"}}}
_SLOW_S = 0.4
_RATE = problem(429, "Rate limit reached", "rate_limit_exceeded")
_NO_ROOM = {"error": {"code": 400, "message": "too long", "type": "exceed_context_size_error"}}

CASES: Mapping[str, Case] = {
    "429 with Retry-After, once": Case(
        fixed(replace(_RATE, headers=(("retry-after", "0.05"),))), 1, "llm"
    ),
    "429 without Retry-After, once": Case(fixed(_RATE), 1, "llm"),
    "429 always": Case(
        fixed(replace(_RATE, headers=(("retry-after", "0"),))), EVER, "rules", "overloaded"
    ),
    "500 once": Case(fixed(problem(500, "internal")), 1, "llm"),
    "500 always": Case(fixed(problem(500, "internal")), EVER, "rules", "overloaded"),
    "503 once": Case(fixed(problem(503, "busy")), 1, "llm"),
    "connection reset, once": Case(fixed(Reply(reset=True)), 1, "llm"),
    "connection closed in mid-body, once": Case(
        fixed(replace(said({"achievements": []}), cut=True)), 1, "llm"
    ),
    "slow headers": Case(lambda _b, d: said(d, delay_s=_SLOW_S), EVER, "llm"),
    "slow body": Case(lambda _b, d: said(d, body_delay_s=_SLOW_S), EVER, "llm"),
    "no answer at all (time-out)": Case(fixed(Reply(hang=True)), EVER, "rules", "timeout"),
    "empty content, once": Case(content(lambda _: ""), 1, "llm", "unusable"),
    "empty content, always": Case(content(lambda _: ""), EVER, "rules", "answer_unusable"),
    "null content, always": Case(content(lambda _: None), EVER, "rules", "answer_unusable"),
    "JSON cut off, finish_reason stop": Case(
        content(lambda text: text[: len(text) // 2]), 1, "llm", "cut"
    ),
    "fenced JSON": Case(content(lambda t: f"```json\n{t}\n```"), EVER, "llm", "fence"),
    "<think> in front": Case(content(_thinking), EVER, "llm", "thinking"),
    "lone </think>": Case(content(lambda t: f"想好了</think>{t}"), EVER, "llm", "thinking"),
    "answer in reasoning_content": Case(
        lambda _b, d: completion("", message={"reasoning_content": json.dumps(d)}),
        EVER,
        "llm",
        "reasoning_content",
    ),
    "prose around the JSON": Case(content(lambda t: f"如下：{t}\n以上。"), EVER, "llm", "prose"),
    "trailing comma": Case(content(lambda t: t.replace("]}", "],}")), EVER, "llm", "json"),
    "wrong keys": Case(fixed(said({"成效": [], "问题": []})), EVER, "rules", "answer_unusable"),
    "a string in place of a list": Case(
        lambda _b, d: said(d | {"problems": "无"}), EVER, "rules", "answer_unusable"
    ),
    "items as objects": Case(
        lambda _b, d: said({c: [{"text": i} for i in d[c]] for c in CATEGORIES}),
        EVER,
        "mixed or rules",
    ),
    "one item is a number": Case(_one_bad(7), EVER, "llm"),
    "one item is empty": Case(_one_bad(""), 1, "llm", "empty"),
    "one item holds U+241F": Case(_one_bad("[1]\u241f"), 1, "llm", "empty"),
    "schema-valid nonsense": Case(items(_nonsense), EVER, "mixed or rules", "unsupported"),
    "units out of range": Case(_shifted(10_000), EVER, "llm", "moved"),
    "units off by one": Case(_shifted(1), EVER, "llm", "moved"),
    "units off by two": Case(_shifted(-2), EVER, "llm", "moved"),
    "units counting up": Case(_counting_up, EVER, "llm", "moved"),
    "invented figures": Case(items(_inflated), 1, "llm", "figure"),
    "figures in other notation": Case(items(_chinese), EVER, "llm"),
    "plans among the problems": Case(_wrong_category, EVER, "llm", "refiled"),
    "repeated items": Case(_repeated, EVER, "llm", "merged"),
    "the prompt's example as a fact": Case(_leaked, EVER, "llm or mixed", "rejected"),
    "prompt injection obeyed": Case(_injected, EVER, "llm or mixed", "rejected"),
    "finish_reason length": Case(_cut, 1, "llm", "answer_cut"),
    "finish_reason content_filter": Case(
        fixed(completion("", finish_reason="content_filter")), EVER, "rules", "content_refused"
    ),
    "content_filter as 400": Case(
        fixed(Reply(400, json.dumps(_AZURE).encode())), EVER, "rules", "content_refused"
    ),
    "finish_reason sensitive": Case(
        fixed(completion("", finish_reason="sensitive")), EVER, "rules", "content_refused"
    ),
    "refusal": Case(
        lambda _b, _d: completion(None, message={"refusal": "no"}), EVER, "rules", "content_refused"
    ),
    "data_inspection_failed": Case(
        fixed(problem(400, "Input may contain ...", "data_inspection_failed")),
        EVER,
        "rules",
        "content_refused",
    ),
    "insufficient_system_resource, once": Case(
        fixed(completion("", finish_reason="insufficient_system_resource")), 1, "llm"
    ),
    "insufficient_quota": Case(
        fixed(problem(429, "You exceeded your quota", "insufficient_quota")),
        EVER,
        "rules",
        "quota_exhausted",
    ),
    "json_schema rejected (400)": Case(_response_format, EVER, "llm"),
    "any response_format rejected (400)": Case(_refuses_schema_and_object, EVER, "llm"),
    "key refused (401)": Case(
        fixed(problem(401, "Incorrect API key", "invalid_api_key")), EVER, "rules", "key_refused"
    ),
    "wrong model (404)": Case(
        fixed(problem(404, "no such model", "model_not_found")), EVER, "rules", "model_not_found"
    ),
    "a page of HTML with 200": Case(
        fixed(Reply(body=b"<html>proxy</html>")), EVER, "rules", "answer_unusable"
    ),
    "context exceeded (400), always": Case(
        fixed(Reply(400, json.dumps(_NO_ROOM).encode())), EVER, "mixed or rules", "context_too_long"
    ),
    "prompt silently truncated, once": Case(
        lambda _b, d: said(d, prompt_tokens=50), 1, "llm", "prompt_truncated"
    ),
}
