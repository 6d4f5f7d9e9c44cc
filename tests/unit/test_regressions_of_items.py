"""Defects of items that were found once, each in the smallest text that showed it."""

from summarizer import summarize


def test_a_sentence_that_looks_back_before_the_shortcomings_is_no_heading_and_no_work() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、以服务为本，护航茶农\n全年办理登记120件。\n"
        "回顾一年来的工作，成绩的取得来之不易。但也要清醒认识到：一是宣传不够；二是设备陈旧。"
        "对此，我们将高度重视，采取有力措施加以解决。\n2024年，我局将新建茶站3个。"
    ).reports[0]
    assert [item.text for item in report.achievements] == [
        "以服务为本，护航茶农：全年办理登记120件"
    ]
    assert [item.text for item in report.problems] == ["宣传不够", "设备陈旧"]
    assert [item.text for item in report.next_steps] == ["2024年，我局将新建茶站3个"]


def test_an_opening_of_ritual_is_no_achievement_though_it_holds_figures() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一年来，茶叶局在市委、市政府的坚强领导下，全市茶园新增1200亩，"
        "带动茶农增收三成，产业发展再上新台阶。\n一、推进登记\n办理登记120件。"
    ).reports[0]
    assert [item.text for item in report.achievements] == ["推进登记：办理登记120件"]
    assert report.metrics[0].value == 1200


def test_a_measure_of_few_words_is_told_with_what_it_consists_of() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、下一步打算\n一是丰富内容。围绕茶农普遍关注的登记、补贴、收购等事项，加大公开力度。"
        "二是强化培训，提高能力。"
    ).reports[0]
    assert [item.text for item in report.next_steps] == [
        "丰富内容：加大公开力度",
        "强化培训，提高能力",
    ]


def test_a_bulleted_line_over_other_text_is_a_heading() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n■ 登记扎实开展\n全年办理登记120件。\n■ 推广有声有色\n"
        "● 举办茶会8场，参与茶农3000人；\n● 送茶下乡22次。\n■ 存在的困难\n茶站偏少。\n"
        "■ 2024年工作思路\n●新建茶站3个。\n●加强培训。"
    ).reports[0]
    assert [item.text for item in report.achievements] == [
        "登记扎实开展：全年办理登记120件",
        "推广有声有色：举办茶会8场",
    ]
    assert [item.text for item in report.problems] == ["茶站偏少"]
    assert [item.text for item in report.next_steps] == ["新建茶站3个", "加强培训"]


def test_bullets_without_a_full_stop_are_members_of_their_list() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、下一步打算\n● 新建茶站\n● 加强培训\n● 扩大宣传\n"
    ).reports[0]
    assert [item.text for item in report.next_steps] == ["新建茶站", "加强培训", "扩大宣传"]


def test_a_shortcoming_that_holds_a_heading_s_word_is_a_shortcoming() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、存在问题\n1.茶站偏少。\n"
        "2.培训质量参差不齐，特色课程开发不足。\n3.宣传不够。"
    ).reports[0]
    assert report.achievements == ()
    assert report.problems[0].text == "茶站偏少"
    assert "特色课程开发不足" in report.problems[-2].text


def test_a_word_of_solving_late_in_a_sentence_does_not_hide_its_shortcomings() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、工作回顾\n新建茶站3个。在此，我代表全局表示衷心的感谢！\n"
        "在总结成绩的同时，我们也清醒地看到，茶产业发展中还存在不少困难和问题，主要是：产业链条不长；"
        "个别干部担当精神不足，破解难题的办法不多。对这些问题，我们一定采取有力措施，认真加以解决。"
    ).reports[0]
    assert [item.text for item in report.achievements] == ["新建茶站3个"]
    assert [item.text for item in report.problems] == [
        "产业链条不长",
        "个别干部担当精神不足",
        "破解难题的办法不多",
    ]


