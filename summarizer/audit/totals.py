"""Totals against the figures they are broken down into, and figures that look mistyped.

A list is held against its total only where its form says that the two belong
together: 其中, 分别为, 包括 or a colon between them, one unit throughout. Whether
the list is complete is judged by its form too (see `_verdict`).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, combinations
from typing import NamedTuple

from summarizer.audit.findings import NOTICE, WARNING, raised
from summarizer.domain.document import Report
from summarizer.domain.summary import Finding, Metric
from summarizer.domain.text import CleanText, Range
from summarizer.figures.labels import FORMERLY
from summarizer.figures.quantities import QUANTITY
from summarizer.lexicon import any_of, pattern
from summarizer.numerals import SCALES

_LINK_WORDS = ("其中", "分别为", "分别是", "包括")
_GAP = re.compile(
    r"(?:（[^（）]{0,30}）)?(?:，(?:同比|较上年|比上年|环比)[^，。；]{0,14})?[^\d。]{0,8}"
)
_GAP_AFTER_STOP = re.compile(r"(?:（[^（）]{0,30}）)?。[^\d。]{0,6}")
_BRACKETED = re.compile(r"（[^（）]*）")
_SEPARATOR = re.compile(r"[，、；]?(?:以及|[和及与])?[^，；]*$")
# 比上年多217条 is no total.
_COMPARED = re.compile(r"[比较](?:上年|上一年|去年|往年|前|同期|20\d\d)[^，。；]{0,16}$")
_REST = re.compile("[，、；]?(?:其他|其余|其它)")
_INEXACT_BEFORE = frozenset("近约超逾过破余")
_INEXACT_AFTER = ("余", "多", "几", "以上", "以下", "左右", "上下")
_SPELLED = re.compile(rf"[一二两三四五六七八九十]{{1,3}}{any_of('measures_spelled')}")
_BEFORE = 90
_LONG, _SEVERAL, _FEW = 10, 5, 2
_FULL, _NEARLY_FULL = Decimal("0.7"), Decimal("0.9")
_NEAR_MISS = Decimal("0.02")
_PERSONS = frozenset("人名位")
_LEAST_MISTYPED = 1000
_NONE = Decimal(0)


class _Quantity(NamedTuple):
    start: int
    end: int
    value: Decimal
    slack: Decimal
    """How far the true value may lie from a rounded one (1.2万)."""
    unit: str
    exact: bool


class _Breakdown(NamedTuple):
    parts: tuple[_Quantity, ...]
    end: int
    open: bool
    """Whether the text says that there is more (等)."""
    closed: bool
    """Whether the text says that this is all (其他…; 分别为)."""


def audit_totals(text: CleanText, report: Report) -> Iterator[Finding]:
    """Yield a finding for each total that the list after it does not bear out."""
    folded = text.folded
    start, end = report.body
    done = start
    links = _links(folded, start, end)
    edges = [start, start, *(link.start for link in links), end]
    # A list is read up to the next link, and a total looked for from the last but one, so
    # that no text is read again and again.
    for link, before, after in zip(links, edges, edges[3:], strict=False):
        totals = _totals(folded, max(done, before, link.start - _BEFORE), link.start)
        listed = _breakdown(folded, link, after, totals) if totals else None
        if listed is None:
            continue
        done = listed.end
        severity = _verdict(totals, listed)
        if severity:
            yield _mismatch(text, report, totals[-1], listed, severity)


def _links(folded: str, start: int, end: int) -> list[Range]:
    """Return what can stand between a total and its list (其中包括 is one), in order."""
    links = []
    for word in _LINK_WORDS:
        at = folded.find(word, start, end)
        while at >= 0:
            links.append(Range(at, at + len(word)))
            at = folded.find(word, at + 1, end)
    colon = folded.find("：", start, end)
    while colon >= 0:
        # A figure and its measure word stand before it.
        if any(map(str.isdecimal, folded[max(start, colon - 3) : colon])):
            links.append(Range(colon, colon + 1))
        colon = folded.find("：", colon + 1, end)
    joined: list[Range] = []
    for link in sorted(links):
        if joined and link.start - joined[-1].end <= 1:
            joined[-1] = Range(joined[-1].start, link.end)
        else:
            joined.append(link)
    return joined


def audit_mistyped(report: Report, metrics: tuple[Metric, ...]) -> Iterator[Finding]:
    """Yield a finding for two large figures of one unit that differ by two neighbouring digits."""
    alike: dict[tuple[str, str], list[Metric]] = {}
    for metric in metrics:
        if isinstance(metric.value, int) and metric.value >= _LEAST_MISTYPED:
            key = (metric.unit, "".join(sorted(str(metric.value))))
            alike.setdefault(key, []).append(metric)
    for group in alike.values():
        for one, other in combinations(group[:_SEVERAL], 2):
            changed = one.label == FORMERLY + other.label
            if _transposed(str(one.value), str(other.value)) and not changed:
                message = (
                    f"中“{one.label}{one.value}{one.unit}”与“{other.label}{other.value}{other.unit}”"
                    "仅相邻两位数字次序不同，如为同一口径，请核对"
                )
                evidence = one.evidence + other.evidence
                yield raised(report, "totals_mismatch", NOTICE, message, evidence)


def _transposed(one: str, other: str) -> bool:
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(apart) == _FEW and apart[1] - apart[0] == 1


def _totals(folded: str, start: int, at: int) -> list[_Quantity]:
    """Return the figures before a link that share the last one's unit, where that one is near."""
    head = at - 1 if folded.endswith("（", start, at) else at
    found = [q for q in _quantities(folded, start, head) if not q.unit.startswith(("%", "个百"))]
    if not found:
        return []
    last = found[-1]
    if _COMPARED.search(folded, start, last.start):
        return []
    gap = folded[last.end : head]
    if not (_GAP.fullmatch(gap) or _GAP_AFTER_STOP.fullmatch(gap)):
        return []
    sentence = max(folded.rfind("。", start, last.start), start)
    return [q for q in found if q.unit == last.unit and q.start >= sentence]


