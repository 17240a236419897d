"""Masks what is filled in, field by field: text is masked, and choices can hold nothing else."""

from collections.abc import Mapping
from typing import Any

from bot.privacy import MaskedText, mask
from flows.forms.model import Field, Form, Kind
from knowledge.model import StaffError

_NO_IDENTITY_HERE = (
    "{label}: det ser ut som en personuppgift. Skriv ärendets nummer i SAMSA, aldrig personnummer."
)


class FieldError(StaffError):
    """One field can't be filled in so; the others can."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


def masked_values(form: Form, raw: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Give what was filled in without identities, and what kinds were hidden."""
    kinds: list[str] = []
    values = {}
    for name, value in raw.items():
        field = next((one for one in form.fields if one.id == name), None)
        if field is None:
            raise StaffError(f"Formuläret {form.title} har inget fält {name!r}.")
        try:
            values[name] = _masked(field, value, kinds)
        except FieldError as error:  # of a column in a row
            raise FieldError(name, str(error)) from None
    return values, tuple(dict.fromkeys(kinds))


def _masked(field: Field, value: Any, kinds: list[str]) -> Any:  # noqa: ANN401 - any kind of field
    if isinstance(value, MaskedText):
        kinds.extend(value.kinds)
        return value.text
    if field.kind is Kind.ROWS and isinstance(value, list):
        return [_masked_row(field, row, kinds) for row in value]
    if isinstance(value, list):
        return [_masked_text(field, one, kinds) for one in value]
    return _masked_text(field, value, kinds)


def _masked_row(field: Field, row: Any, kinds: list[str]) -> dict[str, Any]:  # noqa: ANN401
    if not isinstance(row, Mapping):
        raise StaffError(f"{field.label}: varje rad ska ha namngivna kolumner.")
    columns = {column.id: column for column in field.columns}
    if unknown := sorted(set(row) - set(columns)):
        raise StaffError(f"{field.label}: okänd kolumn {unknown[0]!r}.")
    return {name: _masked(columns[name], value, kinds) for name, value in row.items()}


def _masked_text(field: Field, value: Any, kinds: list[str]) -> Any:  # noqa: ANN401
    if not isinstance(value, str) or (field.kind is Kind.CHOICE and field.option(value)):
        return value
    masked = mask(value.strip())
    if masked.kinds and field.kind is not Kind.TEXT:
        raise FieldError(field.id, _NO_IDENTITY_HERE.format(label=field.label))
    kinds.extend(masked.kinds)
    return masked.text
