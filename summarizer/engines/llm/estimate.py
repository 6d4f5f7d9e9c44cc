"""What a run would send and cost, before anything is sent."""

from summarizer.domain.document import Source
from summarizer.domain.usage import Estimate
from summarizer.engines.llm.engine import LlmEngine
from summarizer.llm.gateway import Gateway
from summarizer.llm.tokens import cost_of, prompt_tokens
from summarizer.reading.clean import clean
from summarizer.reading.outline import read_outline
from summarizer.reading.split import split_reports

_REPORTS_A_CALL, _BRIEF_PROMPT, _BRIEF_ANSWER = 8, 350, 120
_ANSWER_SHARE = 0.25
"""An answer has about this share of its report's tokens; see docs/performance.md."""


def estimates(source: Source, engine: LlmEngine, gateway: Gateway) -> tuple[Estimate, ...]:
    """Return an estimate for each report of `source`."""
    text = clean(source.text)
    found = []
    for report in split_reports(text):
        outline = read_outline(text, report)
        requests = [engine.request(text, part) for part in engine.parts(text, outline)]
        new = [request for request in requests if not gateway.finished(request)]
        prompt = sum(prompt_tokens(request.messages, request.schema) for request in new)
        completion = sum(
            min(int(prompt_tokens(r.messages[-1:], {}) * _ANSWER_SHARE), r.max_tokens) for r in new
        )
        price = gateway.config.price
        found.append(
            Estimate(
                report=report.id,
                agency=report.agency,
                calls=len(new),
                reused=len(requests) - len(new),
                prompt_tokens=prompt,
                completion_tokens=completion,
                cost=cost_of(price, prompt, 0, completion),
                currency=price.currency if price else None,
            )
        )
    if gateway.config.briefs:
        found.append(_prose(len(found), gateway))
    return tuple(found)


def _prose(reports: int, gateway: Gateway) -> Estimate:
    """Return what briefs and overview would take: their material is not known beforehand."""
    price = gateway.config.price
    calls = -(-reports // _REPORTS_A_CALL) + (reports > 1)
    prompt, completion = reports * _BRIEF_PROMPT, reports * _BRIEF_ANSWER
    return Estimate(
        report="prose",
        agency=None,
        calls=calls,
        reused=0,
        prompt_tokens=prompt,
        completion_tokens=completion,
        cost=cost_of(price, prompt, 0, completion),
        currency=price.currency if price else None,
    )
