"""The draft desk: begins, fills in, asks for what is missing, and keeps every step."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from bot.desk.drafts.masking import masked_values
from bot.desk.drafts.reply import DraftNotice, DraftReply
from bot.desk.drafts.showing import Beside, changed_since, packed, reply_of, unpacked
from bot.privacy import MaskedText
from flows.forms import Form, load_forms
from flows.forms.checks import load_checks
from flows.forms.draft import Draft, drafted, empty_draft
from flows.forms.sorting import Embed, Sorter
from flows.model import Facts, FlowError
from knowledge.model import StaffError
from storage.database import StorageError
from storage.drafts import Drafts, DraftState, StoredDraft

_log = logging.getLogger(__name__)
_NOTHING: Mapping[str, str] = MappingProxyType({})
_TRIES = 5
GONE = "Utkastet finns inte längre. Börja om med `/lotsen utkast` eller `lotsen draft`."
NOT_YOURS = "Utkastet är någon annans. Bara den som skriver det kan läsa det."


@dataclass(frozen=True)
class Author:
    """Who writes: the person, in which workspace, and for which unit."""

    team: str
    user: str
    unit: str | None = None


@cache
def _bundled_forms() -> Mapping[str, Form]:
    return load_forms()


@dataclass(frozen=True)
class DraftParts:
    """What the desk works with; `names` gives the names of a workspace's units by id."""

    drafts: Drafts
    embed: Callable[[], Embed]
    names: Callable[[str], Mapping[str, str]] = lambda _team: _NOTHING
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    keep_days: int = 7
    forms: Callable[[], Mapping[str, Form]] = _bundled_forms


