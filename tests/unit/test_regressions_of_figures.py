"""Defects of figures that were found once, each in the smallest text that showed it."""

import pytest

from summarizer import summarize

Told = tuple[str, float, str]


def _figures(sentence: str) -> list[Told]:
    document = f"云岭市茶叶局2023年工作总结\n一、工作开展情况\n（一）推进登记。{sentence}\n"
    (report,) = summarize(document).reports
    return [(metric.label, metric.value, metric.unit) for metric in report.metrics]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("茶厂由213家压减至17家。", [("原茶厂", 213, "家"), ("茶厂", 17, "家")]),
        (
            "茶园面积由上年的60亩增加到95亩。",
            [("原茶园面积", 60, "亩"), ("茶园面积", 95, "亩")],
        ),
        (
            "办理时限从原来的20个工作日压缩到5个工作日。",
            [("原办理时限", 20, "个工作日"), ("办理时限", 5, "个工作日")],
        ),
        ("由3家企业承办茶会。", [("企业承办茶会", 3, "家")]),
    ],
)
def test_a_former_value_is_told_as_such(sentence: str, figures: list[Told]) -> None:
    assert _figures(sentence) == figures


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("局党组先后两次专题研究茶园登记。", [("局党组专题研究茶园登记", 2, "次")]),
        ("组建三个茶园专班。", [("组建茶园专班", 3, "个")]),
        ("采取托管和半托管两种方式。", [("采取托管和半托管", 2, "种")]),
        ("供应量占全县的六成以上。", [("供应量占全县的", 6, "成")]),
        ("百人以上企业建会。", []),
        ("落实三个方面任务，三次产业融合发展。", []),
    ],
)
def test_what_is_spelled_out_before_a_noun_may_be_counted(
    sentence: str, figures: list[Told]
) -> None:
    assert _figures(sentence) == figures


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("茶农平均等候时间17分钟。", [("茶农平均等候时间", 17, "分钟")]),
        ("茶会持续17分钟。", []),
        ("造林1.86万亩，为计划的103%。", [("造林", 1.86, "万亩"), ("为计划的", 103, "%")]),
        ("公开招生计划等信息45条。", [("公开招生计划等信息", 45, "条")]),
        ("计划新建茶站3个。", []),
        ("审查拟公开信息112条。", [("审查拟公开信息", 112, "条")]),
        ("拟新建茶站3个。", []),
    ],
)
def test_a_target_and_a_span_of_time_are_no_figures(sentence: str, figures: list[Told]) -> None:
    assert _figures(sentence) == figures


def test_figures_stand_in_the_order_of_the_text() -> None:
    assert _figures("开展培训四次，参加200人。") == [
        ("开展培训", 4, "次"),
        ("参加", 200, "人"),
    ]


def test_spaces_around_figures_end_no_line() -> None:
    document = (
        "云岭市茶叶局 2023 年工作总结 一、办理登记 受理茶农来信 94 件、热线转办件 77 件，"
        "按时办结率 99.1%；参加《茶园直播》 直播节目 6 期，现场答复提问 42 个；回应热点 15 起。 "
        "二、存在问题 茶站偏少，人员不足。"
    )
    (report,) = summarize(document).reports
    assert ("参加《茶园直播》直播节目", 6) in [(m.label, m.value) for m in report.metrics]
