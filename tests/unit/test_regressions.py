"""Defects that were found once, each in the smallest text that showed it."""

import pytest

from summarizer import summarize
from summarizer.briefing import LONGEST_BRIEF
from summarizer.reading.decode import read_source
from summarizer.rendering.json import to_json

LONG = (
    "全年办理业务三百件，群众满意度明显提高，窗口服务更加规范。组织培训八场，覆盖全体干部。\n" * 2
)


def test_titles_of_successive_years_are_not_running_heads() -> None:
    text = "".join(f"云岭市茶叶局{year}年工作总结\n{LONG}" for year in (2021, 2022, 2023))
    assert [report.period for report in summarize(text).reports] == ["2021", "2022", "2023"]


def test_a_heading_with_a_year_does_not_open_a_report() -> None:
    digest = summarize(f"云岭市茶叶局2023年工作总结\n{LONG}2023年工作回顾\n{LONG}")
    assert [report.agency for report in digest.reports] == ["云岭市茶叶局"]


def test_two_reports_of_one_bare_title_are_told_apart_by_the_signature() -> None:
    digest = summarize(
        f"2023年工作总结\n{LONG}云岭市茶叶局\n2024年1月5日\n"
        f"2023年工作总结\n{LONG}云岭市水务局\n2024年1月8日\n"
    )
    assert [report.agency for report in digest.reports] == ["云岭市茶叶局", "云岭市水务局"]


def test_marks_alone_on_their_lines_part_a_collection() -> None:
    assert len(summarize(f"工作总结范文（2篇）\n篇一：\n{LONG}篇二：\n{LONG}").reports) == 2


def test_no_agency_is_made_of_an_ordinary_sentence() -> None:
    assert summarize(f"2023年度工作总结\n{LONG}组织采茶技能培训八场，").reports[0].agency is None


def test_utf16_without_a_mark_is_read_however_long() -> None:
    data = ("云岭市茶叶局2023年工作总结\n人手不足。\n" * 3000).encode("utf-16-le")
    assert read_source(data, "a.txt").encoding == "utf-16-le"


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [("全年签约15家", None), ("节约200万元", None), ("线上120人次", None), ("约120人次", "约")],
    ids=str,
)
def test_a_verb_that_ends_in_a_vague_word_is_not_vague(words: str, qualifier: str | None) -> None:
    report = summarize(f"云岭市茶叶局2023年工作总结\n一、工作开展情况\n{words}。").reports[0]
    assert [metric.qualifier for metric in report.metrics] == [qualifier]


def test_a_date_that_does_not_exist_is_no_date() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、工作开展情况\n截至2月30日，建成站点45个。"
    ).reports[0]
    assert report.metrics[0].as_of is None


def test_a_brief_never_cuts_a_number() -> None:
    text = "云岭市茶叶局2023年工作总结\n一、存在问题\n一是" + "甲" * 170 + "库存缺少12345678件。"
    brief = summarize(text).reports[0].brief
    assert len(brief) <= LONGEST_BRIEF
    assert "12345678" in brief or "1" not in brief


def test_a_lone_surrogate_does_not_stop_the_output() -> None:
    assert to_json(summarize("云岭市茶叶局2023年工作总结\n全年\ud800办理三百件。"))


def test_a_traditional_report_late_in_a_simplified_compilation_is_found() -> None:
    simplified = "".join(
        f"第{number}区档案局2023年工作总结\n一、工作情况\n（一）推进数字化。"
        f"{'全年完成馆藏数字化一百二十万页。' * 20}\n"
        for number in "一二三四五六七八九十"
    )
    traditional = (
        "雲嶺市環境保護局2023年工作總結\n一、工作情況\n（一）強化監管。"
        f"{'全年檢查企業，處理環境違法行為，開展專項執法檢查。' * 12}\n"
        "二、存在問題\n執法人員不足。\n"
    )
    reports = summarize(simplified + traditional).reports
    assert reports[-1].agency == "雲嶺市環境保護局"
    assert [item.text for item in reports[-1].problems] == ["執法人員不足"]


def test_a_text_without_a_title_is_told_to_have_none() -> None:
    digest = summarize("全年办理业务三百件，群众满意度明显提高。人员不足的问题仍然存在。")
    assert [finding.code for finding in digest.reports[0].findings] == ["no_title"]
    assert "未找到报告标题" in digest.warnings[0]


