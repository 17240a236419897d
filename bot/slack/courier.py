"""Carries handed on questions to people and replies back, each message exactly once.

Everything is kept before it is sent. What a message was sent for is its mark, so that after a
crash or an answer that got lost the message is found again instead of posted twice.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from weakref import WeakValueDictionary

from bot.slack import words
from bot.slack.contacts import Contacts
from bot.slack.ports import Message, Sender, SendFailed, Spot
from bot.slack.sender import KEY_GONE
from bot.slack.views import handoff as views
from storage.database import StorageError
from storage.handoffs import Handoff, Handoffs, HandoffState
from storage.relays import Direction, Relay, Relays

_log = logging.getLogger(__name__)
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 1.0, 60.0


@dataclass(frozen=True)
class HandoffStores:
    """The tables of questions and of replies."""

    handoffs: Handoffs
    relays: Relays


class Courier:
    """Posts, shows and brings over; one at a time for each question, in order."""

    def __init__(
        self,
        sender: Sender,
        stores: HandoffStores,
        contacts: Contacts,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._sender = sender
        self._handoffs, self._relays = stores.handoffs, stores.relays
        self._contacts = contacts
        self._clock = clock
        self._sleep = sleep
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def carry_on(self, handoff_id: str) -> None:
        """Show how a question stands and bring its replies over; waits for Slack if it must."""
        pause = _FIRST_PAUSE_S
        while not await self._has_arrived(handoff_id):
            await self._sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)

    async def _has_arrived(self, handoff_id: str) -> bool:
        turn = self._turns.setdefault(handoff_id, asyncio.Lock())  # kept while somebody waits
        async with turn:
            try:
                await self._show(handoff_id)
                await self._bring_over(handoff_id)
            except (SendFailed, StorageError) as error:
                _log.warning("handoff waits id=%s: %s", handoff_id, error)
                return False
        return True

    async def _show(self, handoff_id: str) -> None:
        handoff = await asyncio.to_thread(self._handoffs.find, handoff_id)
        if handoff is None or handoff.is_shown or handoff.state is HandoffState.FAILED:
            return
        try:
            ts = await self._put(handoff)
        except SendFailed as error:
            if _passes(error):
                raise
            await self._give_up(handoff, error.code)
            return
        await asyncio.to_thread(self._handoffs.shown, handoff.id, ts, handoff.revision)

    async def _put(self, handoff: Handoff) -> str:
        spot = Spot(handoff.team, handoff.channel)
        message = views.contact_message(handoff)
        ts = handoff.ts or (await self._sender.find(spot, handoff.id) if handoff.attempts else None)
        if ts is None:
            await asyncio.to_thread(self._handoffs.try_again, handoff.id)
            return await self._sender.post(spot, message)
        await self._sender.edit(spot, ts, message)
        return ts

    async def _give_up(self, handoff: Handoff, code: str) -> None:
        _log.warning("handoff failed id=%s code=%s", handoff.id, code)
        if handoff.ts is not None:
            # The people have seen it; only the last change could not be shown.
            done = (handoff.id, handoff.ts, handoff.revision)
            await asyncio.to_thread(self._handoffs.shown, *done)
            return
        went = (handoff.team, handoff.asker, handoff.channel)
        place = await asyncio.to_thread(self._contacts.place_of, *went)
        await asyncio.to_thread(self._handoffs.fail, handoff.id, self._clock())
        await self._tell_asker(handoff, views.told(words.HANDOFF_FAILED.format(place=place)))

    async def _tell_asker(self, handoff: Handoff, message: Message) -> None:
        try:
            direct = await self._sender.direct_channel(handoff.team, handoff.asker)
            await self._sender.post(Spot(handoff.team, direct), message)
        except SendFailed as error:
            _log.warning("asker not told id=%s code=%s", handoff.id, error.code)

    async def _bring_over(self, handoff_id: str) -> None:
        for relay in await asyncio.to_thread(self._relays.open, handoff_id):
            handoff = await asyncio.to_thread(self._handoffs.find, handoff_id)
            if handoff is None:
                return
            try:
                await self._bring_one(handoff, relay)
            except SendFailed as error:
                if _passes(error):
                    raise
                await self._tell_lost(handoff, relay, error.code)
            await asyncio.to_thread(self._relays.close, relay)

    async def _bring_one(self, handoff: Handoff, relay: Relay) -> None:
        """Post a reply on the other side; one that stands there is edited where it was edited."""
        spot = await self._place_of(handoff, relay)
        message = views.relay_message(handoff, relay)
        ts = relay.ts or (await self._sender.find(spot, relay.id) if relay.attempts else None)
        if ts is None:
            await asyncio.to_thread(self._relays.try_again, relay.id)
            ts = await self._sender.post(spot, message)
        elif relay.revision is not None:
            spot = replace(spot, channel=relay.channel or spot.channel)
            await self._sender.edit(spot, ts, message)
        await asyncio.to_thread(self._relays.arrived, relay, spot.channel, ts)
        if relay.direction is Direction.TO_ASKER and handoff.asker_thread is None:
            place = (handoff.id, spot.channel, ts)
            await asyncio.to_thread(self._handoffs.place_asker, *place)

    async def _place_of(self, handoff: Handoff, relay: Relay) -> Spot:
        if relay.direction is Direction.TO_HUMAN:
            return Spot(handoff.team, handoff.channel, handoff.ts)
        if handoff.asker_channel is not None:
            return Spot(handoff.team, handoff.asker_channel, handoff.asker_thread)
        direct = await self._sender.direct_channel(handoff.team, handoff.asker)
        return Spot(handoff.team, direct)

    async def _tell_lost(self, handoff: Handoff, relay: Relay, code: str) -> None:
        """Tell the one who wrote that it did not get there, where it was written."""
        _log.warning("relay lost id=%s code=%s", relay.id, code)
        is_by_people = relay.direction is Direction.TO_ASKER
        channel = handoff.channel if is_by_people else handoff.asker_channel
        thread = handoff.ts if is_by_people else handoff.asker_thread
        if channel is None:
            return
        try:
            spot = Spot(handoff.team, channel, thread)
            await self._sender.post_to_one(spot, relay.author, views.told(words.RELAY_LOST))
        except SendFailed as error:
            _log.warning("author not told id=%s code=%s", relay.id, error.code)


def _passes(error: SendFailed) -> bool:
    """Tell whether to wait: also for a key that no longer holds, until there is a new one."""
    return error.is_passing or error.code in KEY_GONE
