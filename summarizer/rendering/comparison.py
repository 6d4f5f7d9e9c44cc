"""A comparison of two years as JSON and as Markdown."""

from collections.abc import Iterator

import orjson

from summarizer.domain.comparison import AgencyComparison, Comparison, FollowedPlan
from summarizer.rendering.markdown import _escaped, _places

_STATUS = {
    "kept": "已有回应",
    "not_mentioned": "今年成效中未提及",
    "general": "表述较原则，无从比对",
}
COMPARISON_FORMATS = ("json", "md")


def render_comparison(found: Comparison, name: str) -> bytes:
    """Return `found` in the format called `name`, one of `COMPARISON_FORMATS`."""
    if name == "md":
        return ("\n".join(_lines(found)) + "\n").encode()
    return orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _lines(found: Comparison) -> Iterator[str]:
    last, this = (
        _escaped(document.title or document.name) for document in (found.last, found.this)
    )
    yield f"# {last} → {this}"
    for agency in found.agencies:
        yield from _agency(agency)
    for heading, names in (("仅见于上年", found.only_last), ("仅见于今年", found.only_this)):
        if names:
            yield ""
            yield f"{heading}：{_escaped('、'.join(names))}"


def _agency(agency: AgencyComparison) -> Iterator[str]:
    yield ""
    yield f"## {_escaped(agency.agency)}"
    yield ""
    if not agency.plans:
        yield "上年报告未提及下一步打算。"
        return
    yield "| 上年计划 | 上年原文 | 情况 | 今年成效 | 今年原文 |"
    yield "|---|---|---|---|---|"
    for followed in agency.plans:
        yield _row(followed)


def _row(followed: FollowedPlan) -> str:
    answers = followed.answers
    cells = (
        _escaped(followed.plan.text),
        _places(followed.plan.evidence),
        _STATUS[followed.status],
        "<br>".join(_escaped(answer.text) for answer in answers),
        "<br>".join(_places(answer.evidence) for answer in answers),
    )
    return f"| {' | '.join(cells)} |"
