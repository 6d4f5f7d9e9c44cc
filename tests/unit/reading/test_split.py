"""A document to its reports: whose, of when, from where to where."""

import pytest

from summarizer.domain.document import Report
from summarizer.reading.clean import clean
from summarizer.reading.split import declared_count, document_title, split_reports
from tests.builders import only_report

TEA = "云岭市茶叶局2023年工作总结"
WATER = "云岭市水务局2023年工作总结"
BODY = (
    "全年办理茶园登记一百二十件，办结率明显提高。组织技能培训，参训茶农四百余人，茶园面貌进一步改善。\n"
    "一、存在问题。执法人员偏少，设备更新不及时。\n"
)
OTHER_BODY = (
    "全年检修水渠三十公里，供水保证率继续提高。组织节水宣传，用水户投诉明显下降，水价改革稳妥推进。\n"
    "一、存在问题。渠道老化较多，维修经费不足。\n"
)
TWO = f"云岭市2023年工作总结汇编（共2篇）\n{TEA}\n{BODY}{WATER}\n2024年1月8日\n{OTHER_BODY}"


def _reports(document: str) -> tuple[Report, ...]:
    return split_reports(clean(document))


def _body(document: str) -> str:
    text, report = only_report(document)
    return text.shown[slice(*report.body)]


def test_each_report_has_its_own_id_agency_and_period() -> None:
    assert [(r.id, r.agency, r.period) for r in _reports(TWO)] == [
        ("r01", "云岭市茶叶局", "2023"),
        ("r02", "云岭市水务局", "2023"),
    ]


def test_spans_slice_back_to_the_reports() -> None:
    first, second = (TWO[r.span.start : r.span.end] for r in _reports(TWO))
    assert first.strip() == f"{TEA}\n{BODY}".strip()
    assert second == f"{WATER}\n2024年1月8日\n{OTHER_BODY}".strip()


def test_reports_do_not_overlap() -> None:
    first, second = _reports(TWO)
    assert first.span.end <= second.span.start
    assert first.stretch.end == second.stretch.start


def test_the_last_report_ends_with_the_text() -> None:
    text = clean(TWO)
    assert split_reports(text)[-1].stretch.end == len(text.folded)


def test_the_front_matter_belongs_to_no_report() -> None:
    assert TWO[: _reports(TWO)[0].span.start] == "云岭市2023年工作总结汇编（共2篇）\n"


def test_a_body_holds_neither_title_nor_date() -> None:
    text = clean(TWO)
    bodies = [text.shown[slice(*report.body)] for report in split_reports(text)]
    assert bodies == [BODY.replace("\n", ""), OTHER_BODY.replace("\n", "")]


def test_a_text_without_a_title_is_one_report() -> None:
    document = "今年办理登记。\n存在人手不足的问题。\n"
    (report,) = _reports(document)
    assert (report.title, report.agency, report.date, report.period) == (None, None, None, None)
    assert document[report.span.start : report.span.end] == document.strip()


@pytest.mark.parametrize(
    ("document", "date"),
    [
        pytest.param(f"{TEA}\n（2023年12月20日）\n{BODY}", "2023-12-20", id="under the title"),
        pytest.param(f"{TEA}\n{BODY}云岭市茶叶局\n2023年12月20日\n", "2023-12-20", id="signature"),
        pytest.param(
            f"{TEA}\n2023年12月20日\n{BODY}云岭市茶叶局\n2024年1月5日\n",
            "2023-12-20",
            id="both, and the title's comes first",
        ),
        pytest.param(f"{TEA}\n{BODY}", None, id="none"),
        pytest.param(f"{TEA}\n2023年12月\n{BODY}", None, id="no day"),
        pytest.param(
            f"{TEA}\n本报告统计期限自2023年1月1日起至2023年12月31日止。{BODY}", None, id="a period"
        ),
        pytest.param(f"{TEA}\n会议于2023年3月1日召开。{BODY}", None, id="a date in a sentence"),
    ],
)
def test_the_date_is_the_one_that_the_report_bears(document: str, date: str | None) -> None:
    (report,) = _reports(document)
    assert report.date == date


