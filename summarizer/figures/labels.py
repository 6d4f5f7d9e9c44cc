"""Labels: what a figure counts, in the words around it."""

import re

from summarizer.domain.text import CleanText
from summarizer.figures.quantities import ABOUT, NUMERALS, SPELLED_HINT, Figure

# What the words of `_SUM` can end in: one look spares the search.
_SUM_ENDS = frozenset("计共年后已达到为有了约近超过逾破至")
_SUM = re.compile(
    rf"(?:共计|总计|累计|合计|共|总共|全年|先后|已|达到?|(?<![行作])为|有|了|{ABOUT}|近|超过?|逾|突破|增至|至)+$"
)
# 由213家压减至17家: the former value is told as such, and is not part of what is counted after it.
_CHANGED = re.compile(r"[^，。；：]{0,12}?(?:至|到|为)了?[\d.]")
FORMERLY = "原"
"""What the label of a value begins with that another has taken the place of."""
_FROM = r"[由从](?:(?:每[人户年月天日])+|原来?的?|年初的?|[上去]年的?)?"
_FROM_BEFORE = re.compile(rf"{_FROM}$")
_FORMER = re.compile(rf"{_FROM}[\d.]+[^，]*$")
_LABEL_PART = re.compile(
    r"全年|共计?|累计|总共|今年|20\d\d年(?:度)?|以来|我[局委办镇县市区院校]|本局|本年度?|并|已"
)
# Up to the last of what parts a label from what stands before it.
_BEFORE_LABEL = re.compile(
    rf".*(?:[，。；：、！？①-⑳⑴-⒛㈠-㈩●■◆▪•]|（[\d{NUMERALS}]{{1,3}}）|（(?![^（）]*）)|(?<![\u4e00-\u9fff])[{NUMERALS}]是|其中|包括)"
)
# Before 分别 stand the names of all that is counted: 不捕率、不诉率分别为38.6%、27.9%.
_RESPECTIVELY = re.compile(r"分别[^，。；、]{0,8}$")
_BEFORE_LABELS = re.compile(
    rf".*(?:[，。；：！？①-⑳⑴-⒛㈠-㈩●■◆▪•]|(?<![\u4e00-\u9fff])[{NUMERALS}]是|其中|包括)"
)
# What stands before 、 belongs to the label in a list that 等 closes, and inside quotation marks.
_LIST_GOES_ON = re.compile(
    r"[^，。；、\d]{1,12}等(?:(?![奖级次候待效于同额])[^，。；、\d]|$)|[^“，。；、]{0,12}”|(?<=[一二三四五六七八]、)[二三四五六七八九][级等类]"
)
_ORDINAL = re.compile(rf"第?[{NUMERALS}]{{1,3}}、")
_DIGIT = re.compile("[0-9]")
# 同比上升 says nothing without what rose, which the figure before it has counted.
_COMPARED = re.compile(
    r"(?:同比|环比|[较比](?:上年|去年|上一?年|前年|年初)(?:度|同期|底|末)?)[^，。；、]{0,6}$"
    r"|(?:增长|下降|上升|提高|提升|降低|减少|增幅|降幅)[了达为约近]?$"
)
# 选派 and 全县 say little without the object behind the number (选派56名骨干).
_SAYS_LITTLE = re.compile(r"全[省市县区州旗镇乡校院局]|覆盖全部|[\u4e00-\u9fff]{2,4}|[^。；]+等")
_OBJECT = re.compile(r"(?!以[上下]|左右|[余多])[^，。；、：！？（）“《\d.]{1,16}(?<![和与及])")
_OBJECT_FIRST = re.compile(r"[^，。；、：！？（）]{1,16}(?<!\d)")
_PERIOD = re.compile(r"20\d\d[年届][度底末]?")
_LONGEST_LABEL = 24


