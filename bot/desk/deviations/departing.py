"""From which document a report departs: sections are proposed, and the person picks or writes."""

import logging
from collections.abc import Callable

from bot.desk.drafts import DraftDesk, DraftReply
from bot.desk.drafts.desk import Author
from bot.desk.drafts.reply import Departed, ProposedSection
from bot.texts import source_line
from knowledge.departs import Departure, Departures
from knowledge.model import SECTION_SEPARATOR, StaffError

FORM, PROPOSAL = "avvikelse", "forbattringsforslag"
DOCUMENT, POINT = "dokument", "punkt"
UNKNOWN = "vet ej"
_TOLD_IN = ("vad_hande", "borde_ha_hant", "konsekvens", "rubrik")
_SOME_WORDS = 4  # fewer than these say too little to search with
_NOT_THERE = "Förslaget gäller inte längre. Välj ett av dem som visas nu, eller skriv själv."
_log = logging.getLogger(__name__)


class Departing:
    """Proposes sections to a report, for whoever shows it; search that fails proposes nothing."""

    def __init__(self, departures: Callable[[], Departures]) -> None:
        self._departures = departures

    def __call__(self, reply: DraftReply) -> Departed | None:
        """Give what a report may depart from, as long as it has not said."""
        if reply.form != FORM or reply.field(DOCUMENT).value:
            return None
        text = told(reply)
        if len(text.split()) < _SOME_WORDS:
            return None
        try:
            found = self._departures().sections(text)
        except StaffError as error:
            _log.warning("no sections proposed: %s", type(error).__name__)
            return None
        return Departed(sections=tuple(map(_proposed, found)))

    def when_asked(self, reply: DraftReply) -> Departed | None:
        """Give it when the document is what is asked for next; it takes a while to find."""
        return self(reply) if reply.next_field == DOCUMENT else None


class DepartureDesk:
    """Takes the person's choice of a section, that they do not know, or that it is a proposal."""

    def __init__(self, drafts: DraftDesk, departing: Departing) -> None:
        self._drafts = drafts
        self._departing = departing

    def proposed(self, reply: DraftReply) -> DraftReply:
        """Give a draft with what it may depart from, whatever is asked for next."""
        departed = reply.departed or self._departing(reply)
        return reply.model_copy(update={"departed": departed})

    def pick(self, draft_id: str, author: Author, key: str) -> DraftReply:
        """Write the document and the section that was picked into the report."""
        reply = self.proposed(self._drafts.show(draft_id, author))
        sections = reply.departed.sections if reply.departed else ()
        found = next((one for one in sections if one.key == key), None)
        if found is None:
            raise StaffError(_NOT_THERE)
        values = {DOCUMENT: found.document, POINT: found.section}
        return self._drafts.fill(draft_id, author, values, reply.version)

    def not_known(self, draft_id: str, author: Author) -> DraftReply:
        """Write that the person does not know which document it is."""
        return self._drafts.fill(draft_id, author, {DOCUMENT: UNKNOWN})

    def as_proposal(self, draft_id: str, author: Author) -> DraftReply:
        """Make a proposal for improvement of a report that departs from nothing in the sources."""
        return self._drafts.change_form(draft_id, author, PROPOSAL)


def told(reply: DraftReply) -> str:
    """Give what a report says of the event, the most telling first."""
    texts = (str(reply.field(name).value or "").strip() for name in _TOLD_IN)
    return "\n".join(text for text in texts if text)


def _proposed(one: Departure) -> ProposedSection:
    found = one.citation
    return ProposedSection(
        key=one.key,
        document=found.describes or found.title,
        section=found.section.rsplit(SECTION_SEPARATOR, 1)[-1],
        source=source_line(found),
        quotes=tuple(rule.quote for rule in one.citations),
    )
