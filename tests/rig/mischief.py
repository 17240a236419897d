"""Delivers as badly as Slack may: late, twice, again with a retry's mark, twins in any order."""

import asyncio
import random
from dataclasses import dataclass, replace
from pathlib import Path

from bot.slack.blocks.problem import JsonObject
from bot.workspace.dispatch import Delivery, DeliveryError, Transport
from tests.rig.bot_process import Rig, rig

_LATEST_S = 0.3
_PATIENCE_S = 600.0
_FAULTY_SHARE = 0.05  # of each kind


class Mischief:
    """Delivers each event, a third of them twice and a third once more as a retry."""

    def __init__(self, inner: Transport, seed: int = 1) -> None:
        self._inner = inner
        self._chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
        self.deliveries = 0

    async def deliver(self, delivery: Delivery) -> JsonObject:
        """Hand over, perhaps late and perhaps more than once."""
        if delivery.kind != "events_api":
            return await self._inner.deliver(delivery)
        await asyncio.sleep(self._chance.uniform(0, _LATEST_S))
        retry = replace(delivery, attempt=delivery.attempt + 1, reason="http_timeout")
        again = {0: [delivery], 1: [retry]}.get(self._chance.randrange(3), [])
        self.deliveries += 1 + len(again)
        repeats = asyncio.gather(*(self._repeat(one) for one in again))
        answer = await self._inner.deliver(delivery)
        await repeats
        return answer

    async def _repeat(self, delivery: Delivery) -> None:
        try:
            await self._inner.deliver(delivery)
        except DeliveryError:
            return


@dataclass(frozen=True)
class Muddle:
    """What came of it."""

    deliveries: int
    asked: int
    answered_once: int
    found: int

    @property
    def is_clean(self) -> bool:
        """Tell whether each question was answered exactly once."""
        return self.asked == self.answered_once and not self.found


async def muddle(data_dir: Path, deliveries: int) -> Muddle:
    """Ask until so many deliveries were made, and count.

    A tenth of Slack's calls fail; half of those were carried out all the same.
    """
    async with rig(data_dir, LOTSEN_LIMIT_PER_USER="1000") as running:
        await running.bot.start()
        workspace = running.workspace
        mischief = Mischief(workspace.dispatcher.transport)
        workspace.dispatcher.transport = mischief
        workspace.faults.fail_share(_FAULTY_SHARE)
        workspace.faults.fail_share(_FAULTY_SHARE, "answer_lost")
        await _ask_until(running, mischief, deliveries)
        await asyncio.wait_for(workspace.dispatcher.settle(), _PATIENCE_S)
        await _until_answered(running)
        once = sum(count == 1 for count in running.times_answered().values())
        result = Muddle(mischief.deliveries, len(running.asked), once, len(workspace.found))
        workspace.faults.clear()
        await running.bot.stop()
    return result


async def _ask_until(running: Rig, mischief: Mischief, deliveries: int) -> None:
    spots = running.spots()
    while mischief.deliveries < deliveries:
        for spot in spots:
            await running.ask(spot)
        await asyncio.sleep(1.0)  # one message a second and channel is what Slack lets through


async def _until_answered(running: Rig) -> None:
    ends = asyncio.get_running_loop().time() + _PATIENCE_S
    while running.open_jobs() and asyncio.get_running_loop().time() < ends:
        await asyncio.sleep(0.2)
