import re
from pathlib import Path

import pytest

from summarizer.rendering.names import LANGS, Lang, names

ROOM = Path(__file__).parents[3] / "summarizer" / "rendering"
SOURCES = [*ROOM.glob("*.py"), *ROOM.glob("page/*.j2")]
COMPOSED = ("plan_", "themes_", "severity_", "explain_")


def test_both_languages_have_the_same_names() -> None:
    assert list(names("zh")) == list(names("en"))


@pytest.mark.parametrize("key", names("zh"))
def test_a_name_is_filled_in_alike_in_both_languages(key: str) -> None:
    fields = [sorted(re.findall(r"\{\w+\}", names(lang)[key])) for lang in LANGS]
    assert fields[0] == fields[1]


@pytest.mark.parametrize("lang", LANGS)
def test_no_name_is_empty(lang: Lang) -> None:
    assert all(names(lang).values())


def test_every_name_is_used() -> None:
    code = "".join(source.read_text("utf-8") for source in SOURCES)
    for key in names("zh"):
        composed = key.startswith(COMPOSED)
        assert composed or f'"{key}"' in code or f"'{key}'" in code, key
