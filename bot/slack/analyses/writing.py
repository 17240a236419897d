"""The form of a part: kept while it is typed in, and merged with what others wrote meanwhile."""

import logging

from bot.desk.analyses.desk import FieldRefusedError
from bot.desk.analyses.reply import PartForm, WrittenReply
from bot.desk.analyses.writing import Written
from bot.desk.drafts.desk import Author
from bot.privacy import MaskingFailed
from bot.slack.analyses.opened import OpenAnalyses
from bot.slack.analyses.reading import Filled
from bot.slack.analyses.services import Services, author_of, said_of
from bot.slack.answering import Answer, fault
from bot.slack.ports import View
from bot.slack.pressed import Press, Work
from bot.slack.views import analysis_words as words
from bot.slack.views import parts
from bot.slack.views.analysis_forms import clashing_form, part_form
from bot.slack.views.analysis_marks import OPEN_PART, TOGETHER, AnalysisMark, as_id, text_of
from knowledge.model import StaffError
from storage.database import StorageError
from storage.unsent import About

_log = logging.getLogger(__name__)
_LOOKED_BACK = 20  # versions that somebody may have begun on and not sent


class PartForms:
    """Opens the form of a part, keeps what is typed, and writes it when it is sent in."""

    def __init__(self, services: Services, opened: OpenAnalyses) -> None:
        self._services = services
        self._opened = opened

    def open(self, press: Press) -> Work:
        """Open the form of a unit's own part, or of the lesson."""
        return self._services.open(press, lambda: self._view(press))

    def typed(self, form: Filled, at: str) -> None:
        """Keep what stands in the form while somebody types, in case it is closed."""
        if form.mark is None:
            return
        try:
            for field, text in form.texts.items():
                about = _about(form.author, form.mark, field)
                self._services.unsent.typed(about, form.window, text, at)
        except StorageError as error:
            _log.info("not kept yet: %s", error)

    def closed(self, form: Filled) -> None:
        """Keep what Slack says of a closed form; it may say nothing, and all is kept already."""
        if any(form.texts.values()):
            self.typed(form, "inf")

    def submitted(self, form: Filled) -> tuple[Answer, Work | None]:
        """Write it; where somebody else wrote in the same place, both are shown."""
        if form.mark is None:
            return {}, None
        written = Written(form.mark.part == TOGETHER, form.mark.version, form.texts)
        try:
            reply = self._services.desk.writing.write(form.mark.subject, form.author, written)
        except (MaskingFailed, StaffError, StorageError) as error:
            return fault(_place(form, error), _said(error)), None
        self._forget(form)
        if not reply.is_kept:
            return {"response_action": "update", "view": clashing_form(reply)}, None
        return {}, self._shown(form, reply)

    async def _shown(self, form: Filled, reply: WrittenReply) -> None:
        said = " ".join([words.WRITTEN, parts.hidden(reply.masked)]).strip()
        analysis = self._services.desk.show(reply.form.analysis_id, form.author)
        await self._opened.show(form.author.team, form.below, analysis, said)

    def _view(self, press: Press) -> View:
        author = author_of(press)
        is_together = press.action_id == f"{OPEN_PART}_{TOGETHER}"
        desk = self._services.desk
        form = desk.writing.form(as_id(press.value), author, is_together=is_together)
        return self._with_unsent(author, form)

    def _with_unsent(self, author: Author, form: PartForm) -> View:
        """Give the form with what was typed and not sent, on the version that it was typed on.

        What others have written since is then put together with it, and not written over.
        """
        for version in range(form.version, max(-1, form.version - _LOOKED_BACK), -1):
            part = TOGETHER if form.is_together else "own"
            mark = AnalysisMark(form.analysis_id, part, version)
            unsent = {
                one.id: self._services.unsent.of(_about(author, mark, one.id))
                for one in form.fields
            }
            if any(unsent.values()):
                return part_form(form.model_copy(update={"version": version}), unsent)
        return part_form(form, {})

    def _forget(self, form: Filled) -> None:
        try:
            for field in form.texts:
                about = _about(form.author, form.mark or AnalysisMark(""), field)
                self._services.unsent.sent(about, form.window)
        except StorageError as error:
            _log.warning("sent words still kept: %s", error)


def _about(author: Author, mark: AnalysisMark, field: str) -> About:
    act = f"{mark.part}:{mark.version}:{field}"
    return About(author.team, author.user, mark.subject, act)


def _place(form: Filled, error: Exception) -> str:
    """Give the heading that an error stands beside: its own, or the first."""
    own = error.field if isinstance(error, FieldRefusedError) else next(iter(form.texts), "")
    return text_of(own)


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, MaskingFailed) else said_of(error)
