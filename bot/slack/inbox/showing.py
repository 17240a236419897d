"""Puts a message in a modal, and keeps what is open and the Home tabs up to date."""

import asyncio
import logging

from bot.desk.messages.reply import MessageReply
from bot.desk.policy import Outcome, RefusedError
from bot.slack import words
from bot.slack.inbox.desks import Desks, author_of
from bot.slack.inbox.rooms import InboxRooms
from bot.slack.inbox.taps import Tap
from bot.slack.ports import SendFailed, View
from bot.slack.pressed import Press, Work, show, tell
from bot.slack.surface import Surface
from bot.slack.views.inbox_marks import as_message_id
from bot.slack.views.message import message_modal
from bot.slack.views.message_report import reason_form
from knowledge.model import StaffError
from storage.database import StorageError

_log = logging.getLogger(__name__)


class OpenMessages:
    """Opens messages for those who may read them; each opening is noted by the desk."""

    def __init__(self, desks: Desks, surface: Surface, rooms: InboxRooms) -> None:
        self._desks = desks
        self._surface = surface
        self._rooms = rooms

    def open(self, tap: Tap) -> Work:
        """Open a message from a notice, an inbox, or the author's own thread."""
        return self._open(tap.press)

    def other(self, tap: Tap) -> Work:
        """Show another message in the modal's place: an answer, or another version."""
        return self._turn(tap.press, as_message_id(tap.press.value), 0)

    def turn(self, tap: Tap) -> Work | None:
        """Turn to another page of a long message."""
        if tap.mark is None or not tap.press.value.isdecimal():
            return None
        return self._turn(tap.press, tap.mark.message_id, int(tap.press.value))

    def choose(self, tap: Tap) -> Work | None:
        """Note which unit somebody is here as, and show what can be done as that one."""
        if tap.mark is None:
            return None
        try:
            self._desks.units.choose(author_of(tap.press), tap.press.value)
        except StaffError as error:
            return tell(self._surface, tap.press, str(error))
        return self._turn(tap.press, tap.mark.message_id, 0)

    async def show(self, team: str, view_id: str | None, reply: MessageReply, said: str) -> None:
        """Show a message as it stands now in a modal that is open, and on the Home tabs."""
        await self.update(team, view_id, message_modal(reply, said=said))
        receivers = (one.unit.id for one in reply.receipts)
        await self._rooms.refresh(team, (reply.sender.id, *receivers))

    async def update(self, team: str, view_id: str | None, view: View) -> None:
        """Put other content in a modal, if it is still open."""
        try:
            if view_id:
                await self._surface.sender.update_view(team, view_id, view)
        except SendFailed as error:
            _log.warning("message not shown code=%s", error.code)

    async def _open(self, press: Press) -> None:
        reply = await self._read(press, as_message_id(press.value))
        if reply is not None:
            await show(self._surface, press, message_modal(reply))
            await self._rooms.refresh(press.team, (one.unit.id for one in reply.receipts))

    async def _turn(self, press: Press, message_id: str, page: int) -> None:
        reply = await self._read(press, message_id)
        if reply is not None:
            await self.update(press.team, press.view_id, message_modal(reply, page))

    async def _read(self, press: Press, message_id: str) -> MessageReply | None:
        """Give a message, or tell why the person can't read it."""
        try:
            return await asyncio.to_thread(self._desks.inbox.open, message_id, author_of(press))
        except RefusedError as error:
            if error.outcome is Outcome.REASON_WANTED:
                await show(self._surface, press, reason_form(message_id))
            else:
                await tell(self._surface, press, str(error))
        except StorageError as error:
            _log.warning("message unread: %s", error)
            await tell(self._surface, press, words.TRY_AGAIN)
        return None