@pytest.mark.parametrize(
    ("document", "agency"),
    [
        pytest.param(f"{TEA}\n{BODY}", "云岭市茶叶局", id="title, agency first"),
        pytest.param(f"2023年云岭市茶叶局工作总结\n{BODY}", "云岭市茶叶局", id="title, year first"),
        pytest.param(
            f"2023年度工作总结\n{BODY}云岭市茶叶局\n2023年12月20日\n",
            "云岭市茶叶局",
            id="signature",
        ),
        pytest.param(f"2023年工作总结\n报送单位：云岭市茶叶局\n{BODY}", "云岭市茶叶局", id="label"),
        pytest.param(
            f"云岭市茶叶2023年工作总结\n云岭市茶叶局认真履职。{BODY}",
            "云岭市茶叶局",
            id="completed from the body",
        ),
        pytest.param(
            f"{TEA}\n{BODY}云岭市水务局\n2023年12月20日\n",
            "云岭市茶叶局",
            id="title over signature",
        ),
    ],
)
def test_the_agency_comes_from_the_surest_place(document: str, agency: str) -> None:
    (report,) = _reports(document)
    assert report.agency == agency


def test_two_reports_known_only_by_their_signatures() -> None:
    document = (
        f"2022年工作总结\n{BODY}云岭市茶叶局\n2023年1月5日\n"
        f"2023年工作总结\n{OTHER_BODY}云岭市水务局\n2024年1月8日\n"
    )
    assert [(r.agency, r.date) for r in _reports(document)] == [
        ("云岭市茶叶局", "2023-01-05"),
        ("云岭市水务局", "2024-01-08"),
    ]


def test_a_government_report_is_the_government_s() -> None:
    document = (
        "政府工作报告\n——2023年1月8日在云岭市第三届人民代表大会第二次会议上\n云岭市市长 甲某某\n"
        f"各位代表：\n现在，我代表云岭市人民政府向大会报告工作。{BODY}"
    )
    (report,) = _reports(document)
    assert (report.agency, report.date) == ("云岭市人民政府", "2023-01-08")


def test_a_government_report_that_names_its_place() -> None:
    (report,) = _reports(f"云岭市人民政府工作报告\n（2023年1月8日）\n各位代表：\n{BODY}")
    assert (report.agency, report.date) == ("云岭市人民政府", "2023-01-08")


@pytest.mark.parametrize(
    "signature",
    [
        pytest.param("云岭市茶叶局\n2023年12月20日\n", id="signature"),
        pytest.param("附件：茶园登记统计表\n", id="an attachment"),
        pytest.param("（联系人：甲某某）\n", id="a note in brackets"),
        pytest.param("上一篇：云岭市要闻\n", id="a web page's foot"),
        pytest.param("---\n", id="a rule"),
    ],
)
def test_what_follows_the_last_sentence_is_no_part_of_the_body(signature: str) -> None:
    assert _body(f"{TEA}\n{BODY}{signature}") == BODY.replace("\n", "")


def test_a_text_that_breaks_off_is_truncated() -> None:
    (report,) = _reports(f"{TEA}\n{BODY}二、下一步打算。我们将继续推进茶园改造并且")
    assert report.truncated


def test_what_a_library_lets_read_breaks_off_before_its_own_words() -> None:
    document = (
        f"{TEA}\n{BODY}二、下一步打算。我们将继续推进茶园改造并……\n试读已结束 收藏 分享到：微信"
    )
    (report,) = _reports(document)
    assert report.truncated
    assert _body(document).endswith("改造并……")


def test_what_stands_before_a_truncation_stays_in_the_body() -> None:
    assert _body(f"{TEA}\n{BODY}二、下一步打算。我们将继续推进茶园改造并且").endswith("改造并且")


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param("", id="a full stop"),
        pytest.param("云岭市茶叶局\n2023年12月20日", id="a signature"),
        pytest.param("附件：茶园登记统计表", id="an attachment"),
        pytest.param("谢谢大家！", id="an exclamation"),
        pytest.param("茶农说：“服务很好。”", id="a quotation"),
    ],
)
def test_a_text_that_ends_properly_is_not_truncated(ending: str) -> None:
    (report,) = _reports(f"{TEA}\n{BODY}{ending}")
    assert not report.truncated


