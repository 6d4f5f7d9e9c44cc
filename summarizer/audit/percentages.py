"""Shares against the counts they are made from."""

import re
from collections.abc import Iterator
from decimal import Decimal

from summarizer.audit.findings import WARNING, raised
from summarizer.domain.document import Report
from summarizer.domain.summary import Finding
from summarizer.domain.text import CleanText, Range
from summarizer.lexicon import any_of

_NUMBER = r"\d{1,9}(?:\.\d{1,3})?"
# Found from the rarest word, the share; what stands before it is then read from the clause on.
_SHARE = re.compile(rf"率(?:达到?|为|是)?了?(?P<share>{_NUMBER})%")
_PROPORTION = re.compile(rf"占(?:总数|全部|比)?的?(?:比例)?(?:为|达)?(?P<share>{_NUMBER})%")
_COUNT = r"\d{1,3}(?:[,，]\d{3}){1,3}|\d{1,9}"
_WHOLE = rf"(?P<whole>{_COUNT})(?P<unit>[件个起宗项条户人份次])"
_INTAKE = rf"{any_of('intake_words')}[^，。；\d]{{0,20}}{_WHOLE}"
_DONE = (
    rf"[，。；]?[^，。；\d]{{0,12}}?(?P<verb>[\u4e00-\u9fff]{{2,4}}?)了?(?P<part>{_COUNT})(?P=unit)"
    r"(?:，|（)?[^，。；\d]{0,8}$"
)
_COUNTS = re.compile(_INTAKE + _DONE)
_AMONG = re.compile(rf"{_WHOLE}，其中[^，。；\d]{{2,16}}(?P<part>{_COUNT})(?P=unit)，$")
_BEFORE = 70


def audit_percentages(text: CleanText, report: Report) -> Iterator[Finding]:
    """Yield a finding for each share that the two counts before it do not give.

    办结率95% is held against 受理100件，办结95件 where both stand in the clauses just before and
    the share is named after the verb of the second; 占95% against a total and one part of it.
    """
    folded = text.folded
    start, end = report.body
    for shares, counts in ((_SHARE, _COUNTS), (_PROPORTION, _AMONG)):
        for share in shares.finditer(folded, start, end):
            left = max(start, share.start() - _BEFORE)
            found = counts.search(folded, left, share.start())
            if found is None or not _about(found, folded, share):
                continue
            whole, part = (_plain(found[group]) for group in ("whole", "part"))
            if not 0 < part <= whole or _agrees(part, whole, share["share"]):
                continue
            given = (Decimal(part) * 100 / whole).quantize(Decimal("0.1")).normalize()
            message = (
                f"中{part}{found['unit']}占{whole}{found['unit']}约为{given:f}%，"
                f"文中写作{share['share']}%，请核对"
            )
            place = Range(found.start(), share.end())
            yield raised(report, "percentage_mismatch", WARNING, message, text.spans(place))


def _plain(count: str) -> int:
    return int(count.replace(",", "").replace("，", ""))


def _about(counts: re.Match[str], folded: str, share: re.Match[str]) -> bool:
    """Tell whether the share is named after the verb that the part was counted with."""
    verb = counts.groupdict().get("verb")
    if verb is None:
        return True
    # 按期办结率 is a share of what was finished, not of what came in.
    qualified = folded[share.start() - 3] in "期时"
    return folded.endswith(verb[-2:], 0, share.start()) and not qualified


def _agrees(part: int, whole: int, share: str) -> bool:
    """Tell whether `share`, rounded or cut off where it ends, is `part` of `whole` in percent."""
    places = len(share.partition(".")[2])
    return abs(Decimal(part) * 100 / whole - Decimal(share)) < Decimal(1).scaleb(-places)