def _breakdown(folded: str, link: Range, end: int, totals: list[_Quantity]) -> _Breakdown | None:
    """Return the figures of the list after `link`; None where it is none, or not exact."""
    start = link.end
    stop = _list_end(folded, link, end)
    words = _BRACKETED.sub(lambda found: "□" * len(found[0]), folded[start:stop])
    unit = totals[-1].unit
    clauses = [_parts(words[at:until], start + at, unit) for at, until in _clauses(words)]
    listed = clauses[0]
    if len(clauses) > 1 and not _turns(words):
        listed = _joined(clauses, totals[-1].value)
    if len(listed.parts) < _FEW or _SPELLED.search(folded, start, listed.end):
        return None
    if not totals[-1].exact or any(not part.exact for part in listed.parts):
        return None
    return listed._replace(closed=True) if "分别" in folded[slice(*link)] else listed


def _joined(clauses: Sequence[_Breakdown], total: Decimal) -> _Breakdown:
    """Return the list that goes on over ；, or its first clause where that is the list.

    What follows ； may be another matter: it belongs to the list where some clauses have
    one figure each, or where all of them together stay within the total.
    """
    if any(not clause.parts for clause in clauses):
        return clauses[0]
    parts = tuple(part for clause in clauses for part in clause.parts)
    one_each = len(parts) == len(clauses) > _FEW
    if one_each or sum((part.value for part in parts), _NONE) <= total:
        return clauses[-1]._replace(parts=parts)
    return clauses[0]


def _list_end(folded: str, link: Range, end: int) -> int:
    """Return where the sentence or bracket that a list stands in ends, `end` at the latest."""
    closing = "）" if folded.endswith("（", 0, link.start) else "。"
    stop = folded.find(closing, link.end, end)
    return stop if stop >= 0 else end


def _clauses(words: str) -> Iterator[tuple[int, int]]:
    at = 0
    for clause in words.split("；"):
        yield at, at + len(clause)
        at += len(clause) + 1


def _turns(words: str) -> bool:
    """Tell whether a clause after the first counts the course of things."""
    return pattern("flow_words").search(words, words.index("；")) is not None


