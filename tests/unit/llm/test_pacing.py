import asyncio
import time

import pytest

from summarizer.errors import CircuitOpen, ModelUnreachable
from summarizer.llm.pacing import Breaker, Slots


async def most_at_once(slots: Slots, calls: int) -> int:
    busy = most = 0

    async def call() -> None:
        nonlocal busy, most
        async with slots.slot():
            busy += 1
            most = max(most, busy)
            await asyncio.sleep(0.001)
            busy -= 1

    await asyncio.gather(*(call() for _ in range(calls)))
    return most


def test_a_refusal_for_load_halves_the_calls_at_a_time_and_answers_bring_them_back() -> None:
    slots = Slots(8, 0)

    async def story() -> list[int]:
        most = [await most_at_once(slots, 20)]
        slots.overloaded()
        slots.overloaded()
        most.append(await most_at_once(slots, 20))
        slots.answered()
        most.append(await most_at_once(slots, 20))
        for _ in range(20):
            slots.answered()
        return [*most, await most_at_once(slots, 20)]

    assert asyncio.run(story()) == [8, 2, 3, 8]


def test_however_overloaded_one_call_may_always_be_made() -> None:
    slots = Slots(4, 0)
    for _ in range(50):
        slots.overloaded()
    assert asyncio.run(most_at_once(slots, 5)) == 1


def test_a_call_that_fails_gives_its_slot_back() -> None:
    slots = Slots(1, 0)

    async def failing() -> None:
        async with slots.slot():
            raise ModelUnreachable

    async def one_after_another() -> None:
        for _ in range(3):
            with pytest.raises(ModelUnreachable):
                await failing()

    asyncio.run(one_after_another())


def test_a_call_that_is_cancelled_while_it_waits_takes_no_slot() -> None:
    slots = Slots(1, 0)

    async def story() -> None:
        async with slots.slot():
            waiting = asyncio.create_task(slots.slot().__aenter__())
            await asyncio.sleep(0.01)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with asyncio.timeout(1), slots.slot():
            pass

    asyncio.run(story())


def failures(breaker: Breaker, count: int) -> None:
    for _ in range(count):
        breaker.failed(ModelUnreachable("gone"), time.monotonic())
        time.sleep(0.001)


def test_calls_that_fail_together_count_as_one() -> None:
    breaker = Breaker()
    begun = time.monotonic()
    for _ in range(20):
        breaker.failed(ModelUnreachable("restart"), begun)
    asyncio.run(passed_at_once(breaker))


def test_a_server_that_failed_three_times_in_a_row_is_waited_for() -> None:
    breaker = Breaker()
    failures(breaker, 2)
    breaker.succeeded()
    failures(breaker, 2)
    asyncio.run(passed_at_once(breaker))
    failures(breaker, 1)
    with pytest.raises(TimeoutError):
        asyncio.run(passed_at_once(breaker))


def test_a_server_that_does_not_come_back_is_given_up() -> None:
    breaker = Breaker()
    failures(breaker, 6)
    with pytest.raises(CircuitOpen, match="gone"):
        asyncio.run(breaker.passed())


def test_a_server_that_is_known_to_be_gone_is_given_up_at_once() -> None:
    breaker = Breaker()
    breaker.failed(ModelUnreachable("gone"), time.monotonic(), at_once=True)
    with pytest.raises(CircuitOpen):
        asyncio.run(breaker.passed())


async def passed_at_once(breaker: Breaker) -> None:
    async with asyncio.timeout(0.2):
        await breaker.passed()
