"""Keeps each draft's message up to date: posted in the direct messages, edited when it changes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.desk.drafts import DraftReply
from bot.desk.drafts.desk import Author
from bot.desk.messages import SentReply
from bot.slack.drafts.services import DraftServices
from bot.slack.ports import Message, SendFailed, Spot
from bot.slack.views import draft_words as words
from bot.slack.views.draft import draft_message
from bot.slack.views.draft_left import discarded_message
from bot.slack.views.draft_send import sent_message
from bot.slack.views.note import note_message
from knowledge.model import StaffError
from storage.database import StorageError
from storage.draft_places import NOWHERE_YET, DraftPlace

_log = logging.getLogger(__name__)
_PAUSE_S = 0.7  # what is saved while somebody types is shown when they pause
Sleep = Callable[[float], Awaitable[None]]


class DraftBoard:
    """The messages that drafts stand in; one for each draft, in its author's direct messages."""

    def __init__(self, services: DraftServices, sleep: Sleep = asyncio.sleep) -> None:
        self._services = services
        self._sleep = sleep
        self._wanted: set[str] = set()
        self._shown: dict[str, int] = {}
        try:
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None  # nothing is served, so nothing is shown

    def noted(self, draft_id: str, author: Author) -> None:
        """Hear of a change, from any thread, and show it soon."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._line_up, draft_id, author)

    def is_shown_in(self, draft_id: str, channel: str | None, ts: str | None) -> bool:
        """Tell whether a message is the one that shows all of a draft."""
        place = self._services.places.of(draft_id)
        return place is not None and (place.channel, place.ts) == (channel, ts)

    async def hand_over(self, draft_id: str, author: Author, said: str | None = None) -> bool:
        """Put a draft in the direct messages; one that stands there already is edited."""
        try:
            reply = await asyncio.to_thread(self._services.desk.show, draft_id, author)
            await self._put(reply, author, draft_message(reply, mark_of(draft_id), said))
            self._shown[draft_id] = reply.version
        except (StaffError, StorageError) as error:
            _log.warning("draft not shown id=%s type=%s", draft_id, type(error).__name__)
            return False
        except SendFailed as error:
            _log.warning("draft not shown id=%s code=%s", draft_id, error.code)
            return False
        return True

    async def show_sent(self, draft_id: str, author: Author, sent: SentReply, title: str) -> None:
        """Put the receipt where the draft stood, or in the direct messages."""
        await self._end(draft_id, author, sent_message(sent, title, mark_of(draft_id)))

    async def show_discarded(self, draft_id: str, author: Author, until: datetime) -> None:
        """Say that a draft is thrown away, where it stood or where the author finds it."""
        message = discarded_message(draft_id, until, mark_of(draft_id))
        await self._end(draft_id, author, message)

    async def show_erased(self, draft_id: str, author: Author) -> None:
        """Say that nothing of a draft is left."""
        await self._end(draft_id, author, note_message(words.ERASED, mark=mark_of(draft_id)))

    async def _end(self, draft_id: str, author: Author, message: Message) -> None:
        try:
            await self._post_or_edit(draft_id, author, message)
        except (SendFailed, StorageError) as error:
            _log.warning("end not shown id=%s: %s", draft_id, error)
        self._shown.pop(draft_id, None)
        await self._services.surface.home.refresh(author.team, author.user)

    def seen(self, reply: DraftReply) -> None:
        """Note that a draft's message shows it as it is, so that it is not edited once more."""
        self._shown[reply.draft_id] = reply.version

    def _line_up(self, draft_id: str, author: Author) -> None:
        if draft_id not in self._wanted:
            self._wanted.add(draft_id)
            self._services.surface.background.spawn(self._refresh(draft_id, author))

    async def _refresh(self, draft_id: str, author: Author) -> None:
        await self._sleep(_PAUSE_S)
        self._wanted.discard(draft_id)
        place = await asyncio.to_thread(self._services.places.of, draft_id)
        try:
            reply = await asyncio.to_thread(self._services.desk.show, draft_id, author)
            is_late = self._shown.get(draft_id) != reply.version
            if place is not None and _is_ours(place) and is_late:
                await self._put(reply, author, draft_message(reply, mark_of(draft_id)))
                self._shown[draft_id] = reply.version
        except StaffError:
            pass  # it was sent or thrown away, and its message says so
        except (SendFailed, StorageError) as error:
            _log.warning("draft not redrawn id=%s: %s", draft_id, error)
        await self._services.surface.home.refresh(author.team, author.user)

    async def _put(self, reply: DraftReply, author: Author, message: Message) -> None:
        await self._post_or_edit(reply.draft_id, author, message)

    async def _post_or_edit(self, draft_id: str, author: Author, message: Message) -> None:
        sender, places = self._services.surface.sender, self._services.places
        place = await asyncio.to_thread(places.of, draft_id)
        if place is not None and place.channel is not None and place.ts is not None:
            await sender.edit(Spot(author.team, place.channel), place.ts, message)
            return
        channel = await sender.direct_channel(author.team, author.user)
        spot = Spot(author.team, channel)
        ts = await sender.find(spot, mark_of(draft_id))  # posted just before a crash
        if ts is None:
            ts = await sender.post(spot, message)
        else:
            await sender.edit(spot, ts, message)
        thread = f"{author.team}:{channel}:{ts}"
        now = DraftPlace(draft_id, author.team, author.user, thread, channel, ts)
        await asyncio.to_thread(places.put, now)


def _is_ours(place: DraftPlace) -> bool:
    """Tell whether a draft has a message of its own, or is to get one."""
    return place.ts is not None or place.conversation == NOWHERE_YET


def mark_of(draft_id: str) -> str:
    """Give the mark of a draft's own message."""
    return f"draft:{draft_id}"
