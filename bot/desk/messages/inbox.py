"""The inbox desk: what waits for a unit, and everything its people do with a message."""

from collections.abc import Mapping
from dataclasses import replace

from bot.desk.drafts import DraftReply
from bot.desk.drafts.desk import Author
from bot.desk.messages import words
from bot.desk.messages.adding import addition, refuse_unfit
from bot.desk.messages.notices import About, notices_to
from bot.desk.messages.parts import MessageParts, refuse_old, told_when_not_kept
from bot.desk.messages.reading import ReportReading
from bot.desk.messages.reply import (
    InboxPart,
    InboxReply,
    MessageReply,
    SentListReply,
    UnitName,
)
from bot.desk.messages.showing import Showing
from bot.desk.policy import Action, Outcome, RefusedError
from bot.privacy import MaskedText
from bot.units.unit import InboxKind, Unit
from knowledge.model import StaffError
from storage.additions import AdditionKind, DraftLink, Relation
from storage.message import Message
from storage.outbox import Notice, Occasion
from storage.receipts import Box, Place

_PAGE = 20
_FORMS = {Action.ANSWER: "mvo", Action.PLAN: "planering"}
_REPORT_ANSWER = "avvikelsesvar"
_RELATIONS = {Action.ANSWER: Relation.ANSWERS, Action.PLAN: Relation.PLANS}
_KEPT = {"arendet_ar": "komplettering"}
_ANSWERS_VARDBEGARAN = {"svar_pa_vardbegaran": "ja"}


