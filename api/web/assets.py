"""The files that the page is made of, read once."""

import hashlib
import re
from functools import cache
from importlib.resources import files

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined

_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_HERE = files("api.web")


def _static() -> dict[str, tuple[bytes, str]]:
    found = sorted(_HERE.joinpath("static").iterdir(), key=lambda file: file.name)
    return {
        file.name: (file.read_bytes(), _MEDIA_TYPES[file.name[file.name.rindex(".") :]])
        for file in found
    }


STATIC = _static()
"""Content and media type of each static file, by name."""
VERSION = hashlib.sha256(b"\0".join(content for content, _ in STATIC.values())).hexdigest()[:12]
"""Of all static files together: modules import each other by relative names."""
LANGUAGES = {
    lang: orjson.loads(_HERE.joinpath("names", f"{lang}.json").read_bytes())
    for lang in ("zh", "en")
}
"""What everything is called."""


_IMPORT = re.compile(r'from "\./(\w+\.js)"')


def modules(entry: str) -> tuple[str, ...]:
    """Return the module `entry` with all that it imports, so that none waits for another."""
    found, waiting = [entry], [entry]
    while waiting:
        for name in _IMPORT.findall(STATIC[waiting.pop()][0].decode()):
            if name not in found:
                found.append(name)
                waiting.append(name)
    return tuple(found)


def page(name: str, lang: str, **values: object) -> str:
    """Return the page `name`; whatever is filled in is escaped."""
    template = _templates().get_template(f"{name}.html")
    static = f"/static/{VERSION}"
    shown: str = template.render(
        {"signed_in": False} | values, lang=lang, t=LANGUAGES[lang], static=static, modules=modules
    )
    return shown


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("api.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
