"""How fast a server may be asked: slots that open slowly, a breaker, and retries with pauses."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_random_exponential

from summarizer.errors import CircuitOpen, ModelError, ModelOverloaded, ModelUnreachable
from summarizer.llm.config import LlmConfig

_BACKOFF = wait_random_exponential(multiplier=0.5, max=20)
_FAILURES = 3
_PAUSES_S = (0.5, 1.0, 2.0)
_STEP_S = 0.02
GIVEN_UP_S = 60.0
"""How long a server that is gone, or refuses us, is not asked again."""


class Slots:
    """Bounds the calls under way: rises to the limit, halves when the server is overloaded.

    Providers that limit bursts refuse a sudden rise, so the limit grows with time
    from the first call on; after a refusal it grows by one with each answer.
    """

    def __init__(self, limit: int, ramp_s: float) -> None:
        self._limit, self._ramp_s = limit, ramp_s
        self._ceiling = float(limit)
        self._busy = 0
        self._since: float | None = None
        self._freed = asyncio.Condition()

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Wait until a call may begin, and count it until it ends."""
        async with self._freed:
            while self._busy >= self._allowed():
                with suppress(TimeoutError):
                    async with asyncio.timeout(_STEP_S if self._rising() else None):
                        await self._freed.wait()
            self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1
            async with self._freed:
                self._freed.notify(2)

    def answered(self) -> None:
        """Note an answer: one more call at a time, up to the limit."""
        self._ceiling = min(self._limit, self._ceiling + 1)

    def overloaded(self) -> None:
        """Note a refusal for load: half as many calls at a time."""
        self._ceiling = max(1.0, self._ceiling / 2)

    def _allowed(self) -> int:
        now = time.monotonic()
        if self._since is None:
            self._since = now
        if self._ramp_s <= 0:
            return int(self._ceiling)
        risen = 1 + (self._limit - 1) * (now - self._since) / self._ramp_s
        return int(min(self._ceiling, risen))

    def _rising(self) -> bool:
        return self._since is not None and time.monotonic() - self._since < self._ramp_s


class Breaker:
    """Leaves a server alone that failed several times in a row, and tries again ever later.

    A server that comes back within seconds loses nothing; one that does not is
    given up after a few tries, and asked again only after a minute.
    """

    def __init__(self) -> None:
        self._failures = self._pauses = 0
        self._failed_at = self._open_until = self._gone_until = 0.0
        self._why = ""

    async def passed(self) -> None:
        """Wait while the server is left alone; raises `CircuitOpen` where it is given up."""
        while True:
            if time.monotonic() < self._gone_until:
                raise CircuitOpen(f"the server is given up after: {self._why}")
            pause = self._open_until - time.monotonic()
            if pause <= 0:
                return
            await asyncio.sleep(pause)

    def succeeded(self) -> None:
        """Note that the server answered."""
        self._failures = self._pauses = 0

    def failed(self, error: ModelError, begun: float, *, at_once: bool = False) -> None:
        """Note that a call begun at `begun` (monotonic seconds) was not answered.

        Calls that were under way together fail together and count as one.
        `at_once` says that the server is known to be gone.
        """
        self._why = str(error)
        if begun <= self._failed_at and not at_once:
            return
        self._failed_at = time.monotonic()
        self._failures += 1
        if at_once or self._pauses >= len(_PAUSES_S):
            self._gone_until = self._failed_at + GIVEN_UP_S
        elif self._failures >= _FAILURES:
            self._open_until = self._failed_at + _PAUSES_S[self._pauses]
            self._pauses += 1


def retrying(config: LlmConfig) -> AsyncRetrying:
    """Return how often, after what and after which pause a call is tried again.

    A time-out is not tried again: it has cost as much as a call can.
    """

    def worth_it(error: BaseException) -> bool:
        if isinstance(error, ModelOverloaded):
            return (error.retry_after_s or 0) <= config.longest_wait_s
        return isinstance(error, ModelUnreachable)

    return AsyncRetrying(
        retry=retry_if_exception(worth_it),
        wait=_pause,
        stop=stop_after_attempt(config.retries + 1),
        reraise=True,
    )


def _pause(state: RetryCallState) -> float:
    """Return what the server asks for and a little more, else an exponential random pause."""
    error = state.outcome.exception() if state.outcome else None
    drawn = _BACKOFF(state)
    if isinstance(error, ModelOverloaded) and error.retry_after_s is not None:
        return error.retry_after_s + min(drawn, 1.0) * 0.25
    return drawn
