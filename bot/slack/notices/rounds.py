"""What goes on beside the questions: notices are brought out, and drafts told of and ended."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from bot.delivery.worker import DeliveryWorker

_log = logging.getLogger(__name__)
_EVERY_S = 3600.0


class Rounds:
    """Runs the delivery worker, and a round once an hour; both end when they are told to."""

    def __init__(self, worker: DeliveryWorker, hourly: Callable[[], Awaitable[None]]) -> None:
        self._worker = worker
        self._hourly = hourly
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin, with what was left at the last stop."""
        self._loop = asyncio.get_running_loop()
        self._tasks = [
            asyncio.create_task(self._worker.run(self._stop)),
            asyncio.create_task(self._go_round()),
        ]

    def wake(self) -> None:
        """Bring out what was just sent, from whichever thread it was sent in."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._worker.wake)

    async def stop(self, grace_s: float) -> None:
        """Finish the notices that are under way; what waits stays in the table."""
        self._stop.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=grace_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _go_round(self) -> None:
        while not self._stop.is_set():
            try:
                await self._hourly()
            except Exception as error:  # noqa: BLE001 - tried again in an hour
                _log.warning("round not done: %s", type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), _EVERY_S)
