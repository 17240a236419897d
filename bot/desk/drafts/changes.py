"""What a step makes of a kept draft: pure functions from the draft before to the one after."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.desk.drafts.leftovers import LEFT, marked, renamed, unsorted
from bot.desk.drafts.parts import Author
from bot.desk.drafts.showing import packed, unpacked
from bot.desk.drafts.spoken import said_with, words_in
from bot.desk.drafts.windows import Seen, asides_of, settled, split_late, with_asides
from bot.privacy import MaskedText
from flows.forms import Form
from flows.forms.draft import Draft, drafted
from flows.forms.sorting import Sorted
from flows.model import Facts
from knowledge.model import StaffError
from storage.drafts import StoredDraft

CHOOSE_FIRST = (
    "Två texter skrevs samtidigt i utkastet. Välj vilken som ska gälla, och byt sedan "
    "meddelandetyp."
)
Sort = Callable[[Form, str], list[Sorted]]


@dataclass(frozen=True)
class Begun:
    """What a draft begins with: free text, what the guide settled, and which guidance that was."""

    text: MaskedText | None = None
    facts: Facts = field(default_factory=dict)
    guidance_id: str | None = None


def filled_in(
    form: Form, stored: StoredDraft, values: Mapping[str, Any], kinds: Sequence[str], seen: Seen
) -> StoredDraft:
    """Fill in or empty fields; what another window changed meanwhile is kept beside."""
    now = unpacked(form, stored)
    kept, late = split_late(stored, now.values(), values, seen)
    fields = packed(now.changed(form, kept), stored, seen.window)
    return replace(
        stored,
        fields=with_asides(fields, late),
        said=said_with(stored, {**kept, **late}, seen),
        masked=list(dict.fromkeys([*stored.masked, *kinds])),
    )


def chosen_between(form: Form, stored: StoredDraft, field: str, *, other: bool) -> StoredDraft:
    """Choose one of two texts that were written at the same time in one field."""
    aside = asides_of(stored).get(field)
    values = {field: aside} if other and aside is not None else {}
    fields = packed(unpacked(form, stored).changed(form, values), stored)
    return replace(stored, fields=settled(fields, field))


def left_till_last(stored: StoredDraft, field: str | None) -> StoredDraft:
    """Ask for a field after all others."""
    rest = [one for one in stored.skipped if one != field]
    return replace(stored, skipped=[*rest, *([field] if field else [])])


def moved_to(
    now: StoredDraft, forms: tuple[Form, Form], sort: Sort, units: Mapping[str, str]
) -> StoredDraft:
    """Move a draft to another form: the words that have no field there are sorted anew."""
    old, form = forms
    if asides_of(now):
        raise StaffError(CHOOSE_FIRST)
    if old.id == form.id:
        return now
    words = words_in(old, now, sorted_elsewhere(old, form))
    return in_another_form(now, forms, drafted(form, sort(form, words), now.facts), units)


def sorted_elsewhere(old: Form, form: Form) -> set[str]:
    """Give the fields whose words are sorted anew in another form: those it does not have."""
    if not any(form.sorted_fields()):
        return set()
    return {field.id for field in old.sorted_fields()} - {field.id for field in form.fields}


def in_another_form(
    stored: StoredDraft, forms: tuple[Form, Form], sorted_anew: Draft, units: Mapping[str, str]
) -> StoredDraft:
    """Put a draft in another form; what both have stands as it stood, and no text is dropped."""
    old, form = forms
    known, moved = {field.id for field in form.fields}, sorted_elsewhere(old, form)
    named = renamed(stored.fields, old, form)
    inside = [{name: one[name] for name in one if name != LEFT}
              for one in named if one["field"] in known]  # fmt: skip
    outside = [one for one in named if one["field"] not in known | moved]
    base = replace(stored, fields=[*inside, *marked(old, outside, units)])
    draft = unpacked(form, base)
    fields = packed(draft.changed(form, _added(form, draft, sorted_anew)), base)
    return replace(
        stored, fields=fields, skipped=(), form=form.id, form_version=form.version,
        form_hash=form.content_hash,
    )  # fmt: skip


def _added(form: Form, draft: Draft, more: Draft) -> dict[str, Any]:
    """Give sorted words after what stands in a field already; a choice that is made stands."""
    now, sortable = draft.values(), {field.id for field in form.sorted_fields()}
    return {
        name: f"{now[name]}\n{value}" if name in now else value
        for name, value in more.values().items()
        if name in sortable or name not in now
    }


def first_fields(
    form: Form, said: str, draft: Draft, before: StoredDraft | None = None
) -> list[dict[str, Any]]:
    """Give what a draft begins with; a text that no heading can take is kept whole beside."""
    is_kept_whole = said and not any(form.sorted_fields())
    return [*packed(draft, before), *([dict(unsorted(said))] if is_kept_whole else [])]


def blank(form: Form, author: Author, begun: Begun, at: datetime, until: datetime) -> StoredDraft:
    """Give a draft that holds nothing yet but what it was begun with."""
    return StoredDraft(
        id=uuid4().hex, team=author.team, author=author.user, unit=author.unit,
        form=form.id, form_version=form.version, form_hash=form.content_hash,
        created_at=at, updated_at=at, expires_at=until,
        said=begun.text.text if begun.text else "", facts=dict(begun.facts),
        masked=begun.text.kinds if begun.text else (), guidance_id=begun.guidance_id,
    )  # fmt: skip
