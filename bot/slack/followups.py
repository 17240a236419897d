"""The individual's own follow-up: offered once when a process is closed, and never again."""

import logging

from bot.desk.analyses.followup import FollowupDesk, is_followed_up
from bot.desk.drafts.desk import Author
from bot.desk.messages.reply import MessageReply
from bot.slack.analyses.reading import Filled
from bot.slack.analyses.services import said_of
from bot.slack.answering import Answer, fault
from bot.slack.ports import View
from bot.slack.views.analysis_forms import followup_form
from knowledge.model import StaffError
from storage.database import StorageError
from storage.followups import QUESTIONS

_log = logging.getLogger(__name__)


class FollowupForms:
    """Asks the three questions; to close the form is to skip them."""

    def __init__(self, desk: FollowupDesk) -> None:
        self._desk = desk

    def offered(self, reply: MessageReply, author: Author) -> View | None:
        """Give the questions of a message that was just closed, the first time."""
        if not is_followed_up(reply):
            return None
        try:
            form = self._desk.offer(reply.message_id, author)
        except (StaffError, StorageError) as error:
            _log.warning("follow-up not offered: %s", type(error).__name__)
            return None  # it is voluntary, and the message is closed
        return followup_form(reply.message_id, form) if form else None

    def submitted(self, form: Filled) -> Answer:
        """Keep the answers."""
        if form.mark is None:
            return {}
        try:
            self._desk.answer(form.mark.subject, form.author, form.choices)
        except (StaffError, StorageError) as error:
            return fault(QUESTIONS[0], said_of(error))
        return {}
