"""Titles told apart from what looks like them."""

import pytest

from summarizer.reading.clean import clean
from summarizer.reading.report_starts import find_titles
from summarizer.reading.titles import Title

BODY = (
    "全年办理茶园登记一百二十件，办结率明显提高。组织技能培训，参训茶农四百余人，茶园面貌进一步改善。\n"
    "一、存在问题。执法人员偏少，设备更新不及时。\n"
)
OTHER_BODY = (
    "全年检修水渠三十公里，供水保证率继续提高。组织节水宣传，用水户投诉明显下降，水价改革稳妥推进。\n"
    "一、存在问题。渠道老化较多，维修经费不足。\n"
)
TEA = "云岭市茶叶局2023年工作总结"
WATER = "云岭市水务局2023年工作总结"


def _found(document: str) -> list[Title]:
    return find_titles(clean(document))


def _wordings(document: str) -> list[str]:
    text = clean(document)
    return [text.shown[title.start : title.end] for title in find_titles(text)]


@pytest.mark.parametrize(
    "title",
    [
        TEA,
        "2023年云岭市茶叶局工作总结",
        "2023年度云岭市茶叶局工作总结",
        "云岭市茶叶局二〇二三年工作总结",
        "云岭市茶叶局2023年上半年工作总结",
        "云岭市茶叶局关于2023年度工作情况的报告",
        "云岭市茶叶局2023年政府信息公开工作年度报告",
        "云岭市茶叶局2023年法治政府建设情况报告",
        "云岭市茶叶局2023年工作总结及2024年工作计划",
        "云岭市茶叶局2024年工作要点",
        "云岭市茶叶局2023年1-12月工作总结",
        "云岭市茶叶局：2023年工作总结",
        "云岭市茶叶局2023年工作亮点",
        "云岭市茶叶局总结",
        "2023年度工作总结",
        "雲嶺市茶葉局2023年工作總結",
    ],
)
def test_each_form_of_title_is_found(title: str) -> None:
    assert _wordings(f"{title}\n{BODY}") == [title]


def test_titles_come_in_the_order_of_the_text() -> None:
    assert _wordings(f"{TEA}\n{BODY}{WATER}\n{OTHER_BODY}") == [TEA, WATER]


def test_the_same_agency_may_report_for_two_years() -> None:
    earlier = "云岭市茶叶局2022年工作总结"
    assert _wordings(f"{earlier}\n{BODY}{TEA}\n{OTHER_BODY}") == [earlier, TEA]


def test_a_title_broken_by_a_wrap_is_rejoined() -> None:
    document = f"云岭市茶叶和山地生态保护管理局关于\n2023年度工作情况的报告\n{BODY}"
    assert _wordings(document) == ["云岭市茶叶和山地生态保护管理局关于2023年度工作情况的报告"]


def test_a_title_gives_agency_and_year() -> None:
    text = clean(f"{TEA}\n{BODY}")
    (title,) = find_titles(text)
    assert title.agency is not None
    assert text.folded[slice(*title.agency)] == "云岭市茶叶局"
    assert title.year == "2023"


def test_a_year_in_chinese_digits_is_given_in_arabic() -> None:
    (title,) = _found(f"云岭市茶叶局二〇二三年工作总结\n{BODY}")
    assert title.year == "2023"


def test_a_title_may_name_neither_agency_nor_year() -> None:
    (title,) = _found(f"工作总结\n2023年12月20日\n{BODY}")
    assert (title.agency, title.year) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "2023年12月20日",
        "（2023年12月20日）",
        "2023-12-20",
        "2023.12.20",
        "２０２３年１２月２０日",
        "二〇二三年十二月二十日",
        "发布时间：2023/12/20",
        "发文日期：2023-12-20",
        "云岭市茶叶局　2023年12月20日",
    ],
)
def test_the_date_under_a_title_is_its_date(line: str) -> None:
    (title,) = _found(f"{TEA}\n{line}\n{BODY}")
    assert title.date is not None
    assert title.date.iso == "2023-12-20"


def test_the_body_begins_behind_the_date_and_its_brackets() -> None:
    text = clean(f"{TEA}\n（2023年12月20日）\n{BODY}")
    (title,) = find_titles(text)
    assert text.folded.startswith("全年办理", title.body)


def test_the_body_begins_behind_a_title_without_date() -> None:
    (title,) = _found(f"{TEA}\n{BODY}")
    assert title.body == title.end == len(TEA)


@pytest.mark.parametrize(
    "opening",
    [
        pytest.param("2023年12月20日，我局召开会议。", id="a sentence"),
        pytest.param("2023年1月1日至2023年12月31日，我局办理登记。", id="a period"),
        pytest.param("统计期限自2023年1月1日起至2023年12月31日止。", id="a statistical period"),
    ],
)
def test_a_date_that_opens_the_text_is_not_the_title_s(opening: str) -> None:
    (title,) = _found(f"{TEA}\n{opening}{BODY}")
    assert title.date is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("篇一：", "篇二：", id="篇一："),
        pytest.param("【第1篇】", "【第2篇】", id="【第1篇】"),
        pytest.param("第一篇：", "第二篇：", id="第一篇："),
        pytest.param("范文一：", "范文二：", id="范文一："),
        pytest.param("## ", "## ", id="Markdown"),
        pytest.param("**", "**", id="bold"),
    ],
)
def test_a_mark_before_a_title_is_no_part_of_it(first: str, second: str) -> None:
    document = f"{first}{TEA}\n{BODY}{second}{WATER}\n{OTHER_BODY}"
    assert _wordings(document) == [TEA, WATER]


