"""Defects of titles, agencies and dates that were found once, each in the smallest text."""

import pytest

from summarizer import split, summarize
from summarizer.domain.summary import ListedReport

BODY = (
    "2023年，全市办理茶园登记一百二十件，办结率明显提高。组织技能培训，参训茶农四百余人，"
    "茶园面貌进一步改善，茶农收入稳步提高。一、存在问题。执法人员偏少，设备更新不及时。"
)
TEA, WATER = "云岭市茶叶局2023年工作总结", "云岭市水务局2023年工作总结"


def _found(document: str) -> list[tuple[str | None, str | None, str | None]]:
    return [_of(report) for report in split(document).reports]


def _of(report: ListedReport) -> tuple[str | None, str | None, str | None]:
    return report.agency, report.title, report.date


def test_a_signature_of_a_month_is_no_part_of_a_title_over_two_lines() -> None:
    document = (
        f"{TEA}\n{BODY}\n云岭市茶叶局\n2023年12月\n\n关于2023年意识形态工作责任制\n落实情况的报告\n"
        f"来源：中共云岭市委党校　发布时间：2024-01-05\n市委宣传部：\n{BODY}"
    )
    assert _found(document) == [
        ("云岭市茶叶局", TEA, None),
        ("中共云岭市委党校", "关于2023年意识形态工作责任制落实情况的报告", "2024-01-05"),
    ]


def test_a_signature_of_a_month_names_the_agency_in_full() -> None:
    document = f"县委政法委2023年平安建设工作总结\n{BODY}\n中共云岭县委政法委员会\n2023年12月\n"
    assert _found(document) == [
        ("中共云岭县委政法委员会", "县委政法委2023年平安建设工作总结", None)
    ]


def test_a_title_that_says_only_what_kind_of_body_it_is_names_none() -> None:
    document = f"2023年街道政务公开工作总结\n{BODY}\n云岭区青山街道办事处\n2023年12月\n"
    assert [agency for agency, _, _ in _found(document)] == ["云岭区青山街道办事处"]


def test_who_reports_under_a_title_without_a_name_sets_it_apart() -> None:
    document = (
        f"{TEA}\n{BODY}\n\n2018年度述职报告\n云岭市水务局党组书记、局长  陶××\n各位同志：\n{BODY}\n"
        f"陶××\n二〇一八年十二月\n==========\n[转贴]总结一则\n==========\n云岭市档案局2023年工作总结\n{BODY}"
    )
    assert [agency for agency, _, _ in _found(document)] == [
        "云岭市茶叶局",
        "云岭市水务局",
        "云岭市档案局",
    ]


def test_a_second_name_in_brackets_may_end_the_first_line_of_a_title() -> None:
    name = "云岭市数据局（云岭市大数据中心）"
    document = f"{TEA}\n{BODY}\n云岭市茶叶局\n2024年1月5日\n\n{name}\n2023年度工作报告\n{BODY}"
    assert [found[0] for found in _found(document)] == ["云岭市茶叶局", name]


def test_the_data_of_a_page_over_a_title_date_it_and_not_the_report_before() -> None:
    document = (
        f"{TEA}\n{BODY}\n云岭市茶叶局\n2023年12月\n信息索引号：A1/2024-3　生成日期：2024-01-12\n"
        f"发布机构：云岭市水务局\n{WATER}\n{BODY}"
    )
    assert _found(document) == [
        ("云岭市茶叶局", TEA, None),
        ("云岭市水务局", WATER, "2024-01-12"),
    ]


@pytest.mark.parametrize(
    "between",
    [
        pytest.param("第4页 共13页", id="a page number"),
        pytest.param("责任编辑：李×× 点击：1203", id="a counter"),
        pytest.param("云岭市2023年12月", id="a place and a month"),
        pytest.param("涉茶部门工作总结选编", id="the collection's name"),
    ],
)
def test_what_stands_before_a_title_where_no_line_ends_are_left(between: str) -> None:
    found = _found(f"{TEA} {BODY} {between} {WATER} {BODY}")
    assert [title for _, title, _ in found] == [TEA, WATER]


def test_a_mark_with_nothing_behind_it_opens_no_report() -> None:
    document = f"篇一：\n{TEA}\n{BODY}\n篇二：\n{WATER}\n{BODY}\n篇三："
    assert [title for _, title, _ in _found(document)] == [TEA, WATER]


def test_dated_signatures_at_the_foot_of_pages_are_no_running_feet() -> None:
    signed = "".join(
        f"{agency}2023年工作总结\n{BODY}\n{' ' * 50}{agency}\n"
        f"{' ' * 54}2023年12月{day}日\n{' ' * 40}— {n} —\n"
        for n, (agency, day) in enumerate(
            [
                ("云岭市茶叶局", 15),
                ("云岭市水务局", 20),
                ("云岭市档案局", 25),
                ("云岭市林业局", 28),
            ],
            1,
        )
    )
    assert [date for _, _, date in _found(signed)] == [
        "2023-12-15",
        "2023-12-20",
        "2023-12-25",
        "2023-12-28",
    ]


