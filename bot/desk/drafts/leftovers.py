"""Text that has no place in a draft's form: kept, and shown until somebody takes care of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flows.forms.draft import shown
from flows.forms.model import Field, Form, Kind
from storage.drafts import StoredDraft

LEFT = "left"
"""Marks a kept field as a text without a place, and holds it as a person reads it."""

WRITTEN = "det_du_skrev"
_WRITTEN_LABEL = "Det du skrev"
_TEXTS = (Kind.TEXT, Kind.ROWS, Kind.DATE, Kind.TIME)
Kept = Mapping[str, Any]


def left_in(form: Form, stored: StoredDraft) -> list[tuple[str, str]]:
    """Give the texts without a place, each with the heading it stood under."""
    known = {field.id for field in form.fields}
    outside = [one for one in stored.fields if one["field"] not in known]
    return [(str(one["label"]), text) for one in outside if (text := _text_of(one))]


def carried(stored: StoredDraft, names: Sequence[str]) -> list[Kept]:
    """Give the kept fields that are not among those named, as they are."""
    return [one for one in stored.fields if one["field"] not in names]


def marked(form: Form, kept: Sequence[Kept], units: Mapping[str, str]) -> Iterator[Kept]:
    """Mark what is to be kept without a place; choices come along unseen, for the way back."""
    fields = {field.id: field for field in form.fields}
    for one in kept:
        field = fields.get(one["field"].removeprefix(f"{form.id}."))
        yield {**one, LEFT: _shown(field, one, units)} if field is not None else one


def renamed(kept: Sequence[Kept], old: Form, form: Form) -> list[Kept]:
    """Name apart what another form means something else by, and name it back on the way back."""
    kinds = {field.id: field.kind for field in form.fields}
    apart = {field.id for field in old.fields if kinds.get(field.id, field.kind) != field.kind}
    names = {name: f"{old.id}.{name}" for name in apart} | {
        f"{form.id}.{name}": name for name in kinds
    }
    return [{**one, "field": names.get(one["field"], one["field"])} for one in kept]


def without_left(form: Form, stored: StoredDraft) -> list[Kept]:
    """Give the kept fields without those that have no place."""
    known = {field.id for field in form.fields}
    return [one for one in stored.fields if one["field"] in known]


def unsorted(text: str) -> Kept:
    """Keep a text whole where the form has no heading to sort it under."""
    return {"field": WRITTEN, "label": _WRITTEN_LABEL, "value": text, "origin": "user",
            "evidence": text, LEFT: text}  # fmt: skip


def _shown(field: Field, one: Kept, units: Mapping[str, str]) -> str:
    if field.kind not in _TEXTS or not one.get("value"):
        return ""
    return shown(field, one["value"], units)


def _text_of(one: Kept) -> str:
    """Give a text; one whose field was taken out of the form is known by its evidence."""
    return str(one[LEFT] if LEFT in one else one.get("evidence") or "")
