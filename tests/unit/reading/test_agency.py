"""Which agency a report is from: title, signature, label, body."""

import pytest

from summarizer.domain.text import Range
from summarizer.reading.agency import (
    completed,
    find_signature,
    is_agency,
    label_under,
    name_in_body,
    name_in_title,
)
from summarizer.reading.clean import clean


def _words(text: str, stretch: Range | tuple[int, int] | None) -> str | None:
    return None if stretch is None else clean(text).folded[slice(*stretch)]


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        pytest.param("云岭市茶叶局2023年工作总结", "云岭市茶叶局", id="agency first"),
        pytest.param("2023年云岭市茶叶局工作总结", "云岭市茶叶局", id="year first"),
        pytest.param("2023年度云岭市茶叶局工作总结", "云岭市茶叶局", id="年度 first"),
        pytest.param("二〇二三年云岭市茶叶局工作总结", "云岭市茶叶局", id="Chinese year first"),
        pytest.param("云岭市茶叶局工作总结", "云岭市茶叶局", id="no year"),
        pytest.param("云岭市茶叶局工作总结（2023年）", "云岭市茶叶局", id="year in brackets"),
        pytest.param("云岭市茶叶局2023年上半年工作总结", "云岭市茶叶局", id="half a year"),
        pytest.param("云岭市茶叶局“十四五”时期工作总结", "云岭市茶叶局", id="a plan period"),
        pytest.param("云岭市茶叶局关于2023年工作情况的报告", "云岭市茶叶局", id="关于 after it"),
        pytest.param(
            "2023年云岭市茶叶局法治政府建设工作报告", "云岭市茶叶局", id="a topic that names 政府"
        ),
        pytest.param(
            "云岭市茶叶局政府信息公开工作年度报告", "云岭市茶叶局", id="topic of the form"
        ),
        pytest.param("云岭市2023年政府信息公开工作年度报告", "云岭市", id="a place"),
        pytest.param(
            "云岭市青山镇人民政府2023年工作总结", "云岭市青山镇人民政府", id="a town's government"
        ),
        pytest.param(
            "云岭市茶叶局监测站工作总结", "云岭市茶叶局监测站", id="a station of a bureau"
        ),
        pytest.param(
            "云岭市茶叶局（林业局）2023年工作总结", "云岭市茶叶局（林业局）", id="two names"
        ),
        pytest.param("云岭大学2022年工作总结", "云岭大学", id="a university"),
        pytest.param(
            "云岭市茶叶局领导班子2023年述职报告", "云岭市茶叶局", id="its leaders' report"
        ),
        pytest.param("【云岭市茶叶局】2023年工作总结", "云岭市茶叶局", id="in brackets"),
        pytest.param("云岭市茶叶局局长述职报告", "云岭市茶叶局", id="its head's report"),
        pytest.param(
            "云岭市水务局河长制工作2023年度总结", "云岭市水务局", id="a field of its work"
        ),
        pytest.param("云岭市人民政府工作报告", "云岭市人民政府", id="a government's report"),
        pytest.param("2023年云岭县政府工作报告", "云岭县政府", id="a year's government report"),
    ],
)
def test_a_title_names_its_agency(title: str, agency: str) -> None:
    assert _words(title, name_in_title(title)) == agency


@pytest.mark.parametrize(
    "title",
    [
        "2023年工作总结",
        "2023年度工作总结",
        "工作总结",
        "政府工作报告",
        "2023年政府工作报告",
        "我局2023年工作总结",
        "本单位2023年工作总结",
        "全局2023年工作总结",
    ],
)
def test_a_title_without_a_name_names_no_agency(title: str) -> None:
    assert name_in_title(title) is None


@pytest.mark.parametrize(
    "name", ["云岭市茶叶局", "云岭市", "青山街道", "云岭大学", "云岭水库管理处", "青山镇人民政府"]
)
def test_a_public_body_or_place_is_told_by_its_ending(name: str) -> None:
    assert is_agency(name)


@pytest.mark.parametrize("name", ["云岭", "甲某某", "茶叶", "局长", ""])
def test_other_words_are_no_agency(name: str) -> None:
    assert not is_agency(name)


def test_a_name_without_its_suffix_is_completed_from_the_body() -> None:
    assert completed("云岭市茶叶", "2023年，云岭市茶叶局办理登记。") == "云岭市茶叶局"


def test_a_whole_name_is_not_made_longer() -> None:
    assert completed("云岭市茶叶局", "云岭市茶叶局办公室办理登记。") == "云岭市茶叶局"


def test_a_name_that_the_body_does_not_hold_stays() -> None:
    assert completed("云岭茶叶", "全年办理登记。") == "云岭茶叶"


