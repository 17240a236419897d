"""One message a second in a channel, in order, and no channel waits for another."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.slack.sender.pace import EDIT_SECONDS, EDITS_AT_ONCE, MESSAGE_SECONDS, Pace, SteadyClock
from bot.workspace.clock import ManualClock

pytestmark = pytest.mark.anyio


class Written:
    """Notes what is written, and when."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self._start = clock.now()
        self.pace = Pace(clock)
        self.log: list[tuple[str, float]] = []

    async def message(self, channel: str, name: str, takes: float = 0) -> None:
        async with self.pace.lane("T", channel) as lane:
            await lane.write(self._work(name, takes))

    async def edit(self, team: str, name: str) -> None:
        await self.pace.edit_turn(team)
        self._note(name)

    def _work(self, name: str, takes: float) -> Callable[[], Awaitable[None]]:
        async def work() -> None:
            self._note(name)
            await self._clock.sleep(takes)

        return work

    def _note(self, name: str) -> None:
        self.log.append((name, round(self._clock.now() - self._start, 1)))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def written(clock: ManualClock) -> Written:
    return Written(clock)


async def test_a_channel_gets_a_message_a_second_in_the_order_they_came(
    written: Written, clock: ManualClock
) -> None:
    tasks = [asyncio.create_task(written.message("C1", name)) for name in "abc"]
    await clock.advance(10)
    await asyncio.gather(*tasks)
    assert written.log == [("a", 0), ("b", MESSAGE_SECONDS), ("c", 2 * MESSAGE_SECONDS)]


async def test_another_channel_is_not_held_up(written: Written, clock: ManualClock) -> None:
    names = [("C1", "a"), ("C1", "b"), ("C2", "c"), ("C2", "d"), ("C3", "e")]
    tasks = [asyncio.create_task(written.message(*one)) for one in names]
    await clock.advance(10)
    await asyncio.gather(*tasks)
    assert sorted(written.log) == [("a", 0), ("b", 1), ("c", 0), ("d", 1), ("e", 0)]


async def test_the_second_counts_from_when_the_last_call_was_answered(
    written: Written, clock: ManualClock
) -> None:
    tasks = [
        asyncio.create_task(written.message("C1", "a", takes=3)),
        asyncio.create_task(written.message("C1", "b")),
    ]
    await clock.advance(10)
    await asyncio.gather(*tasks)
    assert written.log == [("a", 0), ("b", 3 + MESSAGE_SECONDS)]


async def test_one_who_gives_up_lets_the_others_through(
    written: Written, clock: ManualClock
) -> None:
    tasks = [asyncio.create_task(written.message("C1", name)) for name in "abc"]
    await clock.advance(0)
    tasks[1].cancel()
    await clock.advance(10)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert written.log == [("a", 0), ("c", 1)]


async def test_a_few_edits_go_at_once_and_the_rest_in_moderation(
    written: Written, clock: ManualClock
) -> None:
    count = EDITS_AT_ONCE + 2
    tasks = [asyncio.create_task(written.edit("T1", f"{one:02}")) for one in range(count)]
    tasks.append(asyncio.create_task(written.edit("T2", "other")))
    await clock.advance(10)
    await asyncio.gather(*tasks)
    times = dict(written.log)
    assert [times[f"{one:02}"] for one in range(EDITS_AT_ONCE)] == [0] * EDITS_AT_ONCE
    assert times["10"] == EDIT_SECONDS
    assert times["11"] == 2 * EDIT_SECONDS
    assert times["other"] == 0


async def test_edits_are_allowed_again_after_a_pause(written: Written, clock: ManualClock) -> None:
    for one in range(EDITS_AT_ONCE):
        await written.edit("T1", str(one))
    await clock.advance(60)
    await written.edit("T1", "later")
    assert written.log[-1] == ("later", 60)


async def test_places_no_one_writes_to_any_more_are_forgotten(
    written: Written, clock: ManualClock
) -> None:
    for one in range(1000):
        await written.message(f"C{one}", "a")
    await clock.advance(5)
    async with written.pace.lane("T", "C0"):
        await written.message("new", "a")
        assert len(written.pace._lanes) == 2


async def test_the_steady_clock_goes_forward() -> None:
    clock = SteadyClock()
    before = clock.now()
    await clock.sleep(0.01)
    assert clock.now() > before
