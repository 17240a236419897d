"""The send desk: says what will happen, sends a draft once, and later versions of what was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.desk.drafts import DraftReply
from bot.desk.drafts.desk import Author
from bot.desk.drafts.reply import DraftNotice
from bot.desk.messages import words
from bot.desk.messages.notices import About, notices_to
from bot.desk.messages.parts import MessageParts, refuse_old, told_when_not_kept
from bot.desk.messages.receivers import Way, receiver
from bot.desk.messages.reply import SendPreview, SentReply, UnitName
from bot.desk.policy import Action, as_id
from bot.privacy import MaskedText
from bot.units.hours import after_working_time
from bot.units.unit import Unit
from flows.forms import Form
from flows.forms.draft import Origin
from knowledge.model import StaffError
from storage.additions import DraftLink, Relation
from storage.message import Conflict, ConflictError, Message, MessageKind, Outgoing, Sent
from storage.outbox import Notice, Occasion

RECEIVERS, WANTS, CASE_NUMBER = "mottagare", "onskas_av_mottagaren", "arendenummer"
REPORTING, FEEDBACK = "rapporterande_enhet", "aterkoppling"
_CONFLICTS = {
    Conflict.DRAFT_CHANGED: words.CHANGED,
    Conflict.NOT_CURRENT: words.NOT_CURRENT,
}
_OCCASIONS = {
    MessageKind.MESSAGE: Occasion.MESSAGE,
    MessageKind.CORRECTED: Occasion.CORRECTED,
    MessageKind.WITHDRAWN: Occasion.WITHDRAWN,
    MessageKind.CONSENT_WITHDRAWN: Occasion.CONSENT_WITHDRAWN,
}


class SendDesk:
    """Sends messages; what can't be sent is said why, and the draft is kept."""

    def __init__(self, parts: MessageParts) -> None:
        self._parts = parts

    def check(self, draft_id: str, author: Author, to: Sequence[str] = ()) -> SendPreview:
        """Say what happens when a draft is sent, and what stops it; `to` sets the receivers."""
        desk = self._parts.drafts
        draft = desk.show(draft_id, author)
        if all(one.id != RECEIVERS for one in draft.fields):
            raise StaffError(words.NO_RECEIVERS.format(form=draft.form_title))
        if to:
            draft = desk.fill(draft_id, author, {RECEIVERS: list(dict.fromkeys(to))})
        sender = self._parts.sender_unit(self._as_begun(draft, author))
        way, now = Way(sender, draft.entered_in), self._parts.clock()
        chosen = [
            receiver(self._parts.units.find(author.team, one), one, way, now)
            for one in draft.field(RECEIVERS).value or ()
        ]
        faults = [*_draft_faults(draft), *(one.fault for one in chosen if one.fault)]
        return SendPreview(
            draft=draft, sender=_named(sender), receivers=tuple(chosen), faults=tuple(faults)
        )

    def send(
        self, draft_id: str, author: Author, to: Sequence[str] = (), seen: int | None = None
    ) -> SentReply:
        """Send a draft, once however often it is asked for; `seen` is the version looked at."""
        earlier = self._parts.stored.messages.of_draft(author.team, draft_id)
        if earlier is not None and earlier.author == author.user:
            return self._sent(earlier, Sent(earlier.id, is_new=False), ())
        preview = self.check(draft_id, author, to)
        if preview.faults:
            raise StaffError(" ".join([*preview.faults, words.KEPT]))
        if seen is not None and preview.draft.version != seen:
            raise StaffError(words.CHANGED)
        message = self._message(preview, author)
        return self._send(message, preview.notes, preview.draft.version)

    def correct(self, message_id: str, author: Author) -> DraftReply:
        """Begin a draft that corrects a message: the same words, to be changed and sent anew."""
        message, unit = self._parts.find(author, message_id, Action.CORRECT)
        refuse_old(message)
        desk = self._parts.drafts
        draft = desk.begin(message.form, author, facts=message.facts)
        link = DraftLink(draft.draft_id, message.id, unit, Relation.CORRECTS)
        self._parts.stored.additions.link(link)
        return desk.fill(draft.draft_id, author, message.fields)

    def withdraw(
        self, message_id: str, author: Author, reason: MaskedText | None = None
    ) -> SentReply:
        """Take a message back: a new linked version that tells the receivers so."""
        message, unit = self._parts.find(author, message_id, Action.WITHDRAW)
        return self._take_back(message, author, unit, (MessageKind.WITHDRAWN, reason))

    def withdraw_consent(
        self, message_id: str, author: Author, reason: MaskedText | None = None
    ) -> SentReply:
        """Tell the receivers that the consent a message was sent with is taken back."""
        message, unit = self._parts.find(author, message_id, Action.CONSENT_WITHDRAWN)
        return self._take_back(message, author, unit, (MessageKind.CONSENT_WITHDRAWN, reason))

    def _as_begun(self, draft: DraftReply, author: Author) -> Author:
        """Give who sends: the unit that a report names, or that a draft was begun from."""
        link = self._parts.stored.additions.link_of(draft.draft_id)
        reporting = next((one.value for one in draft.fields if one.id == REPORTING), None)
        unit = reporting or (link.unit if link else None)
        own = self._parts.units.of_user(author.team, author.user)
        if author.unit is None and any(one.id == unit for one in own):
            return replace(author, unit=unit)
        return author

    def _take_back(
        self,
        message: Message,
        author: Author,
        unit: str,
        how: tuple[MessageKind, MaskedText | None],
    ) -> SentReply:
        kind, reason = how
        draft_id = f"{kind}:{message.id}"
        done = self._parts.stored.messages.of_draft(message.team, draft_id)
        if done is not None:
            return self._sent(done, Sent(done.id, is_new=False), ())
        refuse_old(message)
        said = reason.text if reason else words.NOT_SAID
        form = words.WITHDRAWN if kind is MessageKind.WITHDRAWN else words.CONSENT_WITHDRAWN
        sender = self._parts.unit_name(message.team, unit)
        text = form.format(message=message.id, sender=sender.name, reason=said)
        withdrawal = replace(
            message, id=self._parts.new_id(), draft_id=draft_id, kind=kind, version_of=message.id,
            answers=None, author=as_id(author.user), fields={}, paste_text=text,
            created_at=self._parts.clock(), wants="bekraftelse", transferred_at=None,
            transferred_by=None,
        )  # fmt: skip
        there_too = words.IN_REGISTER_TOO.format(register=self._parts.register_of(message.form))
        notes = (there_too,) if message.transferred_at else ()
        return self._send(withdrawal, notes, None)

    def _message(self, preview: SendPreview, author: Author) -> Message:
        draft = preview.draft
        values = {one.id: one.value for one in draft.fields if one.origin is not Origin.MISSING}
        form = self._parts.drafts.forms()[draft.form]
        link = self._parts.stored.additions.link_of(draft.draft_id)
        corrects = link is not None and link.relation is Relation.CORRECTS
        is_part = link is not None and link.relation is not Relation.SAME_EVENT
        linked = link.message_id if link and is_part else None
        return Message(
            id=self._parts.new_id(), team=author.team, draft_id=draft.draft_id, form=form.id,
            form_version=form.version, form_hash=form.content_hash, sender_unit=preview.sender.id,
            author=author.user, receiver_units=tuple(one.unit.id for one in preview.receivers),
            fields=values, paste_text=draft.text, created_at=self._parts.clock(),
            kind=MessageKind.CORRECTED if corrects else MessageKind.MESSAGE,
            version_of=linked if corrects else None, answers=None if corrects else linked,
            case_number=values.get(CASE_NUMBER), wants=_wanted(form, values),
            facts=self._parts.drafts.facts(draft.draft_id, author),
        )  # fmt: skip

    def _send(self, message: Message, notes: Sequence[str], draft_version: int | None) -> SentReply:
        units = [self._parts.units.find(message.team, one) for one in message.receiver_units]
        known = [unit for unit in units if unit is not None]
        outgoing = Outgoing(
            message, self._notices(message, known), self._nudges(known, message.created_at),
            draft_version,
        )  # fmt: skip
        try:
            with told_when_not_kept():
                sent = self._parts.stored.messages.send(outgoing)
        except ConflictError as error:
            raise StaffError(_CONFLICTS[error.conflict]) from error
        self._parts.sent()
        return self._sent(message, sent, notes)

    def _notices(self, message: Message, units: Sequence[Unit]) -> list[Notice]:
        about = About(_OCCASIONS[message.kind], message.created_at, message.sender_unit)
        told = [notice for unit in units for notice in notices_to(unit, message, about)]
        to_author = self._parts.to_author(message, replace(about, occasion=Occasion.SENT))
        return [*to_author, *told, *self._answered(message)]

    def _answered(self, message: Message) -> list[Notice]:
        """Give the notice to who wrote the message that this one answers."""
        asked = self._parts.stored.messages.find(message.answers) if message.answers else None
        about = About(Occasion.ANSWERED, message.created_at, message.sender_unit, message.id)
        return self._parts.to_author(asked, about) if asked else []

    def _nudges(self, units: Sequence[Unit], at: datetime) -> dict[str, datetime]:
        when = {
            unit.id: after_working_time(unit.hours, at, self._parts.remind_after) for unit in units
        }
        return {unit: moment for unit, moment in when.items() if moment is not None}

    def _sent(self, message: Message, sent: Sent, notes: Sequence[str]) -> SentReply:
        receivers = [self._parts.unit_name(message.team, one) for one in message.receiver_units]
        names = ", ".join(one.name for one in receivers)
        text = words.SENT if sent.is_new else words.SENT_BEFORE
        register = self._parts.register_of(message.form)
        return SentReply(
            message_id=sent.message_id,
            is_first=sent.is_new,
            sender=self._parts.unit_name(message.team, message.sender_unit),
            receivers=tuple(receivers),
            notes=tuple(notes),
            text=text.format(receivers=names, message=sent.message_id, register=register),
        )


def _wanted(form: Form, values: Mapping[str, Any]) -> str:
    """Give what is wanted of the receiver; a report whose unit wants to hear back is answered."""
    if form.is_report:
        return "atgard" if values.get(FEEDBACK) == "ja" else "bekraftelse"
    return str(values.get(WANTS, ""))


def _named(unit: Unit) -> UnitName:
    return UnitName(id=unit.id, name=unit.name)


def _draft_faults(draft: DraftReply) -> list[str]:
    """Give what in the draft itself stops it; a draft without any can be sent."""
    if draft.can_be_sent and DraftNotice.NOT_SAVED not in draft.notices:
        return []
    empty = [draft.field(name) for name in draft.missing if not draft.field(name).fault]
    labels = ", ".join(one.label for one in empty)
    missing = [words.MISSING.format(fields=labels)] if labels else []
    stops = [f"{one.text} {one.suggestion}" for one in draft.remarks if one.blocks]
    faults = [one.fault for one in draft.fields if one.fault]
    twice = [words.WRITTEN_TWICE.format(field=draft.field(name).label) for name in draft.unsaved]
    return [*missing, *stops, *faults, *twice]
