"""A stretch of wrapped lines in a text that is not wrapped."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from summarizer import summarize
from summarizer.reading.wrapping import Line, wrapped_stretches

WIDTH = 32
PROSE = (
    "2023年，全市登记茶园120处，培训茶农860人，新建茶站3个，受理投诉15件，办结率达到100%。"
    "组织技能培训，参训茶农四百余人，茶园面貌进一步改善，茶农收入稳步提高。"
)
UNWRAPPED = "一、登记工作\n" + PROSE * 4 + "\n二、推广工作\n" + PROSE * 4 + "\n"


def _wrapped(text: str, width: int = WIDTH) -> str:
    """Return `text` cut where as many wide characters have been printed, a digit being half one."""
    lines, printed = [""], 0
    for char in text:
        printed += 1 if char.isascii() else 2
        if printed > width * 2:
            lines.append("")
            printed = 1 if char.isascii() else 2
        lines[-1] += char
    return "\n".join(lines)


def _lines(text: str) -> list[Line]:
    found, start = [], 0
    for line in text.split("\n"):
        if line:
            found.append(Line(start, sum(1 if c.isascii() else 2 for c in line), line))
        start += len(line) + 1
    return found


def test_a_report_wrapped_among_others_is_read_as_its_author_wrote_it() -> None:
    unwrapped = f"云岭市茶叶局2023年工作总结\n{UNWRAPPED}"
    paragraphs = "\n".join(_wrapped(PROSE * 2) for _ in range(4))
    text = f"{unwrapped * 4}云岭市水务局2023年工作总结\n{paragraphs}\n{unwrapped}"
    [report] = [report for report in summarize(text).reports if report.agency == "云岭市水务局"]
    assert {item.text for item in report.achievements} == {
        "全市登记茶园120处",
        "组织技能培训，参训茶农四百余人",
    }


def test_lines_of_one_length_with_no_commas_are_a_list() -> None:
    listed = "\n".join(f"云岭市第{number:02}茶叶站工作总结及工作计划" for number in range(30))
    assert wrapped_stretches(_lines(listed)) == []


def test_a_few_lines_of_one_length_are_no_stretch() -> None:
    assert wrapped_stretches(_lines(_wrapped(PROSE) + "\n" + PROSE * 3)) == []


@given(
    st.lists(st.integers(1, 90).map(lambda n: (PROSE * 2)[:n]), max_size=60), st.integers(20, 40)
)
def test_stretches_are_in_order_and_apart(lines: list[str], width: int) -> None:
    found = wrapped_stretches(_lines("\n".join([*lines, _wrapped(PROSE * 8, width)])))
    assert all(stretch.first <= stretch.last for stretch in found)
    assert all(a.last < b.first for a, b in pairwise(found))


def _ragged(text: str, widths: tuple[int, ...]) -> str:
    """Return `text` cut after as many characters as `widths` say in turn."""
    lines: list[str] = []
    at = 0
    while at < len(text):
        width = widths[len(lines) % len(widths)]
        lines.append(text[at : at + width])
        at += width
    return "\n".join(lines)


def test_lines_cut_by_hand_at_no_one_width_are_rejoined() -> None:
    ragged = _ragged(PROSE * 6, (29, 24, 31, 26, 22, 30))
    document = (
        f"云岭市茶叶局2023年工作总结\n{UNWRAPPED}\n云岭市水务局2023年工作总结\n"
        f"一、主要工作\n{ragged}\n"
    )
    report = summarize(document).reports[1]
    assert [(m.value, m.unit) for m in report.metrics][:5] == [
        (120, "处"),
        (860, "人"),
        (3, "个"),
        (15, "件"),
        (100, "%"),
    ]
    said = "".join(item.text for item in report.achievements)
    assert "参训茶农四百余人" in said


def test_a_list_of_lines_without_full_stops_is_left_as_it_is() -> None:
    done = ("登记茶园120处", "培训茶农860人", "新建茶站3个", "受理投诉15件", "满意度继续提高")
    rows = ["，".join(done[: 2 + at % 4] * (1 + at % 3)) for at in range(24)]
    text = "\n".join(rows)
    assert wrapped_stretches(_lines(text)) == []
