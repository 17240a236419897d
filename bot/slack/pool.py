"""The pool of questions: many conversations at once, each in its own order, none forgotten."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from storage.jobs import Job

_log = logging.getLogger(__name__)
Work = Callable[[Job], Awaitable[float | None]]
"""Works on a question; gives the seconds until it is to be tried again, or None when it is done."""
Sleep = Callable[[float], Awaitable[None]]


class Pool:
    """Works on questions, `at_once` conversations at a time; the rest wait in memory and table.

    What is heavy in an answer is bounded elsewhere; here most time is spent waiting for Slack.
    A question that must be tried again keeps its place, and only its own conversation waits.
    """

    def __init__(
        self, work: Work, at_once: int, waiting_limit: int, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._work = work
        self._at_once = at_once
        self._waiting_limit = waiting_limit
        self._sleep = sleep
        self._queues: dict[str, deque[Job]] = {}
        self._ready: asyncio.Queue[str] = asyncio.Queue()
        self._workers: list[asyncio.Task[None]] = []
        self._later: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._is_stopping = False

    @property
    def is_busy(self) -> bool:
        """Tell whether more questions wait than can be answered soon."""
        return self._waiting >= self._waiting_limit

    def start(self) -> None:
        """Begin to work."""
        self._workers = [asyncio.create_task(self._run()) for _ in range(self._at_once)]

    def submit(self, job: Job) -> None:
        """Put a question in line behind the others of its conversation."""
        queue = self._queues.get(job.conversation)
        self._waiting += 1
        if queue is None:
            self._queues[job.conversation] = deque([job])
            self._ready.put_nowait(job.conversation)
        else:
            queue.append(job)

    async def stop(self, grace_s: float) -> None:
        """Take no more; finish what runs, and leave the rest where it is kept."""
        self._is_stopping = True
        for task in self._later:
            task.cancel()
        await asyncio.gather(*self._later, return_exceptions=True)
        for _ in self._workers:
            self._ready.put_nowait("")
        if self._workers:
            _, late = await asyncio.wait(self._workers, timeout=grace_s)
            for worker in late:
                worker.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self) -> None:
        while not self._is_stopping:
            conversation = await self._ready.get()
            queue = self._queues.get(conversation)
            if self._is_stopping or queue is None:
                continue
            again_in = await self._work_on(queue[0])
            if again_in is None:
                self._go_on(conversation, queue)
            elif not self._is_stopping:
                self._come_back(conversation, again_in)

    async def _work_on(self, job: Job) -> float | None:
        try:
            return await self._work(job)
        except Exception as error:  # noqa: BLE001 - a fault in one question must not stop the rest
            _log.error("question failed id=%s type=%s", job.id, type(error).__name__)
            return None

    def _go_on(self, conversation: str, queue: deque[Job]) -> None:
        queue.popleft()
        self._waiting -= 1
        if queue:
            self._ready.put_nowait(conversation)
        else:
            del self._queues[conversation]

    def _come_back(self, conversation: str, seconds: float) -> None:
        async def wait() -> None:
            await self._sleep(seconds)
            self._ready.put_nowait(conversation)

        task = asyncio.get_running_loop().create_task(wait())
        self._later.add(task)
        task.add_done_callback(self._later.discard)
