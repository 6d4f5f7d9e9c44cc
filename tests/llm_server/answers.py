"""Right answers: what a model would say that follows the gold annotation."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from summarizer.reading.clean import fold
from tests.llm_server.server import Body, Reply, completion

CATEGORIES = ("achievements", "problems", "next_steps")
_LINE = re.compile(r"^\[(\d+)\](.*)$", re.MULTILINE)


def purpose(body: Body) -> str:
    """Return what a request is for, told by the part of the prompt that never changes."""
    system = body["messages"][0]["content"]
    if "verdict" in system:
        return "probe"
    if "正在改正" in system:
        return "repair"
    if "写一段综述" in system:
        return "overview"
    if "拟一个标题" in system:
        return "themes"
    return "brief" if "写一段简报" in system else "summarize"


def units(body: Body) -> dict[int, str]:
    """Return the numbered units that a request shows."""
    shown = body["messages"][-1]["content"].partition("<报告>\n")[2].partition("\n</报告>")[0]
    return {int(number): text for number, text in _LINE.findall(shown)}


def squeezed(text: str) -> str:
    """Return `text` folded and without white space."""
    return "".join(fold(text).split())


def gold_of(*files: Path) -> list[dict[str, Any]]:
    """Return the annotated reports of gold files."""
    return [report for file in files for report in json.loads(file.read_text("utf-8"))["reports"]]


def follow(gold: list[dict[str, Any]]) -> Callable[[Body], dict[str, Any]]:
    """Return what answers each request as the annotation would have it."""

    def answer(body: Body) -> dict[str, Any]:
        kind = purpose(body)
        if kind == "brief":
            return {"briefs": _briefs(body)}
        if kind == "overview":
            return {"overview": _overview(body)}
        if kind == "themes":
            return {"titles": _titles(body)}
        if kind == "probe":
            return {"verdict": "canary_7f3a" if _strict(body) else "好"}
        return _items(body, gold)

    return answer


def answering(answer: Callable[[Body], dict[str, Any]]) -> Callable[[Body], Reply]:
    """Return replies whose content is the JSON of `answer`."""
    return lambda body: completion(json.dumps(answer(body), ensure_ascii=False))


def _items(body: Body, gold: list[dict[str, Any]]) -> dict[str, Any]:
    lines = {number: squeezed(text) for number, text in units(body).items()}
    whole = "".join(lines.values())
    owner = [number for number, text in lines.items() for _ in text]

    def held(report: dict[str, Any]) -> int:
        return sum(squeezed(item["core"]) in whole for c in CATEGORIES for item in report[c])

    report = max(gold, key=held)
    return {c: [said for i in report[c] if (said := _item(i, whole, owner))] for c in CATEGORIES}


def _item(item: dict[str, str], whole: str, owner: list[int]) -> str | None:
    core = squeezed(item["core"])
    extent = max(0, whole.find(squeezed(item["extent"])))
    at = whole.find(core, extent) if core in whole[extent:] else whole.find(core)
    if at < 0:
        return None
    cited = dict.fromkeys(owner[at : at + len(core)])
    return "".join(f"[{number}]" for number in cited) + " ".join(item["core"].split())


def _material(body: Body) -> str:
    said: str = body["messages"][-1]["content"]
    return said.partition("<材料>\n")[2].partition("\n</材料>")[0]


def _briefs(body: Body) -> list[str]:
    blocks = re.split(r"\n(?=\[\d+\])", _material(body))
    return [
        block.splitlines()[0]
        + "："
        + "。".join(line.split("；")[0] for line in block.splitlines()[1:])
        for block in blocks
    ]


def _overview(body: Body) -> str:
    said = []
    for line in _material(body).splitlines()[:3]:
        agency, _, lists = line.partition(" ")
        said.append(agency + lists.partition("：")[2].partition("；")[0].partition(" ")[0])
    return "；".join(said)


def _titles(body: Body) -> list[str]:
    """Return for each theme how the first of its items begins."""
    found = re.findall(
        r"^\[(\d+)\](?:问题|下一步)：([^；，。：\n]+)", _material(body), re.MULTILINE
    )
    return [f"[{number}]{said[:16]}" for number, said in found]


def _strict(body: Body) -> bool:
    form: Body = body.get("response_format", {})
    return form.get("type") == "json_schema"
