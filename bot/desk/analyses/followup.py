"""The desk of the follow-up: three voluntary questions to the person when a process is closed."""

from collections.abc import Mapping
from datetime import datetime

from bot.desk.analyses import words
from bot.desk.drafts.desk import Author
from bot.desk.messages.parts import MessageParts, told_when_not_kept
from bot.desk.messages.reply import MessageReply
from bot.desk.policy import Action, as_id
from bot.units.hours import ZONE
from flows.forms import Form
from knowledge.model import StaffError
from storage.additions import Relation
from storage.followups import QUESTIONS, Followup, Followups
from storage.message import Message, MessageKind, MessageState

FORM = "uppfoljning"
PROCESS_FORMS = frozenset({"vardbegaran", "mvo", "planering"})
_LONGEST_CHAIN = 50
_STANDING = (MessageKind.MESSAGE, MessageKind.CORRECTED)


def is_followed_up(reply: MessageReply) -> bool:
    """Tell whether a message as it is shown is of a process that has been closed."""
    is_process = reply.form in PROCESS_FORMS and reply.kind in _STANDING
    is_current = reply.state is MessageState.SENT
    return is_process and is_current and any(one.is_closed for one in reply.receipts)


class FollowupDesk:
    """Takes the answers once a process; nothing ties them to a person, a message or an hour."""

    def __init__(self, parts: MessageParts, followups: Followups) -> None:
        self._parts = parts
        self._followups = followups

    def offer(self, message_id: str, author: Author) -> Form | None:
        """Give the questions when a process has been closed; None when they were shown before.

        Shown once: who skips them is not asked again.
        """
        message, _ = self._closed(message_id, author)
        with told_when_not_kept():
            is_first = self._followups.offer(author.team, self._process(message))
        return self._parts.drafts.forms()[FORM] if is_first else None

    def answer(self, message_id: str, author: Author, answers: Mapping[str, str]) -> None:
        """Keep the answers."""
        message, unit = self._closed(message_id, author)
        form = self._parts.drafts.forms()[FORM]
        chosen = {one: answers.get(one, "") for one in QUESTIONS}
        if not all(form.field(one).option(value) for one, value in chosen.items()):
            raise StaffError(words.ANSWER_ALL)
        today = self._parts.clock().astimezone(ZONE)
        since = datetime(today.year, today.month, 1, tzinfo=ZONE)
        followup = Followup(author.team, unit, since, chosen)
        with told_when_not_kept():
            kept = self._followups.add(followup, self._process(message), as_id(author.user))
        if not kept:
            raise StaffError(words.FOLLOWED_UP)

    def _closed(self, message_id: str, author: Author) -> tuple[Message, str]:
        message, unit = self._parts.find(author, message_id, Action.READ)
        if message.form not in PROCESS_FORMS or message.kind not in _STANDING:
            raise StaffError(words.NO_FOLLOWUP)
        receipts = self._parts.stored.receipts.of(message.id)
        if message.state is not MessageState.SENT or not any(one.closed_at for one in receipts):
            raise StaffError(words.NOT_CLOSED)
        return message, self._parts.receiving(message, unit) or unit

    def _process(self, message: Message) -> str:
        """Give the first message of a process: what was answered, planned from, or corrected."""
        stored = self._parts.stored
        for _ in range(_LONGEST_CHAIN):
            link = stored.additions.link_of(message.draft_id)
            planned = link.message_id if link and link.relation is Relation.PLANS else None
            earlier = message.version_of or message.answers or planned
            before = stored.messages.find(earlier) if earlier else None
            if before is None or before.team != message.team:
                break
            message = before
        return message.id
