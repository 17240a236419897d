"""Shows messages and inboxes: headings, receipts and what can be done, as a person reads it."""

from collections.abc import Mapping, Sequence

from bot.desk.drafts.desk import Author
from bot.desk.messages import words
from bot.desk.messages.parts import MessageParts
from bot.desk.messages.reply import (
    Action,
    InboxRow,
    MessageReply,
    ShownAddition,
    ShownField,
    ShownReading,
    ShownReceipt,
)
from bot.desk.policy import Action as Acting
from flows.forms.draft import shown
from flows.forms.model import Register
from storage.additions import Addition
from storage.message import Message, MessageKind, MessageState
from storage.readings import Reading
from storage.receipts import Box, InboxLine, Receipt

ABOUT = "meddelande"  # the fact that says which message a report is about
_TAKEN_BACK = {MessageState.WITHDRAWN, MessageState.CONSENT_WITHDRAWN}


class Showing:
    """Makes the replies about messages."""

    def __init__(self, parts: MessageParts) -> None:
        self._parts = parts

    def message(self, message: Message, author: Author, unit: str) -> MessageReply:
        """Give a message as a member of a unit sees it."""
        is_taken_back = message.state in _TAKEN_BACK
        receipts = self._parts.stored.receipts.of(message.id)
        said = {
            "fields": () if is_taken_back else self._fields(message),
            "additions": () if is_taken_back else self._additions(message, unit),
            "readings": tuple(
                self._reading(one) for one in self._parts.stored.readings.of(message.id)
            ),
            "register_number": self._parts.stored.numbers.number_of(message.id),
            "case_number": message.case_number,
            "actions": self._actions(message, author, receipts),
        }
        return _worded(self._standing(message, author, unit).model_copy(update=said))

    def outline(self, message: Message, author: Author, unit: str) -> MessageReply:
        """Give how a message stands, with nothing of what it says."""
        return _worded(self._standing(message, author, unit))

    def _standing(self, message: Message, author: Author, unit: str) -> MessageReply:
        stored = self._parts.stored
        later = stored.messages.later_version(message.id)
        return MessageReply(
            message_id=message.id,
            form=message.form,
            form_title=self.form_title(message.form),
            kind=message.kind,
            state=message.state,
            as_unit=self._parts.unit_name(message.team, unit),
            own_units=self._parts.own_units(author, message),
            sender=self._parts.unit_name(message.team, message.sender_unit),
            author=self._author(message, message.sender_unit, message.author, unit),
            sent_at=message.created_at,
            wants=self.wanted(message),
            receipts=tuple(self.receipt(one) for one in stored.receipts.of(message.id)),
            version_of=message.version_of,
            later_version=later.id if later else None,
            answers=message.answers,
            about=message.facts.get(ABOUT),
            same_event=tuple(self._parts.stored.additions.same_event(message)),
            is_transferred=message.transferred_at is not None,
            entered_in=self._parts.register_of(message.form),
            text="",
        )

    def _author(self, message: Message, unit: str, author: str, reader: str) -> str | None:
        """Give who wrote; to other units a report is their unit's, and nobody is pointed out."""
        is_report = self._parts.register_of(message.form) is Register.MEDCONTROL
        return None if is_report and unit != reader else author

    def form_title(self, form_id: str) -> str:
        """Give the title of a form, or its id when it is gone."""
        form = self._parts.drafts.forms().get(form_id)
        return form.title if form else form_id

    def wanted(self, message: Message | InboxLine) -> str:
        """Give what the sender wants, in words."""
        form = self._parts.drafts.forms().get(message.form)
        fields = form.fields if form else ()
        field = next((one for one in fields if one.id == "onskas_av_mottagaren"), None)
        option = field.option(message.wants) if field else None
        return option.text if option else ""

    def row(self, line: InboxLine) -> InboxRow:
        """Give a message as a list shows it."""
        title = self.form_title(line.form)
        sender = self._parts.unit_name(line.receipt.team, line.sender_unit)
        wants, kind = self.wanted(line), MessageKind(line.kind)
        state = MessageState(line.state)
        sent = f"skickat {words.said_time(line.receipt.sent_at)}"
        about = (title, words.KINDS[kind], words.STATES[state], f"från {sender.name}", sent, wants)
        return InboxRow(
            message_id=line.receipt.message_id,
            box=line.receipt.box,
            form=line.form,
            form_title=title,
            kind=kind,
            state=state,
            sender=sender,
            sent_at=line.receipt.sent_at,
            wants=wants,
            assigned_to=line.receipt.assigned_to,
            is_transferred=line.is_transferred,
            entered_in=self._parts.register_of(line.form),
            text=" · ".join(part for part in about if part),
        )

    def receipt(self, receipt: Receipt) -> ShownReceipt:
        """Give how a message stands with a unit: levererad, kvitterad, besvarad."""
        unit = self._parts.unit_name(receipt.team, receipt.unit)
        return ShownReceipt(
            unit=unit,
            delivered_at=receipt.delivered_at,
            acknowledged_at=receipt.acknowledged_at,
            acknowledged_by=receipt.acknowledged_by,
            answered_at=receipt.answered_at,
            answered_by=receipt.answered_by,
            answer_id=receipt.answer_id,
            assigned_to=receipt.assigned_to,
            is_closed=receipt.closed_at is not None,
            closed_at=receipt.closed_at,
            closed_by=receipt.closed_by,
            is_misdirected=receipt.is_misdirected,
            text=f"{unit.name}: {_standing(receipt)}",
        )

    def _fields(self, message: Message) -> tuple[ShownField, ...]:
        form = self._parts.drafts.forms().get(message.form)
        if form is None or not message.fields or form.content_hash != message.form_hash:
            return (ShownField(id="text", label="Text", text=message.paste_text),)
        names = self._parts.units.names(message.team)
        return tuple(
            ShownField(id=one.id, label=one.label, text=shown(one, message.fields[one.id], names))
            for one in form.fields
            if one.id in message.fields
        )

    def _additions(self, message: Message, reader: str) -> tuple[ShownAddition, ...]:
        added = self._parts.stored.additions.of(message.id)
        return tuple(self._addition(message, one, reader) for one in added)

    def _addition(self, message: Message, one: Addition, reader: str) -> ShownAddition:
        unit = self._parts.unit_name(one.team, one.unit)
        who = self._author(message, one.unit, one.author, reader)
        return ShownAddition(kind=one.kind, unit=unit, author=who, at=one.at, text=one.text)

    def _reading(self, one: Reading) -> ShownReading:
        unit = self._parts.unit_name(one.team, one.unit)
        return ShownReading(unit=unit, author=one.author, at=one.at, reason=one.reason)

    def _actions(
        self, message: Message, author: Author, receipts: Sequence[Receipt]
    ) -> tuple[Action, ...]:
        """Give what the reader may do now; a version that no longer holds can only be read."""
        if message.state is not MessageState.SENT:
            return ()
        done = {Acting.TRANSFERRED} if message.transferred_at else set()
        waiting = [one for one in receipts if one.box is not Box.DONE]
        if all(one.acknowledged_at for one in receipts):
            done.add(Acting.ACKNOWLEDGE)
        if not waiting:
            done.add(Acting.CLOSE)
        if message.kind in (MessageKind.WITHDRAWN, MessageKind.CONSENT_WITHDRAWN):
            done |= set(words.ACTIONS) - {Acting.ACKNOWLEDGE}
        return tuple(
            Action(id=acting.value, text=text)
            for acting, text in self._named_actions(message).items()
            if acting not in done and self._parts.allows(author, message, acting)
        )

    def _named_actions(self, message: Message) -> Mapping[Acting, str]:
        """Give what can be done with such a message; an answer to a report is not answered."""
        if self._parts.register_of(message.form) is not Register.MEDCONTROL:
            return words.ACTIONS
        named = dict(words.REPORT_ACTIONS)
        if message.answers is not None:
            del named[Acting.ANSWER]
        return named


