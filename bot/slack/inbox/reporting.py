"""What is done with reports alone: begun about a message, read with a reason, given a number."""

from bot.desk.drafts.desk import Author
from bot.privacy import MaskingFailed, mask
from bot.slack import words
from bot.slack.answering import Answer, fault
from bot.slack.inbox.acting import ShowDraft
from bot.slack.inbox.desks import Desks, author_of
from bot.slack.inbox.showing import OpenMessages
from bot.slack.inbox.taps import SentForm, Tap
from bot.slack.pressed import Work, show, tell
from bot.slack.surface import Surface
from bot.slack.views import inbox_words
from bot.slack.views.inbox_marks import TEXT, as_message_id
from bot.slack.views.message import message_modal
from bot.slack.views.message_report import number_form
from knowledge.model import StaffError
from storage.database import StorageError


class ReportActs:
    """Carries out what somebody does with a report; the desks decide whether they may."""

    def __init__(
        self, desks: Desks, surface: Surface, opened: OpenMessages, show_draft: ShowDraft
    ) -> None:
        self._desks = desks
        self._surface = surface
        self._opened = opened
        self._show_draft = show_draft

    def begin(self, tap: Tap) -> Work:
        """Begin a report of a deviation about a message, in the message's place."""
        try:
            message_id = as_message_id(tap.press.value)
            draft = self._desks.deviations.about(message_id, author_of(tap.press))
        except StaffError as error:
            return tell(self._surface, tap.press, str(error))
        return self._show_draft(tap.press, draft)

    def number(self, tap: Tap) -> Work:
        """Ask for the number that the register gave a report."""
        return show(self._surface, tap.press, number_form(as_message_id(tap.press.value)))

    def reasoned(self, form: SentForm) -> tuple[Answer, Work | None]:
        """Keep why a report is read, and show it where the reason was asked for."""
        if form.mark is None:
            return {}, None
        inbox, message_id = self._desks.inbox, form.mark.message_id
        try:
            inbox.give_reason(message_id, form.author, mask(form.text))
            reply = inbox.open(message_id, form.author)
        except (MaskingFailed, StaffError, StorageError) as error:
            return fault(TEXT, _said(error)), None
        return {"response_action": "update", "view": message_modal(reply)}, None

    def numbered(self, form: SentForm) -> tuple[Answer, Work | None]:
        """Note the number of a report, and show it in the modal below."""
        if form.mark is None:
            return {}, None
        try:
            self._mark(form.mark.message_id, form.text, form.author)
            reply = self._desks.inbox.open(form.mark.message_id, form.author)
        except (StaffError, StorageError) as error:
            return fault(TEXT, _said(error)), None
        said = inbox_words.NUMBERED
        return {}, self._opened.show(form.author.team, form.below, reply, said)

    def _mark(self, message_id: str, number: str, author: Author) -> None:
        self._desks.numbers.mark(message_id, number, author, self._surface.clock())


def _said(error: Exception) -> str:
    return words.NOT_KEPT if isinstance(error, StorageError) else str(error)
