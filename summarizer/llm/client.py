"""One exchange with an OpenAI-compatible server: a body out, a body back, or one of our errors."""

import asyncio
from collections.abc import Awaitable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self

import httpx2
import openai
import orjson

from summarizer.errors import AnswerUnusable, ModelError, ModelTimeout, ModelUnreachable
from summarizer.llm.config import UNSET, LlmConfig
from summarizer.llm.recording import transport_for
from summarizer.llm.refusals import refusal

_ALIVE_S = 5.0


class Server:
    """An OpenAI-compatible server. Use it as an asynchronous context manager.

    Posts through the SDK's client but past its typed parameters: that walk over
    every message and schema is most of what a call costs (docs/performance.md).
    """

    def __init__(self, config: LlmConfig) -> None:
        self._config = config
        timeout = httpx2.Timeout(config.timeout_s, connect=config.connect_timeout_s)
        transport = transport_for(config)
        limits = httpx2.Limits(max_connections=config.concurrency + 1)
        http = (
            openai.DefaultAioHttpClient(timeout=timeout, limits=limits)
            if transport is None
            else openai.DefaultAsyncHttpxClient(timeout=timeout, transport=transport)
        )
        self._sdk = openai.AsyncOpenAI(
            base_url=config.base_url,
            api_key=config.api_key.get_secret_value(),
            max_retries=0,
            timeout=timeout,
            http_client=http,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._sdk.close()

    async def complete(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return the completion for `body`; raises a `ModelError` where there is none."""
        return await self._object(
            self._sdk.post(
                "/chat/completions", cast_to=httpx2.Response, content=orjson.dumps(body)
            ),
            self._config.timeout_s,
        )

    async def models(self) -> list[dict[str, Any]]:
        """Return what the server says of its models; empty where it does not say."""
        answer = self._sdk.get("/models", cast_to=httpx2.Response)
        listed = (await self._object(answer, _ALIVE_S)).get("data")
        return [m for m in listed if isinstance(m, dict)] if isinstance(listed, list) else []

    async def is_alive(self) -> bool:
        """Tell whether the server answers anything at all within a few seconds."""
        try:
            await self.models()
        except (ModelTimeout, ModelUnreachable):
            return False
        except ModelError:
            return True
        return True

    async def _object(
        self, exchange: Awaitable[httpx2.Response], within_s: float
    ) -> dict[str, Any]:
        from pydantic_core import from_json

        try:
            async with asyncio.timeout(within_s):
                response = await exchange
        except openai.APIStatusError as error:
            told = refusal(error.status_code, error.body, error.response.headers)
            raise self._without_key(told) from None
        except (TimeoutError, openai.APIConnectionError) as error:
            raise self._broken(error, within_s) from error
        try:
            data = from_json(response.content)
        except ValueError:
            data = None
        if not isinstance(data, dict):
            raise AnswerUnusable(
                f"{self._config.base_url}: answers with something that is no JSON object; "
                "is SUMMARIZER_LLM__BASE_URL right (it usually ends in /v1)?"
            )
        return data

    def _without_key(self, error: ModelError) -> ModelError:
        """Return `error` without the key, which a server may name when it refuses it."""
        key = self._config.api_key.get_secret_value()
        if key != UNSET:
            error.args = tuple(str(part).replace(key, "***") for part in error.args)
        return error

    def _broken(self, error: BaseException, within_s: float) -> ModelError:
        """Return what a connection that failed means: nothing there, or nothing said in time."""
        causes = list(_causes(error))
        for cause in causes:
            if isinstance(cause, ModelError):
                return cause
        # The aiohttp transport calls a connection that was reset a ConnectTimeout.
        connecting = any(isinstance(cause, httpx2.ConnectTimeout) for cause in causes)
        if isinstance(error, TimeoutError | openai.APITimeoutError) and not connecting:
            return ModelTimeout(f"{self._config.base_url}: no answer within {within_s:g} s")
        return ModelUnreachable(
            f"{self._config.base_url}: cannot be reached ({causes[-1]}); "
            "is the server running, and SUMMARIZER_LLM__BASE_URL right?"
        )


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__
