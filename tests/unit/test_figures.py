from typing import NamedTuple

import pytest

from summarizer.domain.text import Range
from summarizer.figures import metrics, read_figures
from summarizer.figures.quantities import Figure
from summarizer.numerals import chinese_number
from summarizer.reading.clean import clean
from tests.builders import whole


class Row(NamedTuple):
    label: str
    value: int | float
    unit: str


def figures_of(sentence: str, period: str | None = "2023") -> list[Figure]:
    text = clean(sentence)
    return list(read_figures(text, whole(text), period))


def rows_of(sentence: str) -> list[Row]:
    return [Row(figure.label, figure.value, figure.unit) for figure in figures_of(sentence)]


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        pytest.param("受理查档申请35件。", 35, "件", id="plain"),
        pytest.param("受理查档申请1,270件。", 1270, "件", id="thousands-comma"),
        pytest.param("受理查档申请12,345,678件。", 12345678, "件", id="two-thousands-commas"),
        pytest.param("投入资金1，200万元。", 1200, "万元", id="full-width-thousands-comma"),
        pytest.param("受理查档申请１２７０件。", 1270, "件", id="full-width-digits"),
        pytest.param("投入资金３．５亿元。", 3.5, "亿元", id="full-width-decimal"),
        pytest.param("整理照片1.2万张。", 1.2, "万张", id="ten-thousands-stay-in-the-unit"),
        pytest.param("投入资金2.8万亿元。", 2.8, "万亿元", id="trillions"),
        pytest.param("服务群众5万。", 5, "万", id="scale-alone"),
        pytest.param("按时办结率99.5%。", 99.5, "%", id="percent"),
        pytest.param("按时办结率99.5％。", 99.5, "%", id="full-width-percent"),
        pytest.param("满意度提高2.3个百分点。", 2.3, "个百分点", id="percentage-points"),
        pytest.param("服务来访群众0人。", 0, "人", id="stated-zero"),
        pytest.param("举办培训十二期。", 12, "期", id="chinese-numeral"),
        pytest.param("走访企业一百二十家。", 120, "家", id="chinese-hundreds"),
        pytest.param("办结率达百分之九十八点五。", 98.5, "%", id="chinese-percent"),
        pytest.param("办结率达百分之九十点两。", 90, "%", id="misprinted-percent"),
        pytest.param("培训学员三万人。", 3, "万人", id="chinese-ten-thousands"),
        pytest.param("线上办理率超过8成。", 8, "成", id="tenths"),
        pytest.param("线上办理率达到八成。", 8, "成", id="tenths-spelled"),
        pytest.param("收缴子弹1200余发。", 1200, "发", id="rounds"),
        pytest.param("政务公开测评得93.5分，", 93.5, "分", id="score"),
        pytest.param("办理结婚登记2416对。", 2416, "对", id="couples"),
        pytest.param("排查自建房6318栋。", 6318, "栋", id="buildings"),
        pytest.param("存储数据42TB。", 42, "TB", id="data"),
        pytest.param("修复古籍57叶。", 57, "叶", id="leaves"),
        pytest.param("开展督导1620校次。", 1620, "校次", id="schools-visited"),
        pytest.param("PM2.5浓度29微克/立方米，", 29, "微克/立方米", id="in-the-air"),
        pytest.param("外借图书19.84万册次。", 19.84, "万册次", id="loans"),
        pytest.param("平均住院日降至7.2天。", 7.2, "天", id="length-of-stay"),
        pytest.param("开办时间压缩至0.5个工作日。", 0.5, "个工作日", id="working-days"),
    ],
)
def test_a_quantity_is_read_as_it_is_written(sentence: str, value: float, unit: str) -> None:
    assert [(figure.value, figure.unit) for figure in figures_of(sentence)] == [(value, unit)]


def test_a_whole_number_stays_an_integer() -> None:
    (figure,) = figures_of("受理查档申请1,270件。")
    assert isinstance(figure.value, int)


