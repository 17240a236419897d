"""The outbox worker: brings each notice out, tries again after growing pauses, gives up aloud."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.delivery.channel import Channel, DeliveryError, Letter
from storage.database import StorageError
from storage.outbox import Notice, Outbox

_log = logging.getLogger(__name__)
_MINUTE, _HOUR = 60.0, 3600.0
PAUSES_S = (10.0, 30.0, 2 * _MINUTE, 10 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 6 * _HOUR)
_LEASE = timedelta(seconds=90)
_LONGEST_TRY_S = 60.0  # shorter than the lease, so that no one else takes it up meanwhile
_POLL_S = 1.0
Tell = Callable[[Notice], Awaitable[None]]
Name = Callable[[str, str], str]


async def log_dead(notice: Notice) -> None:
    """Tell whoever reads the log; what tells a person in Slack takes its place there."""
    _log.error("notice dead id=%s channel=%s fault=%s", notice.id, notice.channel, notice.fault)


@dataclass(frozen=True)
class DeliveryParts:
    """What the worker works with.

    `name` gives a unit's name, `tell_dead` tells a person of a notice that was given up, and
    `before` is done before each look for what is due: reminders are put in line there.
    """

    outbox: Outbox
    channels: Mapping[str, Channel]
    name: Name = lambda _team, unit: unit
    link: str | None = None
    tell_dead: Tell = log_dead
    before: Callable[[datetime], None] = lambda _now: None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    pauses_s: tuple[float, ...] = PAUSES_S
    at_once: int = 10


class DeliveryWorker:
    """Takes due notices and brings them out, several at once; one slow server stops no other."""

    def __init__(self, parts: DeliveryParts) -> None:
        self._parts = parts
        self._running: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look for something to do now, as after something was sent."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop, and finish what is under way."""
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                await self._pass()
                await self._rest(stopped)
        finally:
            stopped.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    async def run_due(self) -> int:
        """Bring out what is due until nothing is, and give how many tries that took."""
        tries = 0
        while started := await self._start():
            tries += started
            await asyncio.gather(*self._running)
        await self._tell_dead()
        return tries

    async def _pass(self) -> None:
        try:
            await self._start()
            await self._tell_dead()
        except Exception as error:  # noqa: BLE001 - tried again in a second; nobody starts it anew
            _log.warning("outbox not read: %s", type(error).__name__)

    async def _rest(self, stopped: "asyncio.Task[Any]") -> None:
        woken = asyncio.create_task(self._woken.wait())
        waited: set[asyncio.Task[Any]] = {stopped, woken, *self._running}
        await asyncio.wait(waited, timeout=_POLL_S, return_when=asyncio.FIRST_COMPLETED)
        woken.cancel()
        self._woken.clear()

    async def _start(self) -> int:
        free = self._parts.at_once - len(self._running)
        if free <= 0:
            return 0
        now = self._parts.clock()
        await asyncio.to_thread(self._parts.before, now)
        claim = self._parts.outbox.claim
        taken = await asyncio.to_thread(claim, now, now + _LEASE, uuid4().hex, free)
        for notice in taken:
            task = asyncio.create_task(self._bring(notice))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        return len(taken)

    async def _bring(self, notice: Notice) -> None:
        try:
            remote = await self._delivered(notice)
            await asyncio.to_thread(self._parts.outbox.done, notice, self._parts.clock(), remote)
        except DeliveryError as error:
            await self._failed(notice, error)
        except StorageError as error:
            _log.warning("notice not noted id=%s: %s", notice.id, error)
        else:
            _log.info("notice done id=%s attempts=%d", notice.id, notice.attempts)

    async def _delivered(self, notice: Notice) -> str | None:
        channel = self._parts.channels.get(notice.channel)
        if channel is None:
            raise DeliveryError("channel_not_set_up", is_final=True)
        try:
            letter = await asyncio.to_thread(self._letter, notice)
            async with asyncio.timeout(_LONGEST_TRY_S):
                return await channel.deliver(letter)
        except TimeoutError as error:
            raise DeliveryError("timeout") from error
        except (DeliveryError, StorageError):
            raise
        except Exception as error:  # one bad notice must not stop the others
            raise DeliveryError(type(error).__name__) from error

    def _letter(self, notice: Notice) -> Letter:
        name = self._parts.name
        to_name, from_name = (name(notice.team, unit) for unit in (notice.unit, notice.from_unit))
        return Letter(notice, to_name, from_name, self._parts.link)

    async def _failed(self, notice: Notice, error: DeliveryError) -> None:
        now = self._parts.clock()
        _log.warning("notice failed id=%s fault=%s try=%d", notice.id, error.fault, notice.attempts)
        outbox, pauses = self._parts.outbox, self._parts.pauses_s
        try:
            if error.is_final or notice.attempts > len(pauses):
                await asyncio.to_thread(outbox.give_up, notice, error.fault, now)
                return
            again = now + timedelta(seconds=pauses[notice.attempts - 1])
            await asyncio.to_thread(outbox.fail, notice, error.fault, again)
        except StorageError as fault:
            _log.warning("notice not noted id=%s: %s", notice.id, fault)

    async def _tell_dead(self) -> None:
        for notice in await asyncio.to_thread(self._parts.outbox.untold):
            try:
                await self._parts.tell_dead(notice)
            except Exception as error:  # noqa: BLE001 - told at the next pass instead
                _log.warning("dead notice not told id=%s: %s", notice.id, type(error).__name__)
                return
            await asyncio.to_thread(self._parts.outbox.note_told, notice.id)
