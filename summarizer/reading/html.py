"""HTML to text: the site's furniture left out, rows of tables kept as lines."""

import re
from collections.abc import Iterator

from summarizer.reading.paged import Page, Pages

_CELLS = re.compile(r"\t{2,}")
# Between blocks the extractor leaves blank lines, which in a text would part paragraphs.
_BLANK = re.compile(r"\n\s*\n")
_FULL_STOP = re.compile("[。；;]")
_MOST_LOST = 0.05


def read(data: bytes) -> Pages:
    """Open an HTML page, given in UTF-8; it has no pages."""
    return Pages(None, _pages(data.decode("utf-8")))


def _pages(markup: str) -> Iterator[Page]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(markup)
    main = extract_plain_text(tree, main_content=True, alt_texts=False)
    whole = extract_plain_text(tree, alt_texts=False)
    yield Page(_BLANK.sub("\n", _CELLS.sub("\t", _between(main, whole))))


def _between(main: str, whole: str) -> str:
    """Return `whole` from the first to the last line of `main`.

    The extractor tells furniture from text line by line and errs on short
    ones: inside the text nothing is given up. Where it gave up sentences,
    all is taken.
    """
    kept = [line.strip() for line in main.splitlines() if line.strip()]
    lines = whole.splitlines()
    bare = [line.strip() for line in lines]
    if not kept or kept[0] not in bare or kept[-1] not in bare:
        return whole
    first, last = bare.index(kept[0]), len(bare) - 1 - bare[::-1].index(kept[-1])
    between = "\n".join(lines[first : last + 1])
    stops = len(_FULL_STOP.findall(whole))
    lost = stops - len(_FULL_STOP.findall(between))
    return whole if lost > _MOST_LOST * stops else between