def _standing(receipt: Receipt) -> str:
    if receipt.is_misdirected:
        return "felsänt"
    states = [
        ("levererad", receipt.delivered_at, None),
        ("kvitterad", receipt.acknowledged_at, receipt.acknowledged_by),
        ("besvarad", receipt.answered_at, receipt.answered_by),
        ("avslutad", receipt.closed_at, receipt.closed_by),
    ]
    said = [
        f"{word} {words.said_time(at)}" + (f" av {who}" if who else "")
        for word, at, who in states
        if at
    ]
    return ", ".join(said) or "på väg"


def _worded(reply: MessageReply) -> MessageReply:
    return reply.model_copy(update={"text": _text(reply)})


def _text(reply: MessageReply) -> str:
    """Give the whole message as the terminal shows it."""
    samsa = words.transferred(reply.entered_in, done=reply.is_transferred)
    title = " · ".join(part for part in (reply.form_title, words.KINDS[reply.kind]) if part)
    head = words.HEADLINE.format(
        title=title, sender=reply.sender.name, at=words.said_time(reply.sent_at),
        samsa=samsa[0].upper() + samsa[1:],
    )  # fmt: skip
    parts = [head, *_versions(reply), _numbered(reply)]
    parts += [f"{one.label}\n{one.text}" for one in reply.fields]
    parts += [_added(one) for one in reply.additions]
    parts.append("\n".join(one.text for one in reply.receipts))
    parts += [_read(one) for one in reply.readings]
    return "\n\n".join(part for part in parts if part)


def _numbered(reply: MessageReply) -> str:
    number, register = reply.register_number, reply.entered_in
    return words.NUMBER.format(register=register, number=number) if number else ""


def _versions(reply: MessageReply) -> list[str]:
    if reply.state in _TAKEN_BACK:
        return [words.TAKEN_BACK.format(later=reply.later_version)]
    if reply.state is MessageState.CORRECTED:
        return [words.CORRECTED.format(later=reply.later_version)]
    return []


def _read(one: ShownReading) -> str:
    return words.READ_BY.format(
        unit=one.unit.name, who=one.author, at=words.said_time(one.at), reason=one.reason
    )


def _added(one: ShownAddition) -> str:
    what = words.ADDITIONS[one.kind]
    signed = (what, one.unit.name, one.author, words.said_time(one.at))
    return ", ".join(part for part in signed if part) + f"\n{one.text}"
