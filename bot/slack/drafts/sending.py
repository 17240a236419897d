"""Looks a draft through before it is sent, and sends it once."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.desk.drafts.desk import Author
from bot.desk.messages import SentReply
from bot.slack.drafts.board import DraftBoard
from bot.slack.drafts.reading import DraftTap
from bot.slack.drafts.services import DraftServices, fresh, said_of
from bot.slack.drafts.windows import fill_view
from bot.slack.ports import View
from bot.slack.pressed import Work
from bot.slack.views import draft_words as words
from bot.slack.views.draft_marks import AS_UNIT, NOT_SAME, SAME, TO, DraftMark
from bot.slack.views.draft_send import SendChoices, send_modal, sent_modal, stopped_modal
from bot.slack.views.note import note_modal
from knowledge.model import StaffError
from storage.database import StorageError

_log = logging.getLogger(__name__)
RECEIVERS = "mottagare"
Ack = Mapping[str, Any]


class DraftSending:
    """The last step of a draft."""

    def __init__(self, services: DraftServices, board: DraftBoard) -> None:
        self._services = services
        self._board = board

    def view(self, draft_id: str, author: Author, said: Sequence[str] = ()) -> View:
        """Give what happens when a draft is sent, or why it can't be."""
        choices = self._choices(author)
        try:
            preview = self._services.send.check(draft_id, author)
        except StaffError as error:
            draft = self._services.desk.show(draft_id, author)
            return stopped_modal(draft, choices, " ".join([*said, str(error)]))
        return send_modal(
            preview, choices, said, self._services.deviations.proposed(draft_id, author)
        )

    def changed(self, tap: DraftTap) -> Work | None:
        """Keep who sends or receives, and give what shows what follows from it."""
        mark, press = tap.mark, tap.press
        if mark is None or press.view_id is None:
            return None
        author = Author(press.team, press.user)
        said: list[str] = []
        try:
            self._change(tap, mark, author)
        except (StaffError, StorageError) as error:
            said = [said_of(error)]
        make = lambda: self.view(mark.draft_id, author, said)  # noqa: E731
        return fill_view(self._services, press.team, press.view_id, make)

    def send(self, mark: DraftMark | None, author: Author) -> tuple[Ack, Work | None]:
        """Send, and give what the modal shows and what is left to do; a second time is the same."""
        if mark is None:
            return _update(note_modal(words.NOT_SENT)), None
        earlier = self.earlier(mark.draft_id, author)
        if earlier is not None:
            return _update(sent_modal(earlier[0])), None
        try:
            draft = self._services.desk.show(mark.draft_id, author)
            as_seen = replace(author, unit=mark.about or None)
            sent = self._services.send.send(mark.draft_id, as_seen, seen=mark.version)
        except (StaffError, StorageError) as error:
            return _update(self._not_sent(mark.draft_id, author, error)), None
        work = self._board.show_sent(mark.draft_id, author, sent, draft.form_title)
        return _update(sent_modal(sent)), work

    def earlier(self, draft_id: str, author: Author) -> tuple[SentReply, str] | None:
        """Give the receipt of a draft that was sent already, and what was sent."""
        try:
            message = self._services.messages.of_draft(author.team, draft_id)
            if message is None or message.author != author.user:
                return None
            sent = self._services.send.send(draft_id, author)
        except (StaffError, StorageError) as error:
            _log.warning("earlier message unread type=%s", type(error).__name__)
            return None
        form = self._services.desk.forms().get(message.form)
        return sent, form.title if form else message.form

    def _change(self, tap: DraftTap, mark: DraftMark, author: Author) -> None:
        if tap.action == AS_UNIT and tap.chosen:
            at = self._services.surface.clock()
            self._services.units.choose(author.team, author.user, str(tap.chosen), at)
        elif tap.action == TO:
            self._services.desk.fill(mark.draft_id, author, {RECEIVERS: tap.chosen or []})
        elif tap.action == SAME:
            self._services.deviations.link(mark.draft_id, author, mark.about)
        elif tap.action == NOT_SAME:
            self._services.deviations.unlink(mark.draft_id, author)

    def _not_sent(self, draft_id: str, author: Author, error: StaffError | StorageError) -> View:
        """Say that nothing was sent and that the draft is kept, with why on top."""
        why = str(error) if isinstance(error, StaffError) else words.SEND_FAILED
        said = [words.NOT_SENT, *([] if why.startswith(words.NOT_SENT) else [why])]
        try:
            return self.view(draft_id, author, said)
        except (StaffError, StorageError):
            return note_modal(" ".join(said))

    def _choices(self, author: Author) -> SendChoices:
        units = self._services.units
        own = {one.id: one.name for one in units.of_user(author.team, author.user)}
        here = units.standing_in(author.team, author.user)
        names = units.names(author.team)
        return SendChoices(own, here.id if here else None, names, fresh())


def _update(view: View) -> Ack:
    return {"response_action": "update", "view": view}