def label_of(
    text: CleanText, at: int, stop: int, start: int, end: int, last: Figure | None = None
) -> tuple[str, int]:
    """Return what the number at `at` counts, in the text's words, and where they start.

    `last` is the figure before it, which may count the same in another measure (7户、24人).
    """
    folded = text.folded
    between = folded[last.stretch.end : at] if last else None
    if last and (not between or (between in "、和与及" and "分别" in last.label)):
        return last.label, last.stretch.start
    left = _label_opens(folded, start, at)
    lead = folded[left:at]
    summed = _SUM.search(lead) if lead[-1:] in _SUM_ENDS else None
    lead_end = left + summed.start() if summed else at
    changed = "由" in lead or "从" in lead
    former = _FORMER.search(folded, left, lead_end) if changed else None
    if former and former.start() - left >= 2:
        lead_end = former.start()
    if last and last.stretch.end == left - 1 and "分别" not in lead and _COMPARED.match(lead):
        return last.label + text.shown[left:lead_end], last.stretch.start
    if lead_end - left >= 2 and not _PERIOD.fullmatch(lead):
        label = text.shown[_label_start(folded, left, lead_end) : lead_end]
        counts = _SAYS_LITTLE.fullmatch(folded, left, lead_end) and folded[stop - 1] != "%"
        what = _OBJECT.match(folded, stop, end) if counts else None
        return label + text.shown[slice(*what.span())] if what else label, left
    if what := _OBJECT_FIRST.match(folded, stop, end):
        return text.shown[slice(*what.span())], at
    if last and last.stretch.end == left - 1:
        return last.label + text.shown[left:at], last.stretch.start
    return text.shown[left:lead_end] or text.shown[at:stop], left


def is_former(folded: str, before: str, stop: int, end: int) -> bool:
    """Tell whether a number is the value that another has taken the place of (由213家减至17家).

    `before` is what stands before it; it ends at `stop`.
    """
    if "由" not in before and "从" not in before:
        return False
    return bool(_FROM_BEFORE.search(before) and _CHANGED.match(folded, stop, end))


def former_label_of(text: CleanText, at: int, start: int) -> tuple[str, int]:
    """Return what the number at `at` counted before it changed, and where the words start."""
    left = _label_opens(text.folded, start, at)
    changes = _FROM_BEFORE.search(text.folded, left, at)
    lead_end = changes.start() if changes else at
    return FORMERLY + text.shown[_label_start(text.folded, left, lead_end) : lead_end], left


def _label_opens(folded: str, start: int, at: int) -> int:
    """Return where the words begin that say what the number at `at` counts."""
    left = max(start, at - 40)
    listed = "分别" in folded[left:at] and _RESPECTIVELY.search(folded, left, at)
    parted = (_BEFORE_LABELS if listed else _BEFORE_LABEL).match(folded, left, at)
    if parted is None:
        return left
    goes_on = _LIST_GOES_ON.match(folded, parted.end(), at) is not None
    if not goes_on and parted[0][-1] != "、":
        return parted.end()
    whole = _BEFORE_LABELS.match(folded, left, at)
    if not whole and left > start:
        return parted.end()
    wide = whole.end() if whole else left
    # 红包、回扣31.7万元 are counted together; of 文件32件、合同56份 each is by itself.
    together = goes_on or not (_ORDINAL.match(folded, wide) or _counts(folded, wide, at))
    return wide if together else parted.end()


def _counts(folded: str, start: int, end: int) -> bool:
    return any(figure.search(folded, start, end) for figure in (_DIGIT, SPELLED_HINT))


def _label_start(folded: str, left: int, end: int) -> int:
    """Return where a long label's last part begins: after 全年, 共 and the like."""
    if end - left <= _LONGEST_LABEL // 2:
        return left
    parts = [part.end() for part in _LABEL_PART.finditer(folded, left, end - 3)]
    start = parts[-1] if parts else left
    if end - start > _LONGEST_LABEL:
        start = end - _LONGEST_LABEL
        # Not in the middle of a word, where the next of a list begins soon.
        start = folded.find("、", start, end) + 1 or start
    return start