class InboxDesk:
    """Lists and opens messages, and takes each step that a receiving unit can take."""

    def __init__(self, parts: MessageParts) -> None:
        self._parts = parts
        self._showing = Showing(parts)
        self._reading = ReportReading(parts)

    def show(self, unit_id: str, author: Author, limit: int = _PAGE) -> InboxReply:
        """Give the inbox of a unit: new, to acknowledge, to answer, done."""
        unit = self._parts.member_unit(author, unit_id, "list")
        counts = self._parts.stored.receipts.counts(author.team, unit.id)
        parts = tuple(
            self._part(Place(author.team, unit.id, box), counts[box], limit) for box in Box
        )
        said = [f"{part.title} ({part.count})\n{_rows(part)}" for part in parts]
        name = self._parts.unit_name(author.team, unit.id)
        text = "\n\n".join([f"Inkorgen hos {unit.name}", *said])
        return InboxReply(unit=name, parts=parts, text=text)

    def page(
        self, place: Place, author: Author, after_id: str | None = None, limit: int = _PAGE
    ) -> InboxPart:
        """Give a page of a part of an inbox: the first, or the one after a message."""
        unit = self._parts.member_unit(author, place.unit, "list")
        receipts = self._parts.stored.receipts
        known = receipts.of(after_id) if after_id else []
        after = next((one for one in known if one.unit == unit.id), None)
        lines = receipts.lines(replace(place, team=author.team), limit + 1, after)
        rows = tuple(self._showing.row(one) for one in lines[:limit])
        return InboxPart(
            box=place.box,
            title=words.BOXES[place.box],
            count=receipts.counts(author.team, unit.id)[place.box],
            rows=rows,
            has_more=len(lines) > limit,
        )

    def sent(
        self, unit_id: str, author: Author, limit: int = _PAGE, after_id: str | None = None
    ) -> SentListReply:
        """Give what a unit has sent, with who has acknowledged and answered."""
        unit = self._parts.member_unit(author, unit_id, "list_sent")
        if not unit.has_member(author.user):
            self._parts.refuse(author, "list_sent", unit_id)
            raise StaffError(words.NOT_YOUR_UNIT)
        after = self._parts.stored.messages.find(after_id) if after_id else None
        found = self._parts.stored.messages.sent_by(author.team, unit.id, limit + 1, after)
        shown = tuple(self._showing.outline(one, author, unit.id) for one in found[:limit])
        lines = [f"{one.form_title}, {words.said_time(one.sent_at)}\n" + "\n".join(
            receipt.text for receipt in one.receipts) for one in shown]  # fmt: skip
        name = self._parts.unit_name(author.team, unit.id)
        text = "\n\n".join([f"Skickat från {unit.name}", *lines])
        has_more = len(found) > limit
        return SentListReply(unit=name, messages=shown, has_more=has_more, text=text)

    def open(self, message_id: str, author: Author) -> MessageReply:
        """Open a message for a member of a unit concerned; every opening is noted.

        A report may be read by the patient-safety group too, which gives its reason first.
        """
        message, unit = self._reading.find(author, message_id, Action.READ)
        receiving = self._parts.receiving(message, unit)
        if receiving is not None:
            step = self._parts.step(author, message, receiving, "open")
            self._parts.stored.receipts.act(step)
        return self._showing.message(message, author, unit)

    def give_reason(self, message_id: str, author: Author, reason: MaskedText) -> None:
        """Keep why somebody of the patient-safety group reads a report of other units."""
        self._reading.give_reason(message_id, author, reason)

    def check(self, message_id: str, author: Author, action: Action) -> None:
        """Refuse, noted, who may not do something, before they are asked to write about it."""
        message, _ = self._parts.find(author, message_id, action)
        refuse_old(message)

    def colleagues(self, message_id: str, author: Author) -> tuple[UnitName, tuple[str, ...]]:
        """Give the unit somebody acts for, and who else there a message can be given to."""
        _, unit = self._parts.find(author, message_id, Action.FORWARD)
        own = self._parts.units.find(author.team, unit)
        members = [one.user for one in own.members if one.user != author.user] if own else []
        return self._parts.unit_name(author.team, unit), tuple(members)

    def acknowledge(self, message_id: str, author: Author) -> MessageReply:
        """Confirm that a message has been seen, as the guideline asks without delay."""
        message, unit = self._parts.find(author, message_id, Action.ACKNOWLEDGE)
        about = About(Occasion.ACKNOWLEDGED, self._parts.clock(), self._receiver(message, unit))
        told = notices_to(self._find(message, message.sender_unit), message, about)
        # An e-mail for each acknowledgement would drown what has to be read.
        notices = [*_in_slack(told), *self._parts.to_author(message, about)]
        return self._act(message, author, unit, ("acknowledge", notices))

    def close(self, message_id: str, author: Author) -> MessageReply:
        """End a message: for the own unit, or for all when the sender does."""
        message, unit = self._parts.find(author, message_id, Action.CLOSE)
        if self._parts.receiving(message, unit) is not None:
            told = self._closed(message, self._receiver(message, unit))
            return self._act(message, author, unit, ("close", told))
        for receiver in message.receiver_units:
            step = self._parts.step(author, message, receiver, "close")
            with told_when_not_kept():
                self._parts.stored.receipts.act(step, self._closed(message, receiver))
        self._parts.sent()
        return self._shown(message.id, author, unit)

    def forward(self, message_id: str, author: Author, to: str) -> MessageReply:
        """Give a message to a colleague in the own unit."""
        message, unit = self._parts.find(author, message_id, Action.FORWARD)
        own = self._parts.units.find(author.team, unit)
        if own is None or not own.has_member(to):
            raise StaffError(words.NOT_A_MEMBER.format(unit=own.name if own else unit))
        step = self._parts.step(author, message, unit, "assign")
        with told_when_not_kept():
            self._parts.stored.receipts.act(step, other=to)
        return self._shown(message.id, author, unit)

    def ask_completion(self, message_id: str, author: Author, text: MaskedText) -> MessageReply:
        """Ask the sender for what is missing, as the guideline tells the receiver to."""
        message, unit = self._parts.find(author, message_id, Action.ASK_MORE)
        kind = AdditionKind.COMPLETION_WANTED
        return self._add(message, author, unit, (kind, text))

    def complete(self, message_id: str, author: Author, text: MaskedText) -> MessageReply:
        """Add to a message, signed and dated; what stood there before is never changed."""
        message, unit = self._parts.find(author, message_id, Action.COMPLETE)
        return self._add(message, author, unit, (AdditionKind.ADDITION, text))

    def misdirected(self, message_id: str, author: Author, text: MaskedText) -> MessageReply:
        """Tell the sender that a message came to the wrong unit."""
        message, unit = self._parts.find(author, message_id, Action.MISDIRECTED)
        return self._add(message, author, unit, (AdditionKind.MISDIRECTED, text))

    def answer(self, message_id: str, author: Author) -> DraftReply:
        """Begin what answers a message: an MVO, or cause and measures to a deviation."""
        return self._begin(message_id, author, Action.ANSWER)

    def plan(self, message_id: str, author: Author) -> DraftReply:
        """Begin a Planering with the sender of a message."""
        return self._begin(message_id, author, Action.PLAN)

    def mark_transferred(self, message_id: str, author: Author) -> MessageReply:
        """Note that a message stands in SAMSA; its time to be kept runs from then."""
        message, unit = self._parts.find(author, message_id, Action.TRANSFERRED)
        step = self._parts.step(author, message, unit, "transferred")
        with told_when_not_kept():
            self._parts.stored.messages.mark_transferred(message, step)
        return self._shown(message.id, author, unit)

    def _part(self, place: Place, count: int, limit: int) -> InboxPart:
        lines = self._parts.stored.receipts.lines(place, limit) if count else []
        rows = tuple(self._showing.row(one) for one in lines)
        return InboxPart(box=place.box, title=words.BOXES[place.box], count=count, rows=rows)

    def _act(
        self, message: Message, author: Author, unit: str, how: tuple[str, list[Notice]]
    ) -> MessageReply:
        refuse_old(message, is_acknowledged=True)
        what, notices = how
        step = self._parts.step(author, message, self._receiver(message, unit), what)
        with told_when_not_kept():
            self._parts.stored.receipts.act(step, notices)
        self._parts.sent()
        return self._shown(message.id, author, unit)

    def _add(
        self, message: Message, author: Author, unit: str, said: tuple[AdditionKind, MaskedText]
    ) -> MessageReply:
        refuse_old(message)
        kind, text = said
        refuse_unfit(self._parts.drafts.forms().get(message.form), text)
        signed = unit
        if kind is AdditionKind.MISDIRECTED:
            signed = self._receiver(message, unit)
        added = addition(message, (signed, author.user), said, self._parts.clock())
        with told_when_not_kept():
            self._parts.stored.additions.add(added, self._told(message, added.kind, signed))
        self._parts.sent()
        return self._shown(message.id, author, unit)

    def _told(self, message: Message, kind: AdditionKind, unit: str) -> list[Notice]:
        """Give the notices of an addition: to the sender, or to all the others."""
        now = self._parts.clock()
        if kind is not AdditionKind.ADDITION:
            about = About(Occasion(kind.value), now, unit, now.isoformat())
            told = notices_to(self._find(message, message.sender_unit), message, about)
            return [*told, *self._parts.to_author(message, about)]
        about = About(Occasion.COMPLETED, now, unit, now.isoformat())
        others = [self._find(message, one) for one in sorted(message.units) if one != unit]
        told = [notice for one in others for notice in notices_to(one, message, about)]
        is_own = unit == message.sender_unit
        return told if is_own else [*told, *self._parts.to_author(message, about)]

    def _closed(self, message: Message, receiver: str) -> list[Notice]:
        """Give the notice that lets the author's card follow to the end; nobody is called on."""
        about = About(Occasion.CLOSED, self._parts.clock(), receiver)
        return self._parts.to_author(message, about)

    def _find(self, message: Message, unit: str) -> Unit | None:
        return self._parts.units.find(message.team, unit)

    def _receiver(self, message: Message, unit: str) -> str:
        return self._parts.receiving(message, unit) or unit

    def _shown(self, message_id: str, author: Author, unit: str) -> MessageReply:
        message = self._parts.stored.messages.find(message_id)
        if message is None:
            raise RefusedError(Outcome.NO_MEMBER)
        return self._showing.message(message, author, unit)

    def _begin(self, message_id: str, author: Author, action: Action) -> DraftReply:
        """Begin a draft to the sender; consent is asked for anew, since it is never guessed."""
        message, unit = self._parts.find(author, message_id, action)
        refuse_old(message)
        form, known = self._answering(message, action)
        writer = replace(author, unit=self._receiver(message, unit))
        draft = self._parts.drafts.begin(form, writer, facts=known)
        link = DraftLink(
            draft.draft_id, message.id, self._receiver(message, unit), _RELATIONS[action]
        )
        self._parts.stored.additions.link(link)
        values = {"mottagare": [message.sender_unit]}
        if message.case_number and form != _REPORT_ANSWER:
            values["arendenummer"] = message.case_number  # type: ignore[assignment]
        return self._parts.drafts.fill(draft.draft_id, writer, values)

    def _answering(self, message: Message, action: Action) -> tuple[str, Mapping[str, str]]:
        """Give the form of an answer, and what is known of it before anybody writes."""
        asked = self._parts.drafts.forms().get(message.form)
        if asked is not None and asked.is_report:
            if action is Action.PLAN or message.answers is not None:
                raise StaffError(words.NO_SUCH_ANSWER)
            return _REPORT_ANSWER, {}
        is_request = message.form == "vardbegaran"
        return _FORMS[action], _KEPT | (_ANSWERS_VARDBEGARAN if is_request else {})


def _in_slack(notices: list[Notice]) -> list[Notice]:
    return [one for one in notices if one.channel == InboxKind.SLACK]


def _rows(part: InboxPart) -> str:
    return "\n".join(f"– {row.text} · {row.message_id}" for row in part.rows) or "–"