@pytest.mark.parametrize(
    ("sentence", "qualifier"),
    [
        pytest.param("发布信息600余篇。", "余", id="余"),
        pytest.param("整治隐患10多处。", "多", id="多"),
        pytest.param("完成投资5亿多元。", "多", id="多-after-the-scale"),
        pytest.param("发布信息近600篇。", "近", id="近"),
        pytest.param("发布信息约600篇。", "约", id="约"),
        pytest.param("接待群众超过300人次。", "超过", id="超过"),
        pytest.param("接待群众逾300人次。", "逾", id="逾"),
        pytest.param("发布信息600篇以上。", "以上", id="以上"),
        pytest.param("发布信息600篇左右。", "左右", id="左右"),
        pytest.param("帮扶困难户三十余户。", "余", id="余-after-a-chinese-numeral"),
        pytest.param("发布信息600篇。", None, id="exact"),
    ],
)
def test_the_word_that_makes_a_figure_inexact_is_kept(sentence: str, qualifier: str | None) -> None:
    assert [figure.qualifier for figure in figures_of(sentence)] == [qualifier]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "共受理申请35件，其中：当面申请12件、网络申请20件、信函申请3件。",
            [
                Row("共受理申请", 35, "件"),
                Row("当面申请", 12, "件"),
                Row("网络申请", 20, "件"),
                Row("信函申请", 3, "件"),
            ],
            id="其中-colon",
        ),
        pytest.param(
            "发布各类信息420条，其中政策文件36条，工作动态384条。",
            [
                Row("发布各类信息", 420, "条"),
                Row("政策文件", 36, "条"),
                Row("工作动态", 384, "条"),
            ],
            id="其中-without-colon",
        ),
        pytest.param(
            "修建道路30公里、桥梁4座。",
            [Row("修建道路", 30, "公里"), Row("桥梁", 4, "座")],
            id="enumeration-of-kinds",
        ),
        pytest.param(
            "收到提案15件，办复率100%。",
            [Row("收到提案", 15, "件"), Row("办复率", 100, "%")],
            id="count-and-rate",
        ),
    ],
)
def test_each_part_of_a_breakdown_has_its_own_label(sentence: str, rows: list[Row]) -> None:
    assert rows_of(sentence) == rows


@pytest.mark.parametrize(
    ("sentence", "label", "value"),
    [
        pytest.param("查处违法行为78起。", "查处违法行为", 78, id="a-word-that-ends-in-为"),
        pytest.param("信访总量下降12.8%。", "信访总量下降", 12.8, id="a-fall-stays-a-fall"),
        pytest.param("目前12家单位入驻。", "目前单位入驻", 12, id="a-word-that-ends-in-前"),
        pytest.param("公开审计项目计划1份。", "公开审计项目计划", 1, id="a-plan-that-is-counted"),
    ],
)
def test_a_label_says_what_the_figure_counts(sentence: str, label: str, value: float) -> None:
    assert [(f.label, f.value) for f in figures_of(sentence)] == [(label, value)]


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        pytest.param("发放贷款156笔4120万元。", ["发放贷款"] * 2, id="another-measure-at-once"),
        pytest.param("发放补贴738户、154.6万元。", ["发放补贴"] * 2, id="another-measure"),
        pytest.param("发放贷款7亿元（2315笔）。", ["发放贷款"] * 2, id="in-brackets"),
        pytest.param("调解纠纷43件，占84.3%。", ["调解纠纷", "调解纠纷占"], id="a-share"),
        pytest.param("新增民警11名，累计达到46名。", ["新增民警", "新增民警累计达到"], id="a-sum"),
        pytest.param("不捕率、不诉率分别为38.6%、27.9%。", ["不捕率、不诉率分别"] * 2, id="list"),
        pytest.param("起数、人数分别下降5%和7%。", ["起数、人数分别下降"] * 2, id="list-with-and"),
        pytest.param(
            "就防汛、消防分别面向全县群众发布调查问卷4次。",
            ["就防汛、消防分别面向全县群众发布调查问卷"],
            id="no-list-of-figures",
        ),
        pytest.param(
            "投入资金2,874万元用于改造7所。",
            ["投入资金用于改造", "投入资金2,874万元用于改造"],
            id="comma",
        ),
        pytest.param("新建村（社区）中心3个。", ["新建村（社区）中心"], id="brackets-inside"),
        pytest.param("（1）参保15万人。", ["参保"], id="number-in-brackets"),
        pytest.param("①举办招聘会86场。", ["举办招聘会"], id="circled-number"),
        pytest.param("2024年度3.8万亩农田全部完工。", ["农田全部完工"], id="only-a-period-before"),
        pytest.param("修订村规民约213份。", ["修订村规民约"], id="a-word-that-ends-like-about"),
        pytest.param(
            "低保标准由每人每月660元提高到710元。", ["原低保标准", "低保标准"], id="former-value"
        ),
        pytest.param(
            "全年开设竹编、围棋、机器人等社团31个。",
            ["开设竹编、围棋、机器人等社团"],
            id="list-closed-by-等",
        ),
        pytest.param(
            "获一等奖3个、二等奖7个。", ["获一等奖", "二等奖"], id="a-word-that-begins-with-等"
        ),
        pytest.param("其中三、四级手术2104台。", ["三、四级手术"], id="two-grades"),
        pytest.param("开展“大学习、大练兵”16期。", ["开展“大学习、大练兵”"], id="quoted-list"),
        pytest.param("语文、数学分别为82.6分和79分。", ["语文、数学分别"] * 2, id="scores"),
    ],
)
def test_a_label_says_in_full_what_is_counted(sentence: str, labels: list[str]) -> None:
    assert [figure.label for figure in figures_of(sentence)] == labels