def _parts(words: str, offset: int, unit: str) -> _Breakdown:
    """Return the figures of a list in `words`, where it ends, and whether it says 等.

    A clause with another unit, with none, or about the course of things (办结) ends it.
    """
    parts: list[_Quantity] = []
    last, more, rest = 0, False, False
    flow = pattern("flow_words")
    turns = flow.search(words) is not None
    for quantity in _quantities(words, 0, len(words)):
        label = words[last : quantity.start]
        if quantity.unit.startswith(("%", "个百")):
            last = quantity.end
            continue
        ended = parts and (_SEPARATOR.fullmatch(label) is None or (turns and flow.search(label)))
        if ended or quantity.unit != unit:
            break
        more = more or label.startswith("等")
        rest = _REST.match(label) is not None
        at, stop = offset + quantity.start, offset + quantity.end
        parts.append(quantity._replace(start=at, end=stop))
        last = quantity.end
    more = more or words.startswith("等", last)
    return _Breakdown(tuple(parts), offset + last, more, rest)


def _quantities(folded: str, start: int, end: int) -> Iterator[_Quantity]:
    for match in QUANTITY.finditer(folded, start, end):
        written, after, scaled, scaled_after, unit = match.groups()
        if not unit or (written.startswith("0") and written[1:2].isdigit()):
            continue
        at, stop = match.span()
        inexact = after or scaled_after or folded.startswith(_INEXACT_AFTER, stop)
        exact = not inexact and folded[at - 1 : at] not in _INEXACT_BEFORE
        digits = written.replace(",", "").replace("，", "")
        if digits.isdecimal() and not scaled:
            yield _Quantity(at, stop, Decimal(digits), _NONE, unit, exact)
            continue
        scale = Decimal(SCALES.get(scaled or "", 1))
        slack = scale.scaleb(-len(digits.partition(".")[2])) / 2
        yield _Quantity(at, stop, Decimal(digits) * scale, slack, unit, exact)


def _verdict(totals: list[_Quantity], listed: _Breakdown) -> str | None:
    """Return how severe it is that a list and its total differ, or None where it need not be.

    Nothing is raised where a figure before the list is its sum, or the last two of them are
    together (收到9件，上年结转1件，其中…), or where a short list's first members give the
    total and something else follows. A list that comes to more than its total is wrong, or
    its members overlap, as lists of persons by age and by office do. One that comes to
    less may be a choice of examples: it is held to be complete where it says so, where it
    is long and comes near the total, or where it misses it by a hair.
    """
    parts, total = listed.parts, totals[-1].value
    slack = totals[-1].slack + sum((part.slack for part in parts), _NONE)
    sums = list(accumulate(part.value for part in parts))
    summed = sums[-1]
    known = [*(quantity.value for quantity in totals), sum(q.value for q in totals[-_FEW:])]
    if any(abs(summed - value) <= slack for value in known):
        return None
    if any(abs(first - total) <= slack for first in sums):
        return NOTICE if len(parts) >= _LONG else None
    if listed.closed:
        return WARNING
    if summed > total:
        return None if totals[-1].unit in _PERSONS else NOTICE
    if listed.open:
        return None
    if len(parts) >= _SEVERAL and summed >= _FULL * total:
        return WARNING if summed >= _NEARLY_FULL * total else NOTICE
    near = total - summed <= max(_NEAR_MISS * total, Decimal(1))
    return NOTICE if near and len(parts) > _FEW else None


def _mismatch(
    text: CleanText, report: Report, total: _Quantity, listed: _Breakdown, severity: str
) -> Finding:
    summed = sum((part.value for part in listed.parts), _NONE)
    apart = abs(summed - total.value)
    unit = total.unit
    message = (
        f"中总数为{_said(total.value)}{unit}，其后所列{len(listed.parts)}项之和为{_said(summed)}{unit}，"
        f"相差{_said(apart)}{unit}，请核对"
    )
    if severity == NOTICE:
        message += "（所列各项如有交叉或未列全，可不作修改）"
    label = _label_start(text.folded, report.body.start, total.start)
    place = Range(label, listed.end)
    return raised(report, "totals_mismatch", severity, message, text.spans(place))


def _label_start(folded: str, start: int, at: int) -> int:
    return max(start, at - 40, *(folded.rfind(mark, start, at) + 1 for mark in "，。；："))


def _said(value: Decimal) -> str:
    return format(value.normalize(), "f")
