"""The agencies' figures side by side: matched by what they count, unit and period."""

import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files

from summarizer.domain.overview import Cell, Row, Table, Unmatched
from summarizer.domain.summary import Metric, ReportSummary
from summarizer.lexicon import any_of
from summarizer.numerals import SCALES
from summarizer.reading.clean import fold

_FRAME = re.compile(rf"^(?:{any_of('label_frames')})+", re.MULTILINE)
_BARE = re.compile(rf"(?:{any_of('bare_labels')})+|.?")
_MARKS = re.compile("[“”‘’《》（）()]")
_SCALE_MARKS = frozenset("万亿千百")
_SCALED = re.compile(rf"^({'|'.join(SCALES)})(?=.)")
# What is a share, an average or a change cannot be summed.
_NO_SUM = re.compile(r"%|‰|百分点|千分点")
_NO_SUM_LABEL = re.compile(r"率|占比|比重|比例|平均|人均|均价|增长|增幅|下降|同比")
_Key = tuple[str, str, str | None]


def table_of(reports: Sequence[ReportSummary]) -> Table:
    """Return the figures that at least two agencies state, and those that stand alone.

    Rows and figures keep the order of the document; nothing is ranked. A report without
    a period, or with two figures of one name, gives nothing that can be compared.
    """
    found: dict[_Key, list[tuple[int, Metric]]] = {}
    labels = iter(_labels(reports))
    for number, report in enumerate(reports):
        for metric in report.metrics:
            key = (next(labels), _plain_unit(metric.unit), report.period)
            found.setdefault(key, []).append((number, metric))
    rows, unmatched = [], []
    for (label, unit, period), stated in found.items():
        cells = [_cell(reports[number], metric) for number, metric in stated]
        if len(cells) > 1 and _comparable(label, period, cells):
            rows.append(Row(label, unit, period, tuple(cells), _total(label, unit, cells)))
        else:
            unmatched += [
                Unmatched(metric.label, unit, period, cell)
                for (_, metric), cell in zip(stated, cells, strict=True)
            ]
    return Table(tuple(rows), tuple(unmatched))


def _comparable(label: str, period: str | None, cells: Sequence[Cell]) -> bool:
    if period is None or _BARE.fullmatch(label):
        return False
    return len({cell.agency or cell.report for cell in cells}) == len(cells)


def _cell(report: ReportSummary, metric: Metric) -> Cell:
    """Return a figure in the row's unit: 1.2万件 is 12000 of 件."""
    return Cell(
        report.id,
        report.agency,
        _unscaled(metric),
        metric.qualifier,
        metric.approximate,
        metric.as_of,
        metric.evidence,
    )


def _plain_unit(unit: str) -> str:
    return _SCALED.sub("", unit) if unit[:1] in _SCALE_MARKS else unit


def _unscaled(metric: Metric) -> int | float:
    scale = _SCALED.match(metric.unit) if metric.unit[:1] in _SCALE_MARKS else None
    if scale is None:
        return metric.value
    return _plain(Decimal(str(metric.value)) * SCALES[scale[1]])


def _total(label: str, unit: str, cells: Sequence[Cell]) -> int | float | None:
    if _NO_SUM.search(unit) or _NO_SUM_LABEL.search(label):
        return None
    if any(cell.approximate for cell in cells):
        return None
    return _plain(sum((Decimal(str(cell.value)) for cell in cells), Decimal(0)))


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _labels(reports: Sequence[ReportSummary]) -> list[str]:
    """Return what each figure counts in one wording, whoever says it and however it opens."""
    lines = []
    for report in reports:
        said = "\n".join(["".join(metric.label.split()) for metric in report.metrics] + [""])
        lines.append(said.replace(report.agency, "") if report.agency else said)
    plain = _FRAME.sub("", _MARKS.sub("", fold("".join(lines))))
    return [_name(label) for label in plain.split("\n")]


def _name(label: str) -> str:
    known, names = _names()
    found = known.fullmatch(label)
    return names[found.lastgroup or ""] if found else label


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one pattern with a group for each name of the lexicon, and the names by group."""
    data = tomllib.loads((files("summarizer.lexicon") / "labels.toml").read_text("utf-8"))
    names = {f"name{number}": name for number, name in enumerate(data)}
    words = (f"(?P<{group}>{'|'.join(data[name])})" for group, name in names.items())
    return re.compile("|".join(words)), names