def test_a_count_before_its_noun_is_labelled_by_what_follows() -> None:
    assert rows_of("全年2次召开会议。") == [Row("召开会议", 2, "次")]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "未收到政府信息公开申请。", [Row("信息公开申请", 0, "件")], id="no-application"
        ),
        pytest.param(
            "未发生行政复议、行政诉讼。",
            [Row("行政复议", 0, "件"), Row("行政诉讼", 0, "件")],
            id="each-kind-of-case",
        ),
        pytest.param("没有发生安全生产事故。", [Row("安全生产事故", 0, "起")], id="no-accident"),
        pytest.param("未收取信息处理费。", [Row("信息处理费", 0, "")], id="no-fee"),
        pytest.param(
            "未发生因公开引起的行政复议和行政诉讼。",
            [Row("行政复议", 0, "件"), Row("行政诉讼", 0, "件")],
            id="two-kinds-joined-by-and",
        ),
        pytest.param(
            "纠错0件，行政复议、行政诉讼均为零。",
            [Row("纠错", 0, "件"), Row("行政复议", 0, "件"), Row("行政诉讼", 0, "件")],
            id="is-none",
        ),
    ],
)
def test_what_did_not_arise_is_a_zero(sentence: str, rows: list[Row]) -> None:
    assert rows_of(sentence) == rows


@pytest.mark.parametrize(
    ("sentence", "period", "as_of"),
    [
        pytest.param("截至2022年11月30日，建成站点45个。", "2023", "2022-11-30", id="full-date"),
        pytest.param("截至11月30日，建成站点45个。", "2023", "2023-11-30", id="year-of-report"),
        pytest.param("截止11月30日，建成站点45个。", "2023", "2023-11-30", id="截止"),
        pytest.param("截至11月30日，建成站点45个。", None, None, id="no-year-known"),
        pytest.param("截至目前，建成站点45个。", "2023", None, id="no-date-named"),
        pytest.param("截至13月30日，建成站点45个。", "2023", None, id="no-such-month"),
        pytest.param("建成站点45个。", "2023", None, id="nothing-said"),
    ],
)
def test_a_figure_is_dated_only_by_a_stated_day(
    sentence: str, period: str | None, as_of: str | None
) -> None:
    assert [figure.as_of for figure in figures_of(sentence, period)] == [as_of]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("2023年3月15日召开会议。", id="date"),
        pytest.param("会议历时3小时。", id="time"),
        pytest.param("调解室设在3栋2单元。", id="address"),
        pytest.param("我镇辖14个村，总人口3.9万人。", id="what-a-town-is"),
        pytest.param("会议于9时30分，准时开始。", id="time-of-day"),
        pytest.param("印发云府发〔2023〕12号文件。", id="document-number"),
        pytest.param("依据条例第20条规定公开。", id="article-number"),
        pytest.param("依据条例第十九条规定公开。", id="article-in-chinese-numerals"),
        pytest.param("联系电话0871-6512345。", id="telephone-number"),
        pytest.param("开通12399热线。", id="hotline"),
        pytest.param("建成“1000家门店”品牌工程。", id="quoted-name"),
        pytest.param("排名第3位。", id="rank"),
        pytest.param("确保覆盖率不低于95%。", id="target"),
        pytest.param("力争50个村全部通车。", id="aim"),
        pytest.param("要求每村不少于3次宣传。", id="duty"),
        pytest.param("要求各单位每月至少报送2篇信息。", id="duty-by-the-month"),
        pytest.param("开展检查3至5次。", id="range"),
        pytest.param("比上年增长12。", id="no-measure-word"),
        pytest.param("申请人无法提供材料。", id="no-number"),
        pytest.param("档号99999999999999999999件。", id="run-of-digits"),
        pytest.param("浏览次数：1024次", id="how-often-a-page-was-read"),
        pytest.param("3成立领导小组", id="a-verb-that-begins-like-tenths"),
    ],
)
def test_what_only_looks_like_a_result_is_no_figure(sentence: str) -> None:
    assert figures_of(sentence) == []


