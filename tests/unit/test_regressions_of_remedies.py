"""Defects of shortcomings among work done or beside their remedies, each in the smallest text."""

import pytest

from summarizer import summarize


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "办理登记137件，但茶站登记案源较少，登记质效总体不高。",
            ["茶站登记案源较少", "登记质效总体不高"],
        ),
        (
            "从评查情况看，茶站登记不够均衡，个别茶站设备不足。",
            ["茶站登记不够均衡", "个别茶站设备不足"],
        ),
        ("但检查中也发现，个别茶站登记不到位。", ["个别茶站登记不到位"]),
        ("但今年以来茶园纠纷仍然多发。", ["茶园纠纷仍然多发"]),
        (
            "针对个别茶站登记不及时、公示内容过于笼统等问题，举办培训6期。",
            ["个别茶站登记不及时", "公示内容过于笼统"],
        ),
        (
            "组织检查12轮次，检查发现，有的茶站登记不及时，均已整改。",
            ["有的茶站登记不及时"],
        ),
        ("针对茶农反映的热点问题进行全面梳理。", []),
        ("办理登记137件，但通过培训解决了人手不足的问题。", []),
    ],
)
def test_what_stands_among_work_done_and_lacks_is_a_shortcoming(
    sentence: str, told: list[str]
) -> None:
    document = f"云岭市茶叶局2023年工作总结\n一、推进茶园登记\n登记茶园120处。{sentence}\n"
    (report,) = summarize(document).reports
    assert [item.text for item in report.problems] == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "茶站建成年代久远，登记图纸普遍缺失。",
            ["茶站建成年代久远", "登记图纸普遍缺失"],
        ),
        (
            "部分茶农对登记的知晓率不高，主动登记配合度差。",
            ["部分茶农对登记的知晓率不高", "主动登记配合度差"],
        ),
        ("计划引进茶师10人，实际到岗4人，吸引力还不强。", ["吸引力还不强"]),
    ],
)
def test_words_for_what_lacks(sentence: str, told: list[str]) -> None:
    (report,) = summarize(f"云岭市茶叶局2023年工作总结\n一、存在问题\n{sentence}\n").reports
    assert [item.text for item in report.problems] == told


def test_shortcomings_and_answers_may_each_have_a_label() -> None:
    (report,) = summarize(
        "云岭市茶叶局2023年工作总结\n一、登记提速增效\n登记茶园120处。\n二、存在的问题及对策\n"
        "问题1：茶站偏少。\n对策：新建茶站3个。\n问题2：登记不及时。\n对策：增设窗口。\n"
    ).reports
    assert [item.text for item in report.problems] == ["茶站偏少", "登记不及时"]
    assert len(report.next_steps) == 2


@pytest.mark.parametrize(
    ("body", "plans"),
    [
        (
            "茶站实力弱，能经营的不多，拟采取共建等方式改造。茶技人才短缺，准备与茶校联合办班。\n",
            ["拟采取共建等方式改造", "准备与茶校联合办班"],
        ),
        ("一是登记不充分。将依托平台定期公布登记。\n", ["将依托平台定期公布登记"]),
    ],
)
def test_what_is_meant_to_be_done_about_a_shortcoming_is_a_plan(
    body: str, plans: list[str]
) -> None:
    (report,) = summarize(
        "云岭市茶叶局2023年工作总结\n一、登记提速增效\n登记茶园120处。\n"
        f"二、存在的问题和整改措施\n{body}"
    ).reports
    assert [item.text for item in report.next_steps] == plans
