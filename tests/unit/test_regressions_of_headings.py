"""Defects of headings without a number that were found once, each in the smallest text."""

import pytest

from summarizer import summarize
from summarizer.domain.summary import ReportSummary

TITLE = "云岭市茶叶局2023年工作总结\n"


def _report(body: str) -> ReportSummary:
    return summarize(TITLE + body).reports[0]


def _done(body: str) -> list[str]:
    return [item.text for item in _report(body).achievements]


def test_what_opens_a_paragraph_in_bold_is_its_heading() -> None:
    assert _done(
        "一、2023年工作总结\n**茶园登记提速增效。**全年登记茶园120处。培训茶农860人。\n"
        "**茶站建设稳步推进。**新建茶站3个。茶农反映良好。\n"
    ) == ["茶园登记提速增效：全年登记茶园120处", "茶站建设稳步推进：新建茶站3个"]


def test_a_figure_in_bold_is_no_heading() -> None:
    assert _done(
        "一、登记提速增效\n**全年登记茶园120处。**登记处开放时间延长。\n二、培训扎实有效\n培训茶农860人。\n"
    ) == ["登记提速增效：全年登记茶园120处", "培训扎实有效：培训茶农860人"]


def test_a_section_may_be_named_in_bold() -> None:
    report = _report(
        "**茶园登记提速增效。**全年登记茶园120处。\n**存在不足。**主要是：茶站偏少；人员不足。\n"
        "**下一步工作打算。**一是新建茶站。二是招聘人员。\n"
    )
    assert [item.text for item in report.problems] == ["茶站偏少", "人员不足"]
    assert [item.text for item in report.next_steps] == ["新建茶站", "招聘人员"]


def test_lines_over_paragraphs_are_their_headings_and_lose_no_figure() -> None:
    assert _done(
        "现将工作情况总结如下。\n茶园登记提速增效\n全年登记茶园120处。培训登记员18名。\n"
        "茶站建设稳步推进\n新建茶站3个。\n茶农培训扎实有效\n培训茶农860人。\n"
    ) == [
        "茶园登记提速增效：全年登记茶园120处",
        "培训登记员18名",
        "茶站建设稳步推进：新建茶站3个",
        "茶农培训扎实有效：培训茶农860人",
    ]


def test_one_line_over_a_paragraph_may_be_anything() -> None:
    assert _done("登记台账示例\n全年登记茶园120处。\n培训茶农860人。\n") == [
        "全年登记茶园120处",
        "培训茶农860人",
    ]


def test_a_chapter_of_nothing_but_plans_is_one() -> None:
    report = _report(
        "一、工作开展情况\n登记茶园120处。\n二、切实加强自身建设\n"
        "新的一年，我们将坚持依法行政，自觉接受监督。今后，将大兴调查研究之风。\n"
    )
    assert [item.text for item in report.achievements] == ["登记茶园120处"]
    assert [item.text for item in report.next_steps] == ["切实加强自身建设：我们将坚持依法行政"]


def test_a_heading_over_nothing_but_shortcomings_is_no_achievement() -> None:
    report = _report(
        "一、登记工作提速增效\n登记茶园120处。\n二、对照标准找差距\n"
        "虽然取得了一定成绩，但也存在一些不容忽视的问题：茶站偏少，人员不足。\n"
    )
    assert [item.text for item in report.achievements] == ["登记工作提速增效：登记茶园120处"]
    assert [item.text for item in report.problems] == ["茶站偏少", "人员不足"]


@pytest.mark.parametrize(
    ("heading", "problems"),
    [
        pytest.param("二、未完成事项及原因", ["茶站建设进度滞后"], id="what was not done, and why"),
        pytest.param("二、存在问题及改进措施", ["茶站建设进度滞后"], id="with its correction"),
    ],
)
def test_a_section_of_what_was_not_done_is_about_problems(
    heading: str, problems: list[str]
) -> None:
    report = _report(f"一、工作开展情况\n登记茶园120处。\n{heading}\n一是茶站建设进度滞后。\n")
    assert [item.text for item in report.problems] == problems


def test_a_result_that_fell_short_heads_a_problem() -> None:
    report = _report(
        "一、工作开展情况\n登记茶园120处。\n二、存在的问题及改进措施\n"
        "（一）茶园登记成效不够明显。登记偏慢。针对这一问题，我们将增设窗口。\n（二）人手不足。\n"
    )
    assert report.problems[0].text == "茶园登记成效不够明显"
    assert len(report.achievements) == 1


