"""The draft desk: begins, fills in, asks for what is missing, and keeps every step."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.desk.drafts.announcing import Announcing
from bot.desk.drafts.changes import (
    Begun,
    blank,
    chosen_between,
    filled_in,
    first_fields,
    left_till_last,
    moved_to,
)
from bot.desk.drafts.discarding import Discarding
from bot.desk.drafts.known_forms import KnownForms
from bot.desk.drafts.leftovers import without_left
from bot.desk.drafts.masking import masked_values
from bot.desk.drafts.parts import NOTHING, Author, DraftParts
from bot.desk.drafts.reply import DraftNotice, DraftReply, FieldOption
from bot.desk.drafts.showing import Beside, packed, reply_of
from bot.desk.drafts.sorters import Sorters
from bot.desk.drafts.typed import is_skip, typed_value
from bot.desk.drafts.windows import Seen
from bot.privacy import MaskedText
from bot.units.hours import ZONE
from flows.forms import Form
from flows.forms.checks import load_checks
from flows.forms.draft import Draft, drafted
from flows.model import Facts
from knowledge.model import StaffError
from storage.database import StorageError
from storage.drafts import DraftState, StoredDraft

__all__ = ["GONE", "NOT_YOURS", "Author", "DraftDesk", "DraftParts"]

_log = logging.getLogger(__name__)
_TRIES = 5
_SOME_WORDS = 4  # fewer than these, where a choice is asked for, are a choice misspelled
GONE = "Utkastet finns inte längre. Börja om med `/lotsen utkast` eller `lotsen draft`."
NOT_YOURS = "Utkastet är någon annans. Bara den som skriver det kan läsa det."


class DraftDesk(Announcing):
    """Writes drafts for every surface alike; the words in them are the person's."""

    def __init__(self, parts: DraftParts) -> None:
        super().__init__()
        self._parts = parts
        self._checks = load_checks()
        self._sorters = Sorters(parts.embed)
        self._bin = Discarding(parts)
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

    def begin(
        self,
        form_id: str,
        author: Author,
        text: MaskedText | None = None,
        facts: Facts = NOTHING,
        guidance_id: str | None = None,
    ) -> DraftReply:
        """Begin a draft from free text, from what the guide settled, or from nothing."""
        form = self._known.named(form_id)
        stored = self._blank(form, author, Begun(text, facts, guidance_id))
        fields = first_fields(form, stored.said, self._drafted(form, stored))
        return self._kept(form, replace(stored, fields=fields), stored.masked)

    def keep(
        self,
        form_id: str,
        author: Author,
        text: MaskedText | None = None,
        facts: Facts = NOTHING,
        guidance_id: str | None = None,
    ) -> str:
        """Keep what a draft begins with, and give its id; it is sorted when it is first looked at.

        Nothing is lost between the acknowledgement and the sorting, which takes longer.
        """
        form = self._known.named(form_id)
        stored = self._blank(form, author, Begun(text, facts, guidance_id))
        fields = () if stored.said else packed(self._drafted(form, stored))
        self._parts.drafts.save(replace(stored, fields=fields))
        self.changed(stored.id, author)
        return stored.id

    def show(self, draft_id: str, author: Author) -> DraftReply:
        """Give a draft as it stands."""
        stored = self._find(draft_id, author)
        return self._reply(self._known.named(stored.form), stored)

    def facts(self, draft_id: str, author: Author) -> Facts:
        """Give what the guide had settled when a draft was begun."""
        return self._find(draft_id, author).facts

    def open_drafts(self, author: Author) -> list[DraftReply]:
        """Give what a person is writing, the latest first."""
        kept = self._parts.drafts.open_of(author.team, author.user)
        known = self.forms()
        return [self._reply(known[one.form], one) for one in kept if one.form in known]

    def of_guidance(self, author: Author, guidance_id: str, form_id: str) -> str | None:
        """Give the open draft that was begun from a guidance, so that none is begun twice."""
        kept = self._parts.drafts.open_of(author.team, author.user)
        found = (one.id for one in kept if (one.guidance_id, one.form) == (guidance_id, form_id))
        return next(found, None)

    def fill(
        self,
        draft_id: str,
        author: Author,
        raw: Mapping[str, Any],
        seen: int | Seen | None = None,
    ) -> DraftReply:
        """Fill in or empty fields; what somebody else filled in meanwhile in others is kept.

        `seen` is what the person saw: a field that another window changed after it is not
        overwritten. Both texts are then kept and shown until one is chosen with `settle`.
        """
        form = self._known.named(self._find(draft_id, author).form)
        values, kinds = masked_values(form, raw)
        window = seen if isinstance(seen, Seen) else Seen(seen)
        stored = self._changed(
            draft_id, author, lambda now: filled_in(form, now, values, kinds, window)
        )
        return self._reply(form, stored, Beside((), kinds))

    def settle(self, draft_id: str, author: Author, field: str, *, take_other: bool) -> DraftReply:
        """Choose between two texts that were written at the same time in one field."""
        form = self._known.named(self._find(draft_id, author).form)
        choose = lambda now: chosen_between(form, now, field, other=take_other)  # noqa: E731
        return self._stepped(draft_id, author, choose)

    def say(
        self, draft_id: str, author: Author, text: MaskedText, field: str | None = None
    ) -> DraftReply:
        """Take free text: the answer to a field or to the one asked for, or sorted when none is."""
        reply = self.show(draft_id, author)
        name = field or reply.next_field
        if name is None:
            return self._sorted_in(reply, author, text)
        if is_skip(text.text) and field is None:
            return self.skip(draft_id, author)
        names = self._parts.names(author.team)
        value = typed_value(reply.field(name), text.text, names, self._today())
        if value is None:
            return self._not_understood(reply, author, text)
        given = text if value == text.text.strip() else value
        filled = self.fill(draft_id, author, {name: given})
        return filled.model_copy(update={"answered": name})

    def _not_understood(self, reply: DraftReply, author: Author, text: MaskedText) -> DraftReply:
        """Sort what is no answer to the choice that is asked for; a word or two is asked again."""
        if len(text.text.split()) >= _SOME_WORDS:
            return self._sorted_in(reply, author, text)
        return reply.not_understood(text.kinds)

    def _sorted_in(self, reply: DraftReply, author: Author, text: MaskedText) -> DraftReply:
        form = self._known.named(reply.form)
        more = drafted(form, self._sorters.sort(form, text.text)).values()
        if not more:
            return reply.not_understood(text.kinds)
        values = {
            name: f"{reply.field(name).value or ''} {value}".strip() for name, value in more.items()
        }
        filled = self.fill(reply.draft_id, author, values)
        return filled.model_copy(update={"masked_now": text.kinds})

    def skip(self, draft_id: str, author: Author, field: str | None = None) -> DraftReply:
        """Leave a field, or the one that is asked for, till last."""
        name = field or self.show(draft_id, author).next_field
        return self._stepped(draft_id, author, lambda now: left_till_last(now, name))

    def change_form(self, draft_id: str, author: Author, form_id: str) -> DraftReply:
        """Write another message with the same words; what has no place there is kept beside."""
        form = self._known.named(form_id)
        units, sort, form_of = self._parts.names(author.team), self._sorters.sort, self._known.named
        move = lambda now: moved_to(now, (form_of(now.form), form), sort, units)  # noqa: E731
        return self._stepped(draft_id, author, move)

    def drop_left(self, draft_id: str, author: Author) -> DraftReply:
        """Take away the texts that have no place in the form, when nobody needs them."""
        form = self._known.named(self._find(draft_id, author).form)
        drop = lambda now: replace(now, fields=without_left(form, now))  # noqa: E731
        return self._stepped(draft_id, author, drop)

    def has_begun_with(self, draft_id: str, author: Author, text: str) -> bool:
        """Tell whether a draft was begun with a text, so that a repeat is told from an edit."""
        return self._find(draft_id, author).said.startswith(text)

    def discard(self, draft_id: str, author: Author) -> datetime:
        """Throw a draft away, and give until when it can be taken back."""
        until = self._bin.discard(self._find(draft_id, author).id)
        self.changed(draft_id, author)
        return until

    def take_back(self, draft_id: str, author: Author) -> DraftReply:
        """Open a draft that was thrown away, with all that stood in it."""
        self._bin.take_back(draft_id, author)
        self.changed(draft_id, author)
        return self.show(draft_id, author)

    def erase(self, draft_id: str, author: Author) -> None:
        """Empty a draft that was thrown away, at once."""
        self._bin.erase(draft_id, author)

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
        reply = reply_of(form, stored, self._checks, self._parts.names(stored.team), beside)
        offered = self.offered().values() if form.is_offered else ()
        forms = tuple(FieldOption(id=one.id, text=one.title) for one in offered)
        return reply.model_copy(update={"forms": forms})

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
