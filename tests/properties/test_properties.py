"""What must hold for any text at all."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import Digest, SummarizerError, summarize
from summarizer.briefing import LONGEST_BRIEF
from summarizer.numerals import numbers
from summarizer.reading.clean import clean, fold, is_blank
from summarizer.reading.decode import read_source
from summarizer.rendering.json import to_json
from summarizer.rendering.markdown import to_markdown

_FRAGMENTS = (
    "云岭市教育局2023年工作总结",
    "2022年石埠镇人民政府工作报告",
    "政府工作报告——2024年1月9日在澜水县第三次会议上",
    "\n2023年12月22日\n",
    "篇一：",
    "【第2篇】",
    "# ",
    "一、",
    "（一）",
    "1.",
    "①",
    "一是",
    "二是",
    "首先，",
    "存在的问题",
    "下一步打算",
    "工作开展情况",
    "全年办理案件1,234件，办结率98.5%，",
    "存在力量不足、机制不健全等问题",
    "但与上级要求相比仍有差距",
    "下一步，我局将加强培训。",
    "未收到依申请公开申请。",
    "其中：甲类３０余件，乙类四起",
    "受理申请100件，其中自然人60件，企业50件。",
    "办结95件，办结率98%。",
    "2022年，我局逐卷核对馆藏民国照片的来源和年代，请老同志辨认人物。",
    "《云岭市2022年工作总结》",
    "“",
    "”",
    "（",
    "）",
    "。",
    "；",
    "，",
    "：",
    " ",
    "\u3000\u3000",
    "\n",
    "\n\n",
    "\f",
    "— 3 —\n",
    "國務院機關總結報告",
    "abc def",
    "12",
    "𠮷",
    "\u200b",
    "*",
)
_TEXTS = st.lists(
    st.one_of(st.sampled_from(_FRAGMENTS), st.text(max_size=6)), min_size=1, max_size=60
).map("".join)


@given(_TEXTS)
def test_cleaned_text_maps_back_character_for_character(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.shown) == len(cleaned.folded)
    for at, char in enumerate(cleaned.shown):
        original = text[cleaned.origin(at)]
        # Between two words a space is shown for whatever stood there.
        assert original == char or (char == " " and is_blank(original))


@given(st.text(max_size=300))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(deadline=None)
@given(_TEXTS)
def test_reports_are_in_order_and_do_not_overlap(text: str) -> None:
    digest = _digest(text)
    for before, after in pairwise(digest.reports if digest else ()):
        assert before.span.end <= after.span.start


@settings(deadline=None)
@given(_TEXTS)
def test_every_item_is_borne_out_by_its_own_report(text: str) -> None:
    digest = _digest(text)
    for report in digest.reports if digest else ():
        for item in (*report.achievements, *report.problems, *report.next_steps):
            assert item.text
            assert item.evidence
            quoted = ""
            for span in item.evidence:
                assert report.span.start <= span.start < span.end <= report.span.end
                # A character of no width may stand inside a number, too.
                quoted += "".join(c for c in text[span.start : span.end] if not is_blank(c))
            assert numbers(item.text) <= numbers(quoted)


@settings(deadline=None)
@given(_TEXTS)
def test_every_figure_stands_in_its_own_report(text: str) -> None:
    digest = _digest(text)
    for report in digest.reports if digest else ():
        for metric in report.metrics:
            assert metric.evidence
            for span in metric.evidence:
                assert report.span.start <= span.start < span.end <= report.span.end


@settings(deadline=None)
@given(_TEXTS)
def test_every_finding_of_the_audit_has_its_place_in_the_reports_it_names(text: str) -> None:
    digest = _digest(text)
    if digest is None:
        return
    reports = {report.id: report.span for report in digest.reports}
    for report in digest.reports:
        for finding in report.findings:
            assert finding.reports == (report.id,)
    for finding in (*digest.findings, *(f for r in digest.reports for f in r.findings)):
        spans = [reports[name] for name in finding.reports]
        for span in finding.evidence:
            assert span.start < span.end
            assert any(whole.start <= span.start < span.end <= whole.end for whole in spans)


@settings(deadline=None)
@given(_TEXTS)
def test_briefs_are_short_and_hold_no_figure_of_their_own(text: str) -> None:
    digest = _digest(text)
    for report in digest.reports if digest else ():
        assert len(report.brief) <= LONGEST_BRIEF
        own = "".join(text[report.span.start : report.span.end].split())
        said = numbers(report.brief) - {report.period}
        assert said <= numbers(own) | {report.agency}


@settings(deadline=None)
@given(_TEXTS)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    first, second = _digest(text), _digest(text)
    if first and second:
        assert to_json(first) == to_json(second)
        assert to_markdown(first) == to_markdown(second)


_OPENING = "云岭市茶叶局2021年工作总结\n2022年1月1日\n一、工作情况\n（一）推进工作。巡查茶园3次。\n"


@pytest.mark.parametrize(
    "text",
    [
        "一是" * 100_000,
        "（" * 1_000_000,
        "“《（【" * 250_000,
        "全年完成任务12件，" * 500_000,
        "".join(f"{'（一）' * (n % 7 + 1)}一、1.①第一，" for n in range(20_000)),
        "云岭市教育局2023年工作总结\n" * 20_000,
        "工作总结" * 200_000,
        "存在" + "不足、" * 200_000 + "等问题。",
        "2021年12月22日" * 50_000,
        "，" * 1_000_000,
        "1" * 1_000_000,
        "\n" * 1_000_000 + "云岭市教育局2023年工作总结",
        "a b " * 200_000,
        "針對問題" * 100_000,
        _OPENING + "完成" + "1" * 100_000 + "件。",
        _OPENING + "一、工作\n" * 20_000,
        _OPENING + "（一）工作：" * 20_000,
        _OPENING + "二、存在问题\n力量" + "：" * 50_000 + "薄弱x。",
        _OPENING + "三、下一步打算\n" + "针对工作" * 30_000 + "薄弱x。",
    ],
    ids=[
        "members",
        "brackets",
        "unclosed quotes",
        "one long line",
        "nested numbering",
        "titles",
        "kinds",
        "run-on",
        "dates",
        "commas",
        "digits",
        "blank lines",
        "spaces",
        "traditional",
        "digits counted",
        "a first number again and again",
        "a second-level number again and again",
        "colons among problems",
        "plans that answer nothing",
    ],
)
def test_hostile_text_is_read_to_the_end(text: str) -> None:
    digest = summarize(text)
    assert digest.reports[-1].span.end <= len(text)


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_one_clear_line(data: bytes) -> None:
    try:
        source = read_source(data, "upload")
    except SummarizerError as error:
        line = str(error)
    else:
        line = "upload: " + ("read" if source.text.strip() else "blank")
    assert line.startswith("upload: ")
    assert "\n" not in line
    assert line != "upload: blank"


def _digest(text: str) -> Digest | None:
    return None if is_blank(text) else summarize(text)