def test_the_last_of_a_list_is_kept_where_the_text_under_it_turns() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n1、登记方面：办理登记120件。\n困难仍然不少：一、债务包袱重；"
        "二、产业规模小。\n明年工作重点：①新建茶站3个；②加强培训。"
    ).reports[0]
    assert [item.text for item in report.problems] == ["债务包袱重", "产业规模小"]
    assert [item.text for item in report.next_steps] == ["新建茶站3个", "加强培训"]


def test_a_heading_that_opens_with_a_later_year_opens_plans() -> None:
    report = summarize(
        "云岭市茶叶局2023年法治建设情况报告\n一、工作情况\n办理登记120件。\n"
        "二、2024年推进法治政府建设的主要安排\n一是加强培训；二是严格监督。"
    ).reports[0]
    assert [item.text for item in report.next_steps] == ["加强培训", "严格监督"]


def test_what_leads_into_a_list_of_plans_is_no_plan() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、工作情况\n办理登记120件。申请内容主要集中在茶园登记方面。\n"
        "2024年工作思路：坚持以推动茶业发展、深化服务、加强监管为主线，重点实施三大行动。"
        "一是实施登记提速行动；二是实施茶站建设行动；三是实施培训行动。"
    ).reports[0]
    assert [item.text for item in report.achievements] == ["办理登记120件"]
    assert [item.text for item in report.next_steps] == [
        "实施登记提速行动",
        "实施茶站建设行动",
        "实施培训行动",
    ]


def test_outcomes_of_lawsuits_are_figures_and_no_achievements() -> None:
    report = summarize(
        "云岭市茶叶局2023年政府信息公开工作年度报告\n一、总体情况\n（一）主动公开。公开信息120条。\n"
        "四、政府信息公开行政复议、行政诉讼情况\n行政诉讼：维持1件。"
    ).reports[0]
    assert [item.text for item in report.achievements] == ["主动公开：公开信息120条"]
    assert (report.metrics[-1].value, report.metrics[-1].unit) == (1, "件")


def shortcomings(text: str) -> list[str]:
    (report,) = summarize(f"云岭市茶叶局2023年工作总结\n一、存在问题\n{text}").reports
    assert report.achievements == ()
    return [item.text for item in report.problems]


def test_reasons_given_for_shortcomings_are_shortcomings() -> None:
    assert shortcomings(
        "一是宣传不够；二是人手紧张。究其原因，主要是培训针对性不强，考核机制不健全。"
    ) == [
        "宣传不够",
        "人手紧张",
        "培训针对性不强",
        "考核机制不健全",
    ]


def test_that_there_are_many_shortcomings_is_none_of_them() -> None:
    assert shortcomings("工作虽取得一定成效，但仍存在不少短板。（1）宣传不够；（2）人手紧张。") == [
        "宣传不够",
        "人手紧张",
    ]


def test_a_shortcoming_that_goes_on_behind_the_word_problem_opens_no_section() -> None:
    told = shortcomings("1.方式单一，以罚代管的问题没有根本扭转。\n2.人手紧张。")
    assert told == ["方式单一", "以罚代管的问题没有根本扭转", "人手紧张"]


def test_a_tendency_or_a_practice_that_exists_is_a_shortcoming() -> None:
    assert shortcomings("个别茶站登记存在应付现象，宣传内容千篇一律，有时存在重建轻管的倾向。") == [
        "个别茶站登记存在应付现象",
        "宣传内容千篇一律",
        "有时存在重建轻管的倾向",
    ]


def test_what_is_hard_in_three_ways_is_one_shortcoming_where_it_has_one_subject() -> None:
    assert shortcomings("对隐蔽违法行为发现难、取证难、处罚难，机制不健全等。") == [
        "对隐蔽违法行为发现难、取证难、处罚难",
        "机制不健全",
    ]
    assert shortcomings("停车难、就医难等问题突出。") == ["停车难", "就医难"]


