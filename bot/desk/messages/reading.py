"""Reading a report that is not one's own: for the patient-safety group, with a reason.

The reason is kept with the report and shown to the units concerned, so that reading can be seen.
"""

from datetime import timedelta

from bot.desk.drafts.desk import Author
from bot.desk.messages.parts import MessageParts, told_when_not_kept
from bot.desk.policy import Action, Outcome, RefusedError, as_id
from bot.privacy import MaskedText
from knowledge.model import StaffError
from storage.message import Message
from storage.readings import Reading

_HOLDS = timedelta(hours=1)  # so that pages can be turned and the text be taken out
_FEWEST, _MOST = 10, 1000  # the form takes 500; what is masked may grow
_TOO_SHORT = "Skriv skälet med några ord, så att enheterna förstår varför du läser rapporten."
_TOO_LONG = "Skälet är för långt. Skriv högst {most} tecken."


class ReportReading:
    """Lets the members of the units concerned in, and the group with a reason."""

    def __init__(self, parts: MessageParts) -> None:
        self._parts = parts

    def find(self, author: Author, message_id: str, action: Action) -> tuple[Message, str]:
        """Give a message and the unit somebody reads it for; refuse, noted, those who may not."""
        message = self._parts.stored.messages.find(message_id)
        group = self._reader(author, message)
        if message is None or group is None:
            return self._parts.find(author, message_id, action)
        since = self._parts.clock() - _HOLDS
        is_given = self._parts.stored.readings.holds(message.id, as_id(author.user), since)
        outcome = Outcome.WITH_REASON if is_given else Outcome.REASON_WANTED
        noted = (as_id(author.user), action, message.id, outcome)
        self._parts.audit.note(author.team, *noted)
        if not is_given:
            raise RefusedError(Outcome.REASON_WANTED)
        return message, group

    def give_reason(self, message_id: str, author: Author, reason: MaskedText) -> None:
        """Keep why somebody reads a report, before they read it."""
        message = self._parts.stored.messages.find(message_id)
        group = self._reader(author, message)
        if message is None or group is None:
            self._parts.find(author, message_id, Action.READ)
            return
        said = " ".join(reason.text.split())
        if len(said) < _FEWEST:
            raise StaffError(_TOO_SHORT)
        if len(said) > _MOST:
            raise StaffError(_TOO_LONG.format(most=_MOST))
        who, now = as_id(author.user), self._parts.clock()
        with told_when_not_kept():
            self._parts.stored.readings.add(
                Reading(message.id, message.team, group, who, said, now)
            )

    def _reader(self, author: Author, message: Message | None) -> str | None:
        """Give the group's unit when somebody of it wants a report of other units."""
        if message is None or message.team != author.team or self._parts.group is None:
            return None
        form = self._parts.drafts.forms().get(message.form)
        group = self._parts.units.find(author.team, self._parts.group)
        if form is None or not form.is_report or group is None:
            return None
        is_own = self._parts.allows(author, message, Action.READ)
        return group.id if group.has_member(author.user) and not is_own else None