def test_marks_open_reports_whose_titles_name_nobody() -> None:
    document = f"篇一：茶叶工作总结\n{BODY}篇二：水务工作总结\n{OTHER_BODY}"
    assert [title.marked for title in _found(document)] == [True, True]


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(f"{TEA}........1\n{WATER}........9\n", id="dots"),
        pytest.param(f"{TEA}………………1\n{WATER}………………9\n", id="ellipses"),
        pytest.param(f"{TEA}·······1\n{WATER}·······9\n", id="middle dots"),
        pytest.param(f"{TEA}------1\n{WATER}------9\n", id="dashes"),
        pytest.param(f"{TEA}\n{WATER}\n", id="no leader"),
        pytest.param(f"{TEA} 1\n{WATER} 9\n", id="page numbers alone"),
    ],
)
def test_a_table_of_contents_opens_no_report(contents: str) -> None:
    head = f"云岭市2023年工作总结汇编\n目录\n{contents}"
    document = f"{head}{TEA}\n{BODY}{WATER}\n{OTHER_BODY}"
    assert [t.start for t in _found(document)] == [
        clean(document).shown.rindex(TEA),
        clean(document).shown.rindex(WATER),
    ]


def test_a_running_head_opens_no_report() -> None:
    assert _wordings(f"{TEA}\n{BODY}{TEA}\n{OTHER_BODY}") == [TEA]


@pytest.mark.parametrize(
    "decoy",
    [
        pytest.param(f"我局参照《{WATER}》的格式撰写材料。", id="a citation"),
        pytest.param(f"《{WATER}》", id="a citation on its own line"),
        pytest.param("年内形成云岭市水务局2023年工作总结等材料。", id="words in a sentence"),
        pytest.param(f"上一篇：{WATER}", id="a link"),
        pytest.param("一、2023年工作总结", id="a numbered heading"),
        pytest.param("（一）2023年工作总结", id="a bracketed heading"),
        pytest.param("现将2023年工作总结如下：", id="a lead-in"),
        pytest.param(f"附：{WATER}范文", id="a model"),
        pytest.param("云岭市2023年工作总结汇编", id="a collection's name"),
    ],
)
def test_a_decoy_opens_no_report(decoy: str) -> None:
    assert _wordings(f"{TEA}\n{BODY}{decoy}\n{OTHER_BODY}") == [TEA]


def test_text_without_a_title_has_none() -> None:
    assert _found(BODY) == []


def test_empty_text_has_no_title() -> None:
    assert _found("") == []


def test_a_heading_without_agency_is_dropped_among_reports_that_name_theirs() -> None:
    document = f"{TEA}\n{BODY}{WATER}\n{OTHER_BODY}2023年工作回顾\n{BODY}"
    assert _wordings(document) == [TEA, WATER]


def test_a_title_s_stretches_lie_one_behind_the_other() -> None:
    first, second = _found(f"{TEA}\n2023年12月20日\n{BODY}{WATER}\n{OTHER_BODY}")
    assert first.start < first.end < first.body < second.start < second.end <= second.body


@pytest.mark.parametrize(
    "title",
    [
        "2023年全县茶叶工作总结",
        "2023年度全市水务工作总结及2024年工作思路",
        "关于2023年度法治政府建设工作情况的报告",
    ],
)
def test_a_line_that_names_a_field_and_no_agency_opens_a_report(title: str) -> None:
    document = f"{TEA}\n{BODY * 3}{title}\n{OTHER_BODY * 3}"
    assert _wordings(document) == [TEA, title]


@pytest.mark.parametrize(
    "chapter",
    [
        "2023年工作总结",
        "2023年主要工作总结",
        "2024年全县茶叶工作计划",
        "一、2023年全县茶叶工作总结",
    ],
)
def test_a_chapter_that_reads_like_a_title_opens_no_report(chapter: str) -> None:
    assert _wordings(f"{TEA}\n{BODY * 3}{chapter}\n{OTHER_BODY * 3}") == [TEA]


def test_a_title_may_look_years_back_and_ahead() -> None:
    title = "云岭市茶叶局过去五年工作总结及未来五年工作谋划"
    assert _wordings(f"{title}\n{BODY}{WATER}\n{OTHER_BODY}") == [title, WATER]


@pytest.mark.parametrize(
    "between",
    [
        "云岭市茶叶局 2024年1月5日 ",
        "— 3 — ",
        "云水务〔2024〕2号 ",
        "2024年1月 ",
        "正文 ",
        "工作总结 ",
    ],
)
def test_a_title_is_found_where_no_line_ends_are_left(between: str) -> None:
    document = f"{TEA} {BODY} {between}{WATER} {OTHER_BODY}".replace("\n", " ")
    assert _wordings(document) == [TEA, WATER]


