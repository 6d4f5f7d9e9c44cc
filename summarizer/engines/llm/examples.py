"""Hold the example in a prompt to its own material, before it is shown to a model.

An example that says what its material does not say teaches a model to invent.
"""

import re

from summarizer.engines.llm.wire import SCHEMAS, SummaryAnswer, read_answer
from summarizer.errors import AnswerUnusable, PromptError
from summarizer.grounding.support import wording_of
from summarizer.llm.parsing import read_message
from summarizer.numerals import numbers
from summarizer.prompting import Prompt
from summarizer.reading.clean import fold

_LINE = re.compile(r"^\[(\d+)\](.*)$", re.MULTILINE)
_BORNE_OUT = 0.6


def check_example(prompt: Prompt) -> None:
    """Raise `PromptError` where the example's answer is not of the form, or not borne out."""
    form = SCHEMAS.get(prompt.schema)
    if form is None:
        known = ", ".join(sorted(SCHEMAS))
        raise PromptError(f"prompt {prompt.name!r}: no schema {prompt.schema!r}; choose of {known}")
    material, _, said = prompt.example.rpartition("\n")
    data, repairs = read_message({"content": said})
    try:
        answer = read_answer(form, data if not repairs else None, cut=False)
    except AnswerUnusable as error:
        raise PromptError(
            f"prompt {prompt.name!r}: the last line of the example is no answer: {error}"
        ) from error
    if isinstance(answer, SummaryAnswer):
        _check_items(prompt, answer, {int(n): text for n, text in _LINE.findall(material)})


def _check_items(prompt: Prompt, answer: SummaryAnswer, units: dict[int, str]) -> None:
    for item in answer.cited():
        quoted = "\n".join(units.get(number, "") for number in item.units)
        said = wording_of(fold(item.text)).pairs
        held = said & wording_of(fold(quoted)).pairs
        figures = numbers(item.text) <= numbers(quoted, single=True)
        if not said or len(held) < _BORNE_OUT * len(said) or not figures:
            raise PromptError(
                f"prompt {prompt.name!r}: the example's units {list(item.units)} "
                f"do not say {item.text!r}"
            )
