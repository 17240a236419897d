"""The draft desk: begins, fills in, asks for what is missing, and keeps every step."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.desk.drafts.changes import chosen_between, filled_in, in_another_form, left_till_last
from bot.desk.drafts.masking import masked_values
from bot.desk.drafts.parts import NOTHING, Author, Changed, DraftParts
from bot.desk.drafts.reply import DraftNotice, DraftReply, FieldOption
from bot.desk.drafts.showing import Beside, packed, reply_of
from bot.desk.drafts.spoken import sortable_words
from bot.desk.drafts.typed import is_skip, typed_value
from bot.desk.drafts.windows import Seen
from bot.privacy import MaskedText
from bot.units.hours import ZONE
from flows.forms import Form
from flows.forms.checks import load_checks
from flows.forms.draft import drafted
from flows.forms.sorting import Sorter
from flows.model import Facts, FlowError
from knowledge.model import StaffError
from storage.database import StorageError
from storage.drafts import DraftState, StoredDraft

__all__ = ["GONE", "NOT_YOURS", "Author", "DraftDesk", "DraftParts"]

_log = logging.getLogger(__name__)
_TRIES = 5
_SOME_WORDS = 4  # fewer than these, where a choice is asked for, are a choice misspelled
GONE = "Utkastet finns inte längre. Börja om med `/lotsen utkast` eller `lotsen draft`."
NOT_YOURS = "Utkastet är någon annans. Bara den som skriver det kan läsa det."


class DraftDesk:
    """Writes drafts for every surface alike; the words in them are the person's."""

    def __init__(self, parts: DraftParts) -> None:
        self._parts = parts
        self._checks = load_checks()
        self._sorters: dict[str, Sorter] = {}
        self._told: list[Changed] = []

    def on_change(self, tell: Changed) -> None:
        """Let somebody hear of every change, so that what is shown elsewhere follows."""
        self._told.append(tell)

    def changed(self, draft_id: str, author: Author) -> None:
        """Tell those who listen that a draft was changed, sent or thrown away."""
        for tell in self._told:
            tell(draft_id, author)

    def forms(self) -> Mapping[str, Form]:
        """Give the forms that can be written."""
        try:
            return self._parts.forms()
        except FlowError as error:
            raise StaffError(str(error)) from error

    def begin(
        self,
        form_id: str,
        author: Author,
        text: MaskedText | None = None,
        facts: Facts = NOTHING,
        guidance_id: str | None = None,
    ) -> DraftReply:
        """Begin a draft from free text, from what the guide settled, or from nothing."""
        form = self._form(form_id)
        stored = self._blank(form, author, text, facts, guidance_id)
        draft = drafted(form, self._sorter(form).sort(stored.said) if stored.said else [], facts)
        return self._kept(form, replace(stored, fields=packed(draft)), stored.masked)

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
        stored = self._blank(self._form(form_id), author, text, facts, guidance_id)
        fields = () if stored.said else packed(drafted(self._form(form_id), [], facts))
        self._parts.drafts.save(replace(stored, fields=fields))
        self.changed(stored.id, author)
        return stored.id

    def show(self, draft_id: str, author: Author) -> DraftReply:
        """Give a draft as it stands."""
        stored = self._find(draft_id, author)
        return self._reply(self._form(stored.form), stored)

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
        form = self._form(self._find(draft_id, author).form)
        values, kinds = masked_values(form, raw)
        window = seen if isinstance(seen, Seen) else Seen(seen)

        stored = self._changed(
            draft_id, author, lambda now: filled_in(form, now, values, kinds, window)
        )
        return self._reply(form, stored, Beside((), kinds))

    def settle(self, draft_id: str, author: Author, field: str, *, take_other: bool) -> DraftReply:
        """Choose between two texts that were written at the same time in one field."""
        form = self._form(self._find(draft_id, author).form)
        stored = self._changed(
            draft_id, author, lambda now: chosen_between(form, now, field, other=take_other)
        )
        return self._reply(form, stored)

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
        today = self._parts.clock().astimezone(ZONE).date()
        names = self._parts.names(author.team)
        value = typed_value(reply.field(name), text.text, names, today)
        if value is None:
            return self._not_understood(reply, author, text)
        given = text if value == text.text.strip() else value
        filled = self.fill(draft_id, author, {name: given})
        return filled.model_copy(update={"answered": name})

    def _not_understood(self, reply: DraftReply, author: Author, text: MaskedText) -> DraftReply:
        """Sort what is no answer to the choice that is asked for; a word or two is asked again."""
        if len(text.text.split()) >= _SOME_WORDS:
            return self._sorted_in(reply, author, text)
        notices = (*reply.notices, DraftNotice.NOT_UNDERSTOOD)
        return reply.model_copy(update={"notices": notices, "masked_now": text.kinds})

    def _sorted_in(self, reply: DraftReply, author: Author, text: MaskedText) -> DraftReply:
        form = self._form(reply.form)
        more = drafted(form, self._sorter(form).sort(text.text)).values()
        values = {
            name: f"{reply.field(name).value or ''} {value}".strip() for name, value in more.items()
        }
        filled = self.fill(reply.draft_id, author, values)
        return filled.model_copy(update={"masked_now": text.kinds})

    def skip(self, draft_id: str, author: Author, field: str | None = None) -> DraftReply:
        """Leave a field, or the one that is asked for, till last."""
        name = field or self.show(draft_id, author).next_field
        stored = self._changed(draft_id, author, lambda now: left_till_last(now, name))
        return self._reply(self._form(stored.form), stored)

    def change_form(self, draft_id: str, author: Author, form_id: str) -> DraftReply:
        """Write another message with the same words; fields that both have are kept."""
        stored = self._find(draft_id, author)
        old, form = self._form(stored.form), self._form(form_id)
        words = sortable_words(old, stored)
        anew = drafted(form, self._sorter(form).sort(words), stored.facts)
        moved = self._changed(draft_id, author, lambda now: in_another_form(now, old, form, anew))
        return self._reply(form, moved)

    def has_begun_with(self, draft_id: str, author: Author, text: str) -> bool:
        """Tell whether a draft was begun with a text, so that a repeat is told from an edit."""
        return self._find(draft_id, author).said.startswith(text)

    def discard(self, draft_id: str, author: Author) -> None:
        """Throw a draft away; what stood in it is kept no longer."""
        stored = self._find(draft_id, author)
        self._parts.drafts.close(stored.id, DraftState.DISCARDED, self._parts.clock())
        self.changed(draft_id, author)

    def _blank(
        self,
        form: Form,
        author: Author,
        text: MaskedText | None,
        facts: Facts,
        guidance_id: str | None,
    ) -> StoredDraft:
        now = self._parts.clock()
        return StoredDraft(
            id=uuid4().hex, team=author.team, author=author.user, unit=author.unit,
            form=form.id, form_version=form.version, form_hash=form.content_hash,
            created_at=now, updated_at=now, expires_at=self._expiry(now),
            said=text.text if text else "", facts=dict(facts),
            masked=text.kinds if text else (), guidance_id=guidance_id,
        )  # fmt: skip

    def _sorted(self, stored: StoredDraft) -> StoredDraft:
        """Sort what a draft was kept with; done once, whoever looks first."""
        form = self._form(stored.form)
        draft = drafted(form, self._sorter(form).sort(stored.said), stored.facts)
        moved = replace(stored, version=2, fields=packed(draft, stored))
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
                expires_at=self._expiry(now),
            )  # fmt: skip
            if self._parts.drafts.save(moved):
                self.changed(draft_id, author)
                return moved
        raise StaffError("Utkastet ändras på flera håll samtidigt. Försök igen om en stund.")

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
        reply = reply_of(form, stored, self._checks, self._parts.names(stored.team), beside)
        forms = tuple(FieldOption(id=one.id, text=one.title) for one in self.forms().values())
        return reply.model_copy(update={"forms": forms})

    def _find(self, draft_id: str, author: Author) -> StoredDraft:
        stored = self._parts.drafts.find(draft_id)
        if stored is None or stored.state is not DraftState.OPEN:
            raise StaffError(GONE)
        if (stored.team, stored.author) != (author.team, author.user):
            raise StaffError(NOT_YOURS)
        is_sorted = stored.version > 1 or stored.fields or not stored.said
        return stored if is_sorted else self._sorted(stored)

    def _form(self, form_id: str) -> Form:
        known = self.forms()
        if form_id not in known:
            names = ", ".join(known)
            raise StaffError(f"Det finns inget formulär {form_id!r}. Välj ett av: {names}.")
        return known[form_id]

    def _sorter(self, form: Form) -> Sorter:
        if form.content_hash not in self._sorters:
            self._sorters[form.content_hash] = Sorter(form, self._parts.embed())
        return self._sorters[form.content_hash]

    def _expiry(self, now: datetime) -> datetime:
        return now + timedelta(days=self._parts.keep_days)
