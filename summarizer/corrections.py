"""A person's edits laid over a result, which itself stays as it was made."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from summarizer.briefing import brief_of
from summarizer.domain.correction import (
    PARTS,
    Addition,
    BriefChange,
    Change,
    Edit,
    Part,
    Removal,
)
from summarizer.domain.overview import Overview
from summarizer.domain.summary import Digest, Finding, Item, ReportSummary
from summarizer.domain.text import Span
from summarizer.errors import EditRefused
from summarizer.numerals import numbers
from summarizer.overview import overview_of

EDITED = "edited"
"""The engine of what a person worded."""
_LONGEST_TEXT = 2000
_MOST_SPANS = 50
_QUOTED = 20


def corrected(digest: Digest, edits: Sequence[Edit], text: str) -> Digest:
    """Return `digest` with `edits` made one after the other.

    `text` is the document as read. An item that a person touched has the engine
    `edited` and keeps evidence inside its report; a figure that stands in no
    sentence of its evidence is let through and raised as a finding. Briefs by the
    rules and the overview follow the items. Raises `EditRefused` where an edit
    names what is not there.
    """
    if not edits:
        return digest
    drafts = {report.id: _Draft.of(report) for report in digest.reports}
    for edit in edits:
        if edit.report not in drafts:
            raise EditRefused(f"there is no report {edit.report!r}; see the result's reports")
        drafts[edit.report].apply(edit)
    reports = tuple(drafts[report.id].summary(text) for report in digest.reports)
    before = {finding.message for r in digest.reports for finding in r.findings}
    after = [finding.message for r in reports for finding in r.findings]
    settled = before.difference(after)
    raised = [message for message in after if message not in before]
    told = f"结果含人工修订{len(edits)}处"
    return replace(
        digest,
        reports=reports,
        overview=_overview(digest, reports),
        warnings=(told, *raised, *(w for w in digest.warnings if w not in settled)),
    )


def _overview(digest: Digest, reports: tuple[ReportSummary, ...]) -> Overview:
    """Return the overview of `reports`; what a model said of the whole stays behind it."""
    before, fresh = (overview_of(digest.document, r) for r in (digest.reports, reports))
    said = digest.overview
    worded = said.brief.removeprefix(before.brief)
    if worded == said.brief and said.engine != "rules":
        return said
    return replace(
        fresh,
        brief=fresh.brief + (worded if said.engine != "rules" else ""),
        engine=said.engine,
        prompt=said.prompt,
    )


@dataclass(slots=True)
class _Draft:
    """A report while it is being edited."""

    original: ReportSummary
    items: dict[Part, list[Item]]
    brief: str | None = None
    touched: bool = False
    added: set[Part] = field(default_factory=set)

    @classmethod
    def of(cls, report: ReportSummary) -> "_Draft":
        return cls(report, {part: list(getattr(report, part)) for part in PARTS})

    def apply(self, edit: Edit) -> None:
        match edit:
            case BriefChange():
                self.brief = _worded(edit.text)
                return
            case Addition():
                evidence = self._inside(edit.evidence)
                self.items[edit.category].append(Item(_worded(edit.text), evidence, None, EDITED))
            case Removal():
                self._taken(edit)
            case Change():
                self._change(edit)
        self.touched = True

    def _change(self, edit: Change) -> None:
        item = self._taken(edit)
        evidence = item.evidence if edit.evidence is None else self._inside(edit.evidence)
        text = item.text if edit.text is None else _worded(edit.text)
        fresh = Item(text, evidence, item.section, EDITED)
        to = edit.to or edit.category
        at = edit.index if to == edit.category else len(self.items[to])
        self.items[to].insert(at, fresh)

    def _taken(self, edit: Change | Removal) -> Item:
        items = self.items[edit.category]
        if not 0 <= edit.index < len(items):
            raise EditRefused(
                f"{edit.report} has {len(items)} items in {edit.category}, none at {edit.index}"
            )
        return items.pop(edit.index)

    def _inside(self, evidence: tuple[Span, ...]) -> tuple[Span, ...]:
        span = self.original.span
        if not 0 < len(evidence) <= _MOST_SPANS:
            raise EditRefused(f"an item cites 1 to {_MOST_SPANS} places of its report")
        for one in evidence:
            if not span.start <= one.start < one.end <= span.end:
                raise EditRefused(
                    f"{one.start}-{one.end} is not inside {self.original.id}, "
                    f"which is {span.start}-{span.end}"
                )
        return evidence

    def summary(self, text: str) -> ReportSummary:
        report = self.original
        if self.touched:
            report = self._with_items(text)
        if self.brief is not None:
            report = replace(report, brief=self.brief, brief_engine=EDITED)
        return report

    def _with_items(self, text: str) -> ReportSummary:
        achievements, problems, next_steps = (tuple(self.items[part]) for part in PARTS)
        read = {f"{part}_not_extracted" for part in PARTS if self.items[part]}
        findings = tuple(f for f in self.original.findings if f.code not in read)
        report = replace(
            self.original,
            achievements=achievements,
            problems=problems,
            next_steps=next_steps,
            findings=findings + self.raised(text),
        )
        if report.brief_engine == "rules":
            unread = frozenset(part for part in PARTS if report.unread(part))
            brief = brief_of(report, achievements, problems, next_steps, unread)
            report = replace(report, brief=brief)
        return report

    def raised(self, text: str) -> tuple[Finding, ...]:
        """Return what is to be raised about the items as they are now."""
        if not self.touched:
            return ()
        edited = [item for part in PARTS for item in self.items[part] if item.engine == EDITED]
        found = [f for item in edited if (f := self._unsupported(item, text))]
        if self.original.brief_engine == "llm" and self.brief is None:
            message = f"{self._who}的简报由模型写于人工修订之前，请核对"
            found.append(self._finding("brief_outdated", message, ()))
        return tuple(found)

    def _unsupported(self, item: Item, text: str) -> Finding | None:
        quoted = "\n".join("".join(text[s.start : s.end].split()) for s in item.evidence)
        missing = numbers(item.text) - numbers(quoted, single=True)
        if not missing:
            return None
        said = item.text if len(item.text) <= _QUOTED else item.text[:_QUOTED] + "…"
        figures = "、".join(sorted(missing))
        message = f"{self._who}的人工修订“{said}”中的数字{figures}不在所引原文中，请核对"
        return self._finding("edited_figure_unsupported", message, item.evidence)

    @property
    def _who(self) -> str:
        return self.original.agency or self.original.id

    def _finding(self, code: str, message: str, evidence: tuple[Span, ...]) -> Finding:
        return Finding(code, "warning", message, evidence, (self.original.id,))


def _worded(text: str) -> str:
    said = " ".join(text.split())
    if not 0 < len(said) <= _LONGEST_TEXT:
        raise EditRefused(f"the text must have 1 to {_LONGEST_TEXT} characters")
    return said
