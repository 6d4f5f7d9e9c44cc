"""DOCX to text: what Word would print, paragraph by paragraph.

A paragraph is a line, its automatic number drawn; a row of a table is a line
with tabs between the cells; a footnote and the text of a box follow the
paragraph they hang on; tracked changes are taken as accepted. Headers and
footers are left out.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.errors import DamagedDocument, EncryptedDocument, TooLarge, UnsupportedFormat
from summarizer.reading.docx_body import Body
from summarizer.reading.docx_numbering import Numberer
from summarizer.reading.docx_xml import attribute, name_of
from summarizer.reading.paged import Page, Pages

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_UNFOLDED = 64 * 1024 * 1024
_UNSUSPICIOUS = 8 * 1024 * 1024
_MOST_RATIO = 150
_CHUNK = 1 << 20
_ENCRYPTED_FLAG = 1
_WORD = "/officeDocument"


def read(data: bytes) -> Pages:
    """Open a DOCX; it has pages where Word has left word of where they begin.

    Raises an `InputError` where it is no Word document, encrypted, damaged or
    unfolds to more than it should.
    """
    package = _Package(data)
    document = package.main()
    body = Body(
        Numberer(package.related("numbering"), package.related("styles")),
        {
            "footnoteReference": _notes(package.related("footnotes")),
            "endnoteReference": _notes(package.related("endnotes")),
        },
    )
    body.read(document)
    pages = body.pages()
    return Pages(len(pages) if len(pages) > 1 else None, map(Page, pages))


def _notes(part: "_Element | None") -> "dict[str, _Element]":
    if part is None:
        return {}
    return {attribute(note, "id"): note for note in part if name_of(note) in _NOTES}


_NOTES = ("footnote", "endnote")


class _Package:
    """The parts of a document, read with a limit on what they unfold to."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise DamagedDocument(
                "is a damaged Word document or ZIP archive; save or download it again"
            ) from error
        self._left = _MOST_UNFOLDED
        self._main = ""
        self._kinds: dict[str, str] = {}

    def main(self) -> "_Element":
        """Return the root of the document itself; raises where there is none."""
        targets = self._targets("", "_rels/.rels")
        self._main = next((t for kind, t in targets if kind.endswith(_WORD)), "")
        root = self._part(self._main) if self._main else None
        if root is None or name_of(root) != "document":
            raise UnsupportedFormat(
                "is a ZIP archive and no Word document; unpack it, or save it as .docx"
            )
        folder, file = posixpath.split(self._main)
        related = self._targets(folder, f"{folder}/_rels/{file}.rels".lstrip("/"))
        self._kinds = {kind.rpartition("/")[2]: target for kind, target in related}
        return root

    def related(self, kind: str) -> "_Element | None":
        """Return the root of the part of this kind, or None where there is none."""
        target = self._kinds.get(kind)
        return self._part(target) if target else None

    def _targets(self, folder: str, part: str) -> Iterator[tuple[str, str]]:
        root = self._part(part)
        for relation in () if root is None else root:
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                yield relation.get("Type", ""), path

    def _part(self, path: str) -> "_Element | None":
        from lxml import etree

        try:
            data = self._bytes(path)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise DamagedDocument(
                f"is a damaged Word document ({path}); save or download it again"
            ) from error
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise DamagedDocument(
                f"is a damaged Word document ({path}, line {error.lineno}); "
                "open it in Word and save it again"
            ) from error
        if root.getroottree().docinfo.doctype:
            raise DamagedDocument("declares XML entities, which no Word document does")
        return root

    def _bytes(self, path: str) -> bytes:
        """Return a part, never more of it than is left of the limit, whatever it declares."""
        entry = self._zip.getinfo(path)
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedDocument("is encrypted; save it without a password")
        read = bytearray()
        with self._zip.open(entry) as part:
            while chunk := part.read(_CHUNK):
                read += chunk
                swollen = len(read) > _UNSUSPICIOUS
                if len(read) > self._left or (
                    swollen and len(read) > _MOST_RATIO * entry.compress_size
                ):
                    raise TooLarge(
                        f"unfolds to more than a document of its size should ({path}); "
                        "split it, or save it again with another program"
                    )
        self._left -= len(read)
        return bytes(read)
