"""Clauses: where they end, which carry the news, and how a short text is made of them."""

import re
from collections.abc import Iterable, Iterator

from summarizer.domain.outline import Block, Unit
from summarizer.domain.text import CleanText, Range
from summarizer.figures.quantities import QUANTITY
from summarizer.lexicon import any_of, pattern

DASH = "——"
"""Before each of several sentences it makes them a list."""
# Quotation and brackets are bounded, so that an unclosed one costs no more.
_CLAUSE = re.compile(
    r"(?:[^，；。！？“《（]++|“[^”]{0,80}”|《[^》]{0,80}》|（[^）]{0,80}）|[“《（])+?(?:[，；。！？]+[”’》）]*|$)"
)
_BACKGROUND = pattern("background_clauses")
_TRIM = "，；。、：！？ 　,;:.!?-—•●■"
_THEME = re.compile(
    rf"(?:(?:坚持|始终|聚力|{any_of('theme_openers')}|{any_of('heading_actions')})[^，。]{{2,16}}，[^，。]{{2,12}}"
    r"(?:实现|迈出|迈上|迈向|呈现|焕发|开创|展现|翻开|交出|取得|得到|跃上|谱写|绽放|见到|激发)[^，。]{0,4}新[^，。]{0,6}。"
    r"|(?:坚持|聚力|聚焦)[^，。]{2,14}，[^，。]{4,10}。"
    r"|在[^，。]{2,10}上(?:求|见|要|下|出)[^，。]{1,6}。)"
)
_COUPLET = re.compile(r"[^，。]{4}，[^，。]{4}。")
# What was spent says little without what it was spent on.
_SPENT = re.compile(r"[^，。；]{0,6}(?:投入|投资|安排|筹集|争取|整合|拨付)[^，。；]{0,10}元，")
_LONGEST = 60
_TELLS = 7
_SHORTEST_OPENING = 6
_LONGEST_THEME = 32
_SHORTEST_MEMBER = 7
# What went wrong is no news of what was done; that there was less of it is.
_MISHAP = re.compile(r"(?!.*(?:下降|减少|降低|调|化解|处|排查)).*(?:发生|死亡|受伤|纠纷|事故)")
_TOTAL = re.compile(r"(?<!公)共(?!享|同|建|治)|累计|全年|达|完成|总(?![投面人书体局站队工结]|数的)")


def clauses(text: CleanText, stretch: Range) -> Iterator[Range]:
    """Yield the clauses of `stretch`, each with its closing mark, or all of it if it has none."""
    at = None
    for at in _CLAUSE.finditer(text.folded, stretch.start, stretch.end):
        yield tuple.__new__(Range, at.span())
    if at is None:
        yield stretch


def segments(folded: str, stretch: Range) -> Iterator[Range]:
    """Yield the parts of `stretch` between semicolons, each with its own."""
    start, end = stretch
    while start < end:
        stop = folded.find("；", start, end) + 1 or end
        yield Range(start, stop)
        start = stop


def wording(text: CleanText, stretch: Range) -> str:
    """Return `stretch` as a person reads it, without marks at either end."""
    start, end = stretch
    return text.shown[start:end].strip(_TRIM)


def has_quantity(text: CleanText, stretch: Range) -> bool:
    """Tell whether a number with a measure word stands in `stretch`."""
    return QUANTITY.search(text.folded, *stretch) is not None


def telling(text: CleanText, units: Iterable[Unit], room: int) -> Range | None:
    """Return the clause that says most: one with a figure, a total before a part."""
    best: Range | None = None
    for unit in units:
        if not has_quantity(text, unit.stretch):
            continue
        for clause in clauses(text, Range(unit.marker_end, unit.stretch.end)):
            if not 4 <= clause.end - clause.start <= room or not has_quantity(text, clause):
                continue
            if _MISHAP.match(text.folded, *clause):
                continue
            if _TOTAL.search(text.folded, clause.start, clause.end):
                return clause
            best = best or clause
    return best


def opening(text: CleanText, units: Iterable[Unit], room: int) -> Range | None:
    """Return the first clause that is not mere background."""
    for unit in units:
        for clause in clauses(text, Range(unit.marker_end, unit.stretch.end)):
            fits = _SHORTEST_OPENING <= clause.end - clause.start <= room
            if fits and not _BACKGROUND.match(text.folded, *clause):
                return clause
    return None


def shortened(text: CleanText, stretch: Range) -> str:
    """Return what a long sentence says in at most about sixty characters, in its own words."""
    whole = wording(text, stretch)
    if len(whole) <= _LONGEST // 2:
        return whole
    parts = list(clauses(text, stretch))
    news = [p for p in parts if not _BACKGROUND.match(text.folded, p.start, p.end)] or parts[-1:]
    chosen = [news[0]]
    if len(news) > 1 and _SPENT.match(text.folded, *news[0]):
        chosen.append(news[1])
    elif len(news) > 1 and not has_quantity(text, news[0]):
        figure = next((part for part in news[1:] if has_quantity(text, part)), None)
        honoured = pattern("honours").search
        figure = figure or next((part for part in news[1:] if honoured(text.folded, *part)), None)
        told = figure or (news[1] if len(wording(text, news[0])) < _TELLS else None)
        chosen += [told] if told else []
    said = "，".join(wording(text, part) for part in chosen)
    if len(said) <= _LONGEST:
        return said
    return _cut(said)


def _cut(said: str) -> str:
    """Cut `said` at the last pause that fits, never inside a number."""
    for mark in "，、；":
        at = said.rfind(mark, 12, _LONGEST)
        if at > 0:
            return said[:at]
    at = _LONGEST
    while at > 12 and (said[at - 1].isdigit() or said[at - 1] in ".,%"):
        at -= 1
    return said[:at]


def is_theme(text: CleanText, stretch: Range) -> bool:
    """Tell whether a sentence only names the theme of the sentences after it.

    坚持绿色发展，生态环境呈现新气象。 announces; what was done follows.
    """
    start, end = stretch
    if end - start > _LONGEST_THEME:
        return False
    named = text.folded.startswith(DASH, start) or _THEME.match(text.folded, start, end)
    return bool(named) and not has_quantity(text, stretch)


def is_couplet(text: CleanText, stretch: Range) -> bool:
    """Tell whether a sentence is two clauses of four characters (德育为先，润物无声。)."""
    return _COUPLET.fullmatch(text.folded, *stretch) is not None


def rest_of_member(units: list[Unit], at: int) -> list[Unit]:
    """Return the sentences that follow a list member in its own paragraph."""
    end = at + 1
    while end < len(units) and not (units[end].member or units[end].paragraph):
        end += 1
    return units[at + 1 : end]


def whole_member(units: list[Unit], at: int) -> Range:
    """Return a list member with the sentence after it where it is a mere word (一是建。)."""
    unit = units[at]
    if unit.stretch.end - unit.marker_end >= _SHORTEST_MEMBER or at + 1 == len(units):
        return unit.stretch
    after = units[at + 1]
    if after.member or after.paragraph:
        return unit.stretch
    return Range(unit.stretch.start, after.stretch.end)


def section_of(text: CleanText, block: Block) -> str | None:
    """Return the outermost heading over `block`, number included, as a person reads it."""
    return wording(text, block.section) if block.section else None
