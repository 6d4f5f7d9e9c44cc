"""One paragraph for an agency, from items that are already grounded.

Every word comes from the items, the title or a fixed frame; every figure from
an item. Nothing is counted, rounded or inferred here.
"""

import re

from summarizer.domain.document import Report
from summarizer.domain.summary import Item, ReportSummary

LONGEST_BRIEF = 200
"""The most characters that one agency's brief may have."""

_LEAD = re.compile(
    r"^(?:一是|同时|此外|另外|下一步|今后|(?:是|要|将)(?=着力|进一步|继续|切实|加强|积极|不断))[，,]?"
    r"|^(?:我[局委办厅院所站镇乡区市县场校处队]|本[局单]位?)"
)
_COMMA = re.compile(r"(?<=[，；;])|(?<=,)(?!\d{3}(?!\d))")
_HAS_FIGURE = re.compile(r"\d")
_MOST = {"achievements": 4, "problems": 4, "next_steps": 4}
_LONGEST_PART = 46


def brief_of(
    report: Report | ReportSummary,
    achievements: tuple[Item, ...],
    problems: tuple[Item, ...],
    next_steps: tuple[Item, ...],
    unread: frozenset[str] = frozenset(),
) -> str:
    """Return at most `LONGEST_BRIEF` characters on one report, like an official's paragraph.

    `unread` names the parts (problems, next_steps) that the report has and no item came from.
    """
    # Those with a figure first.
    telling = sorted(achievements, key=lambda item: _HAS_FIGURE.search(item.text) is None)
    done = [_said(item) for item in telling]
    lacking = [said for item in problems if (said := _label(item))]
    planned = [said for item in next_steps if (said := _label(item))]
    room = dict(_MOST)
    while True:
        brief = _paragraph(
            report,
            _listed(done, room["achievements"]),
            _listed(lacking, room["problems"]),
            _listed(planned, room["next_steps"]),
            unread,
        )
        if len(brief) <= LONGEST_BRIEF:
            return brief
        fullest = max(room, key=lambda part: room[part])
        if room[fullest] == 1:
            return _shortened(brief)
        room[fullest] -= 1


def _paragraph(
    report: Report | ReportSummary,
    done: str,
    lacking: str,
    planned: str,
    unread: frozenset[str],
) -> str:
    opening = (report.agency or "本单位") + (f"{report.period}年" if report.period else "")
    sentences = []
    if done:
        sentences.append(f"{opening}主要工作：{done}。")
        opening = ""
    if lacking:
        sentences.append(f"{opening}存在的问题：{lacking}。")
    elif "problems" in unread:
        sentences.append(f"{opening}报告中“存在的问题”部分未能逐条提取。")
    else:
        sentences.append(f"{opening}报告未提及存在的问题。")
    if planned:
        sentences.append(f"下一步：{planned}。")
    elif "next_steps" in unread:
        sentences.append("报告中“下一步打算”部分未能逐条提取。")
    else:
        sentences.append("报告未提及下一步打算。")
    return "".join(sentences)


def _listed(parts: list[str], most: int) -> str:
    """Return the first parts; 等 says that there are more."""
    return "；".join(parts[:most]) + ("等" if len(parts) > most else "")


def _said(item: Item) -> str:
    """Return the item's text where it is short, else its heading or its fact, whole."""
    text = _LEAD.sub("", item.text)
    if len(text) <= _LONGEST_PART:
        return text
    heading, colon, fact = text.partition("：")
    if colon and _HAS_FIGURE.search(fact) and len(fact) <= _LONGEST_PART:
        return fact
    return heading if colon and len(heading) <= _LONGEST_PART else _clauses(text)


def _label(item: Item) -> str:
    return _clauses(_LEAD.sub("", item.text.partition("：")[0]).lstrip("，,、"))


def _clauses(text: str) -> str:
    """Return as many whole clauses of `text` as there is room for, at least the first."""
    if len(text) <= _LONGEST_PART:
        return text.rstrip("，,；;、")
    kept = ""
    for clause in _COMMA.split(text):
        if kept and len(kept) + len(clause) > _LONGEST_PART:
            break
        kept += clause
    return kept.rstrip("，,；;、")


def _shortened(brief: str) -> str:
    """Cut a brief that is too long even with one part each, never inside a number."""
    end = LONGEST_BRIEF - 1
    while end and (brief[end - 1].isdigit() or brief[end - 1] in ".,，"):
        end -= 1
    return brief[:end] + "…"
