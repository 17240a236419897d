"""Finds and keeps drafts: every step is tried on the latest version, and shown as it stands."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.desk.drafts.announcing import Announcing
from bot.desk.drafts.changes import Begun, blank, first_fields
from bot.desk.drafts.known_forms import KnownForms
from bot.desk.drafts.looking import Look
from bot.desk.drafts.parts import Author, DraftParts
from bot.desk.drafts.reply import DraftNotice, DraftReply, FieldOption
from bot.desk.drafts.showing import Beside, reply_of
from bot.desk.drafts.sorters import Sorters
from bot.units.hours import ZONE
from flows.forms import Form
from flows.forms.draft import Draft, drafted
from knowledge.model import StaffError
from storage.database import StorageError
from storage.drafts import DraftState, StoredDraft

_log = logging.getLogger(__name__)
_TRIES = 5
GONE = "Utkastet finns inte längre. Börja om med `/lotsen utkast` eller `lotsen draft`."
NOT_YOURS = "Utkastet är någon annans. Bara den som skriver det kan läsa det."


class Keeping(Announcing):
    """Keeps drafts for the desk that writes them."""

    def __init__(self, parts: DraftParts) -> None:
        super().__init__()
        self._parts = parts
        self._look = Look(parts.wording)
        self._sorters = Sorters(parts.embed)
        self._known = KnownForms(parts.forms)

    @property
    def kept_for(self) -> timedelta:
        """Give how long a draft is kept after its last change."""
        return timedelta(days=self._parts.keep_days)

    def forms(self) -> Mapping[str, Form]:
        """Give the forms that can be written."""
        return self._known.all()

    def offered(self) -> Mapping[str, Form]:
        """Give the forms that a person can choose; the others are begun in their own place."""
        return self._known.offered()

    def _blank(self, form: Form, author: Author, begun: Begun) -> StoredDraft:
        now = self._parts.clock()
        return blank(form, author, begun, now, now + self.kept_for)

    def _drafted(self, form: Form, stored: StoredDraft) -> Draft:
        """Sort what was said, carry over what the guide settled, and fill in what is known."""
        draft = drafted(form, self._sorters.sort(form, stored.said), stored.facts)
        return self._parts.prefill(form, stored, draft)

    def _sorted(self, stored: StoredDraft) -> StoredDraft:
        """Sort what a draft was kept with; done once, whoever looks first."""
        form = self._known.named(stored.form)
        draft = self._drafted(form, stored)
        moved = replace(stored, version=2, fields=first_fields(form, stored.said, draft, stored))
        if self._parts.drafts.save(moved):
            return moved
        return self._parts.drafts.find(stored.id) or moved

    def _changed(
        self, draft_id: str, author: Author, change: Callable[[StoredDraft], StoredDraft]
    ) -> StoredDraft:
        """Keep the next version; a step that came in between is taken in and tried again."""
        for _ in range(_TRIES):
            stored = self._find(draft_id, author)
            changed, now = change(stored), self._parts.clock()
            if changed == stored:
                return stored
            moved = replace(
                changed, version=stored.version + 1, updated_at=now,
                expires_at=now + self.kept_for,
            )  # fmt: skip
            if self._parts.drafts.save(moved):
                self.changed(draft_id, author)
                return moved
        raise StaffError("Utkastet ändras på flera håll samtidigt. Försök igen om en stund.")

    def _stepped(
        self, draft_id: str, author: Author, change: Callable[[StoredDraft], StoredDraft]
    ) -> DraftReply:
        stored = self._changed(draft_id, author, change)
        return self._reply(self._known.named(stored.form), stored)

    def _kept(self, form: Form, stored: StoredDraft, kinds: Sequence[str]) -> DraftReply:
        notices: tuple[DraftNotice, ...] = ()
        try:
            self._parts.drafts.save(stored)
        except StorageError as error:
            _log.warning("draft not kept: %s", error)
            notices = (DraftNotice.NOT_SAVED,)
        else:
            self.changed(stored.id, Author(stored.team, stored.author, stored.unit))
        return self._reply(form, stored, Beside(notices, kinds))

    def _reply(self, form: Form, stored: StoredDraft, beside: Beside | None = None) -> DraftReply:
        beside = beside or Beside()
        if stored.form_hash != form.content_hash:
            beside = replace(beside, notices=(*beside.notices, DraftNotice.FORM_CHANGED))
        beside = replace(beside, today=self._today())
        reply = reply_of(form, stored, self._look, self._parts.names(stored.team), beside)
        offered = self.offered().values() if form.is_offered else ()
        forms = tuple(FieldOption(id=one.id, text=one.title) for one in offered)
        departed = self._parts.departs(reply)
        return reply.model_copy(update={"forms": forms, "departed": departed})

    def _today(self) -> date:
        return self._parts.clock().astimezone(ZONE).date()

    def _find(self, draft_id: str, author: Author) -> StoredDraft:
        stored = self._parts.drafts.find(draft_id)
        if stored is None or stored.state is not DraftState.OPEN:
            raise StaffError(GONE)
        if (stored.team, stored.author) != (author.team, author.user):
            raise StaffError(NOT_YOURS)
        is_sorted = stored.version > 1 or stored.fields or not stored.said
        return stored if is_sorted else self._sorted(stored)
