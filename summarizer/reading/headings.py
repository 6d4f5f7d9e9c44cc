"""What a heading says its section is about, and where a heading ends."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from summarizer.domain.outline import Category
from summarizer.domain.text import CleanText
from summarizer.lexicon import any_of, pattern
from summarizer.reading.dates import YEAR, year_of

_NOISE_BEFORE, _NOISE_AFTER = " #*_—-【[", " 。：；，、*_#】]"
_ACTION = re.compile(f"(?:进一步|不断|切实|继续|大力|全力|深入)?{any_of('heading_actions')}")
_NEXT_YEAR_WORK = re.compile(
    r"年.{0,24}?(?:工作|任务|目标|重点|计划|举措|安排|打算|思路|设想|部署)"
)
_CLEARLY_NEXT = re.compile(
    r"下一?步|下一?阶段|下半年|明年|今后|^(?:整改|改进|完善|提升)(?:措施|举措|方向|打算|计划|思路|目标|建议)$"
)
_OPENER = re.compile(any_of("sentence_openers"))
_PROBLEMS_AND_PLANS = re.compile(
    r"(?:问题|不足|困难|短板|差距)(?:及其?|和|与|、|以及)(?:下一?步|有关|相关|几点|对策|意见)?(?:整改|改进|解决|工作打算|打算|建议|对策)"
)
_GLUED = re.compile(r"[0-9]\d{5,}")
_PAUSE = re.compile(r"[，。；：！？]")
_CLAUSE_END = re.compile(r"[，。；]")
_UNFINISHED = re.compile(r"[。；：]|，$")
_SECTION_NOUN = pattern("section_nouns")
_GENERIC = re.compile(
    r"(?:情况|成效|成绩|做法|亮点|经验|进展|回顾|总结|概况|概述|综述|工作|举措|措施|交流|特色|业绩|总体|形势|任务|职责)(?:是|有[一二三四五六七八九十几]?|如下)?$"
)
_PLANS_BY_NAME = re.compile(
    rf"{_CLEARLY_NEXT.pattern}|未来|后续|打算|计划|思路|设想|展望|谋划|安排|方向|改进|整改|对策|建议"
)
_CAUSES = re.compile(
    r"(?!.*(?:问题|不足|困难|短板|差距|未完成[^，。]{2,4})(?:及|和|与|、)).*(?:原因|成因)"
)
_STILL = re.compile(r"[还仍尚]|依然")
# 力量薄弱的问题 is one of them; 管理中的问题 and 亟待解决的问题 are several.
_ONE_PROBLEM = re.compile(
    r"(?:关于)?.{3,}(?<!存在)(?<!面临)(?<!方面)(?<!解决)(?<!关注)(?<!重视)(?<!注意)(?<!改进)(?<!整改)(?<!发展)"
    r"(?<![上中里下前要])的(?:突出)?问题$"
    r"|.{3,}(?:有|存在)(?:一定|较大|不小|明显)?的?(?:差距|短板|不足|弱项|欠缺)$"
)
_NO_FIELD = re.compile(f"{any_of('heading_fillers')}+")
_LONGEST = 42
_LONGEST_NAME = 14
# A run without a space that is longer than any printed line is a paragraph of its own.
_PARAGRAPH = 50
_SHORTEST_SENTENCE = 12
_LONGEST_RUN_IN = 30


@dataclass(frozen=True, slots=True)
class Subject:
    """What a heading is about; `mixed` where it names problems and plans together."""

    category: Category | None
    mixed: bool = False


_UNSAID = Subject(None)


def subject_of(heading: str, period: str | None, *, outermost: bool = True) -> Subject:
    """Return what the folded `heading` (without its number) is about.

    `period` is the year that the report covers: work of a later year is a plan.
    Only an `outermost` heading opens one of the forms' statistical sections.

    >>> subject_of("存在问题及改进措施", "2021")
    Subject(category=<Category.PROBLEM: 'problems'>, mixed=True)
    >>> subject_of("聚焦突出问题", "2021")
    Subject(category=None, mixed=False)
    """
    heading = _bare(heading)
    if len(heading) > _LONGEST or not heading or heading.endswith("如下"):
        return _UNSAID
    form = outermost and pattern("headings_other").search(heading)
    reasons = "因" in heading and _CAUSES.match(heading)
    if form or reasons or "汇编" in heading or _GLUED.search(heading):
        return Subject(Category.OTHER)
    action = _ACTION.match(heading)
    if action and not _CLEARLY_NEXT.search(heading):
        return _UNSAID
    plan = pattern("headings_next_steps").search(heading) or _later_year(heading, period)
    done = pattern("headings_achievements").search(heading)
    refused = action or pattern("headings_not_problems").search(heading)
    if _PROBLEMS_AND_PLANS.search(heading) and not action:
        return Subject(Category.PROBLEM, mixed=True)
    named = pattern("headings_problems").search(heading)
    if named and not refused and not _is_in_a_sentence(heading, named):
        after = bool(plan) or "改进" in heading or "整改" in heading or "措施" in heading
        if done and not after and heading.find("情况") > heading.find("问题"):
            return Subject(Category.PROBLEM)
        return Subject(Category.PROBLEM, mixed=after)
    if plan:
        if done and not _CLEARLY_NEXT.search(heading) and not _later_year(heading, period):
            improves = re.search("改进情况|整改情况", heading)
            return Subject(Category.NEXT_STEP if improves else Category.ACHIEVEMENT)
        return Subject(Category.NEXT_STEP)
    # A sentence may hold such a word by chance (特色课程开发不足).
    if done and not action and "，" not in heading:
        return Subject(Category.ACHIEVEMENT)
    return _UNSAID


def _is_in_a_sentence(heading: str, named: re.Match[str]) -> bool:
    """Tell whether a sentence goes on behind what is named (方式单一，罚多管少的问题没有扭转)."""
    return "，" in heading[: named.start()] and named.end() < len(heading)


def _bare(heading: str) -> str:
    return heading.lstrip(_NOISE_BEFORE).rstrip(_NOISE_AFTER)


def is_generic(heading: str) -> bool:
    """Tell whether a heading only announces work done (工作开展情况) and names none."""
    bare = _bare(heading)
    return _GENERIC.search(bare) is not None and _ACTION.match(bare) is None


def names_item(heading: str, category: Category | None, above: Category | None) -> bool:
    """Tell whether a folded heading under one of the category `above` is one of its items.

    Its words only look like a section's name: 公开答复的规范性还有差距 under 存在问题,
    做优特色农业服务 under 下一步工作, 统筹推进其他重点工作 under 工作完成情况.
    """
    if above is Category.PROBLEM and category is above:
        one = _ONE_PROBLEM.fullmatch(_bare(heading)) or _STILL.search(heading)
        return len(heading) > _LONGEST_NAME or one is not None
    if above in (Category.NEXT_STEP, Category.PROBLEM) and category is Category.ACHIEVEMENT:
        return not is_generic(heading)
    if above is Category.ACHIEVEMENT and category is Category.NEXT_STEP:
        return _PLANS_BY_NAME.search(heading) is None
    # What was put right: 关于“学习不深入”的问题 under 整改落实情况.
    return above is Category.ACHIEVEMENT and heading.startswith(("关于", "针对"))


def taken_up(heading: str, above: Subject) -> Subject:
    """Return what a folded heading is about that is no section's name, from what it stands under.

    Under one on problems and plans together 加大宣传力度 is a plan, 宣传力度不够 a problem.
    """
    bare = _bare(heading)
    measure = above.mixed and (_ACTION.match(bare) or bare.startswith("建议"))
    if measure and not pattern("deficiencies").search(bare):
        return Subject(Category.NEXT_STEP)
    return above


def names_no_field(heading: str) -> bool:
    """Tell whether a generic heading holds no word of a field (工作开展情况, not 疫情防控工作)."""
    return _NO_FIELD.fullmatch(_bare(heading)) is not None


def _later_year(heading: str, period: str | None) -> bool:
    if not period or "年" not in heading:
        return False
    return any(
        year_of(year) > period and _NEXT_YEAR_WORK.match(heading, year.end() - 1) is not None
        for year in YEAR.finditer(heading)
    )


def heading_end(text: CleanText, start: int, end: int) -> int | None:
    """Return where the heading that begins at `start` ends, or None where a sentence begins.

    `end` is the end of the unit: a sentence mark, a meant line end, or the next number.
    """
    folded = text.folded
    bare_end = end
    while bare_end > start and folded[bare_end - 1] in "。：；，、—-#":
        bare_end -= 1
    run_in = _run_in(text, start, bare_end)
    if run_in is not None:
        return run_in
    if bare_end - start <= _LONGEST and (bare_end < end or text.is_break(end) or end - start <= 24):
        colon = folded.find("：", start, bare_end)
        return colon if start < colon <= start + 16 else bare_end
    colon = folded.find("：", start, start + 22)
    comma = _CLAUSE_END.search(folded, start, start + 22)
    if colon > start and (comma is None or comma.start() > colon):
        return colon
    first = start + 3
    for gap in text.starts[_index(text, first) : _index(text, start + _LONGEST_RUN_IN)]:
        if _UNFINISHED.search(folded[start:gap]):
            return None
        if _OPENER.match(folded, gap) or text.next_gap(gap) - gap >= _PARAGRAPH:
            return gap
    return None


def _run_in(text: CleanText, start: int, end: int) -> int | None:
    """Return where a heading ends that runs into its text: a section's noun, then an opener."""
    for noun in _SECTION_NOUN.finditer(text.folded, start, min(end, start + _LONGEST_RUN_IN)):
        wording = text.folded[start : noun.end()]
        if _PAUSE.search(wording):
            return None
        if _OPENER.match(text.folded, noun.end()):
            return noun.end()
        if text.is_gap(noun.end()) and end - noun.end() >= _SHORTEST_SENTENCE:
            return noun.end()
    return None


def _index(text: CleanText, offset: int) -> int:
    return bisect_left(text.starts, offset)
