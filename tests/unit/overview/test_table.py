from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.domain.overview import Table
from summarizer.domain.summary import Metric, ReportSummary
from summarizer.domain.text import Span
from summarizer.overview.table import table_of
from tests.unit.overview.test_brief import summary

AGENCIES = ("甲县水务局", "乙县水务局", "丙县水务局")


def _metric(label: str, value: float, unit: str = "条", qualifier: str | None = None) -> Metric:
    return Metric(
        label, value, unit, qualifier, qualifier is not None, as_of=None, evidence=(Span(0, 1),)
    )


def _report(
    agency: str, number: int, *metrics: Metric, period: str | None = "2023"
) -> ReportSummary:
    return replace(summary(agency, number=number), metrics=metrics, period=period)


def _table(*stated: Metric) -> Table:
    """Return the table of reports with one figure each."""
    return table_of([_report(AGENCIES[at], at + 1, metric) for at, metric in enumerate(stated)])


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        pytest.param("整理档案", "整理档案", "整理档案", id="the same words"),
        pytest.param("2023年我局整理档案", "全年共整理“档案”", "整理档案", id="another frame"),
        pytest.param("甲县水务局整理报纸", "整理報紙", "整理报纸", id="a name, another script"),
        pytest.param(
            "主动公开政务信息", "发布各类政府信息", "公开政府信息", id="one thing, two names"
        ),
    ],
)
def test_figures_of_one_thing_make_a_row(one: str, other: str, label: str) -> None:
    (row,) = _table(_metric(one, 30), _metric(other, 12)).rows
    assert (row.label, row.unit, row.period, row.total) == (label, "条", "2023", 42)
    assert [(cell.report, cell.agency, cell.value) for cell in row.cells] == [
        ("r01", "甲县水务局", 30),
        ("r02", "乙县水务局", 12),
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(_metric("整理档案", 12, "件"), id="another unit"),
        pytest.param(_metric("整理照片", 12), id="another thing"),
        pytest.param(_metric("主动公开重点领域信息", 12), id="a part of the thing"),
    ],
)
def test_other_figures_are_listed_apart(other: Metric) -> None:
    table = _table(_metric("整理档案", 30), other)
    assert table.rows == ()
    assert [alone.cell.value for alone in table.unmatched] == [30, 12]


@pytest.mark.parametrize("label", ["同比增长", "办结", "总投资", "办结率"])
def test_a_name_that_does_not_say_of_what_makes_no_row(label: str) -> None:
    assert _table(_metric(label, 30), _metric(label, 12)).rows == ()


@pytest.mark.parametrize("period", [None, "2022"])
def test_another_period_or_none_makes_no_row(period: str | None) -> None:
    reports = [
        _report(AGENCIES[0], 1, _metric("整理档案", 30)),
        _report(AGENCIES[1], 2, _metric("整理档案", 12), period=period),
    ]
    assert table_of(reports).rows == ()
    undated = [replace(report, period=None) for report in reports]
    assert table_of(undated).rows == ()


def test_an_agency_with_two_figures_of_one_name_cannot_be_compared() -> None:
    reports = [
        _report(AGENCIES[0], 1, _metric("整理档案", 30), _metric("整理档案", 31)),
        _report(AGENCIES[1], 2, _metric("整理档案", 12)),
    ]
    table = table_of(reports)
    assert table.rows == ()
    assert len(table.unmatched) == 3


def test_a_scaled_figure_is_given_in_the_unit_of_the_row() -> None:
    (row,) = _table(_metric("整理档案", 1.2, "万条"), _metric("整理档案", 300)).rows
    assert [cell.value for cell in row.cells] == [12000, 300]
    assert row.total == 12300


@pytest.mark.parametrize(
    ("label", "unit"), [("全文电子化", "%"), ("群众安全感提升", "个百分点"), ("人均查档", "次")]
)
def test_shares_and_averages_are_not_summed(label: str, unit: str) -> None:
    (row,) = _table(_metric(label, 30, unit), _metric(label, 12, unit)).rows
    assert row.total is None


def test_inexact_figures_are_not_summed() -> None:
    (row,) = _table(_metric("整理档案", 30, qualifier="余"), _metric("整理档案", 12)).rows
    assert row.total is None
    assert row.cells[0].approximate


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["整理档案", "共整理档案", "扫描照片", "办结", ""]),
            st.one_of(st.integers(0, 10**9), st.decimals(0, 10**6, places=2).map(float)),
            st.sampled_from(["条", "万条", "%", ""]),
            st.integers(0, 2),
        ),
        max_size=12,
    )
)
def test_every_figure_stands_in_the_table_once_and_totals_are_sums(
    stated: list[tuple[str, float, str, int]],
) -> None:
    reports = [
        _report(
            agency,
            number + 1,
            *(
                _metric(label, value, unit)
                for label, value, unit, whose in stated
                if whose == number
            ),
        )
        for number, agency in enumerate(AGENCIES)
    ]
    table = table_of(reports)
    in_rows = sum(len(row.cells) for row in table.rows)
    assert in_rows + len(table.unmatched) == len(stated)
    for row in table.rows:
        assert len({cell.agency for cell in row.cells}) == len(row.cells) > 1
        if row.total is not None:
            assert row.total == pytest.approx(sum(cell.value for cell in row.cells))