def test_a_list_without_full_stops_does_not_break_off() -> None:
    plans = "二、下一步打算\n- 改造茶园两百亩\n- 开展采茶培训\n- 加强市场检查\n"
    (report,) = _reports(f"{TEA}\n{BODY}{plans}")
    assert not report.truncated


def test_a_very_short_report_is_kept() -> None:
    found = _reports(f"{TEA}\n今年无工作。\n云岭市水务局2023年工作总结\n{BODY}")
    assert [r.agency for r in found] == ["云岭市茶叶局", "云岭市水务局"]


def test_a_citation_over_a_line_end_begins_no_report() -> None:
    cited = "工作中我们按照\n云岭市人民政府2023年工作报告\n的要求开展工作，培训茶农300人。"
    assert len(_reports(f"{TEA}\n{BODY}{cited}")) == 1


def test_only_the_report_that_breaks_off_is_truncated() -> None:
    assert [r.truncated for r in _reports(f"{TWO}二、下一步打算。我们将继续改造渠道并且")] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("front", "count"),
    [
        pytest.param("云岭市工作总结汇编（共2篇）\n", 2, id="共2篇"),
        pytest.param("工作总结精选30篇\n", 30, id="精选30篇"),
        pytest.param("工作总结合集\n共收录3份报告\n", 3, id="收录3份"),
        pytest.param("本汇编收录十五个单位的工作总结\n", 15, id="Chinese number"),
        pytest.param("工作总结汇编（１２篇）\n", 12, id="full-width digits"),
        pytest.param("云岭市工作总结汇编\n", None, id="no number"),
        pytest.param("", None, id="no front matter"),
        pytest.param("云岭市共有12家茶企\n", None, id="a number of something else"),
    ],
)
def test_the_count_that_the_front_matter_declares(front: str, count: int | None) -> None:
    text = clean(f"{front}{TEA}\n{BODY}{WATER}\n{OTHER_BODY}")
    assert declared_count(text, split_reports(text)[0].stretch.start) == count


def test_a_count_inside_a_report_declares_nothing() -> None:
    text = clean(f"{TEA}\n编印制度汇编共5篇。{BODY}")
    assert declared_count(text, split_reports(text)[0].stretch.start) is None


@pytest.mark.parametrize(
    ("document", "title"),
    [
        pytest.param(TWO, "云岭市2023年工作总结汇编（共2篇）", id="a compilation's own"),
        pytest.param(f"# 云岭市总结汇编\n\n## {TEA}\n\n{BODY}", "云岭市总结汇编", id="Markdown"),
        pytest.param(f"{TEA}\n{BODY}", TEA, id="a lone report's"),
        pytest.param(f"{TEA}\n{BODY}{WATER}\n{OTHER_BODY}", None, id="none for several reports"),
    ],
)
def test_the_document_has_a_title(document: str, title: str | None) -> None:
    text = clean(document)
    assert document_title(text, split_reports(text)) == title


def test_traditional_reports_are_told_apart_and_shown_as_written() -> None:
    document = (
        "雲嶺市茶葉局2023年工作總結\n全年辦理茶園登記，較去年增長，組織業務培訓，質量達標。\n"
        "一、存在問題。執法人員偏少，設備更新不及時。\n"
        "雲嶺市水務局2023年工作總結\n全年檢修水渠，供水保證率繼續提高，組織節水宣傳。\n"
        "一、存在問題。渠道老化較多，維修經費不足。\n"
    )
    assert [r.agency for r in _reports(document)] == ["雲嶺市茶葉局", "雲嶺市水務局"]


def test_a_report_is_found_whatever_the_white_space() -> None:
    spaced = TWO.replace("\n", "\r\n\r\n")
    assert [r.agency for r in _reports(spaced)] == [r.agency for r in _reports(TWO)]


def test_page_furniture_between_reports_belongs_to_neither_body() -> None:
    lines = TWO.replace("（共2篇）", "").splitlines()
    paged = "".join(f"{line}\n云岭年鉴\n- {n} -\n" for n, line in enumerate(lines, start=1))
    text = clean(paged)
    bodies = [text.shown[slice(*report.body)] for report in split_reports(text)]
    assert bodies == [BODY.replace("\n", ""), OTHER_BODY.replace("\n", "")]
