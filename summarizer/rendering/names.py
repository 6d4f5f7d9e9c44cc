"""What tables, sections and files call things, in Chinese or English; kept as data beside this."""

from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
Names = Mapping[str, str]


@cache
def names(lang: Lang) -> Names:
    """Return the names in `lang` by their keys."""
    # The command line knows the languages before it knows whether names are needed.
    import tomllib
    from importlib.resources import files

    text = (files("summarizer.rendering") / "names.toml").read_text("utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found[lang]
