"""Time in the workspace: the wall's, compressed or shifted, or moved by hand in tests."""

import asyncio
import heapq
import time
from collections.abc import Awaitable
from itertools import count
from typing import Protocol, TypeVar

Result = TypeVar("Result")
_OTHERS_TURN = 0.01


class Clock(Protocol):
    """Tells the time and waits; everything timed in the workspace asks it."""

    def now(self) -> float:
        """Give the time in seconds since 1970."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds of this clock."""
        ...


class WallClock:
    """The real time, `speed` times as fast and `offset` seconds off."""

    def __init__(self, speed: float = 1.0, offset: float = 0.0) -> None:
        self._speed = speed
        self._started_at = time.time() + offset
        self._origin = time.monotonic()

    def now(self) -> float:
        """Give the time in seconds since 1970."""
        return self._started_at + (time.monotonic() - self._origin) * self._speed

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds of this clock."""
        await asyncio.sleep(seconds / self._speed)


class ManualClock:
    """A clock that stands still until it is advanced."""

    def __init__(self, now: float = 1_767_225_600.0) -> None:
        self._now = now
        self._order = count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> float:
        """Give the time in seconds since 1970."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has been advanced that far."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + seconds, next(self._order), woken))
        await woken

    async def advance(self, seconds: float) -> None:
        """Move the time forward and wake, in order, those whose time has come."""
        until = self._now + seconds
        await asyncio.sleep(_OTHERS_TURN)
        while self._sleepers and self._sleepers[0][0] <= until:
            self._now, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                woken.set_result(None)
                await asyncio.sleep(_OTHERS_TURN)
        self._now = until


async def within(clock: Clock, work: Awaitable[Result], seconds: float) -> Result:
    """Give the work's result, or raise TimeoutError when the clock has gone that far."""
    task = asyncio.ensure_future(work)
    timer = asyncio.ensure_future(clock.sleep(seconds))
    try:
        await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise TimeoutError
        return task.result()
    finally:
        task.cancel()
        timer.cancel()