@pytest.mark.parametrize(
    ("document", "agency"),
    [
        pytest.param(
            "登记全部办结。\n云岭市茶叶局\n2023年12月20日\n", "云岭市茶叶局", id="two lines"
        ),
        pytest.param("登记全部办结。\n云岭市茶叶局2023年12月20日", "云岭市茶叶局", id="one line"),
        pytest.param("登记全部办结。（云岭市茶叶局2023年12月20日）", "云岭市茶叶局", id="brackets"),
        pytest.param(
            "登记全部办结。\n报告单位：云岭市茶叶局\n2023年12月20日", "云岭市茶叶局", id="a label"
        ),
        pytest.param("登记全部办结。\n2023年12月20日", None, id="a date alone"),
        pytest.param("登记全部办结。\n甲某某\n2023年12月20日", None, id="a person"),
        pytest.param("登记全部办结。\n本局\n2023年12月20日", None, id="no name"),
    ],
)
def test_a_signature_gives_the_date_and_the_agency(document: str, agency: str | None) -> None:
    text = clean(document)
    signature = find_signature(text, 0, len(text.folded))
    assert signature is not None
    assert signature.date is not None
    assert signature.date.iso == "2023-12-20"
    assert _words(document, signature.agency) == agency


def test_a_signature_starts_with_its_agency() -> None:
    text = clean("登记全部办结。\n云岭市茶叶局\n2023年12月20日")
    signature = find_signature(text, 0, len(text.folded))
    assert signature is not None
    assert text.folded[signature.start :] == "云岭市茶叶局2023年12月20日"


def test_a_signature_with_a_date_in_chinese_digits_is_read() -> None:
    text = clean("登记全部办结。\n云岭市茶叶局\n二〇二三年十二月二十日")
    signature = find_signature(text, 0, len(text.folded))
    assert signature is not None
    assert signature.date is not None
    assert signature.date.iso == "2023-12-20"


@pytest.mark.parametrize("month", ["2023年12月", "二〇二三年十二月"])
def test_a_signature_of_a_month_names_the_agency_and_no_date(month: str) -> None:
    text = clean(f"登记全部办结。\n云岭市茶叶局\n{month}")
    signature = find_signature(text, 0, len(text.folded))
    assert signature is not None
    assert signature.date is None
    assert text.folded[signature.start :] == f"云岭市茶叶局{month}"


@pytest.mark.parametrize(
    "document",
    [
        pytest.param("会议于2023年12月20日召开，效果良好。", id="a date in a sentence"),
        pytest.param("统计期限自2023年1月1日起至2023年12月31日止。", id="a period"),
        pytest.param("登记全部办结。", id="no date"),
        pytest.param("登记全部办结。\n2023年12月", id="a month and no name"),
        pytest.param("登记全部办结。\n云岭市茶叶局\n今天是：2023年12月20日", id="today"),
        pytest.param("2023年12月20日\n" + "茶园登记全部办结。" * 40, id="far from the end"),
    ],
)
def test_text_without_a_signature_has_none(document: str) -> None:
    text = clean(document)
    assert find_signature(text, 0, len(text.folded)) is None


@pytest.mark.parametrize(
    "label", ["报送单位：", "汇报单位:", "填报部门：", "编制机关：", "单位名称："]
)
def test_a_label_under_the_title_names_the_agency(label: str) -> None:
    document = f"{label}云岭市茶叶局\n全年办理登记。"
    assert _words(document, label_under(clean(document), 0)) == "云岭市茶叶局"


@pytest.mark.parametrize("document", ["填报单位：甲某某\n登记。", "云岭市茶叶局办理登记。"])
def test_what_labels_no_agency_gives_none(document: str) -> None:
    assert label_under(clean(document), 0) is None


@pytest.mark.parametrize(
    ("document", "agency"),
    [
        pytest.param("报送单位：云岭市茶叶局\n办理登记。", "云岭市茶叶局", id="a label"),
        pytest.param("2023年，云岭市茶叶局坚持以茶兴农。", "云岭市茶叶局", id="the opening"),
        pytest.param(
            "现在，我代表云岭市人民政府向大会报告工作。", "云岭市人民政府", id="on its behalf"
        ),
        pytest.param("2023年，本人担任云岭市茶叶局局长。", "云岭市茶叶局", id="a post"),
        pytest.param("云岭市茶叶局局长甲某某\n登记办结。", "云岭市茶叶局", id="who holds it"),
    ],
)
def test_the_body_names_the_agency(document: str, agency: str) -> None:
    text = clean(document)
    assert _words(document, name_in_body(text, 0, len(text.folded))) == agency


@pytest.mark.parametrize("document", ["今年以来，我局认真办理登记。", "各位代表："])
def test_a_body_that_names_nobody_gives_none(document: str) -> None:
    text = clean(document)
    assert name_in_body(text, 0, len(text.folded)) is None


def test_a_name_under_the_first_heading_is_not_whose_report_it_is() -> None:
    text = clean(
        "2023年，全市卫生健康系统稳步前进。一、存在问题。乡镇卫生院以上学历人员不足，人才匮乏。"
    )
    assert name_in_body(text, 0, len(text.folded)) is None


def test_what_is_carried_out_is_no_agency() -> None:
    text = clean("2023年，我单位认真贯彻落实各级决策部署，认真履行职责，各项工作取得新进展。")
    assert name_in_body(text, 0, len(text.folded)) is None