def test_a_page_s_own_line_gives_the_date_and_no_items() -> None:
    report = summarize(
        "首页 > 信息公开 > 计划总结\n云岭市茶叶局关于茶站管理的自查报告\n"
        "来源：云岭市茶叶局  作者：综合科  日期：2022年6月30日  点击：356\n"
        "一、工作情况\n办理登记120件。\n首页 > 信息公开 > 计划总结\n"
    ).reports[0]
    assert report.date == "2022-06-30"
    assert [(metric.label, metric.value) for metric in report.metrics] == [("办理登记", 120)]
    assert report.next_steps == ()


def test_a_page_number_and_the_mark_of_the_next_report_are_no_text_of_the_one_before() -> None:
    digest = summarize(
        "2022年工作总结精选2篇\n篇1:云岭市茶叶局2022年工作总结2022年12月26日2022年，全年办理业务三百件。"
        "二、下一步打算一是加强培训，稳定队伍。 - 2 -\n"
        "篇2:云岭市水务局2022年工作总结\n全年巡河三百次。\n"
    )
    assert [item.text for item in digest.reports[0].next_steps] == ["加强培训，稳定队伍"]
    assert not any("中断" in warning for warning in digest.warnings)


@pytest.mark.parametrize(
    "slogan",
    ["砥砺奋进谱新篇\n", "凝心聚力促发展  砥砺奋进谱新篇\n", "砥砺奋进谱新篇", ""],
    ids=["line", "couplet", "same line", "none"],
)
def test_a_title_is_found_behind_a_slogan_and_a_dash(slogan: str) -> None:
    title = f"{slogan}——云岭市水务局2022年工作总结"
    digest = summarize(f"云岭市茶叶局2022年工作总结\n{LONG}{title}\n{LONG}")
    first, second = digest.reports
    assert second.agency == "云岭市水务局"
    assert (second.title or "").startswith(slogan.strip().replace(" ", ""))
    assert not any("谱新篇" in item.text for item in first.achievements)


def test_a_date_in_brackets_under_a_name_and_a_post_dates_the_report() -> None:
    digest = summarize(
        "2023年度个人述职述廉报告\n云岭市医疗保障局党组书记、局长  石远\n（2024年1月18日）\n" + LONG
    )
    assert digest.reports[0].date == "2024-01-18"


def test_a_report_whose_title_is_bare_is_named_and_dated_by_the_lines_under_it() -> None:
    report = summarize(
        "工作汇报材料\n云岭市茶叶局\n（2024年6月28日）\n尊敬的各位领导：\n"
        "现将上半年工作汇报如下，不妥之处，敬请指正。\n【上半年主要工作】\n●全年办理登记1200件。\n"
    ).reports[0]
    assert (report.agency, report.date) == ("云岭市茶叶局", "2024-06-28")
    assert [item.text for item in report.achievements] == ["全年办理登记1200件"]


def test_a_school_year_in_a_title_is_a_year() -> None:
    report = summarize(
        f"2023—2024学年度第一学期教学工作总结\n{LONG}云岭市实验小学\n2024年1月25日\n"
    ).reports[0]
    assert report.title == "2023—2024学年度第一学期教学工作总结"
    assert (report.period, report.agency) == ("2024", "云岭市实验小学")


def test_a_name_that_the_title_shortens_is_written_out_by_the_signature() -> None:
    text = f"市场监管局2022年工作总结\n{LONG}云岭市市场监督管理局办公室\n2022年11月30日\n"
    assert summarize(text).reports[0].agency == "云岭市市场监督管理局"
    text = f"县公安局2022年工作总结\n{LONG}望川县公安局\n2022年11月30日\n"
    assert summarize(text).reports[0].agency == "望川县公安局"


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("云岭市气象局2022年工作总结及2023年重点工作", "云岭市气象局"),
        ("云岭市司法局2022年司法行政工作综述", "云岭市司法局"),
        ("云岭市卫生健康局落实《建设实施纲要》情况报告", "云岭市卫生健康局"),
        ("2022年度述职述廉报告——云岭市审计局局长张明", "云岭市审计局"),
        ("安全生产工作总结", None),
    ],
)
def test_a_title_of_an_uncommon_form_behind_a_signature_opens_a_report(
    title: str, agency: str | None
) -> None:
    text = f"云岭市茶叶局2022年工作总结\n{LONG}云岭市茶叶局\n2022年12月30日\n{title}\n{LONG}"
    second = summarize(text).reports[1]
    assert (second.title, second.agency) == (title, agency)


