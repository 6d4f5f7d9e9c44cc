"""What a model is asked to answer, and the reading of it.

The form lies inside the subset that every provider takes: an object of arrays of
strings, all required, no keywords beyond that. An item is one string that opens
with the unit numbers it rests on, `[3][4]text`: small models copy such a marker
along with the sentence far better than they fill a field with numbers, and it
costs a third of the tokens.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import zip_longest
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from summarizer.domain.outline import Category
from summarizer.errors import AnswerUnusable
from summarizer.grounding import Cited

_MARKERS = re.compile(r"\s*(?:[\[［【]\s*(\d[\d\s,，、\-–~～]*)[\]］】]\s*)+")
_MARKER = re.compile(r"[\[［【]([^\]］】]*)[\]］】]")
_RUN = re.compile(r"(\d{1,6})(?:\s*[-–~～]\s*(\d{1,6}))?")
_LONGEST_RUN = 20
_NUMBERING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)、]|[.．](?!\d))\s*|[一二三四五六七八九十]是)"
)
_STRIPPED = " \t\n。；;，,：:"
_CLAUSE_END = re.compile(r"(?<=[，。；;])|(?<=,)(?!\d{3}(?!\d))")
LONGEST_SHOWN = 90
"""An item that is longer is shown by its first whole clauses."""
_ENDS = frozenset("。；;，,、")
MOST_ITEMS = 60
"""More items than this in one list are a model that repeats itself."""


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


A = TypeVar("A", bound=_Answer)


class SummaryAnswer(_Answer):
    """The three lists of one report, each item a string with its unit numbers in front."""

    achievements: list[str]
    problems: list[str]
    next_steps: list[str]

    @field_validator("*", mode="before")
    @classmethod
    def _strings(cls, value: object) -> object:
        """One bad item does not cost the good ones."""
        if not isinstance(value, list):
            return value
        return [entry for entry in value[:MOST_ITEMS] if isinstance(entry, str)]

    def left_out(self, data: Mapping[str, Any]) -> int:
        """Return how many entries of `data`, which this was read from, are no items."""
        lists = (data.get(name) for name in type(self).model_fields)
        given = sum(len(entries) for entries in lists if isinstance(entries, list))
        return given - len(self.achievements) - len(self.problems) - len(self.next_steps)

    def cited(self) -> tuple[Cited, ...]:
        """Return the items with their citations read."""
        return tuple(
            cited
            for category in (Category.ACHIEVEMENT, Category.PROBLEM, Category.NEXT_STEP)
            for entry in getattr(self, category.value)
            for cited in read_cited(category, entry)
        )


class BriefsAnswer(_Answer):
    """One paragraph for each agency asked about, its number in front."""

    briefs: list[str]


class OverviewAnswer(_Answer):
    """One paragraph across the agencies."""

    overview: str = Field(min_length=1)


class ThemesAnswer(_Answer):
    """A title for each theme asked about, its number in front."""

    titles: list[str]


SCHEMAS: Mapping[str, type[_Answer]] = {
    "summary": SummaryAnswer,
    "briefs": BriefsAnswer,
    "overview": OverviewAnswer,
    "themes": ThemesAnswer,
}
"""By the names that prompts give under `schema`."""


@cache
def wire_schema(name: str) -> dict[str, Any]:
    """Return the JSON schema to send for the answer called `name`."""
    fields = SCHEMAS[name].model_json_schema()["properties"]
    return {
        "type": "object",
        "properties": {
            field: {k: v for k, v in form.items() if k in {"type", "items"}}
            for field, form in fields.items()
        },
        "required": list(fields),
        "additionalProperties": False,
    }


def read_answer(form: type[A], data: Mapping[str, Any] | None, *, cut: bool) -> A:
    """Return `data` as `form`; raises `AnswerUnusable` with what is wrong.

    Of an answer that was cut off the lists that are missing count as empty.
    """
    if data is None:
        raise AnswerUnusable("没有返回JSON")
    if cut:
        data = {name: [] for name in form.model_fields} | dict(data)
    try:
        return form.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "JSON"
        raise AnswerUnusable(f"JSON不合要求：{where} {first['msg']}") from error


def read_numbered(entry: str) -> tuple[int | None, str]:
    """Return the number in front of a paragraph, or None, and the paragraph."""
    opening = _MARKERS.match(entry)
    if opening is None:
        return None, entry.strip()
    return next(iter(_numbers(opening.group())), None), entry[opening.end() :].strip()


def read_cited(category: Category, entry: str) -> Iterator[Cited]:
    """Yield the items of one string of the answer, their unit numbers read.

    Small models put several items into one string; each marker opens one.

    >>> list(read_cited(Category.PROBLEM, "[2][4]人手不足。"))
    [Cited(category=<Category.PROBLEM: 'problems'>, units=(2, 4), text='人手不足')]
    """
    openings = [m for m in _MARKERS.finditer(entry) if _opens(entry, m.start())]
    if not openings or openings[0].start() > 0:
        before = entry[: openings[0].start()] if openings else entry
        yield Cited(category, (), _tidy(before))
    for opening, following in zip_longest(openings, openings[1:]):
        said = entry[opening.end() : following.start() if following else None]
        yield Cited(category, _numbers(opening.group()), _tidy(said))


def _opens(entry: str, at: int) -> bool:
    """Tell whether a marker at `at` opens an item; 国办发[2021]15号 holds none."""
    return not entry[:at].strip() or entry[:at].rstrip()[-1] in _ENDS


def _numbers(markers: str) -> tuple[int, ...]:
    found: list[int] = []
    for marker in _MARKER.findall(markers):
        for first, last in _RUN.findall(marker):
            end = min(int(last or first), int(first) + _LONGEST_RUN)
            found.extend(range(int(first), end + 1))
    return tuple(dict.fromkeys(found))


def _tidy(said: str) -> str:
    """Return `said` without numbering and end marks, cut to whole clauses where it is long."""
    text = _NUMBERING.sub("", said.strip(_STRIPPED)).strip(_STRIPPED)
    if len(text) <= LONGEST_SHOWN:
        return text
    kept = ""
    for clause in _CLAUSE_END.split(text):
        if kept and len(kept) + len(clause) > LONGEST_SHOWN:
            break
        kept += clause
    return kept.strip(_STRIPPED)
