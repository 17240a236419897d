"""What was filled in, as a pydantic model built from the form: one definition, one check."""

from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, create_model

from flows.forms.model import Field, Form, Kind
from flows.model import Frozen

_CASE_NUMBER = r"^[A-Za-z0-9][A-Za-z0-9 /._-]{0,19}$"
_PLAIN_SHAPES: dict[Kind, Any] = {
    Kind.CASE_NUMBER: Annotated[str, StringConstraints(pattern=_CASE_NUMBER)],
    Kind.DATE: date,
    Kind.TIME: time,
    Kind.UNIT: str,
    Kind.UNITS: list[str],
}
_WORDS = {
    Kind.TEXT: "högst {limit} tecken. Korta texten eller dela den.",
    Kind.CASE_NUMBER: "bokstäver och siffror, högst 20 tecken. Inget personnummer.",
    Kind.CHOICE: "välj ett av {options}.",
    Kind.DATE: "skriv datumet som 2026-01-31.",
    Kind.TIME: "skriv tiden som 14:30.",
    Kind.UNIT: "välj en enhet ur listan.",
    Kind.UNITS: "välj enheter ur listan.",
    Kind.ROWS: "kontrollera raderna; varje rad behöver det som krävs.",
}


class FieldFault(Frozen):
    """What is wrong with one field, in words that say what to do."""

    field: str
    text: str


def answer_model(form: Form) -> type[BaseModel]:
    """Build the model of a form's answers; every field may be empty while it is a draft."""
    return _model(form.id, form.fields)


def faults_of(form: Form, values: dict[str, Any], today: date | None = None) -> list[FieldFault]:
    """Give what is wrong with what was filled in, one line a field; empty fields are no fault.

    Dates of what has happened are held against `today`, where it is given.
    """
    faults = {name: _words(form.field(name)) for name in _misshapen(form, values)}
    for field in form.fields:
        if field.kind is Kind.DATE and field.id not in faults and values.get(field.id):
            text = _out_of_order(form, field, values, today)
            faults |= {field.id: text} if text else {}
    return [
        FieldFault(field=field.id, text=faults[field.id])
        for field in form.fields
        if field.id in faults
    ]


def _misshapen(form: Form, values: dict[str, Any]) -> set[str]:
    try:
        answer_model(form).model_validate(values)
    except ValidationError as error:
        return {str(detail["loc"][0]) for detail in error.errors()}
    return set()


def _out_of_order(
    form: Form, field: Field, values: dict[str, Any], today: date | None
) -> str | None:
    """Say what is wrong with a date that lies in the future, or before what it follows."""
    day = _as_day(values[field.id])
    if field.is_past and today is not None and day and day > today:
        return f"{field.label}: datumet har inte varit än. Skriv den dag det hände."
    earlier = form.field(field.not_before) if field.not_before else None
    began = _as_day(values.get(earlier.id)) if earlier else None
    if earlier and day and began and day < began:
        return f"{field.label}: ligger före {earlier.label.lower()}. Rätta ett av dem."
    return None


def _as_day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _model(name: str, fields: tuple[Field, ...]) -> type[BaseModel]:
    shapes: dict[str, Any] = {field.id: (_shape(field) | None, None) for field in fields}
    return create_model(name, __config__=ConfigDict(extra="forbid", frozen=True), **shapes)


def _shape(field: Field) -> Any:  # noqa: ANN401 - a type made from data
    if field.kind is Kind.TEXT:
        return Annotated[str, StringConstraints(max_length=field.limit)]
    if field.kind is Kind.CHOICE:
        return Literal[tuple(option.id for option in field.options)]
    if field.kind is Kind.ROWS:
        return list[_model(field.id, field.columns)]  # type: ignore[misc]
    return _PLAIN_SHAPES[field.kind]


def _words(field: Field) -> str:
    options = ", ".join(option.text for option in field.options)
    return f"{field.label}: " + _WORDS[field.kind].format(limit=field.limit, options=options)
