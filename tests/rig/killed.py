"""Kills the bot at random moments under load, and looks for what was lost or said twice."""

import asyncio
import random
from dataclasses import dataclass
from pathlib import Path

from bot.workspace import WallClock
from tests.rig.bot_process import Rig, rig

_FASTER = 20.0  # Slack comes again after a minute; here after three seconds
_LONGEST_LIFE_S = 1.5
_BETWEEN_S = 0.08
_PATIENCE_S = 60.0  # without anything happening


@dataclass(frozen=True)
class Toll:
    """What a run of kills left behind."""

    kills: int
    asked: int
    claimed: int
    unanswered: int
    answered_twice: int
    found: int

    @property
    def is_clean(self) -> bool:
        """Tell whether every claimed question was answered, none twice, all payloads good."""
        return self.claimed > 0 and not (self.unanswered or self.answered_twice or self.found)


async def kill_often(data_dir: Path, kills: int, seed: int = 1) -> Toll:
    """Start, load and kill the bot that many times, start it once more, and count."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    async with rig(data_dir, WallClock(_FASTER), LOTSEN_LIMIT_PER_USER="1000") as running:
        for _ in range(kills):
            await running.bot.start()
            load = asyncio.create_task(_load(running, chance))
            await asyncio.sleep(chance.uniform(0, _LONGEST_LIFE_S))
            await running.bot.kill()
            load.cancel()
            await asyncio.gather(load, return_exceptions=True)
        await running.bot.start()
        await _until_quiet(running)
        toll = _count(running, kills)
        await running.bot.stop()
    return toll


async def _load(running: Rig, chance: random.Random) -> None:
    spots = running.spots()
    while True:
        await running.ask(chance.choice(spots))
        await asyncio.sleep(_BETWEEN_S)


async def _until_quiet(running: Rig) -> None:
    """Wait until Slack has delivered what it has, and every claimed question is closed."""
    await _until_closed(running)
    await asyncio.wait_for(running.workspace.dispatcher.settle(), _PATIENCE_S)
    await _until_closed(running)


async def _until_closed(running: Rig) -> None:
    """Wait for as long as it goes on: many kills leave much, and a channel takes one a second."""
    loop = asyncio.get_running_loop()
    left, ends = running.open_jobs(), loop.time() + _PATIENCE_S
    while left and loop.time() < ends:
        await asyncio.sleep(0.1)
        before, left = left, running.open_jobs()
        if left < before:
            ends = loop.time() + _PATIENCE_S


def _count(running: Rig, kills: int) -> Toll:
    times = running.times_answered()
    return Toll(
        kills=kills,
        asked=len(running.asked),
        claimed=len(times),
        unanswered=sum(count == 0 for count in times.values()),
        answered_twice=sum(count > 1 for count in times.values()),
        found=len(running.workspace.found),
    )
