import pytest

from summarizer.audit.passages import LEAST_SHARED, audit_passages
from summarizer.domain.summary import Finding
from summarizer.reading.clean import clean
from summarizer.reading.split import split_reports

SHARED = "逐卷核对馆藏民国照片的来源和年代，请老同志辨认人物，为三千张照片补上了说明"
NEARLY = "逐卷核对馆藏民国照片的来源和年代，请了老同志辨认人物，为三千张照片补上说明"


def _document(*bodies: tuple[str, str]) -> str:
    return "\n".join(
        f"{agency}2023年工作总结\n2023年12月20日\n一、主要工作\n{body}\n" for agency, body in bodies
    )


def _raised(*bodies: tuple[str, str]) -> tuple[str, list[Finding]]:
    document = _document(*bodies)
    text = clean(document)
    return document, list(audit_passages(text, split_reports(text)))


def test_a_passage_that_two_agencies_share_is_told_with_both_places() -> None:
    document, (finding,) = _raised(
        ("云岭市档案局", f"今年，{SHARED}。接待5人。"),
        ("青江县档案局", f"其次，{SHARED}。扫描9张。"),
    )
    assert (finding.code, finding.severity) == ("shared_passage", "notice")
    assert finding.reports == ("r01", "r02")
    here, there = finding.evidence
    assert document[here.start : here.end] == document[there.start : there.end] == f"{SHARED}。"
    assert f"约{len(SHARED) + 1}字" in finding.message


def test_a_word_put_in_or_left_out_does_not_hide_it() -> None:
    _, (finding,) = _raised(
        ("云岭市档案局", f"今年，{SHARED}。接待5人。"),
        ("青江县档案局", f"其次，{NEARLY}。扫描9张。"),
    )
    here, there = finding.evidence
    assert here.end - here.start > LEAST_SHARED
    assert there.end - there.start > LEAST_SHARED


def test_white_space_does_not_hide_it() -> None:
    wrapped = SHARED[:9] + " " + SHARED[9:20] + " " + SHARED[20:]
    _, found = _raised(
        ("云岭市档案局", f"今年，{SHARED}。接待5人。"),
        ("青江县档案局", f"其次，{wrapped}。扫描9张。"),
    )
    assert len(found) == 1


@pytest.mark.parametrize(
    "passage",
    [
        pytest.param("请老同志辨认人物，为三千张照片补上了说明", id="too short"),
        pytest.param(
            "按照《云岭市人民政府办公室关于做好馆藏民国照片来源和年代核对工作的通知》", id="a title"
        ),
        pytest.param(
            "在市委、市政府的坚强领导下，坚持以习近平新时代中国特色社会主义思想为指导",
            id="formulas",
        ),
    ],
)
def test_what_all_may_write_is_left_alone(passage: str) -> None:
    _, found = _raised(
        ("云岭市档案局", f"今年，{passage}，接待5人。"),
        ("青江县档案局", f"其次，{passage}，扫描9张。"),
    )
    assert found == []


def test_what_three_agencies_write_is_a_formula() -> None:
    _, found = _raised(
        ("云岭市档案局", f"今年，{SHARED}。接待5人。"),
        ("青江县档案局", f"其次，{SHARED}。扫描9张。"),
        ("白垌镇", f"此外，{SHARED}。整理7卷。"),
    )
    assert found == []


def test_one_agency_may_repeat_itself() -> None:
    _, found = _raised(
        ("云岭市档案局", f"今年，{SHARED}。接待5人。"),
        ("云岭市档案局", f"其次，{SHARED}。扫描9张。"),
    )
    assert found == []


def test_two_reports_that_share_much_give_few_findings_and_say_so() -> None:
    parts = [SHARED.replace("民国", word) for word in ("清代", "抗战", "集体", "农场", "铁路")]
    openings = ("今年，", "全县都说，")
    one, other = ("".join(f"{opening}{part}。" for part in parts) for opening in openings)
    _, found = _raised(("云岭市档案局", one), ("青江县档案局", other))
    assert len(found) == 3
    assert all("另有2处" in finding.message for finding in found)
