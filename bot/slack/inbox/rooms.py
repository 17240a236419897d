"""The inbox as a room of the Home tab and as a modal, each on the page the person turned to."""

import logging
from collections.abc import Iterable, Sequence

from bot.desk.drafts.desk import Author
from bot.desk.messages.reply import InboxPart, SentListReply, UnitInbox, UnitsReply
from bot.slack import words
from bot.slack.inbox.desks import Desks, author_of
from bot.slack.inbox.taps import Tap
from bot.slack.ports import SendFailed, View
from bot.slack.pressed import Press, Work, show, tell
from bot.slack.subcommands import Call
from bot.slack.surface import Surface
from bot.slack.views import inbox_words, parts
from bot.slack.views.inbox import (
    ROWS_IN_MODAL,
    ROWS_ON_HOME,
    ShownInbox,
    inbox_blocks,
    inbox_modal,
)
from bot.slack.views.inbox_marks import SENT, ShelfMark
from bot.slack.views.note import note_message
from bot.slack.views.parts import Json
from knowledge.model import StaffError
from storage.database import StorageError
from storage.receipts import Box, Place

_log = logging.getLogger(__name__)
_TO_DO = (Box.NEW, Box.TO_ACKNOWLEDGE, Box.TO_ANSWER)


class InboxRooms:
    """Shows inboxes, and remembers which page of which one each Home tab shows."""

    def __init__(self, desks: Desks, surface: Surface) -> None:
        self._desks = desks
        self._surface = surface
        self._at: dict[tuple[str, str], ShelfMark] = {}

    def on_home(self, team: str, user: str) -> Sequence[Json]:
        """Give the room of the Home tab; an inbox that is closed to the person is left."""
        author, at = Author(team, user), self._at.get((team, user))
        try:
            return inbox_blocks(self._shown(author, at, ROWS_ON_HOME))
        except StaffError:
            self._at.pop((team, user), None)
            return inbox_blocks(self._shown(author, None, ROWS_ON_HOME))
        except StorageError as error:
            _log.warning("inbox unread: %s", error)
            return [parts.header(inbox_words.TITLE), parts.said(words.TRY_AGAIN)]

    def command(self, call: Call) -> Work:
        """Open the inbox of the unit the person is here as."""
        author = Author(call.team, call.user)
        return self._open(call, inbox_modal(self._shown(author, None, ROWS_IN_MODAL)))

    def open(self, tap: Tap) -> Work:
        """Open the inbox that a notice is about."""
        mark = ShelfMark.read(tap.press.value) or ShelfMark("unknown")
        try:
            return show(self._surface, tap.press, self._modal(tap.press, mark))
        except StaffError as error:
            return tell(self._surface, tap.press, str(error))

    def turn(self, tap: Tap) -> Work | None:
        """Turn to another part or page, where it was pressed."""
        mark = ShelfMark.read(tap.press.value)
        if mark is None:
            return None
        try:
            if tap.press.is_in_modal:
                return self._update(tap.press, self._modal(tap.press, mark))
            self._at[tap.press.team, tap.press.user] = mark
            return self._surface.home.refresh(tap.press.team, tap.press.user)
        except StaffError as error:
            return tell(self._surface, tap.press, str(error))

    def choose(self, tap: Tap) -> Work:
        """Note which unit somebody is here as, and show its inbox."""
        press = tap.press
        try:
            self._desks.units.choose(author_of(press), press.value)
            mark = ShelfMark(press.value)
            self._at[press.team, press.user] = mark
            if press.is_in_modal:
                return self._update(press, self._modal(press, mark))
        except StaffError as error:
            return tell(self._surface, press, str(error))
        return self._surface.home.refresh(press.team, press.user)

    async def refresh(self, team: str, units: Iterable[str]) -> None:
        """Show what has changed to the people of some units who have their Home tab open."""
        found = [self._desks.register.find(team, unit) for unit in units]
        people = {member.user for unit in found if unit for member in unit.members}
        for user in sorted(people):
            await self._surface.home.refresh(team, user)

    def _modal(self, press: Press, mark: ShelfMark) -> View:
        return inbox_modal(self._shown(author_of(press), mark, ROWS_IN_MODAL))

    def _shown(self, author: Author, mark: ShelfMark | None, rows: int) -> ShownInbox:
        units = self._desks.units.show(author)
        if mark is None and units.here_as is None:
            return ShownInbox(units)
        unit_id = mark.unit if mark else units.here_as.id if units.here_as else ""
        unit = _inbox(units, unit_id)
        part = (mark.part if mark else None) or _first(unit)
        mark = ShelfMark(unit_id, part, mark.after if mark else None)
        return ShownInbox(units, mark, unit, self._page(author, mark, rows))

    def _page(self, author: Author, mark: ShelfMark, rows: int) -> InboxPart | SentListReply:
        inbox = self._desks.inbox
        if mark.part == SENT:
            return inbox.sent(mark.unit, author, rows, mark.after)
        place = Place(author.team, mark.unit, Box(mark.part or Box.NEW))
        return inbox.page(place, author, mark.after, rows)

    async def _open(self, call: Call, view: View) -> None:
        try:
            await self._surface.sender.open_view(call.team, call.trigger_id, view)
        except SendFailed as error:
            _log.warning("inbox not opened code=%s", error.code)
            await self._say(call, words.TRY_AGAIN)

    async def _say(self, call: Call, text: str) -> None:
        try:
            await self._surface.sender.respond(call.team, call.response_url, note_message(text))
        except SendFailed as error:
            _log.warning("command not answered code=%s", error.code)

    async def _update(self, press: Press, view: View) -> None:
        try:
            await self._surface.sender.update_view(press.team, press.view_id or "", view)
        except SendFailed as error:
            _log.warning("inbox not turned code=%s", error.code)


def _inbox(units: UnitsReply, unit_id: str) -> UnitInbox | None:
    known = (*units.own, *units.covered)
    return next((one for one in known if one.unit.id == unit_id), None)


def _first(unit: UnitInbox | None) -> str:
    """Give the first part where something waits."""
    waiting = (box for box in _TO_DO if unit and unit.counts[box])
    return next(waiting, Box.NEW).value
