"""The draft desk: begins, fills in, asks for what is missing, and keeps every step."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.desk.drafts.changes import (
    Begun,
    chosen_between,
    filled_in,
    first_fields,
    left_till_last,
    moved_to,
)
from bot.desk.drafts.discarding import Discarding
from bot.desk.drafts.keeping import GONE, NOT_YOURS, Keeping
from bot.desk.drafts.leftovers import without_left
from bot.desk.drafts.masking import masked_values
from bot.desk.drafts.parts import NOTHING, Author, DraftParts
from bot.desk.drafts.reply import DraftReply
from bot.desk.drafts.showing import Beside, packed
from bot.desk.drafts.typed import is_skip, typed_value
from bot.desk.drafts.windows import Seen
from bot.privacy import MaskedText
from flows.forms.draft import drafted
from flows.model import Facts

__all__ = ["GONE", "NOT_YOURS", "Author", "DraftDesk", "DraftParts"]

_SOME_WORDS = 4  # fewer than these, where a choice is asked for, are a choice misspelled


class DraftDesk(Keeping):
    """Writes drafts for every surface alike; the words in them are the person's."""

    def __init__(self, parts: DraftParts) -> None:
        super().__init__(parts)
        self._bin = Discarding(parts)

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

    def reword(self, draft_id: str, author: Author, place: str, *, take: bool) -> DraftReply:
        """Take the proposal for a sentence that was pointed out, or keep one's own words."""
        form = self._known.named(self._find(draft_id, author).form)
        change = lambda now: self._look.reworded(form, now, place, take=take)  # noqa: E731
        return self._stepped(draft_id, author, change)

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
