"""Follows a message for who wrote it: how it stands, and where that is shown."""

from bot.desk.drafts.desk import Author
from bot.desk.messages.parts import MessageParts
from bot.desk.messages.reply import MessageReply
from bot.desk.messages.showing import Showing
from storage.outbox import PERSON, Occasion


class Following:
    """Gives what an author is shown of a message, with nothing of what it says."""

    def __init__(self, parts: MessageParts) -> None:
        self._parts = parts
        self._showing = Showing(parts)

    def card(self, message_id: str) -> MessageReply | None:
        """Give how a message stands, or None when it is gone."""
        message = self._parts.stored.messages.find(message_id)
        if message is None:
            return None
        author = Author(message.team, message.author)
        return self._showing.outline(message, author, message.sender_unit)

    def receivers(self, message_id: str) -> set[str]:
        """Give the people of the units that a message is for."""
        message = self._parts.stored.messages.find(message_id)
        units = message.receiver_units if message else ()
        found = [self._parts.units.find(message.team, one) for one in units] if message else []
        return {member.user for unit in found if unit for member in unit.members}

    def shown_at(self, message_id: str) -> str | None:
        """Give what the other side calls the notice that it was sent, once it has it."""
        notices = self._parts.stored.outbox.of_message(message_id)
        found = (one.remote for one in notices
                 if one.channel == PERSON and one.occasion is Occasion.SENT)  # fmt: skip
        return next(found, None)