class DraftDesk:
    """Writes drafts for every surface alike; the words in them are the person's."""

    def __init__(self, parts: DraftParts) -> None:
        self._parts = parts
        self._checks = load_checks()
        self._sorters: dict[str, Sorter] = {}

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
        facts: Facts = _NOTHING,
        guidance_id: str | None = None,
    ) -> DraftReply:
        """Begin a draft from free text, from what the guide settled, or from nothing."""
        form = self._form(form_id)
        said = text.text if text else ""
        draft = drafted(form, self._sorter(form).sort(said) if said else [], facts)
        now = self._parts.clock()
        stored = StoredDraft(
            id=uuid4().hex, team=author.team, author=author.user, unit=author.unit,
            form=form.id, form_version=form.version, form_hash=form.content_hash,
            created_at=now, updated_at=now, expires_at=self._expiry(now),
            said=said, fields=packed(draft), facts=dict(facts),
            masked=text.kinds if text else (), guidance_id=guidance_id,
        )  # fmt: skip
        return self._kept(form, stored, stored.masked)

    def show(self, draft_id: str, author: Author) -> DraftReply:
        """Give a draft as it stands."""
        stored = self._find(draft_id, author)
        return self._reply(self._form(stored.form), stored)

    def open_drafts(self, author: Author) -> list[DraftReply]:
        """Give what a person is writing, the latest first."""
        kept = self._parts.drafts.open_of(author.team, author.user)
        known = self.forms()
        return [self._reply(known[one.form], one) for one in kept if one.form in known]

    def fill(
        self, draft_id: str, author: Author, raw: Mapping[str, Any], seen: int | None = None
    ) -> DraftReply:
        """Fill in or empty fields; what somebody else filled in meanwhile in others is kept.

        `seen` is the version that the person saw: a field that was changed after it by another
        window is not overwritten, and the reply says so.
        """
        form = self._form(self._find(draft_id, author).form)
        values, kinds = masked_values(form, raw)
        late: dict[str, Any] = {}

        def change(stored: StoredDraft) -> StoredDraft:
            taken = changed_since(stored, seen) if seen is not None else frozenset()
            now = unpacked(form, stored)
            late.clear()
            late.update({name: value for name, value in values.items()
                         if name in taken and value != now.values().get(name)})  # fmt: skip
            kept = {name: value for name, value in values.items() if name not in late}
            said = " ".join([stored.said, *_texts(kept.values())]).strip()
            masked = tuple(dict.fromkeys([*stored.masked, *kinds]))
            fields = packed(now.changed(form, kept), stored)
            return replace(stored, fields=fields, said=said, masked=masked)

        stored = self._changed(draft_id, author, change)
        notices = (DraftNotice.CONFLICT,) if late else ()
        return self._reply(form, stored, Beside(notices, kinds, late))

    def say(self, draft_id: str, author: Author, text: MaskedText) -> DraftReply:
        """Take free text: the answer to the field that is asked for, or sorted when none is."""
        reply = self.show(draft_id, author)
        form = self._form(reply.form)
        if reply.next_field is not None:
            return self.fill(draft_id, author, {reply.next_field: text})
        more = drafted(form, self._sorter(form).sort(text.text)).values()
        values = {
            name: f"{reply.field(name).value or ''} {value}".strip() for name, value in more.items()
        }
        return self.fill(draft_id, author, values)

    def skip(self, draft_id: str, author: Author) -> DraftReply:
        """Leave the field that is asked for till last."""
        name = self.show(draft_id, author).next_field

        def change(stored: StoredDraft) -> StoredDraft:
            rest = [one for one in stored.skipped if one != name]
            return replace(stored, skipped=[*rest, *([name] if name else [])])

        stored = self._changed(draft_id, author, change)
        return self._reply(self._form(stored.form), stored)

    def change_form(self, draft_id: str, author: Author, form_id: str) -> DraftReply:
        """Write another message with the same words; fields that both have are kept."""
        stored = self._find(draft_id, author)
        old, form = self._form(stored.form), self._form(form_id)
        sorted_anew = drafted(form, self._sorter(form).sort(_said_in(old, stored)), stored.facts)
        shared = {field.id for field in form.fields} & {field.id for field in old.fields}
        kept = {name: value for name, value in unpacked(old, stored).values().items()
                if name in shared and name not in sorted_anew.values()}  # fmt: skip

        def change(now: StoredDraft) -> StoredDraft:
            fields = packed(sorted_anew.changed(form, kept), now)
            return replace(
                now, fields=fields, skipped=(), form=form.id, form_version=form.version,
                form_hash=form.content_hash,
            )  # fmt: skip

        return self._reply(form, self._changed(draft_id, author, change))

    def discard(self, draft_id: str, author: Author) -> None:
        """Throw a draft away; what stood in it is kept no longer."""
        stored = self._find(draft_id, author)
        self._parts.drafts.close(stored.id, DraftState.DISCARDED, self._parts.clock())

    def _changed(
        self, draft_id: str, author: Author, change: Callable[[StoredDraft], StoredDraft]
    ) -> StoredDraft:
        """Keep the next version; a step that came in between is taken in and tried again."""
        for _ in range(_TRIES):
            stored = self._find(draft_id, author)
            now = self._parts.clock()
            moved = replace(
                change(stored), version=stored.version + 1, updated_at=now,
                expires_at=self._expiry(now),
            )  # fmt: skip
            if self._parts.drafts.save(moved):
                return moved
        raise StaffError("Utkastet ändras på flera håll samtidigt. Försök igen om en stund.")

    def _kept(self, form: Form, stored: StoredDraft, kinds: Sequence[str]) -> DraftReply:
        notices: tuple[DraftNotice, ...] = ()
        try:
            self._parts.drafts.save(stored)
        except StorageError as error:
            _log.warning("draft not kept: %s", error)
            notices = (DraftNotice.NOT_SAVED,)
        return self._reply(form, stored, Beside(notices, kinds))

    def _reply(self, form: Form, stored: StoredDraft, beside: Beside | None = None) -> DraftReply:
        beside = beside or Beside()
        if stored.form_hash != form.content_hash:
            beside = replace(beside, notices=(*beside.notices, DraftNotice.FORM_CHANGED))
        return reply_of(form, stored, self._checks, self._parts.names(stored.team), beside)

    def _find(self, draft_id: str, author: Author) -> StoredDraft:
        stored = self._parts.drafts.find(draft_id)
        if stored is None or stored.state is not DraftState.OPEN:
            raise StaffError(GONE)
        if (stored.team, stored.author) != (author.team, author.user):
            raise StaffError(NOT_YOURS)
        return stored

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


def _texts(values: Any) -> list[str]:  # noqa: ANN401 - any kind of field
    texts: list[str] = []
    for value in values:
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, Mapping):
            texts += _texts(value.values())
        elif isinstance(value, list):
            texts += _texts(value)
    return texts


def _said_in(form: Form, stored: StoredDraft) -> str:
    """Give the person's words that stand in fields free text is sorted under."""
    sortable = {field.id for field in form.sorted_fields()}
    draft: Draft = unpacked(form, stored) if stored.fields else empty_draft(form)
    return "\n".join(str(value) for name, value in draft.values().items() if name in sortable)
