"""Shows a kept draft: its fields with their origins, what is missing, and what to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.desk.drafts.leftovers import LEFT, carried, left_in
from bot.desk.drafts.looking import OWN_WORDS, Look
from bot.desk.drafts.reply import DraftField, DraftNotice, DraftReply, FieldOption, LeftText
from bot.desk.drafts.rows import row_faults
from bot.desk.drafts.windows import ASIDE, asides_of
from flows.forms.answers import faults_of
from flows.forms.draft import Draft, Filled, Origin, paste_text, shown
from flows.forms.model import Field, Form, Register
from storage.drafts import StoredDraft

HEADLINES = {
    Register.SAMSA: (
        "UTKAST till {title}. Ska föras in i SAMSA, där identiteten fylls i. "
        "Innehåller inga patientuppgifter."
    ),
    Register.MEDCONTROL: (
        "UTKAST: {title}. Ska föras in i MedControl PRO. Innehåller inga patientuppgifter."
    ),
    Register.NONE: "{title}",
}
Names = Mapping[str, str]
_MARKS = ("since", "by", ASIDE, OWN_WORDS)


@dataclass(frozen=True)
class Beside:
    """What a reply says beside the draft."""

    notices: Sequence[DraftNotice] = ()
    masked: Sequence[str] = ()
    today: date | None = None


def unpacked(form: Form, stored: StoredDraft) -> Draft:
    """Give the draft that is kept, by the fields that the form has now."""
    kept = {one["field"]: _filled(one) for one in stored.fields}
    empty = {field.id: Filled(field=field.id, label=field.label) for field in form.fields}
    return Draft(
        form=form.id,
        form_version=form.version,
        form_hash=form.content_hash,
        fields=tuple(kept.get(name, filled) for name, filled in empty.items()),
    )


def packed(
    draft: Draft, before: StoredDraft | None = None, window: str | None = None
) -> list[dict[str, Any]]:
    """Give the fields as they are kept, each with the version and the window it was changed in."""
    version = before.version + 1 if before else 1
    was = {one["field"]: one for one in before.fields} if before else {}
    kept = []
    for one in draft.fields:
        if one.origin is Origin.MISSING and one.field not in was:
            continue
        now = one.model_dump(mode="json")
        earlier = was.get(one.field, {})
        is_same = earlier.get("value") == now["value"]
        marks = {name: earlier[name] for name in _MARKS if name in earlier}
        changed = {"since": version} | ({"by": window} if window else {"by": None})
        kept.append({**now, **marks, **({"since": marks.get("since", 1)} if is_same else changed)})
    outside = carried(before, [one.field for one in draft.fields]) if before else []
    return [*kept, *map(dict, outside)]


def _filled(kept: Mapping[str, Any]) -> Filled:
    beside = (*_MARKS, LEFT)
    return Filled.model_validate({name: kept[name] for name in kept if name not in beside})


def reply_of(
    form: Form,
    stored: StoredDraft,
    look: Look,
    names: Names,
    beside: Beside | None = None,
) -> DraftReply:
    """Give the reply for a draft, with what is to be said beside it."""
    beside = beside or Beside()
    draft = unpacked(form, stored)
    values = draft.values()
    lacking = row_faults(form, values)
    empty = {field.id for field in form.missing(values)}
    missing = [field.id for field in form.fields if field.id in empty | lacking.keys()]
    faults = lacking | {fault.field: fault.text for fault in faults_of(form, values, beside.today)}
    asides = asides_of(stored)
    conflict = [DraftNotice.CONFLICT] if asides else []
    return DraftReply(
        draft_id=stored.id,
        version=stored.version,
        form=form.id,
        form_title=form.title,
        about=form.about,
        entered_in=form.entered_in,
        fields=tuple(
            _field(form.field(one.field), one, names, faults, values) for one in draft.fields
        ),
        missing=tuple(missing),
        next_field=next_of(missing, stored.skipped),
        remarks=tuple(look.at(form, draft, stored)),
        masked=tuple(stored.masked),
        masked_now=tuple(beside.masked),
        notices=(*conflict, *beside.notices),
        unsaved=asides,
        left=tuple(LeftText(label=label, text=text) for label, text in left_in(form, stored)),
        tabs={tab.id: tab.title for tab in form.tabs},
        updated_at=stored.updated_at,
        expires_at=stored.expires_at,
        text=f"{_headline(form)}\n\n{paste_text(form, draft, names)}".strip(),
    )


def _headline(form: Form) -> str:
    return HEADLINES[form.entered_in].format(title=form.title)


def next_of(missing: Sequence[str], skipped: Sequence[str]) -> str | None:
    """Give the field to ask for next: one that was skipped comes after all others."""
    unasked = [name for name in missing if name not in skipped]
    later = sorted((name for name in missing if name in skipped), key=list(skipped).index)
    return next(iter([*unasked, *later]), None)


def _field(
    about: Field, filled: Filled, names: Names, faults: Names, values: Mapping[str, Any]
) -> DraftField:
    is_filled = filled.origin is not Origin.MISSING
    return DraftField(
        id=about.id,
        label=about.label,
        help=about.help,
        kind=about.kind,
        value=filled.value,
        shown=shown(about, filled.value, names) if is_filled else "",
        origin=filled.origin,
        evidence=filled.evidence,
        example=about.example,
        options=tuple(FieldOption(id=one.id, text=one.text) for one in about.options),
        columns=tuple(_column(column) for column in about.columns),
        tab=about.tab,
        limit=about.limit,
        is_wanted=about.is_wanted(values),
        fault=faults.get(about.id),
    )


def _column(field: Field) -> DraftField:
    return DraftField(
        id=field.id,
        label=field.label,
        help=field.help,
        kind=field.kind,
        example=field.example,
        options=tuple(FieldOption(id=one.id, text=one.text) for one in field.options),
        limit=field.limit,
        is_wanted=field.is_required,
    )
