"""Run the pipeline with the engine that settings and command line ask for."""

import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from typing import TYPE_CHECKING, TypeVar

from summarizer.engines.rules import RulesEngine
from summarizer.errors import ConfigurationError, EngineUnavailable
from summarizer.pipeline import Compilation, Progress, digest, digest_by_model, summary_of
from summarizer.settings import EngineName, Settings

if TYPE_CHECKING:
    from summarizer.domain.document import Report, Source
    from summarizer.domain.summary import Digest, ReportSummary
    from summarizer.domain.usage import Diagnosis, Estimate
    from summarizer.engines.base import ModelEngine
    from summarizer.engines.llm import LlmEngine
    from summarizer.llm.config import LlmConfig
    from summarizer.llm.gateway import Gateway
    from summarizer.llm.port import ChatModel, Request, ServedModel
    from summarizer.llm.store import AnswerStore, DatabaseStore

T = TypeVar("T")


def summarise(
    source: "Source", engine: EngineName, settings: Settings, progress: Progress | None = None
) -> "Digest":
    """Return the digest of `source`; `auto` is the model where one is named, else the rules.

    Raises `EngineUnavailable` for `llm` where no model is named.
    """
    if engine == "rules" or (engine == "auto" and settings.llm is None):
        with _no_collection():
            return digest(source, RulesEngine(), progress)
    return _wait_for(lambda: summarise_by_model(source, settings, progress))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector of cyclic garbage from running, if it would.

    A digest of the rules makes many objects and no cycles among them: to look through all
    that is kept, again and again, takes a seventh of the time on a long text.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            # Together they count all that is there as old, and look at none of it.
            gc.freeze()
            gc.unfreeze()
        gc.enable()


async def summarise_by_model(
    source: "Source", settings: Settings, progress: Progress | None = None
) -> "Digest":
    """Return the digest of `source` by the model that `settings` names."""
    async with _engine(settings) as engine:
        return await digest_by_model(source, engine, progress)


def estimate(source: "Source", settings: Settings) -> "tuple[Estimate, ...]":
    """Return what a run over `source` would send and cost, report by report; sends nothing."""
    from summarizer.engines.llm.estimate import estimates

    async def estimated() -> "tuple[Estimate, ...]":
        async with _gateway(settings) as gateway:
            return estimates(source, _built(gateway.config, gateway), gateway)

    return _wait_for(estimated)


def diagnose(settings: Settings) -> "Diagnosis":
    """Return what the server and model that `settings` name can do, by asking them."""
    from summarizer.llm.probing import diagnosed

    async def asked() -> "Diagnosis":
        async with _gateway(settings) as gateway:
            return await diagnosed(gateway)

    return _wait_for(asked)


def summary_by_rules(compilation: Compilation, report: "Report") -> "ReportSummary":
    """Return the summary of one report of `compilation` by the rules."""
    return summary_of(compilation, report, RulesEngine())


@asynccontextmanager
async def open_model(settings: Settings) -> "AsyncIterator[ServedModel]":
    """Open the way to the model that `settings` name, for as long as the context lasts."""
    async with _gateway(settings) as gateway:
        yield gateway


def engine_over(model: "ChatModel", settings: Settings) -> "ModelEngine":
    """Return the engine that `settings` describe, asking `model`."""
    return _built(_config(settings), model)


def key_of(request: "Request", settings: Settings) -> str:
    """Return what the answer to `request` is kept under in the store of finished answers."""
    from summarizer.llm.gateway import answer_key

    return answer_key(_config(settings), request)


def answer_store(settings: Settings) -> "DatabaseStore":
    """Return the store of finished answers."""
    from summarizer.llm.store import DatabaseStore

    return DatabaseStore(settings.database("answers"))


@asynccontextmanager
async def _engine(settings: Settings) -> "AsyncIterator[LlmEngine]":
    async with _gateway(settings) as gateway:
        yield _built(gateway.config, gateway)


@asynccontextmanager
async def _gateway(settings: Settings) -> "AsyncIterator[Gateway]":
    from summarizer.llm.gateway import Gateway

    config = _config(settings)
    with closing(_store(config, settings)) as store:
        async with Gateway(config, store) as gateway:
            yield gateway


def _built(config: "LlmConfig", model: "ChatModel") -> "LlmEngine":
    from summarizer.engines.llm import Limits, LlmEngine, check_example
    from summarizer.prompting import NAMES, load_prompts

    prompts = load_prompts(config.prompts)
    if config.prompts is not None:
        for name in NAMES:
            check_example(getattr(prompts, name))
    limits = Limits(
        report_deadline_s=config.report_deadline_s,
        deadline_s=config.deadline_s,
        max_output_tokens=config.max_output_tokens,
        at_once=config.concurrency,
        prose=config.briefs,
    )
    return LlmEngine(model, prompts, limits)


def _config(settings: Settings) -> "LlmConfig":
    if settings.llm is None:
        raise EngineUnavailable(
            "no model is named; set SUMMARIZER_LLM__MODEL (and SUMMARIZER_LLM__BASE_URL and "
            "SUMMARIZER_LLM__API_KEY), or use --engine rules"
        )
    if settings.llm.budget is not None and settings.llm.price is None:
        raise ConfigurationError(
            f"a budget needs a price for {settings.llm.model!r}; set SUMMARIZER_LLM__PRICES to "
            '{"MODEL": {"input": 0.8, "output": 2.0}} (per million tokens)'
        )
    return settings.llm


def _store(config: "LlmConfig", settings: Settings) -> "AnswerStore":
    from summarizer.llm.store import MemoryStore

    if config.replay or config.record or not config.cache:
        return MemoryStore()
    return answer_store(settings)


def _wait_for(work: Callable[[], Awaitable[T]]) -> T:
    """Run `work` to its end, also where an event loop is running already (a notebook)."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    async def waited() -> T:
        return await work()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(waited())
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, waited()).result()