def test_a_figure_is_no_subject_of_the_shortcoming_after_it() -> None:
    assert "专业人员偏少" in shortcomings("45周岁以上人员320人，专业人员偏少，活力不足。")


def test_a_vow_with_a_colon_leads_into_plans_and_is_none() -> None:
    report = summarize(
        "云岭市茶叶局2022年工作总结\n全年办理业务三百件。\n"
        "明年，我们将以更高标准、更实作风推进工作：打通数据接口；编制文书范本；完成档案合并。\n"
    ).reports[0]
    assert [item.text for item in report.next_steps] == [
        "打通数据接口",
        "编制文书范本",
        "完成档案合并",
    ]


def test_numbers_inside_prose_carry_on_what_the_prose_turned_to() -> None:
    report = summarize(
        "云岭市翠屏小学2023年工作总结\n学校有教学班36个。开展主题活动22次。组织讲座8场。举办公开课78节。开设社团31个。"
        "新增图书8600册。开展演练9次。整改隐患18处。组织研学6次。\n"
        "当然，我们的工作也有许多不尽如人意的地方。如教师老龄化严重；校园面积偏小。\n"
        "新学年，我们打算从以下几方面入手：（1）以学为中心重构课堂。（2）组建科创教研组。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == ["教师老龄化严重", "校园面积偏小"]
    assert [item.text for item in report.next_steps] == ["以学为中心重构课堂", "组建科创教研组"]


def test_a_measure_behind_a_dash_is_told_with_its_first_detail() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、工作情况\n全年办理业务300件。\n二、下一步打算\n"
        "——实施数据联通行动。建立监测数据库，统一统计口径。\n——实施宣传焕新行动，运营好视频号。\n"
    ).reports[0]
    assert [item.text for item in report.next_steps] == [
        "实施数据联通行动：建立监测数据库",
        "实施宣传焕新行动，运营好视频号",
    ]


def test_a_couplet_names_what_the_sentences_after_it_tell() -> None:
    report = summarize(
        "云岭市翠屏小学2023年工作总结\n全年新增图书8600册。\n"
        "德育为先，润物无声。学校以养成教育为抓手，评选节少年324人次。\n"
    ).reports[0]
    assert not any("润物无声" in item.text for item in report.achievements)


def test_members_begin_behind_a_comma_where_a_second_follows() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、工作情况\n全年办理业务300件。\n二、下一步打算\n"
        "下一步，我们将坚持以新发展理念为指引，一要聚焦主责主业；二要加强队伍建设；三要强化宣传。\n"
    ).reports[0]
    assert [item.text for item in report.next_steps] == [
        "聚焦主责主业",
        "加强队伍建设",
        "强化宣传",
    ]


def test_short_sentences_that_head_paragraphs_of_plans_are_the_measures() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、工作情况\n全年办理业务300件。\n二、2024年工作谋划\n"
        "2024年，我们将重点抓好“两个提升”：\n提升就业支撑力。建立档案，举办招聘会6场。\n"
        "提升服务保障力。完成服务站改造；推行驿站建设。\n"
    ).reports[0]
    assert [item.text for item in report.next_steps] == [
        "提升就业支撑力：举办招聘会6场",
        "提升服务保障力：完成服务站改造",
    ]


def test_money_is_told_with_what_it_was_spent_on() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n全年办理业务300件。\n投入资金2100万元，对4家茶厂进行标准化改造，其中首批茶厂已投产。\n"
    ).reports[0]
    assert report.achievements[1].text == "投入资金2100万元，对4家茶厂进行标准化改造"


def test_members_of_a_long_chapter_are_told_one_by_one() -> None:
    body = (
        "以龙头企业为主体，整合全市各乡镇的茶叶合作社和初制所，统一标准、统一品牌、统一销售，带动茶农增收致富。"
        * 2
    )
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、抓改革，产业建设蹄疾步稳\n"
        f"一是做实联合体。{body}二是做优服务。{body}\n二、固网底，基层能力稳步提升\n全年培训茶农1200人次。\n"
    ).reports[0]
    said = [item.text for item in report.achievements]
    assert any(text.startswith("做实联合体") for text in said)
    assert any(text.startswith("做优服务") for text in said)


