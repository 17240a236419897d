"""Takes a message out, to be put into SAMSA: for those who may read it, and noted."""

from datetime import datetime
from typing import Any

from bot.desk.drafts.desk import Author
from bot.desk.messages import words
from bot.desk.messages.parts import MessageParts
from bot.desk.messages.reading import ReportReading
from bot.desk.policy import Action
from bot.export.sheet import Block, Sheet, sheet_of_message
from flows.forms.model import Register
from knowledge.model import StaffError
from storage.additions import AdditionKind
from storage.message import Message, MessageState

_GONE = {MessageState.WITHDRAWN, MessageState.CONSENT_WITHDRAWN}


class TakingOut:
    """Gives a message as the text that stands under each heading of SAMSA's."""

    def __init__(self, parts: MessageParts) -> None:
        self._parts = parts

    def sheet(self, message_id: str, author: Author) -> Sheet:
        """Give a message to take out; one that is taken back is not given."""
        message, _ = ReportReading(self._parts).find(author, message_id, Action.EXPORT)
        if message.state in _GONE:
            raise StaffError(words.NOT_CURRENT)
        sheet = self._said(message)
        return sheet.model_copy(update={"blocks": (*sheet.blocks, *self._added(message))})

    def _said(self, message: Message) -> Sheet:
        about = self._about(message, self._parts.clock())
        form = self._parts.drafts.forms().get(message.form)
        if form is None or not message.fields or form.content_hash != message.form_hash:
            block = Block(heading=words.WHOLE_TEXT, text=message.paste_text)
            title = form.title if form else message.form
            register = form.entered_in if form else Register.SAMSA
            return Sheet(
                form=message.form, title=title, blocks=(block,), entered_in=register, **about
            )
        names = self._parts.units.names(message.team)
        return sheet_of_message(form, message.fields, names, about)

    def _about(self, message: Message, now: datetime) -> dict[str, Any]:
        name = self._parts.unit_name
        receivers = tuple(name(message.team, one).name for one in message.receiver_units)
        sender = name(message.team, message.sender_unit).name
        return {"id": message.id, "made_at": now, "sender": sender, "receivers": receivers}

    def _added(self, message: Message) -> list[Block]:
        """Give what was added afterwards, each signed by its unit and dated."""
        added = self._parts.stored.additions.of(message.id)
        return [
            Block(
                heading=words.ADDED_BY.format(
                    unit=self._parts.unit_name(message.team, one.unit).name,
                    at=words.said_time(one.at),
                ),
                text=one.text,
            )
            for one in added
            if one.kind is AdditionKind.ADDITION
        ]
