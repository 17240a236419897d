"""Deviations for MedControl PRO: one row each, in columns that an editable file decides."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.report.labels import Labels
from bot.report.sheet import as_csv
from bot.units.hours import ZONE
from flows.forms.draft import shown
from knowledge.model import StaffError
from storage.statistics_register import FORMS, Reported

MAPPING_FILE = Path(__file__).with_name("medcontrol.toml")
ANSWER_FORM = "avvikelsesvar"
NOTICE = (
    "Utkast – ska föras in i MedControl PRO, som är registret. Innehåller inga patientuppgifter."
)
_OWN = "lotsen."
_LARGEST = 1_000_000


class As(StrEnum):
    """How a value is written."""

    TEXT = "text"
    ID = "id"


class Column(BaseModel):
    """One column: its heading, and the field it is taken from."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    header: str = Field(min_length=1, max_length=200)
    field: str | None = None
    answer: str | None = None
    how: As = Field(default=As.TEXT, alias="as")

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if (self.field is None) == (self.answer is None):
            raise ValueError("one of field and answer")
        if self.field and self.field.startswith(_OWN) and self.field not in OWN:
            raise ValueError("no such field")
        return self


class Mapped(BaseModel):
    """The columns of a file, in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    columns: tuple[Column, ...] = Field(min_length=1, max_length=200)

    @model_validator(mode="after")
    def _has_no_twins(self) -> Self:
        if len({one.header for one in self.columns}) < len(self.columns):
            raise ValueError("a heading stands twice")
        return self


OWN = frozenset(
    f"{_OWN}{name}"
    for name in ("id", "form", "reported_on", "sender_unit", "receiver_units", "case_number",
                 "number", "text")
)  # fmt: skip


def read_mapping(file: Path | None, labels: Labels) -> Mapped:
    """Read which columns are wanted; a fault is told with the column it stands in."""
    try:
        if (file or MAPPING_FILE).stat().st_size > _LARGEST:
            raise StaffError("Filen med kolumner är för stor. Utgå från medcontrol.toml.")
        content = (file or MAPPING_FILE).read_text(encoding="utf-8-sig")
        mapped = Mapped.model_validate(tomllib.loads(content))
    except OSError as error:
        raise StaffError("Filen med kolumner går inte att läsa. Kontrollera namnet.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StaffError(
            "Filen med kolumner är inte giltig TOML. Utgå från medcontrol.toml."
        ) from error
    except ValidationError as error:
        raise StaffError(_fault(error)) from error
    if file is not None:
        _refuse_unknown(mapped, labels)
    return mapped


def _fault(error: ValidationError) -> str:
    place = error.errors()[0]["loc"]
    number = next((part + 1 for part in place if isinstance(part, int)), None)
    where = f"Kolumn {number} i filen" if number else "Filen med kolumner"
    return (
        f"{where} går inte att använda. Ge varje kolumn en egen header, och antingen field eller "
        "answer, så som i medcontrol.toml."
    )


def _refuse_unknown(mapped: Mapped, labels: Labels) -> None:
    """Refuse a field that no form has: its column would always be empty."""
    for column in mapped.columns:
        forms = (ANSWER_FORM,) if column.answer else FORMS
        known = {
            one.id for form in forms if form in labels.forms for one in labels.forms[form].fields
        }
        name = column.answer or column.field or ""
        if known and name not in known | OWN:
            raise StaffError(
                f"Kolumnen ”{column.header}” har ett fält som inte finns: {name}. "
                "Se fälten i medcontrol.toml."
            )


def rows(reported: Sequence[Reported], mapped: Mapped, labels: Labels) -> list[dict[str, str]]:
    """Give one row for each deviation, by the headings of the columns."""
    return [
        {column.header: _value(one, column, labels) for column in mapped.columns}
        for one in reported
    ]


def deviations_csv(reported: Sequence[Reported], mapped: Mapped, labels: Labels) -> bytes:
    """Give the rows as CSV that no spreadsheet runs as formulas."""
    head = [column.header for column in mapped.columns]
    return as_csv(head, (list(row.values()) for row in rows(reported, mapped, labels)))


def deviations_json(reported: Sequence[Reported], mapped: Mapped, labels: Labels) -> bytes:
    """Give the rows as one JSON list."""
    found = rows(reported, mapped, labels)
    return f"{json.dumps(found, ensure_ascii=False, indent=1)}\n".encode()


def headings(one: Reported, mapped: Mapped, labels: Labels) -> list[tuple[str, str]]:
    """Give a deviation heading by heading, to be copied one at a time into the register."""
    values = ((column.header, _value(one, column, labels)) for column in mapped.columns)
    return [(header, value) for header, value in values if value]


def deviations_text(reported: Sequence[Reported], mapped: Mapped, labels: Labels) -> bytes:
    """Give the deviations heading by heading, as text."""
    lines = [NOTICE]
    for one in reported:
        lines += ["", "=" * 60]
        for header, value in headings(one, mapped, labels):
            lines += ["", header, value]
    return ("\r\n".join("\r\n".join(line.splitlines()) for line in lines) + "\r\n").encode(
        "utf-8-sig"
    )


def _value(one: Reported, column: Column, labels: Labels) -> str:
    if column.answer:
        return _written((ANSWER_FORM, column.answer), (one.answer or {}), column.how, labels)
    name = column.field or ""
    if name in OWN:
        return _own(one, name.removeprefix(_OWN), column.how, labels)
    return _written((one.form, name), one.fields, column.how, labels)


def _own(one: Reported, name: str, how: As, labels: Labels) -> str:
    units = labels.unit if how is As.TEXT else str
    form = labels.forms.get(one.form) if how is As.TEXT else None
    found = {
        "id": one.id,
        "form": form.title if form else one.form,
        "reported_on": f"{one.reported_at.astimezone(ZONE):%Y-%m-%d}",
        "sender_unit": units(one.sender_unit),
        "receiver_units": ", ".join(units(unit) for unit in one.receiver_units),
        "case_number": one.case_number or "",
        "number": one.number or "",
        "text": one.paste_text,
    }
    return found[name]


def _written(place: tuple[str, str], values: Mapping[str, Any], how: As, labels: Labels) -> str:
    form_id, name = place
    value = values.get(name)
    if value in (None, "", [], ()):
        return ""
    form = labels.forms.get(form_id)
    field = next((one for one in form.fields if one.id == name), None) if form else None
    if field is not None and how is As.TEXT:
        return shown(field, value, labels.units)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