def test_a_list_of_contents_may_run_into_the_first_title() -> None:
    listed = f"目录 {TEA}……………（1） {WATER}……………（9） "
    document = f"{listed}{TEA} {BODY} {WATER} {OTHER_BODY}".replace("\n", " ")
    assert _wordings(document) == [TEA, WATER]


@pytest.mark.parametrize("under", ["2024年1月5日 ", "汇报单位：云岭市水务局 "])
def test_a_title_without_a_name_is_presented_by_what_stands_under_it(under: str) -> None:
    title = "2023年水利工程建设工作总结"
    document = f"{TEA} {BODY} 云岭市茶叶局 2024年1月2日 {title} {under}{OTHER_BODY}"
    assert _wordings(document.replace("\n", " ")) == [TEA, title]


def test_spaces_around_numbers_do_not_break_a_title() -> None:
    title = "云岭市水务局 2023 年工作总结及 2024 年工作要点"
    document = f"{TEA} {BODY} 云岭市茶叶局 2023 年 12 月 30 日 {title} {OTHER_BODY}"
    assert _wordings(document.replace("\n", " "))[1:] == [title.replace(" ", "")]


@pytest.mark.parametrize(
    "marks", [("1.", "2."), ("一、", "二、"), ("（一）", "（二）"), ("1、", "2、")]
)
def test_a_collection_may_number_its_titles(marks: tuple[str, str]) -> None:
    first, second = (mark + title for mark, title in zip(marks, (TEA, WATER), strict=True))
    document = f"目录\n{first}\n{second}\n{first}\n{BODY}\n{second}\n{OTHER_BODY}"
    assert _wordings(document) == [TEA, WATER]
    assert _wordings(document.replace("\n", " ")) == [TEA, WATER]


@pytest.mark.parametrize("sign", ["■ ", "★", "◆"])
def test_a_sign_before_a_title_is_no_part_of_it(sign: str) -> None:
    assert _wordings(f"{sign}{TEA}\n{BODY}{sign}{WATER}\n{OTHER_BODY}") == [TEA, WATER]


def test_where_there_are_no_titles_a_line_with_a_name_opens_its_report() -> None:
    tea, water = "云岭市茶叶局", "云岭市水务局"
    assert _wordings(f"{tea}\n{BODY * 3}{water}\n{OTHER_BODY * 3}") == [tea, water]
    assert _wordings(f"{tea}\n{BODY * 3}{OTHER_BODY}{water}\n") == []


@pytest.mark.parametrize("under", ["单位：{}", "{}", "（{}）"])
def test_titles_in_the_same_words_belong_to_the_agencies_under_them(under: str) -> None:
    title = "2023年工作总结"
    tea, water = under.format("云岭市茶叶局"), under.format("云岭市水务局")
    document = f"{title}\n{tea}\n{BODY * 3}{title}\n{water}\n{OTHER_BODY * 3}"
    assert [found.replace(tea, "").replace(water, "") for found in _wordings(document)] == [
        title,
        title,
    ]


def test_a_title_may_stand_on_three_lines() -> None:
    document = (
        f"云岭市\n茶叶局2023年\n工作总结\n{BODY * 3}云岭市\n水务局2023年\n工作总结\n{OTHER_BODY}"
    )
    assert _wordings(document) == [TEA, WATER]


def test_a_list_at_the_end_opens_no_reports() -> None:
    document = f"{TEA}\n{BODY}附件：1.{WATER}\n2.云岭市林业局2023年工作总结\n"
    assert _wordings(document) == [TEA]


@pytest.mark.parametrize("divider", ["第二部分 乡镇", "二、乡镇工作总结", "第二篇 乡镇"])
def test_a_part_of_the_collection_is_no_part_of_the_title_under_it(divider: str) -> None:
    town = "青山镇2023年工作总结"
    document = f"{TEA}\n{BODY * 2}{divider}\n{town}\n{OTHER_BODY * 2}"
    assert _wordings(document) == [TEA, town]


@pytest.mark.parametrize(
    "tools",
    [
        "字体大小：[大 中 小]  打印  关闭",
        "打印本页 [ 大 中 小 ]",
        "【打印】 【收藏】 【纠错】",
        "分享到： 大 中 小 打印",
    ],
)
def test_the_tools_of_a_page_before_a_title_are_no_part_of_it(tools: str) -> None:
    document = f"首页 > 政务公开 {tools} {TEA}2024年1月5日2023年，{BODY}"
    assert _wordings(document) == [TEA]


def test_a_slogan_of_three_parts_over_a_title_begins_it() -> None:
    document = (
        f"篇一：{WATER}\n{OTHER_BODY}\n篇二：不忘初心　服务茶农　全力推动产业发展\n——{TEA}\n{BODY}"
    )
    assert _wordings(document) == [WATER, f"不忘初心服务茶农全力推动产业发展——{TEA}"]
