"""Delivers to the bot: events again until they are acknowledged, interactions once in 3 seconds."""

import asyncio
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.slack.blocks.problem import JsonObject
from bot.workspace.clock import Clock

ANSWER_SECONDS = 3.0
RETRY_WAITS = (0.0, 60.0, 300.0)

Kind = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True)
class Delivery:
    """One thing to hand to the bot; `attempt` counts from 0."""

    kind: Kind
    payload: JsonObject
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Attempt:
    """What came of one delivery: `outcome` is "ok" or why it failed."""

    kind: Kind
    event_id: str | None
    attempt: int
    outcome: str


class DeliveryError(Exception):
    """A delivery the bot did not take in time."""

    def __init__(self, reason: str, *, may_retry: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_retry = may_retry


class Transport(Protocol):
    """A way to the bot: Socket Mode or signed HTTP."""

    async def deliver(self, delivery: Delivery) -> JsonObject:
        """Hand over and give the bot's answer, or raise DeliveryError."""
        ...


class Dispatcher:
    """Delivers over one transport, retries events as Slack does, and keeps the last attempts."""

    def __init__(self, clock: Clock, transport: Transport) -> None:
        self._clock = clock
        self.transport = transport
        self.attempts: deque[Attempt] = deque(maxlen=5_000)
        self.lost: list[str] = []
        self._running: set[asyncio.Task[None]] = set()

    def event(self, payload: JsonObject) -> None:
        """Deliver an event in the background, again and again until it is acknowledged."""
        self._start(self._deliver_event(payload))

    async def once(self, delivery: Delivery) -> JsonObject:
        """Deliver one time and give the answer, or raise DeliveryError."""
        event_id = delivery.payload.get("event_id")
        try:
            answer = await self.transport.deliver(delivery)
        except DeliveryError as error:
            self._note(delivery, event_id, error.reason)
            raise
        self._note(delivery, event_id, "ok")
        return answer

    async def ask(self, kind: Kind, payload: JsonObject) -> JsonObject:
        """Deliver an interaction or a command and give the bot's answer."""
        return await self.once(Delivery(kind, payload))

    async def settle(self) -> None:
        """Wait until every event has been taken or given up."""
        while self._running:
            await asyncio.wait(set(self._running))

    async def close(self) -> None:
        """Give up what is still being delivered."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _deliver_event(self, payload: JsonObject) -> None:
        reason = ""
        for attempt, wait in enumerate((0.0, *RETRY_WAITS)):
            if attempt:
                await self._clock.sleep(wait)
            try:
                await self.once(Delivery("events_api", payload, attempt, reason))
            except DeliveryError as error:
                reason = error.reason
                if not error.may_retry:
                    break
            else:
                return
        self.lost.append(payload["event_id"])

    def _note(self, delivery: Delivery, event_id: str | None, outcome: str) -> None:
        self.attempts.append(Attempt(delivery.kind, event_id, delivery.attempt, outcome))
