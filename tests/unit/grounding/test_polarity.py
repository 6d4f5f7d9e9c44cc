import pytest

from summarizer.domain.outline import Category
from summarizer.grounding import turned

A, P, N = Category.ACHIEVEMENT, Category.PROBLEM, Category.NEXT_STEP


@pytest.mark.parametrize(
    ("said", "category", "source"),
    [
        ("发生行政复议和行政诉讼案件", A, "没有发生因政府信息公开引起的行政复议和行政诉讼案件"),
        ("重大安全事故、泄密事件", A, "全年未发生重大安全事故，未出现泄密事件"),
        ("收取查询费用", A, "不再收取查询费用"),
        ("2024年完成新馆建设", A, "拟于2024年完成新馆建设，正在推进数字化改造"),
        ("建成全省一流的政务公开平台", A, "力争建成全省一流的政务公开平台"),
        ("完成目录编制", A, "基本完成目录编制"),
        ("政务公开工作人员专业能力得到提高", A, "政务公开工作人员专业能力有待提高"),
        ("乡镇均已建成政务公开专区", A, "除2个乡镇外，其余15个乡镇均已建成政务公开专区"),
        ("投诉量同比上升12%", A, "投诉量同比下降12%，满意度同比上升5个百分点"),
        ("新增审批事项5项", A, "取消审批事项5项"),
        ("完成馆藏数字化超过120万页", A, "完成馆藏数字化约120万页"),
        ("多数单位更新不规范", P, "少数单位更新不规范"),
        ("3个单位参加培训", A, "全市共有12个单位参加培训，3个单位未参加培训"),
    ],
)
def test_a_meaning_that_is_turned_is_noticed(said: str, category: Category, source: str) -> None:
    assert turned(said, category, [source]) is not None


@pytest.mark.parametrize(
    ("said", "category", "source"),
    [
        ("未发生行政复议案件", A, "全年未发生因政府信息公开引起的行政复议案件"),
        ("建成政务公开平台", N, "力争建成全省一流的政务公开平台"),
        ("信息公开不及时", P, "信息公开不够及时"),
        ("人手不足", P, "目前仍存在人手不足、设备老化等问题"),
        ("投诉量同比下降12%", A, "投诉量同比下降12%，满意度同比上升5个百分点"),
        ("完成目录编制", A, "完成目录编制，基本建成平台"),
        ("不断完善公开机制", A, "不断完善公开机制"),
        ("取消审批事项5项", A, "不再收取查询费用，取消审批事项5项"),
        ("完成数字化", A, "举办讲座12场"),
    ],
)
def test_a_meaning_that_stays_is_let_through(said: str, category: Category, source: str) -> None:
    assert turned(said, category, [source]) is None
