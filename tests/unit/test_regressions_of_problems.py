"""Defects of shortcomings that were found once, each in the smallest text that showed it."""

import pytest

from summarizer import summarize


def test_a_heading_of_problems_and_their_correction_is_about_problems() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、工作开展情况\n全年办理业务三百件。\n"
        "二、存在问题及整改措施\n执法人员偏少，设备陈旧。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == ["执法人员偏少", "设备陈旧"]


def test_an_aside_on_plans_does_not_turn_the_list_it_stands_in() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、存在问题\n"
        "一是执法人员偏少，下一步将招录人员；二是设备陈旧；三是宣传不够。\n"
    ).reports[0]
    assert "设备陈旧" in [item.text for item in report.problems]
    assert "宣传不够" in [item.text for item in report.problems]


@pytest.mark.parametrize("marks", ["。；", "；", "，。", "。。。", "。；下一步，"])
def test_a_section_of_nothing_but_marks_has_no_items(marks: str) -> None:
    report = summarize(f"云岭市茶叶局2023年工作总结\n一、存在问题\n{marks}").reports[0]
    assert report.problems == ()


def test_what_is_done_too_late_about_a_problem_belongs_to_the_shortcoming() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、存在问题\n一是监督机制不健全，评查发现的问题整改不及时。"
    ).reports[0]
    assert [item.text for item in report.problems] == [
        "监督机制不健全",
        "评查发现的问题整改不及时",
    ]


def test_where_points_were_lost_shortcomings_follow() -> None:
    report = summarize(
        "云岭市茶叶局2022年工作总结\n全年办理业务三百件。\n"
        "从评估情况看，失分点比较集中。村级公示栏更新慢。栏目设置也不尽合理。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == ["村级公示栏更新慢", "栏目设置也不尽合理"]


def test_a_lead_in_does_not_end_an_admission() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n（一）坚持环境共建，推动街区创建。建成街区8个。\n"
        "在肯定成绩的同时，也要正视不足。主要表现在：一是部分指标达标难度大。如三项指标与目标尚有距离。二是宣传方式老套。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == ["部分指标达标难度大", "宣传方式老套"]


def test_a_shortcoming_is_told_without_what_leads_into_it() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n全年办理业务三百件。\n"
        "总的看，工作取得了一些成绩，但也要看到，当前产业工作存在主体规模小、消费场景供给不足、大项目不多等问题。\n"
        "受配套资金滞后影响，两个中心尚未投入运营。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == [
        "主体规模小",
        "消费场景供给不足",
        "大项目不多",
        "两个中心尚未投入运营",
    ]


