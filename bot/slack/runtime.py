"""Starts the work with what was left at the last stop, and stops it in good order."""

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor

from bot.slack.background import BackgroundTasks
from bot.slack.handoffs import HandoffService
from bot.slack.pool import Pool
from storage.jobs import Jobs

_log = logging.getLogger(__name__)
_LEAST_GRACE_S = 0.5


class Runtime:
    """What works on the questions of one process."""

    def __init__(
        self,
        jobs: Jobs,
        pool: Pool,
        handoffs: HandoffService,
        background: BackgroundTasks,
        threads: ThreadPoolExecutor,
    ) -> None:
        self._jobs = jobs
        self._pool = pool
        self._handoffs = handoffs
        self._background = background
        self._threads = threads

    async def start(self) -> None:
        """Begin, with the questions and hand-overs that were kept and not finished."""
        self._pool.start()
        left = await asyncio.to_thread(self._jobs.open)
        for job in left:
            self._pool.submit(job)
        await self._handoffs.resume()
        _log.info("started left=%d", len(left))

    async def stop(self, grace_s: float) -> None:
        """Finish what runs; what is still waiting stays in the table until the next start."""
        ends = time.monotonic() + grace_s
        await self._pool.stop(grace_s)
        await self._background.stop(max(ends - time.monotonic(), _LEAST_GRACE_S))
        self._threads.shutdown(wait=False, cancel_futures=True)
        _log.info("stopped")
