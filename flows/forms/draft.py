"""A draft: what is filled in, where each word came from, and what is still missing."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flows.forms.model import Field, Form, Kind
from flows.forms.sorting import Sorted
from flows.model import Facts, Frozen


class Origin(StrEnum):
    """Where what stands in a field comes from."""

    USER = "user"
    GUIDELINE = "guideline"
    DEFAULT = "default"
    MISSING = "missing"


class Filled(Frozen):
    """A field with its value, where it came from, and the person's words behind it."""

    field: str
    label: str
    value: Any = None
    origin: Origin = Origin.MISSING
    evidence: str | None = None


class Draft(Frozen):
    """Every field of a form in order, filled or not."""

    form: str
    form_version: str
    form_hash: str
    fields: tuple[Filled, ...]

    def values(self) -> dict[str, Any]:
        """Give what is filled in, by field."""
        return {one.field: one.value for one in self.fields if one.origin is not Origin.MISSING}

    def changed(self, form: Form, values: Mapping[str, Any]) -> "Draft":
        """Give the draft with what a person filled in or emptied."""
        return self.model_copy(
            update={
                "fields": tuple(
                    _by_hand(form.field(one.field), values[one.field])
                    if one.field in values and values[one.field] != one.value
                    else one
                    for one in self.fields
                )
            }
        )


def empty_draft(form: Form) -> Draft:
    """Give a draft with nothing in it."""
    return Draft(
        form=form.id,
        form_version=form.version,
        form_hash=form.content_hash,
        fields=tuple(Filled(field=field.id, label=field.label) for field in form.fields),
    )


def drafted(form: Form, sentences: list[Sorted], facts: Facts | None = None) -> Draft:
    """Put sorted sentences under their headings, and carry over what the guide settled."""
    draft = empty_draft(form)
    said: dict[str, list[str]] = {}
    for sentence in sentences:
        said.setdefault(sentence.field, []).append(sentence.text)
    values = {name: " ".join(texts) for name, texts in said.items()}
    return draft.changed(form, {**values, **_carried(form, facts or {})})


def paste_text(form: Form, draft: Draft, names: Mapping[str, str] | None = None) -> str:
    """Give the draft heading by heading, ready to paste; units by their names."""
    blocks = [
        f"{one.label}\n{shown(form.field(one.field), one.value, names or {})}"
        for one in draft.fields
        if one.origin is not Origin.MISSING
    ]
    return "\n\n".join(blocks)


def shown(field: Field, value: Any, names: Mapping[str, str]) -> str:  # noqa: ANN401 - any kind
    """Give a value as a person reads it."""
    match field.kind:
        case Kind.CHOICE:
            option = field.option(value)
            text = option.text if option else str(value)
        case Kind.UNITS:
            text = ", ".join(names.get(unit, unit) for unit in value)
        case Kind.ROWS:
            text = "\n".join(_row(field, row, names) for row in value)
        case _:
            text = names.get(value, str(value)) if field.kind is Kind.UNIT else str(value)
    return text


def _row(field: Field, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    cells = [
        f"{column.label}: {shown(column, row[column.id], names)}"
        for column in field.columns
        if row.get(column.id)
    ]
    return "– " + "; ".join(cells)


def _by_hand(field: Field, value: Any) -> Filled:  # noqa: ANN401 - any kind
    if value in (None, "", [], ()):
        return Filled(field=field.id, label=field.label)
    evidence = value if field.kind is Kind.TEXT else None
    return Filled(
        field=field.id, label=field.label, value=value, origin=Origin.USER, evidence=evidence
    )


def _carried(form: Form, facts: Facts) -> dict[str, str]:
    """Give the guide's answers that a field of the form asks for too; consent is one of them."""
    return {
        field.id: facts[field.id]
        for field in form.fields
        if field.id in facts and field.option(facts[field.id]) is not None
    }