def test_that_there_are_quite_some_problems_is_none_of_them() -> None:
    report = summarize(
        "云岭市卫生院2022年工作总结\n全年接诊1200人次。\n问题也不少。医生年龄结构不合理，仅3人；全科医生缺3人。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == ["医生年龄结构不合理", "全科医生缺3人"]


def test_examples_of_what_falls_short_are_shortcomings() -> None:
    report = summarize(
        "云岭市实验小学2021年工作总结\n一、改善硬件添活力\n铺设跑道1800平方米。\n"
        "但我们也清醒地看到，学校工作与群众的期盼相比还有不小的差距，比如年轻教师留不住；部分教师应用水平不高。"
        "村小办学条件相对滞后，合力没有完全形成。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == [
        "年轻教师留不住",
        "部分教师应用水平不高",
        "村小办学条件相对滞后",
        "合力没有完全形成",
    ]


def test_a_member_and_its_remedy_hide_no_shortcoming_after_them() -> None:
    report = summarize(
        "云岭市中心幼儿园2022年工作总结\n一、不足与改进\n"
        "首先是教师队伍不稳定，明年将提高待遇。其次，村级园所条件差，下一步要争取改造资金。"
        "另外个别家长对游戏不理解，我们准备办好家长学校。还有教研活动流于形式，2023年我们要开展课题研究。\n"
        "总之，我们将以更加饱满的热情投入新一年的工作。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == [
        "教师队伍不稳定",
        "村级园所条件差",
        "个别家长对游戏不理解",
        "还有教研活动流于形式",
    ]
    assert len(report.next_steps) == 4


def test_under_problems_and_suggestions_each_is_what_it_says() -> None:
    report = summarize(
        "云岭市应急管理局2022年工作总结\n一、工作开展情况\n全年检查企业450家。\n二、存在困难及建议\n"
        "（一）资金投入不足。县财政困难。\n（二）关于装备的问题。专用车辆尚未配备。\n"
        "（三）建议上级加大资金倾斜力度。\n（四）加强培训。每年组织两期。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == [
        "资金投入不足",
        "关于装备的问题：专用车辆尚未配备",
    ]
    assert [item.text for item in report.next_steps] == [
        "建议上级加大资金倾斜力度",
        "加强培训：每年组织两期",
    ]


def test_under_a_heading_that_names_only_a_field_each_shortcoming_is_one() -> None:
    report = summarize(
        "云岭市司法局2022年工作总结\n一、工作开展情况\n全年办案450件。\n二、存在的薄弱环节\n"
        "1.思想认识方面。目前，部分干部认识不足，自觉性不强。2.关于制度建设方面。决策程序不够规范。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == [
        "部分干部认识不足",
        "自觉性不强",
        "决策程序不够规范",
    ]


def test_what_follows_a_member_behind_a_dash_belongs_to_it() -> None:
    report = summarize(
        "云岭市应急管理局2022年工作总结\n一、工作开展情况\n全年检查企业450家。\n二、存在问题\n"
        "——执法力量不足。全局执法人员仅8人。\n——企业基础薄弱。机械化程度低。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == ["执法力量不足", "企业基础薄弱"]


def test_a_section_may_be_named_in_brackets_before_its_text() -> None:
    report = summarize(
        "云岭市应急管理局2022年工作总结\n全年检查企业450家。\n"
        "【存在问题】主体责任不落实；手段比较落后。\n【下步措施】推进企业达标；建设监管平台。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == ["主体责任不落实", "手段比较落后"]
    assert [item.text for item in report.next_steps] == ["推进企业达标", "建设监管平台"]


def test_reasons_are_no_shortcomings_of_their_own() -> None:
    report = summarize(
        "云岭市应急管理局2022年工作总结\n一、工作开展情况\n全年检查企业450家。\n"
        "二、存在的问题及原因分析\n（一）存在的问题。1.监管执法偏软。2.风险管控有短板。\n"
        "（二）原因分析。1.思想认识不到位。2.责任压得不实。\n三、整改措施\n1.严格执法。2.管控风险。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == ["监管执法偏软", "风险管控有短板"]


def test_a_vow_of_zeal_is_no_plan() -> None:
    report = summarize(
        "云岭市水务局2022年工作总结\n一、工作开展情况\n全年检修水渠30公里。\n二、下一步工作打算\n"
        "新的一年，我局将以主题教育为契机，埋头苦干、勇毅前行。加快水库除险，真抓实干，推进管网改造。\n"
    ).reports[0]
    assert len(report.next_steps) == 1
    assert report.next_steps[0].text.startswith("加快水库除险")


def test_suggestions_may_follow_shortcomings_in_one_paragraph() -> None:
    report = summarize(
        "云岭市水务局2022年工作总结\n一、工作开展情况\n全年检修水渠30公里。\n二、问题和建议\n"
        "主要存在以下问题：一是人员编制少；二是经费紧张。建议：一是增加编制；二是落实经费。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == ["人员编制少", "经费紧张"]
    assert [item.text for item in report.next_steps] == ["增加编制", "落实经费"]


def test_how_many_gaps_there_are_is_none_of_them() -> None:
    report = summarize(
        "云岭市水务局2022年工作总结\n一、工作开展情况\n全年检修水渠30公里。\n二、存在的差距\n"
        "对照指标，还存在两方面差距。第一，用电量增速靠后。第二，企业净增数未达进度。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == ["用电量增速靠后", "企业净增数未达进度"]


def test_what_is_said_of_problems_named_before_is_none_of_them() -> None:
    report = summarize(
        "云岭市水务局2022年工作总结\n一、工作开展情况\n全年检修水渠30公里。\n二、存在的不足\n"
        "监管力量不足；增速低于全市平均水平。这些问题，需要在今后工作中认真解决。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == ["监管力量不足", "增速低于全市平均水平"]


def test_a_closing_paragraph_that_falls_short_and_looks_on_is_told_apart() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、以服务为本，护航茶农\n全年办理登记120件。\n"
        "回顾一年来的工作，虽然取得了一些成绩，但离上级的要求还有一定距离，登记办结率不高，推广手段有待加强。"
        "新的一年，我局将再接再厉，扎实工作。要持续推进登记，提高办结的能力。要深化推广，对茶站开展全面走访。"
    ).reports[0]
    assert [item.text for item in report.problems] == ["登记办结率不高", "推广手段有待加强"]
    assert [item.text for item in report.next_steps][-2:] == [
        "要持续推进登记，提高办结的能力",
        "要深化推广，对茶站开展全面走访",
    ]
    assert len(report.achievements) == 1


def test_two_shortcomings_with_a_subject_each_are_two() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、存在问题\n主要表现为茶站报送信息不够主动、栏目内容更新不够及时，设备陈旧。"
    ).reports[0]
    assert [item.text for item in report.problems] == [
        "茶站报送信息不够主动",
        "栏目内容更新不够及时",
        "设备陈旧",
    ]


def test_a_plan_that_opens_with_its_verb_follows_its_shortcoming() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、存在问题及改进措施\n（一）茶站作用发挥不平衡。个别茶站人员更换频繁。"
        "将加强对茶站人员的轮训，健全激励机制。\n（二）推广力度不够。将会同供销部门编印读本。"
    ).reports[0]
    assert len(report.problems) == 2
    assert [item.text for item in report.next_steps] == [
        "将加强对茶站人员的轮训，健全激励机制",
        "将会同供销部门编印读本",
    ]


def test_tools_of_a_page_are_no_heading() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n【打印】 【关闭】\n2023年，成绩明显。\n一、工作情况\n"
        "一是做好登记。办理登记120件。\n二是做好推广。建成茶站3个。"
    ).reports[0]
    assert [item.text for item in report.achievements] == [
        "做好登记：办理登记120件",
        "做好推广：建成茶站3个",
    ]


def _problems(body: str) -> list[str]:
    (report,) = summarize(f"云岭市茶叶局2023年工作总结\n{body}").reports
    return [item.text for item in report.problems]


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        pytest.param(
            "主要存在政策解读的针对性和可读性不强、登记不够及时等问题。",
            ["政策解读的针对性和可读性不强", "登记不够及时"],
            id="针对性 opens no list",
        ),
        pytest.param(
            "茶站偏少，人员不足。对此，我们一定高度重视，采取有力措施，认真加以解决。",
            ["茶站偏少", "人员不足"],
            id="对此",
        ),
        pytest.param(
            "茶站偏少，这一问题尚未得到根本解决；人员不足，在一定程度上制约了登记工作。",
            ["茶站偏少", "人员不足"],
            id="said of the one before",
        ),
        pytest.param(
            "总体进展顺利，但仍有一些薄弱环节需要引起重视。在茶站建设上，茶站偏少；在队伍建设上，人员不足。",
            ["茶站偏少", "人员不足"],
            id="in what",
        ),
        pytest.param(
            "登记人员引不进、留不住的问题较为突出；茶站登记员老化、断层现象较为严重。",
            ["登记人员引不进、留不住的问题较为突出", "茶站登记员老化、断层现象较为严重"],
            id="one predicate for all",
        ),
        pytest.param(
            "在登记工作推进中我们也发现，茶站偏少，登记进度还需进一步加快，茶园重建设、轻管理。",
            ["茶站偏少", "登记进度还需进一步加快", "茶园重建设、轻管理"],
            id="words for it",
        ),
        pytest.param(
            "一是登记不够及时。二是茶站偏少。产生上述问题的原因，主要是对登记规律研究不深。",
            ["登记不够及时", "茶站偏少", "对登记规律研究不深"],
            id="an own fault as the reason",
        ),
    ],
)
def test_what_a_section_of_shortcomings_admits(body: str, problems: list[str]) -> None:
    assert _problems(f"一、工作开展情况\n登记茶园120处。\n二、存在的问题\n{body}\n") == problems


def test_what_an_admission_opens_goes_on_to_the_end_of_its_paragraph() -> None:
    body = (
        "全年登记茶园120处。\n一年来，我们深深体会到，登记离不开茶农。静下心来想一想，也有许多不尽如人意的地方。"
        "登记处只开一个窗口，茶农排队的多。茶站偏少。茶农参与的热情不高。\n培训茶农860人。\n"
    )
    assert _problems(body) == ["茶站偏少", "茶农参与的热情不高"]
    (report,) = summarize(f"云岭市茶叶局2023年工作总结\n{body}").reports
    assert [item.text for item in report.achievements] == ["全年登记茶园120处", "培训茶农860人"]


def test_an_influence_that_held_a_part_back_is_admitted_among_achievements() -> None:
    body = "全年登记茶园120处。受机构合并影响，个别茶站登记不够及时。\n二、2024年计划\n新建茶站。\n"
    assert _problems(f"一、登记工作开展情况\n{body}") == ["个别茶站登记不够及时"]


def test_a_plan_that_says_first_what_is_lacking_gives_both() -> None:
    (report,) = summarize(
        "云岭市茶叶局2023年工作总结\n一、登记工作\n登记茶园120处。\n二、今后努力方向\n"
        "1.在登记质量上下功夫。少数茶站登记过于笼统。今后要细化目录。\n"
        "2.在登记时效上下功夫。部分茶站登记滞后，要建立限时登记制度。\n"
    ).reports
    assert [item.text for item in report.problems] == ["少数茶站登记过于笼统", "部分茶站登记滞后"]
    assert len(report.next_steps) == 2


def test_what_needs_to_be_put_right_turns_to_no_plans() -> None:
    (report,) = summarize(
        "云岭市第一中学2023年工作总结\n一、工作开展情况\n培训教师120人。\n二、存在的不足与努力方向\n"
        "我们深感还有许多不尽如人意的地方，需要在今后的工作中认真加以改进：\n"
        "1.青年教师成长偏慢。今后要继续实施青蓝工程。\n2.教研氛围不浓。学校拟修订教研奖励办法。\n"
    ).reports
    assert [item.text for item in report.problems] == ["青年教师成长偏慢", "教研氛围不浓"]
    assert len(report.next_steps) == 2


def test_what_a_sentence_on_work_done_still_lacks_is_a_shortcoming() -> None:
    (report,) = summarize(
        "云岭市茶叶局2023年工作总结\n一、登记工作提速增效\n登记茶园120处，但茶站登记质量仍在低位徘徊，"
        "登记任务依然较重。慰问困难群众95人次，茶站之间的差距进一步缩小。\n二、推广工作\n培训茶农860人。\n"
    ).reports
    assert [item.text for item in report.problems] == [
        "茶站登记质量仍在低位徘徊",
        "登记任务依然较重",
    ]
    assert report.achievements[0].text == "登记工作提速增效：登记茶园120处"


def test_plans_that_answer_a_shortcoming_each_are_told_one_by_one() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、工作开展情况\n登记茶园120处。\n二、存在的问题和下一步打算\n"
        "尽管做了一些工作，但与茶农的期盼相比还有不足。针对登记不够及时的问题，将增设登记窗口；"
        "针对茶站偏少、线路使用存在困难等问题，将新建茶站3个，改造线路。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == [
        "登记不够及时",
        "茶站偏少",
        "线路使用存在困难",
    ]
    assert [item.text for item in report.next_steps] == [
        "将增设登记窗口",
        "将新建茶站3个，改造线路",
    ]
