"""A message on its way to SAMSA: its texts to copy, and files in the direct messages."""

import asyncio
import logging

from bot.export.formats import SUFFIX, Format, exported
from bot.export.sheet import Sheet
from bot.slack import words
from bot.slack.inbox.desks import Desks, author_of
from bot.slack.inbox.showing import OpenMessages
from bot.slack.inbox.taps import Tap
from bot.slack.ports import File, SendFailed, Spot
from bot.slack.pressed import Press, Work, show, tell
from bot.slack.surface import Surface
from bot.slack.views import inbox_words
from bot.slack.views.inbox_marks import as_message_id
from bot.slack.views.message_samsa import samsa_modal
from knowledge.model import StaffError
from storage.database import StorageError

_log = logging.getLogger(__name__)


class SamsaTexts:
    """Gives a message to take out, to those who may; every time is noted by the desk."""

    def __init__(self, desks: Desks, surface: Surface, opened: OpenMessages) -> None:
        self._desks = desks
        self._surface = surface
        self._opened = opened

    def open(self, tap: Tap) -> Work:
        """Show the texts to copy."""
        try:
            sheet = self._desks.out.sheet(as_message_id(tap.press.value), author_of(tap.press))
        except StaffError as error:
            return tell(self._surface, tap.press, str(error))
        return show(self._surface, tap.press, samsa_modal(sheet))

    def turn(self, tap: Tap) -> Work | None:
        """Turn to another page of the texts."""
        if tap.mark is None or not tap.press.value.isdecimal():
            return None
        try:
            sheet = self._desks.out.sheet(tap.mark.message_id, author_of(tap.press))
        except StaffError as error:
            return tell(self._surface, tap.press, str(error))
        view = samsa_modal(sheet, int(tap.press.value))
        return self._opened.update(tap.press.team, tap.press.view_id, view)

    def download(self, tap: Tap) -> Work | None:
        """Send a file to the one who asks."""
        kind = next((one for one in Format if one.value == tap.press.value), None)
        if tap.mark is None or kind is None:
            return None
        return self._download(tap.press, tap.mark.message_id, tap.mark.page, kind)

    async def _download(self, press: Press, message_id: str, page: int, kind: Format) -> None:
        """Make the file and send it; the modal says how that went, since no other fits on it."""
        author = author_of(press)
        try:
            sheet = await asyncio.to_thread(self._desks.out.sheet, message_id, author)
        except (StaffError, StorageError) as error:
            said = str(error) if isinstance(error, StaffError) else words.TRY_AGAIN
            await tell(self._surface, press, said)
            return
        said = await self._sent(press, sheet, kind)
        await self._opened.update(press.team, press.view_id, samsa_modal(sheet, page, said))

    async def _sent(self, press: Press, sheet: Sheet, kind: Format) -> str:
        sender = self._surface.sender
        try:
            content = await asyncio.to_thread(exported, sheet, kind)
            name = f"{sheet.form}-utkast{SUFFIX[kind]}"
            file = File(name, f"{sheet.title}, utkast utan identitet", content)
            channel = await sender.direct_channel(press.team, press.user)
            comment = inbox_words.FILE_COMMENT.format(register=sheet.entered_in)
            await sender.upload(Spot(press.team, channel), file, comment)
        except StaffError as error:
            return str(error)
        except SendFailed as error:
            _log.warning("file not sent code=%s", error.code)
            return inbox_words.FILE_FAILED
        return inbox_words.FILE_SENT
