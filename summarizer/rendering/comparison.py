"""A comparison of two years as JSON and as Markdown."""

from collections.abc import Iterator

import orjson

from summarizer.domain.comparison import AgencyComparison, Comparison, FollowedPlan
from summarizer.rendering.formats import ComparisonFormatName
from summarizer.rendering.markdown import bracketed, escaped
from summarizer.rendering.names import Lang, Names, names

_COLUMNS = ("plan_last", "source_last", "outcome", "achievement_this", "source_this")


def render_comparison(found: Comparison, name: ComparisonFormatName, lang: Lang = "zh") -> bytes:
    """Return `found` in the format called `name`; `lang` is that of names."""
    if name == "md":
        return ("\n".join(_lines(found, names(lang))) + "\n").encode()
    return orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _lines(found: Comparison, name: Names) -> Iterator[str]:
    last, this = (escaped(document.title or document.name) for document in (found.last, found.this))
    yield f"# {last} → {this}"
    for agency in found.agencies:
        yield from _agency(agency, name)
    for heading, agencies in (("only_last", found.only_last), ("only_this", found.only_this)):
        if agencies:
            yield ""
            yield f"{name[heading]}{name['colon']}{escaped(name['comma'].join(agencies))}"


def _agency(agency: AgencyComparison, name: Names) -> Iterator[str]:
    yield ""
    yield f"## {escaped(agency.agency)}"
    yield ""
    if not agency.plans:
        yield name["no_plan_last"]
        return
    yield f"| {' | '.join(name[column] for column in _COLUMNS)} |"
    yield "|---|---|---|---|---|"
    for followed in agency.plans:
        yield _row(followed, name)


def _row(followed: FollowedPlan, name: Names) -> str:
    answers = followed.answers
    cells = (
        escaped(followed.plan.text),
        bracketed(followed.plan.evidence),
        name[f"plan_{followed.status}"],
        "<br>".join(escaped(answer.text) for answer in answers),
        "<br>".join(bracketed(answer.evidence) for answer in answers),
    )
    return f"| {' | '.join(cells)} |"