def test_a_weak_title_behind_a_signature_is_one() -> None:
    document = (
        f"{TEA} {BODY} 云岭市茶叶局 2024 年 1 月 5 日 云岭市水务局 2023 年工作要点完成情况 {BODY}"
    )
    assert [agency for agency, _, _ in _found(document)] == ["云岭市茶叶局", "云岭市水务局"]


def test_a_government_department_is_no_agency_of_that_name() -> None:
    document = f"省交通运输厅关于 2023 年度法治政府部门建设情况的报告\n{BODY}"
    assert [agency for agency, _, _ in _found(document)] == ["省交通运输厅"]


def test_a_page_number_at_the_right_margin_is_no_text() -> None:
    pages = "".join(f"{BODY[:20]}\n{' ' * 64}— {n} —\n{BODY[20:]}\n" for n in range(1, 6))
    document = f"{TEA}\n{pages}"
    (report,) = split(document).reports
    assert report.title == TEA
    from summarizer import summarize

    said = [item.text for item in summarize(document).reports[0].problems]
    assert not any(char.isdigit() for text in said for char in text)


def test_a_topic_over_a_dated_title_is_no_report_of_its_own() -> None:
    document = (
        f"篇一：茶叶局工作总结\n{TEA}\n{BODY}\n"
        f"篇二：水务局工作总结\n{WATER}\n（2023年12月20日）\n{BODY}"
    )
    assert _found(document) == [
        ("云岭市茶叶局", TEA, None),
        ("云岭市水务局", WATER, "2023-12-20"),
    ]


def test_the_data_of_a_page_over_a_title_date_it() -> None:
    document = (
        f"首页 > 政务公开 > 总结\n发布时间：2023-01-16 来源：云岭市茶叶局 浏览次数：12\n{TEA}{BODY}"
    )
    assert _found(document) == [("云岭市茶叶局", TEA, "2023-01-16")]


def test_the_path_of_the_next_page_is_no_part_of_the_report_before() -> None:
    document = f"{TEA}{BODY} 2023年12月\n水务之窗 > 政务公开 > 总结 {WATER}\n{BODY} 云岭市水务局"
    assert [report.truncated for report in split(document).reports] == [False, False]


def test_an_office_that_reports_is_named_by_its_signature() -> None:
    document = (
        f"云岭市语委办2023年工作总结\n{BODY}\n云岭市语言文字工作委员会办公室\n2023年12月5日\n"
    )
    assert [agency for agency, _, _ in _found(document)] == ["云岭市语言文字工作委员会办公室"]


def test_a_part_in_a_table_of_contents_opens_no_report() -> None:
    contents = (
        f"目录\n第一篇  农林 .............. 1\n    {TEA} ...... 2\n"
        f"第二篇  水务 .............. 4\n    {WATER} ...... 5\n"
    )
    document = f"{contents}\n第一篇\n农林\n{TEA}\n{BODY}\n第二篇\n水务\n{WATER}\n{BODY}"
    assert [title for _, title, _ in _found(document)] == [TEA, WATER]


def test_a_campaign_s_title_over_two_lines_opens_a_report_that_another_signs() -> None:
    document = (
        f"{TEA}\n{BODY}\n\n          夏季茶园整治“护茶行动”\n               工作总结\n\n{BODY}\n"
        f"云岭市水务局\n2023年10月9日\n\n云岭市档案局2023年工作总结\n{BODY}"
    )
    assert _found(document)[1] == (
        "云岭市水务局",
        "夏季茶园整治“护茶行动”工作总结",
        "2023-10-09",
    )


def test_what_a_page_ends_in_is_no_plan() -> None:
    document = (
        f"{TEA}\n{BODY}\n二、下一步打算\n新建茶站。\n"
        "上一篇：茶会总结\n相关推荐：登记报告\n登记方案\n免责声明：本站内容来源于网络。\n"
    )
    (report,) = summarize(document).reports
    assert [item.text for item in report.next_steps] == ["新建茶站"]


def test_the_number_of_a_paper_may_stand_between_title_and_date() -> None:
    document = f"{TEA} 云茶字〔2023〕41号　2023年12月26日{BODY}"
    assert _found(document) == [("云岭市茶叶局", TEA, "2023-12-26")]


def test_the_source_under_a_title_writes_its_agency_out() -> None:
    document = f"市茶叶局2023年度工作总结 发布日期：2024年1月5日　来源：云岭市茶叶局{BODY}"
    assert _found(document) == [("云岭市茶叶局", "市茶叶局2023年度工作总结", "2024-01-05")]