def test_under_shortcomings_and_plans_a_heading_that_only_looks_like_a_section_is_an_item() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、工作情况\n（一）推进登记。办理登记120件。\n二、存在的困难和不足\n"
        "（一）灾害天气的提前预警能力仍有不足，预报产品偏少。\n三、2024年工作思路\n（一）做优特色茶业服务。编制技术指标。\n"
    ).reports[0]
    assert [item.text for item in report.problems] == [
        "灾害天气的提前预警能力仍有不足",
        "预报产品偏少",
    ]
    assert [item.text for item in report.next_steps] == ["做优特色茶业服务：编制技术指标"]


def test_a_numbered_heading_that_names_a_field_is_told_with_its_figures() -> None:
    report = summarize(
        "云岭市茶叶局2023年信息公开工作总结\n一、总体情况\n"
        "（一）主动公开情况。公开信息742条，涉及项目总投资48.3亿元。制发文件2件。\n"
        "（二）平台建设情况。新增专栏2个。\n二、存在问题\n公开不够主动。\n"
    ).reports[0]
    assert [item.text for item in report.achievements] == [
        "主动公开情况：公开信息742条",
        "制发文件2件",
        "平台建设情况：新增专栏2个",
    ]


def test_chapters_on_fields_of_their_own_are_the_items() -> None:
    report = summarize(
        "云岭市卫生健康局2023年工作总结\n一、疫情防控工作\n完成检测218人次。储备物资3批。\n"
        "二、医疗服务工作\n完成投资4.1亿元。新增床位20张。\n三、监督执法工作\n检查单位1873户次。\n"
        "四、存在问题\n人才短缺。\n五、下一步打算\n引进人才。\n"
    ).reports[0]
    assert [item.text.partition("：")[0] for item in report.achievements] == [
        "疫情防控工作",
        "储备物资3批",
        "医疗服务工作",
        "新增床位20张",
        "监督执法工作",
    ]


def test_what_went_wrong_is_no_telling_fact() -> None:
    report = summarize(
        "云岭市医院2022年工作总结\n一、工作开展情况\n"
        "（一）医疗质量稳步提升。修订核心制度18项。全年发生纠纷7起，较去年减少5起。\n"
    ).reports[0]
    assert report.achievements[0].text == "医疗质量稳步提升：修订核心制度18项"


def test_a_vow_to_a_number_of_things_leads_in_and_a_plan_against_a_vice_is_a_plan() -> None:
    report = summarize(
        "云岭市医院2022年工作总结\n一、工作开展情况\n全年接诊1200人次。\n二、2023年工作设想\n"
        "2023年医院要以创建三级医院为抓手，做到“两个坚持”。坚持人才强院，引进博士5名；坚持精细管理，力争扭亏为盈。"
        "同时抓好行风建设，从严查处“红包”问题。\n"
    ).reports[0]
    assert report.problems == ()
    assert [item.text for item in report.next_steps] == [
        "坚持人才强院，引进博士5名",
        "坚持精细管理，力争扭亏为盈",
        "同时抓好行风建设，从严查处“红包”问题",
    ]


def test_how_shortcomings_are_mended_follows_them_in_the_statutory_form() -> None:
    report = summarize(
        "云岭镇人民政府2022年政府信息公开工作年度报告\n一、总体情况\n"
        "（一）主动公开。2022年主动公开信息312条。其中公共服务42条。\n五、存在的主要问题及改进情况\n"
        "存在的主要问题：一是政策解读质量不高；二是村级公开不够规范。\n"
        "改进情况：一是丰富解读形式，图解比例不低于50%；二是加强业务培训。\n"
    ).reports[0]
    assert report.achievements[0].text == "主动公开：2022年主动公开信息312条"
    assert [item.text for item in report.problems] == ["政策解读质量不高", "村级公开不够规范"]
    assert [item.text for item in report.next_steps] == [
        "丰富解读形式，图解比例不低于50%",
        "加强业务培训",
    ]