def test_the_second_half_of_a_term_lies_ahead() -> None:
    report = _report(
        "一、规划实施情况\n登记茶园120处。\n二、“十四五”后半期推进举措\n1.新建茶站。\n2.培训茶农。\n"
    )
    assert [item.text for item in report.next_steps] == ["新建茶站", "培训茶农"]


@pytest.mark.parametrize(
    "heading", ["高站位谋划，法治合力不断凝聚", "政务公开重点工作"], ids=["a verb", "of a field"]
)
def test_a_heading_with_a_word_of_plans_may_head_work_done(heading: str) -> None:
    report = _report(f"一、登记工作\n登记茶园120处。\n二、{heading}\n培训茶农860人。\n")
    assert report.next_steps == ()
    assert len(report.achievements) == 2


def test_a_site_s_words_behind_the_last_report_are_no_plans() -> None:
    report = _report(
        "一、登记工作\n登记茶园120处。\n二、下一步工作打算\n1.新建茶站。\n2.培训茶农。\n"
        "云岭市茶叶局办公室供稿\n文档结束，感谢您的阅读\n相关推荐：工作计划|自查报告\n"
    )
    assert [item.text for item in report.next_steps] == ["新建茶站", "培训茶农"]


@pytest.mark.parametrize(
    "row", ["行政许可\n58\n行政处罚\n3", "行政许可\t58\n行政处罚\t3"], ids=["lines", "tabs"]
)
def test_the_disclosure_form_is_read_whose_cells_are_lines_or_tabs(row: str) -> None:
    report = summarize(
        "云岭市茶叶局2023年政府信息公开工作年度报告\n一、总体情况\n（一）主动公开。公开信息120条。\n"
        f"二、主动公开政府信息情况\n第二十条第（五）项\n信息内容\n本年处理决定数量\n{row}\n"
    ).reports[0]
    assert [(m.label, m.value) for m in report.metrics if not m.unit] == [
        ("行政许可", 58),
        ("行政处罚", 3),
    ]
    assert len(report.achievements) == 1


def test_a_heading_of_plans_may_run_into_what_they_answer() -> None:
    report = _report(
        "一、登记提速增效。全年登记茶园120处。二、2024年工作安排针对茶站偏少、人员不足等问题，"
        "2024年重点抓好以下工作：一要新建茶站，方便茶农。二要招聘人员，充实队伍。"
    )
    assert [item.text for item in report.problems] == ["茶站偏少", "人员不足"]
    assert [item.text for item in report.next_steps] == ["新建茶站，方便茶农", "招聘人员，充实队伍"]


def test_a_row_of_a_table_is_no_piece_of_work() -> None:
    rows = "一、本年新收登记数量\n10\n1\n11\n（一）予以登记\n6\n1\n7\n"
    assert _done(f"一、茶园登记\n全年登记茶园120处。\n二、登记情况\n{rows}") == [
        "茶园登记：全年登记茶园120处"
    ]


def test_measures_that_were_taken_are_a_list_under_their_heading() -> None:
    assert _done(
        "一、主要工作措施一是登记茶园120处。二是培训茶农860人。二、存在问题。人员不足。"
    ) == [
        "登记茶园120处",
        "培训茶农860人",
    ]


def test_the_last_words_of_a_report_are_no_plan() -> None:
    report = _report("一、登记提速增效\n登记茶园120处。\n二、下一步打算\n新建茶站。\n特此汇报。\n")
    assert [item.text for item in report.next_steps] == ["新建茶站"]


def test_a_list_may_run_into_the_heading_of_plans() -> None:
    report = _report(
        "一、登记提速增效。登记茶园120处。二、2024年工作打算一要抓队伍强素质。组织培训。二要抓登记强质量。"
    )
    assert [item.text for item in report.next_steps] == [
        "抓队伍强素质",
        "抓登记强质量",
    ]


def test_what_is_left_of_an_earlier_matter_is_no_plan() -> None:
    assert _done(
        "一、茶园整治\n（一）登记提速。登记茶园120处。\n（二）茶厂关停后续工作稳妥落实。14户全部签订协议。\n"
    ) == ["登记提速：登记茶园120处", "茶厂关停后续工作稳妥落实：14户全部签订协议"]


def test_a_situation_is_told_sentence_by_sentence() -> None:
    assert _done("一、茶园安全形势\n全市茶园各类事故全面下降。发生茶园纠纷38起。\n") == [
        "全市茶园各类事故全面下降",
        "发生茶园纠纷38起",
    ]


def test_to_draw_up_a_paper_is_no_plan() -> None:
    assert _done(
        "一、建立公文机制。拟制公文时同步确定公开属性，共认定公文184件。二、存在问题。人员不足。"
    ) == ["建立公文机制：共认定公文184件"]
