"""The deviation desk: begins reports about messages, and finds reports of the same event."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.desk.drafts import DraftReply
from bot.desk.drafts.desk import Author
from bot.desk.messages.parts import MessageParts
from bot.desk.messages.showing import ABOUT
from bot.desk.messages.words import said_time
from bot.desk.policy import Action
from knowledge.model import StaffError
from storage.additions import DraftLink, Relation
from storage.message import Message
from storage.messages import Event

DEVIATION = "avvikelse"
_DAY, _CASE = "handelse_datum", "arendenummer"
_REPORTS = ("avvikelse", "forbattringsforslag")
_LOOKED_BACK = timedelta(days=365)
_A_REPORT = "Det här är redan en avvikelse. Öppna den och svara på den, eller begär komplettering."
_SAID = "{title} från {sender}, {at}"
_NOT_THE_SAME = "Rapporten går inte att länka till den. Kontrollera vilken du valde."


@dataclass(frozen=True)
class SameEvent:
    """A report that may tell of the same event as a draft, and whether somebody has said so."""

    message_id: str
    text: str
    is_linked: bool


class DeviationDesk:
    """Begins a report with what is known, and proposes which other reports tell of the same."""

    def __init__(self, parts: MessageParts) -> None:
        self._parts = parts

    def about(self, message_id: str, author: Author) -> DraftReply:
        """Begin a report about a message that somebody may read, also one that is taken back."""
        message, unit = self._parts.find(author, message_id, Action.READ)
        form = self._parts.drafts.forms().get(message.form)
        if form is not None and form.is_report:
            raise StaffError(_A_REPORT)
        writer = replace(author, unit=self._parts.receiving(message, unit) or unit)
        return self._parts.drafts.begin(DEVIATION, writer, facts={ABOUT: message.id})

    def same_event(self, draft_id: str, author: Author) -> tuple[Message, ...]:
        """Give reports that may tell of the same event: same case, or same day and same units.

        Only those that the person may read; a corrected report is given as it stands now.
        """
        draft = self._parts.drafts.show(draft_id, author)
        values = {one.id: one.value for one in draft.fields}
        day, case = values.get(_DAY), values.get(_CASE)
        link = self._parts.stored.additions.link_of(draft_id)
        is_other = link is not None and link.relation is not Relation.SAME_EVENT
        if draft.form not in _REPORTS or not (day or case) or is_other:
            return ()
        since = self._parts.clock() - _LOOKED_BACK
        event = Event(author.team, _REPORTS, since, str(day or ""), str(case or ""))
        found = self._parts.stored.messages.of_event(event)
        units = {values.get("rapporterande_enhet"), *(values.get("mottagare") or ())}
        return tuple(
            one
            for one in found
            if self._parts.allows(author, one, Action.READ)
            and ((case and one.case_number == case) or units >= one.units or one.units >= units)
        )

    def link(self, draft_id: str, author: Author, message_id: str) -> None:
        """Say that a draft tells of the same event as a report; the person decides, not Lotsen."""
        proposed = {one.id for one in self.same_event(draft_id, author)}
        if message_id not in proposed:
            raise StaffError(_NOT_THE_SAME)
        message, unit = self._parts.find(author, message_id, Action.READ)
        self._parts.stored.additions.link(
            DraftLink(draft_id, message.id, unit, Relation.SAME_EVENT)
        )

    def unlink(self, draft_id: str, author: Author) -> None:
        """Take back that a draft tells of the same event as another report."""
        self._parts.drafts.show(draft_id, author)
        if self.linked(draft_id) is not None:
            self._parts.stored.additions.unlink(draft_id)

    def proposed(self, draft_id: str, author: Author) -> tuple[SameEvent, ...]:
        """Give the reports that may tell of the same event, as a person recognises them."""
        linked, name = self.linked(draft_id), self._parts.unit_name
        forms = self._parts.drafts.forms()
        return tuple(
            SameEvent(
                message_id=one.id,
                text=_SAID.format(
                    title=forms[one.form].title,
                    sender=name(one.team, one.sender_unit).name,
                    at=said_time(one.created_at),
                ),
                is_linked=one.id == linked,
            )
            for one in self.same_event(draft_id, author)
        )

    def linked(self, draft_id: str) -> str | None:
        """Give the report that a draft is linked to, or None."""
        link = self._parts.stored.additions.link_of(draft_id)
        is_same = link is not None and link.relation is Relation.SAME_EVENT
        return link.message_id if link and is_same else None
