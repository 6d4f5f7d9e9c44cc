import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.rendering.formats import BRIEF_FORMATS, FORMATS, FormatName, render, render_briefs
from summarizer.rendering.json import to_json
from summarizer.rendering.markdown import briefs
from tests.builders import FILLED_TEXT, filled_digest
from tests.unit.test_cli import environment

ROOT = Path(__file__).parents[3]
SAME = """
import hashlib, json
from summarizer.rendering.formats import BRIEF_FORMATS, FORMATS, render, render_briefs
from tests.builders import FILLED_TEXT, filled_digest
digest = filled_digest()
written = [render(digest, name, text=FILLED_TEXT) for name in FORMATS]
written += [render_briefs(digest, name) for name in BRIEF_FORMATS]
print(json.dumps([hashlib.sha256(data).hexdigest() for data in written]))
"""
IMPORTED_BY_WRITERS = {"docx", "lxml", "xlsxwriter", "jinja2"}


def test_no_two_formats_share_the_end_of_a_name_or_a_media_type() -> None:
    assert len({form.suffix for form in FORMATS.values()}) == len(FORMATS)
    assert len({form.media_type for form in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_writes_the_same_bytes(seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAME],
        cwd=ROOT,
        env=environment(PYTHONHASHSEED=seed, TZ="Asia/Shanghai"),
        capture_output=True,
        check=True,
        timeout=60,
    )
    digest = filled_digest()
    written = [render(digest, name, text=FILLED_TEXT) for name in FORMATS]
    written += [render_briefs(digest, name) for name in BRIEF_FORMATS]
    assert json.loads(done.stdout) == [hashlib.sha256(data).hexdigest() for data in written]


@pytest.mark.parametrize("name", FORMATS)
def test_writing_again_gives_the_same_bytes(name: FormatName) -> None:
    digest = filled_digest()
    first = render(digest, name, text=FILLED_TEXT)
    assert render(digest, name, text=FILLED_TEXT) == first


@pytest.mark.parametrize("name", FORMATS)
def test_a_digest_without_its_text_is_written_too(name: FormatName) -> None:
    assert "专业人员紧缺" in filled_digest().reports[0].brief
    assert len(render(filled_digest(), name)) > 1000


def test_json_is_the_digest_whatever_the_language() -> None:
    digest = filled_digest()
    assert render(digest, "json", lang="en") == to_json(digest)


def test_briefs_as_text_are_the_paragraphs() -> None:
    assert render_briefs(filled_digest(), "text").decode() == briefs(filled_digest())


@pytest.mark.parametrize(
    ("name", "imported"),
    [
        ("json", set()),
        ("md", set()),
        ("csv", set()),
        ("html", {"jinja2"}),
        ("xlsx", {"xlsxwriter"}),
        ("docx", {"docx", "lxml"}),
    ],
)
def test_a_writer_imports_its_own_library_and_no_other(name: str, imported: set[str]) -> None:
    code = (
        "import sys; from tests.builders import filled_digest; "
        "from summarizer.rendering.formats import render; "
        f"render(filled_digest(), {name!r}); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, timeout=60
    )
    assert set(done.stdout.decode().split()) & IMPORTED_BY_WRITERS == imported
