"""Tells who wrote a message how it goes: one card in their direct messages, and its thread."""

import asyncio
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

from bot.app import Lotsen
from bot.delivery.channel import Channel, DeliveryError, Letter
from bot.desk.messages.following import Following
from bot.desk.messages.reply import MessageReply
from bot.slack.ports import Sender, SendFailed, Spot
from bot.slack.sender.failures import PERSON_GONE
from bot.slack.sender.recent import Recent
from bot.slack.surface import Surface
from bot.slack.views.message_card import author_card, author_line, card_mark
from storage.outbox import Notice, Occasion

Refresh = Callable[[str, str], Awaitable[None]]
_GONE = "message_not_found"


class AuthorChannel:
    """Brings notices to authors; the card is found again after a crash, never posted twice."""

    def __init__(self, sender: Sender, following: Following, refresh: Refresh) -> None:
        self._sender = sender
        self._following = following
        self._refresh = refresh
        self._posted: Recent[str, str] = Recent()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def deliver(self, letter: Letter) -> str | None:
        """Show the card as it stands, and say in its thread what has happened."""
        notice = letter.notice
        reply = await asyncio.to_thread(self._following.card, notice.message_id)
        if reply is None:
            return None  # it has been purged: there is nothing left to follow
        try:
            channel = await self._sender.direct_channel(notice.team, notice.address)
            async with self._turns.setdefault(notice.message_id, asyncio.Lock()):
                ts = await self._show(Spot(notice.team, channel), reply)
            await self._say(Spot(notice.team, channel, ts), letter)
        except SendFailed as error:
            if error.code in PERSON_GONE:
                return None  # nobody is there to be told, and nobody else has to be
            raise DeliveryError(error.code, is_final=not error.is_passing) from error
        finally:
            await self._show_homes(notice)
        return ts

    async def _show_homes(self, notice: Notice) -> None:
        """Show the people of the receiving units what has arrived, and the author how it goes."""
        people = {notice.address}
        if notice.occasion is Occasion.SENT:
            people |= await asyncio.to_thread(self._following.receivers, notice.message_id)
        for user in sorted(people):
            await self._refresh(notice.team, user)

    async def _show(self, spot: Spot, reply: MessageReply) -> str:
        card, message_id = author_card(reply), reply.message_id
        ts = self._posted.get(message_id) or await self._earlier(spot, message_id)
        try:
            if ts is not None:
                await self._sender.edit(spot, ts, card)
                return ts
        except SendFailed as error:
            if error.code != _GONE:
                raise
        ts = await self._sender.post(spot, card)
        self._posted.put(message_id, ts)
        return ts

    async def _earlier(self, spot: Spot, message_id: str) -> str | None:
        """Give where the card is, when another process posted it, or this one before it ended."""
        kept = await asyncio.to_thread(self._following.shown_at, message_id)
        return kept or await self._sender.find(spot, card_mark(message_id))

    async def _say(self, spot: Spot, letter: Letter) -> None:
        line = author_line(letter)
        if line is None:
            return
        found = await self._sender.find(spot, letter.notice.id) if letter.notice.is_repeat else None
        if found is None:
            await self._sender.post(spot, line)


def author_channel(lotsen: Lotsen, surface: Surface) -> Channel:
    """Give the channel to authors, for the delivery worker."""
    following = Following(lotsen.message_parts)
    return AuthorChannel(surface.sender, following, surface.home.refresh)
