"""The font `summarizer/reading/fonts/boxes.ttf`: one box, drawn for every character.

    python -m tests.formats.boxes_font

writes it anew.
"""

import io
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

BOXES = Path(__file__).parents[2] / "summarizer" / "reading" / "fonts" / "boxes.ttf"
_EM, _ASCENT, _DESCENT = 1000, 880, -120
_BOX = ((50, _DESCENT), (50, _ASCENT), (950, _ASCENT), (950, _DESCENT))
# A font says in the table OS/2 for which code pages it is: Japanese, both Chinese, both Korean.
_CODE_PAGES = sum(1 << bit for bit in range(17, 22))
_MANY_TO_ONE = 13
"""The format of a character map that maps ranges to one glyph each."""
_SURROGATES = range(0xD800, 0xE000)


def boxes_font() -> bytes:
    """Return the font."""
    builder = FontBuilder(_EM)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupGlyf({name: _box() for name in (".notdef", "box")})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "box"), (_EM, _BOX[0][0])))
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupCharacterMap({})
    characters = CmapSubtable.newSubtable(_MANY_TO_ONE)
    characters.platformID, characters.platEncID, characters.language = 3, 10, 0
    characters.cmap = {code: "box" for code in range(0x21, 0x30000) if code not in _SURROGATES}
    builder.font["cmap"].tables = [characters]
    builder.setupNameTable({"familyName": "Summarizer Boxes", "styleName": "Regular"})
    builder.setupOS2(ulCodePageRange1=_CODE_PAGES, usWinAscent=_ASCENT, usWinDescent=-_DESCENT)
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    written = io.BytesIO()
    builder.save(written)
    return written.getvalue()


def _box() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo(_BOX[0])
    for corner in _BOX[1:]:
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


if __name__ == "__main__":
    BOXES.parent.mkdir(exist_ok=True)
    BOXES.write_bytes(boxes_font())
