"""Tells people of a notice that was given up: who wrote the message, and the unit's contacts."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.delivery.worker import log_dead
from bot.slack.ports import Sender, SendFailed, Spot
from bot.slack.views.notice import dead_message
from bot.units.register import UnitRegister
from storage.message import Message
from storage.outbox import PERSON, Notice

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DeadNotices:
    """What is needed to tell: where messages and units are, and who writes."""

    sender: Sender
    register: UnitRegister
    find: Callable[[str], Message | None]

    async def tell(self, notice: Notice) -> None:
        """Tell each person once; raises nothing when somebody can't be reached."""
        await log_dead(notice)
        if notice.channel == PERSON:
            return  # its author alone would be told, and is the one who can't be reached
        for number, spot in enumerate(await self._places(notice)):
            await self._say(notice, spot, f"dead:{notice.id}:{number}")

    async def _places(self, notice: Notice) -> list[Spot]:
        message = await asyncio.to_thread(self.find, notice.message_id)
        unit = await asyncio.to_thread(self.register.find, notice.team, notice.unit)
        places = []
        if message is not None:
            places += await self._direct(notice.team, message.author)
        point = unit.contact_point if unit else None
        if point and point.channel and point.channel != notice.address:
            places.append(Spot(notice.team, point.channel))
        return places

    async def _direct(self, team: str, user: str) -> list[Spot]:
        try:
            return [Spot(team, await self.sender.direct_channel(team, user))]
        except SendFailed as error:
            _log.warning("author not reached code=%s", error.code)
            return []

    async def _say(self, notice: Notice, spot: Spot, mark: str) -> None:
        names = await asyncio.to_thread(self.register.names, notice.team)
        words = dead_message(notice, names.get(notice.unit, notice.unit), mark)
        try:
            if await self.sender.find(spot, mark) is None:
                await self.sender.post(spot, words)
        except SendFailed as error:
            _log.warning("dead notice not told id=%s code=%s", notice.id, error.code)
            if error.is_passing:
                raise
