"""Opens analyses for those who take part, and shows them as they stand now."""

import logging
from collections.abc import Sequence

from bot.desk.analyses.reply import AnalysisReply
from bot.desk.drafts.desk import Author
from bot.slack.analyses.services import Services, author_of
from bot.slack.ports import View
from bot.slack.pressed import Press, Work
from bot.slack.views import analysis_words as words
from bot.slack.views.analysis import analysis_modal
from bot.slack.views.analysis_home import analyses_on_home, unread_on_home
from bot.slack.views.analysis_marks import as_id, read_page
from bot.slack.views.parts import Json
from storage.database import StorageError

_log = logging.getLogger(__name__)


class OpenAnalyses:
    """The room of the Home tab, and the modal of an analysis."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def on_home(self, team: str, user: str) -> Sequence[Json]:
        """Give the room of the Home tab; nothing to those who take part in none."""
        author = Author(team, user)
        try:
            desk, lessons = self._services.desk, self._services.lessons
            return analyses_on_home(desk.rows(author), lessons.rows(author))
        except StorageError as error:
            _log.warning("analyses unread: %s", error)
            return unread_on_home()

    def open(self, press: Press) -> Work:
        """Open an analysis from the Home tab."""
        return self._services.open(press, lambda: self._view(press, as_id(press.value)))

    def turn(self, press: Press) -> Work:
        """Turn to another page of a long analysis."""
        analysis_id, page = read_page(press.value)
        return self._services.put(press, lambda: self._view(press, analysis_id, page))

    def finish(self, press: Press) -> Work:
        """End an analysis; what the units say together becomes the lesson."""
        return self._finish(press)

    async def show(self, team: str, view_id: str | None, reply: AnalysisReply, said: str) -> None:
        """Show an analysis in a modal that is open, and on the Home tabs of its units."""
        await self._services.update(team, view_id, analysis_modal(reply, said=said))
        await self._services.refresh(team, (one.id for one in reply.units))

    async def _finish(self, press: Press) -> None:
        await self._services.put(press, lambda: self._finished(press))
        units = self._services.register.of_user(press.team, press.user)
        await self._services.refresh(press.team, (one.id for one in units))

    def _finished(self, press: Press) -> View:
        reply = self._services.desk.finish(as_id(press.value), author_of(press))
        return analysis_modal(reply, said=words.FINISHED)

    def _view(self, press: Press, analysis_id: str, page: int = 0) -> View:
        return analysis_modal(self._services.desk.show(analysis_id, author_of(press)), page)