def test_a_title_behind_a_collection_s_mark_names_its_agency() -> None:
    first = f"篇一：社区卫生服务中心工作总结\n以居民健康为中心，全年随访860人。{LONG}"
    text = f"{first}篇二：镇卫生院工作总结\n{LONG}"
    assert [report.agency for report in summarize(text).reports] == [
        "社区卫生服务中心",
        "镇卫生院",
    ]


def test_a_title_in_the_words_of_a_running_head_is_kept() -> None:
    pages = "".join(f"— {page} —\n\n云岭市茶叶局\n{LONG}" for page in range(2, 5))
    text = (
        f"云岭市水务局2022年工作总结\n{LONG}云岭市水务局\n2022年12月30日\n— 1 —\n\n"
        f"            云岭市茶叶局\n        2023年工作总结\n        2023年12月22日\n{LONG}{pages}"
        "            云岭市茶叶局\n            2023年12月22日\n— 5 —\n"
    )
    assert [report.agency for report in summarize(text).reports] == ["云岭市水务局", "云岭市茶叶局"]


def test_a_label_under_the_title_writes_a_short_name_out() -> None:
    text = f"宁溪区疾控中心2022年度述职报告\n述职单位：宁溪区疾病预防控制中心\n{LONG}"
    assert summarize(text).reports[0].agency == "宁溪区疾病预防控制中心"


def test_lines_cut_by_the_number_of_their_characters_are_joined() -> None:
    full = "一年来各项工作有序推进群众满意度明显提高窗口服务更加规范环境持续改善。好"
    narrow = "受理48326件，结案48011件，办结99.35%，全年共办理1"
    narrow = narrow.rjust(len(full), "件")
    lines = [*[full] * 12, narrow, "2345热线工单5873件。"]
    report = summarize("云岭市城管局2022年工作总结\n" + "\n".join(lines)).reports[0]
    assert "办理12345热线工单" in {metric.label for metric in report.metrics}


def test_a_title_without_a_name_opens_a_report_that_another_agency_signs() -> None:
    text = (
        f"云岭市消防救援大队2022年工作总结\n{LONG}2022年度交通事故预防工作总结\n{LONG}"
        "云岭市公安局交通警察大队\n2022年12月30日\n"
    )
    assert [report.agency for report in summarize(text).reports] == [
        "云岭市消防救援大队",
        "云岭市公安局交通警察大队",
    ]
    own = text.replace("云岭市公安局交通警察大队", "云岭市消防救援大队")
    assert len(summarize(own).reports) == 1


def test_short_sentences_that_open_paragraphs_name_the_work() -> None:
    report = summarize(
        "云岭市人民检察院工作报告\n（2023年1月6日）\n一、聚焦大局，护航发展\n"
        "坚决维护社会稳定。批准逮捕426人，提起公诉1230人。\n优化营商环境。办理涉企案件58件。\n"
        "二、聚焦民生，厚植情怀\n（一）守护未成年人。\n用心办案。起诉38人。\n用情普法。开课62场。\n"
    ).reports[0]
    assert [item.text for item in report.achievements][:3] == [
        "坚决维护社会稳定：批准逮捕426人",
        "优化营商环境：办理涉企案件58件",
        "守护未成年人：起诉38人",
    ]


def test_a_second_chapter_stands_beside_what_no_first_one_stands_over() -> None:
    report = summarize(
        "云岭市残疾人联合会2022年工作总结\n主要工作情况如下：\n（一）保障有力。发放补贴620万元。\n"
        "（二）文体活跃。获金牌3枚。\n二、存在问题\n1.渠道窄。2.力量薄弱。\n"
    ).reports[0]
    assert [item.text for item in report.achievements] == [
        "保障有力：发放补贴620万元",
        "文体活跃：获金牌3枚",
    ]
    assert {item.section for item in report.problems} == {"二、存在问题"}
