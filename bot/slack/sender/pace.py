"""Holds writes back to what Slack takes: a message a second in a channel, edits in moderation."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

Result = TypeVar("Result")

# Slack's documents on rate limits: a message a second in a channel, chat.update 50 a minute.
MESSAGE_SECONDS = 1.0
EDIT_SECONDS = 60 / 50
EDITS_AT_ONCE = 10
_NO_TIME = 0.001
_LANES_BEFORE_A_SWEEP = 1000


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> float:
        """Give the time in seconds."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds."""
        ...


class SteadyClock:
    """The time since some moment, which no one sets back."""

    def now(self) -> float:
        """Give the time in seconds."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds."""
        await asyncio.sleep(seconds)


class Lane:
    """Lets one through at a time, in the order they came, with a pause after each write."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._free_at = 0.0
        self.lock = asyncio.Lock()
        self.users = 0

    async def write(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """Do a write when its second has come; only for who holds the lane."""
        wait = self._free_at - self._clock.now()
        if wait > 0:
            await self._clock.sleep(wait)
        try:
            return await work()
        finally:
            # From the end of the call: two calls may be on their way for unlike times.
            self._free_at = self._clock.now() + MESSAGE_SECONDS

    @property
    def is_idle(self) -> bool:
        """Tell whether nobody would notice that it is gone."""
        return self.users == 0 and self._free_at <= self._clock.now()


class Pace:
    """Keeps a lane for each place written to, and a workspace's allowance of edits."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lanes: dict[Hashable, Lane] = {}
        self._edits: dict[str, float] = {}

    @asynccontextmanager
    async def lane(self, *place: str) -> AsyncIterator[Lane]:
        """Hold a place's lane: others who write there wait, all other places do not."""
        lane = self._lane(place)
        lane.users += 1
        try:
            async with lane.lock:
                yield lane
        finally:
            lane.users -= 1

    async def edit_turn(self, team: str) -> None:
        """Wait until a workspace takes another edit; a few may go at once."""
        now = self._clock.now()
        due = max(self._edits.get(team, now), now)
        self._edits[team] = due + EDIT_SECONDS
        wait = due - (EDITS_AT_ONCE - 1) * EDIT_SECONDS - now
        if wait > _NO_TIME:
            await self._clock.sleep(wait)

    def _lane(self, place: Hashable) -> Lane:
        if place not in self._lanes:
            self._sweep()
            self._lanes[place] = Lane(self._clock)
        return self._lanes[place]

    def _sweep(self) -> None:
        if len(self._lanes) < _LANES_BEFORE_A_SWEEP:
            return
        self._lanes = {place: lane for place, lane in self._lanes.items() if not lane.is_idle}
