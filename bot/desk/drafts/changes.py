"""What a step makes of a kept draft: pure functions from the draft before to the one after."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.desk.drafts.showing import packed, unpacked
from bot.desk.drafts.spoken import said_with
from bot.desk.drafts.windows import Seen, asides_of, settled, split_late, with_asides
from flows.forms import Form
from flows.forms.draft import Draft
from storage.drafts import StoredDraft


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


def in_another_form(stored: StoredDraft, old: Form, form: Form, sorted_anew: Draft) -> StoredDraft:
    """Put sorted words in another form; what stands in fields that both have is kept."""
    shared = {field.id for field in form.fields} & {field.id for field in old.fields}
    kept = {name: value for name, value in unpacked(old, stored).values().items()
            if name in shared and name not in sorted_anew.values()}  # fmt: skip
    fields = packed(sorted_anew.changed(form, kept), stored)
    return replace(
        stored, fields=fields, skipped=(), form=form.id, form_version=form.version,
        form_hash=form.content_hash,
    )  # fmt: skip
