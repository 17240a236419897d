"""The compilation in Slack: for the group at Home, for anybody by command, and as files."""

import asyncio
import logging
from collections.abc import Sequence

from bot.desk.drafts.desk import Author
from bot.report.compilation import Compilation
from bot.report.desk import ReportDesk
from bot.report.files import as_file
from bot.report.listing import ListingDesk
from bot.report.period import month_before, month_named
from bot.slack import words
from bot.slack.ports import File, SendFailed, Spot, View
from bot.slack.pressed import Press, Work, show, tell
from bot.slack.subcommands import Call
from bot.slack.surface import Surface
from bot.slack.views import report_words as own
from bot.slack.views.note import note_message
from bot.slack.views.parts import Json
from bot.slack.views.report import (
    FILE,
    ReportMark,
    report_modal,
    report_on_home,
    unread_on_home,
)
from bot.slack.views.report_list import ListMark, report_list_modal
from knowledge.model import StaffError
from storage.database import StorageError

_log = logging.getLogger(__name__)


class Reports:
    """Shows compilations to those who may see them."""

    def __init__(self, desk: ReportDesk, listing: ListingDesk, surface: Surface) -> None:
        self._desk = desk
        self._listing = listing
        self._surface = surface

    def on_home(self, team: str, user: str) -> Sequence[Json]:
        """Give the room of the Home tab; nothing to those outside the group."""
        try:
            if not self._desk.access.is_in_group(team, user):
                return ()
            mark = self._last_month()
            return report_on_home(self._desk.of_team(team, month_named(mark.month)), mark)
        except StorageError as error:
            _log.warning("compilation unread: %s", error)
            return unread_on_home()

    def command(self, call: Call) -> Work:
        """Open the compilation of a month, the last whole one where none is named."""
        named = call.text.text.strip()
        mark = ReportMark(f"{month_named(named).first:%Y-%m}") if named else self._last_month()
        return self._open(call, self._modal(Author(call.team, call.user), mark))

    def open(self, press: Press) -> Work:
        """Open the compilation that the Home tab shows a part of."""
        mark = ReportMark.read(press.value) or self._last_month()
        try:
            view = self._modal(Author(press.team, press.user), mark)
        except StaffError as error:
            return tell(self._surface, press, str(error))
        return show(self._surface, press, view)

    def listed(self, press: Press) -> Work:
        """Open the list of a month's reports, or turn to another page or month of it."""
        mark = ListMark.read(press.value) or ListMark(self._last_month().month)
        try:
            view = self._list(Author(press.team, press.user), mark)
        except StaffError as error:
            return tell(self._surface, press, str(error))
        if press.is_in_modal:
            return self._update(press, view)
        return show(self._surface, press, view)

    def download(self, press: Press, mark: ReportMark | None) -> Work | None:
        """Send the compilation of a modal as a file to the one who asks."""
        if mark is None or press.value not in own.AS_FILE or press.action_id[: len(FILE)] != FILE:
            return None
        return self._download(press, mark)

    def _last_month(self) -> ReportMark:
        return ReportMark(f"{month_before(self._desk.today()).first:%Y-%m}")

    def _compiled(self, author: Author, mark: ReportMark) -> Compilation:
        return self._desk.compile(month_named(mark.month), author, mark.unit)

    def _modal(self, author: Author, mark: ReportMark) -> View:
        return report_modal(self._compiled(author, mark), mark)

    def _list(self, author: Author, mark: ListMark) -> View:
        labels = self._desk.labels(author.team)
        listed = self._listing.page(month_named(mark.month), author, labels, mark.page)
        return report_list_modal(listed, mark)

    async def _open(self, call: Call, view: View) -> None:
        try:
            await self._surface.sender.open_view(call.team, call.trigger_id, view)
        except SendFailed as error:
            _log.warning("compilation not opened code=%s", error.code)
            message = note_message(words.TRY_AGAIN)
            await self._surface.sender.respond(call.team, call.response_url, message)

    async def _download(self, press: Press, mark: ReportMark) -> None:
        author = Author(press.team, press.user)
        try:
            compilation = await asyncio.to_thread(self._compiled, author, mark)
        except (StaffError, StorageError) as error:
            said = str(error) if isinstance(error, StaffError) else words.TRY_AGAIN
            await tell(self._surface, press, said)
            return
        await self._update(
            press, report_modal(compilation, mark, await self._sent(press, compilation))
        )

    async def _update(self, press: Press, view: View) -> None:
        try:
            await self._surface.sender.update_view(press.team, press.view_id or "", view)
        except SendFailed as error:
            _log.warning("compilation not updated code=%s", error.code)

    async def _sent(self, press: Press, compilation: Compilation) -> str:
        sender = self._surface.sender
        try:
            content = await asyncio.to_thread(as_file, compilation, press.value)
            file = File(f"avvikelser-{compilation.first}.{press.value}", compilation.title, content)
            channel = await sender.direct_channel(press.team, press.user)
            await sender.upload(Spot(press.team, channel), file, own.FILE_COMMENT)
        except SendFailed as error:
            _log.warning("compilation not sent code=%s", error.code)
            return own.FILE_FAILED
        return own.FILE_SENT
