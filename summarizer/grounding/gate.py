"""Hold a draft to its source: an item is shown only where its evidence bears it out.

Pure functions, no I/O. Knows the domain types and nothing about engines.
"""

from summarizer.domain.outline import Category
from summarizer.domain.summary import Claim, Draft, Item
from summarizer.domain.text import CleanText, Range
from summarizer.numerals import as_written, numbers


def ground(draft: Draft, text: CleanText, report: Range, category: Category) -> tuple[Item, ...]:
    """Return the claims of one category as items; those the source does not bear out are left out.

    A claim stands where it has evidence, all of it inside `report`, and every
    figure of its text stands in that evidence. Of two claims with the same
    evidence the first is kept; a model may say two things by the same sentence.
    Nothing is ever added.
    """
    kept: dict[tuple[tuple[Range, ...], str], Item] = {}
    for claim in draft.claims:
        if claim.category is not category:
            continue
        key = (claim.evidence, claim.text if claim.engine == "llm" else "")
        if key not in kept and _supported(claim, text, report):
            spans = [span for stretch in claim.evidence for span in text.spans(stretch)]
            kept[key] = Item(claim.text, tuple(spans), claim.section, claim.engine)
    return tuple(kept.values())


def _supported(claim: Claim, text: CleanText, report: Range) -> bool:
    if not claim.text or not claim.evidence:
        return False
    start, end = report
    for first, stop in claim.evidence:
        if not start <= first < stop <= end:
            return False
    written = as_written(claim.text)
    if not written:
        return True
    quoted = "\n".join(text.shown[slice(*stretch)] for stretch in claim.evidence)
    # Most are quoted as they stand; only where one is not are values compared.
    return written <= as_written(quoted) or numbers(claim.text) <= numbers(quoted, single=True)