def test_a_bar_that_those_counted_have_passed_is_no_figure() -> None:
    (figure,) = figures_of("52个村集体经济收入达到10万元以上。")
    assert (figure.value, figure.unit) == (52, "个")
    assert len(figures_of("6个村集体经济总收入达到90万元。")) == 2


def test_a_duty_does_not_hide_the_figure_after_it() -> None:
    figures = figures_of("要求每村不少于3次宣传，共发放手册5000册。")
    assert [(figure.value, figure.unit) for figure in figures] == [(5000, "册")]


def test_only_the_given_stretch_is_read() -> None:
    text = clean("受理申请35件。举办讲座12场。")
    second = Range(text.folded.index("举办"), len(text.folded))
    assert [figure.value for figure in read_figures(text, second, None)] == [12]


def test_a_figure_stretches_from_its_label_to_its_unit() -> None:
    text = clean("全年工作有序，受理申请35件。")
    (figure,) = read_figures(text, whole(text), None)
    assert text.shown[slice(*figure.stretch)] == "受理申请35件"


def test_a_metric_points_into_the_document_as_read() -> None:
    source = "受理申请 1,2\n70 件。"
    text = clean(source)
    (metric,) = metrics(text, iter([whole(text)]), None)
    (span,) = metric.evidence
    assert source[span.start : span.end] == "受理申请 1,2\n70 件"


@pytest.mark.parametrize(
    ("sentence", "approximate"),
    [
        pytest.param("发布信息600余篇。", True, id="inexact"),
        pytest.param("发布信息600篇。", False, id="exact"),
    ],
)
def test_a_metric_says_whether_it_is_approximate(sentence: str, *, approximate: bool) -> None:
    text = clean(sentence)
    (metric,) = metrics(text, iter([whole(text)]), None)
    assert metric.approximate is approximate


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("零", 0),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零三", 103),
        ("两千", 2000),
        ("三千二百四十一", 3241),
        ("九十八点五", 98.5),
        ("九十九点〇五", 99.05),
    ],
)
def test_a_chinese_numeral_has_its_value(numeral: str, value: float) -> None:
    assert chinese_number(numeral) == value


def test_where_the_period_before_a_long_name_is_written_in_full_it_is_no_part_of_the_name() -> None:
    text = clean("本年度通过局门户网站公开政府信息742条。")
    (metric,) = metrics(text, iter([whole(text)]), None)
    assert metric.label == "通过局门户网站公开政府信息"


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("本年度未被提起行政复议、行政诉讼。", ["行政复议", "行政诉讼"]),
        ("全年未发生突发环境事件。", ["突发环境事件"]),
    ],
)
def test_what_nobody_asked_for_and_what_did_not_break_out_is_zero(
    sentence: str, labels: list[str]
) -> None:
    text = clean(sentence)
    found = list(metrics(text, iter([whole(text)]), None))
    assert [metric.label for metric in found] == labels
    assert all(metric.value == 0 for metric in found)


def test_a_comparison_is_labelled_with_what_it_compares() -> None:
    rows = rows_of("破获刑事案件326起，同比上升15.2%；抓获嫌疑人412名，较上年增长8%。")
    assert [row.label for row in rows] == [
        "破获刑事案件",
        "破获刑事案件同比上升",
        "抓获嫌疑人",
        "抓获嫌疑人较上年增长",
    ]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("选派56名骨干，按期返岗。", "选派骨干"),
        ("全县67所中小学，均有章程。", "全县中小学"),
        ("受理35件，按期办结。", "受理"),
    ],
)
def test_a_label_that_says_little_has_its_object(sentence: str, label: str) -> None:
    assert rows_of(sentence)[0].label == label


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("主动上交红包、回扣31.7万元。", ["主动上交红包、回扣"]),
        ("制发文件32件、合同56份。", ["制发文件", "合同"]),
        ("开展训练三次、比武2场。", ["开展训练", "比武"]),
        ("茶厂二期、茶园技改等5个项目建成投产。", ["茶厂二期、茶园技改等项目建成投产"]),
        ("人均收入22350元，增长7.8%。", ["人均收入", "人均收入增长"]),
    ],
)
def test_what_is_counted_together_is_one_label(sentence: str, labels: list[str]) -> None:
    assert [row.label for row in rows_of(sentence)] == labels


def test_the_second_of_a_kind_is_no_figure() -> None:
    assert rows_of("建成医院二期。") == []
    assert [row.value for row in rows_of("举办培训两期。")] == [2]
