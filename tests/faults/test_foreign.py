"""What is not in the report does not get into its summary, whoever says it and however cited."""

import random
from pathlib import Path

import pytest

from summarizer.domain.outline import Category
from summarizer.domain.text import CleanText
from summarizer.grounding import Cited, Verifier
from summarizer.reading.clean import clean, fold
from summarizer.reading.outline import read_outline
from summarizer.reading.split import split_reports

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "corpus" / "compilation-2021.txt"
SHORTEST, MOST = 20, 200


def reports(file: Path) -> tuple[CleanText, list[tuple[Verifier, str, list[str]]]]:
    """Return for each report its verifier, its text and its sentences."""
    text = clean(file.read_text("utf-8"))
    found = []
    for report in split_reports(text):
        outline = read_outline(text, report)
        units = [unit for block in outline.blocks for unit in block.units]
        said = [text.shown[slice(*unit.stretch)] for unit in units]
        verifier = Verifier(text, outline, fold)
        found.append((verifier, text.folded[slice(*report.stretch)], said))
    return text, found


@pytest.mark.skipif(not REAL.exists(), reason="../shared/corpus is not beside this checkout")
@pytest.mark.parametrize("seed", range(5))
def test_of_200_sentences_of_another_report_none_is_grounded(seed: int) -> None:
    drawn = random.Random(seed)  # noqa: S311
    _, found = reports(REAL)
    taken = []
    for _ in range(MOST):
        (verifier, own, _), (_, _, foreign) = drawn.sample(found, 2)
        sentences = [s for s in foreign if len(s) >= SHORTEST and not shared(s, own)]
        said = drawn.choice(sentences)
        verdict = verifier.verify([Cited(Category.ACHIEVEMENT, (drawn.randint(1, 40),), said)])
        taken += [claim.text for claim in verdict.claims]
    assert taken == []


def shared(sentence: str, report: str) -> bool:
    """Tell whether the report says the same in nearly the same words: agencies copy."""
    folded = fold(sentence)
    return any(folded[i : i + 16] in report for i in range(len(folded) - 15)) or folded in report


def test_a_sentence_of_its_own_is_grounded() -> None:
    _, found = reports(ROOT / "fixtures" / "sources" / "lawgov-reports.txt")
    for verifier, _, own in found:
        for number, said in enumerate(own, start=1):
            if SHORTEST <= len(said) <= 100 and "如下" not in said:
                verdict = verifier.verify([Cited(Category.ACHIEVEMENT, (number,), said)])
                assert len(verdict.claims) == 1
