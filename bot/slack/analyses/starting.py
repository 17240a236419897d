"""Begins an analysis from a deviation that is open."""

from bot.slack.analyses.opened import OpenAnalyses
from bot.slack.analyses.reading import Filled
from bot.slack.analyses.services import Services, author_of, said_of
from bot.slack.answering import Answer, fault
from bot.slack.ports import View
from bot.slack.pressed import Press, Work
from bot.slack.views import analysis_words as words
from bot.slack.views.analysis import analysis_modal
from bot.slack.views.analysis_forms import start_form
from bot.slack.views.analysis_marks import UNITS, as_id
from knowledge.model import StaffError
from storage.database import StorageError


class Beginning:
    """Asks who takes part, and shows the analysis that there is."""

    def __init__(self, services: Services, opened: OpenAnalyses) -> None:
        self._services = services
        self._opened = opened

    def open(self, press: Press) -> Work:
        """Open the analysis of a deviation, or the form that begins one."""
        return self._services.open(press, lambda: self._view(press))

    def submitted(self, form: Filled) -> tuple[Answer, Work | None]:
        """Begin it, and show it in the form's place."""
        if form.mark is None:
            return {}, None
        desk, message_id = self._services.desk, form.mark.subject
        try:
            own = desk.starting.proposal(message_id, form.author).own.id
            units = [own, *form.units]
            analysis_id = desk.starting.start(message_id, form.author, form.reports, units)
            reply = desk.show(analysis_id, form.author)
        except (StaffError, StorageError) as error:
            return fault(UNITS, said_of(error)), None
        shown = analysis_modal(reply, said=words.STARTED)
        units_shown = [one.id for one in reply.units]
        work = self._services.refresh(form.author.team, units_shown)
        return {"response_action": "update", "view": shown}, work

    def _view(self, press: Press) -> View:
        desk, author, message_id = self._services.desk, author_of(press), as_id(press.value)
        earlier = desk.starting.earlier(message_id, author)
        if earlier is not None:
            return analysis_modal(desk.show(earlier, author))
        return start_form(desk.starting.proposal(message_id, author))