def test_problems_that_were_put_right_are_work_done() -> None:
    report = summarize(
        "云岭市商务局关于巡察反馈意见整改情况的报告\n一、反馈问题整改落实情况\n（一）关于“落实部署不够有力”的问题\n"
        "1.针对“理论学习不深入”的问题。一是集中学习18次。二是开展研讨6次。\n2.针对“招商成效不明显”的问题。外出招商27批次。\n"
        "二、下一步打算\n（一）抓好后续整改。对未完成的问题，确保6月底前整改到位。\n"
    ).reports[0]
    assert report.problems == ()
    assert [item.text for item in report.achievements] == [
        "针对“理论学习不深入”的问题：集中学习18次",
        "针对“招商成效不明显”的问题：外出招商27批次",
    ]
    assert [item.text for item in report.next_steps] == ["抓好后续整改：确保6月底前整改到位"]


def test_closing_vows_and_slogans_are_no_plans() -> None:
    report = summarize(
        "云岭市茶叶局2023年工作总结\n一、工作情况\n全年办理业务300件。\n二、下一步打算\n"
        "加强队伍建设，组织培训4期。征途漫漫，惟有奋斗。"
        "我们将以更加昂扬的姿态、更加务实的作风，为全市高质量发展作出新的贡献。\n"
    ).reports[0]
    assert [item.text for item in report.next_steps] == ["加强队伍建设，组织培训4期"]


def test_plans_begin_behind_the_sentence_on_their_year() -> None:
    report = summarize(
        "云岭市药监局2024年工作总结\n一、工作情况\n（一）抓抽检。完成抽检1284批次，完成计划的103%。\n"
        "2025年是收官之年。市药监局将坚持稳中求进。全面开展清源行动。推动力量向基层延伸。\n"
    ).reports[0]
    assert [item.text for item in report.achievements] == ["抓抽检：完成抽检1284批次"]
    assert [item.text for item in report.next_steps][-2:] == [
        "全面开展清源行动",
        "推动力量向基层延伸",
    ]


def test_cells_of_a_table_are_no_work() -> None:
    report = summarize(
        "云岭镇人民政府2021年政府信息公开工作年度报告\n一、总体情况\n（一）主动公开。公开信息128条。\n"
        "二、收到和处理政府信息公开申请情况\n本年新收政府信息公开申请36件\n"
    ).reports[0]
    assert [item.text for item in report.achievements] == ["主动公开：公开信息128条"]


def test_numbers_in_brackets_begin_behind_a_comma_where_a_second_follows() -> None:
    report = summarize(
        "云岭市司法所2023年工作总结\n一、工作情况\n调解纠纷120件。\n二、明年的打算\n"
        "明年，我们将发扬成绩、补齐短板，（1）坚持集中学习；（2）完善核查制度；（3）更换设备。\n"
    ).reports[0]
    assert [item.text for item in report.next_steps] == ["坚持集中学习", "完善核查制度", "更换设备"]


def test_a_couplet_on_a_line_of_its_own_is_a_heading() -> None:
    report = summarize(
        "云岭市职业中学2023年工作总结\n一学年来各项工作有序推进。\n党建引领把方向  铸魂育人强根基\n"
        "召开党总支会议23次。\n产教融合育匠才  赛教一体提质量\n开设专业12个。\n"
    ).reports[0]
    assert [item.text for item in report.achievements] == [
        "党建引领把方向铸魂育人强根基：召开党总支会议23次",
        "产教融合育匠才赛教一体提质量：开设专业12个",
    ]
