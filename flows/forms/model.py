"""The words of a form: fields in order, each with what it is for and where it comes from."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field as Limited
from pydantic import model_validator

from flows.model import Basis, Condition, Frozen, Id, Option, Text

LONGEST_TEXT = 3000
Values = Mapping[str, object]


class Kind(StrEnum):
    """What can stand in a field."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    UNIT = "unit"
    UNITS = "units"
    CASE_NUMBER = "case_number"
    ROWS = "rows"


class Register(StrEnum):
    """Where what is written in Lotsen is to be entered; Lotsen itself is no register."""

    SAMSA = "SAMSA"
    MEDCONTROL = "MedControl PRO"
    NONE = "ingen"


class Tab(Frozen):
    """A named part of a form."""

    id: Id
    title: Text


class Field(Frozen):
    """One heading: what belongs under it, whether it must be filled in, and where it comes from."""

    id: Id
    label: Text
    help: Text
    kind: Kind
    filled_by: Text
    basis: Basis
    origin: Text
    example: Text | None = None
    is_required: bool = False
    required_when: Condition = Limited(default={})
    limit: int = Limited(default=LONGEST_TEXT, ge=1, le=LONGEST_TEXT)
    options: tuple[Option, ...] = ()
    columns: tuple["Field", ...] = ()
    tab: Id | None = None
    cues: tuple[Text, ...] = ()
    words: tuple[Text, ...] = ()
    is_past: bool = False
    not_before: Id | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.kind is Kind.CHOICE) != bool(self.options):
            raise ValueError(f"fältet ”{self.id}” ska ha val om, och bara om, det är ett val")
        if (self.kind is Kind.ROWS) != bool(self.columns):
            raise ValueError(f"fältet ”{self.id}” ska ha kolumner om, och bara om, det är rader")
        if self.cues and self.kind is not Kind.TEXT:
            raise ValueError(f"fältet ”{self.id}” tar ingen fri text och ska inte ha typmeningar")
        if (self.is_past or self.not_before) and self.kind is not Kind.DATE:
            raise ValueError(f"fältet ”{self.id}” är inget datum och kan inte ligga före ett annat")
        return self

    def option(self, option_id: object) -> Option | None:
        """Give the option with an id, or None."""
        return next((option for option in self.options if option.id == option_id), None)

    def is_wanted(self, values: Values) -> bool:
        """Tell whether the field must be filled in, given what else is."""
        if self.is_required:
            return True
        return bool(self.required_when) and all(
            values.get(name) in allowed for name, allowed in self.required_when.items()
        )


class Form(Frozen):
    """A message or report as a list of fields; one definition for every way to fill it in."""

    id: Id
    title: Text
    about: Text
    version: Text
    valid_from: date
    reviewed_by: Text
    fields: tuple[Field, ...] = Limited(min_length=1)
    tabs: tuple[Tab, ...] = ()
    entered_in: Register = Register.SAMSA
    is_offered: bool = True
    content_hash: str = ""

    @property
    def is_report(self) -> bool:
        """Tell whether it belongs to a deviation, whose register is another than the messages'."""
        return self.entered_in is Register.MEDCONTROL

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        _refuse_twins("fältet", [field.id for field in self.fields])
        _refuse_twins("fliken", [tab.id for tab in self.tabs])
        tabs = {tab.id for tab in self.tabs}
        names = {field.id for field in self.fields}
        for field in self.fields:
            if field.tab is not None and field.tab not in tabs:
                raise ValueError(f"fältet ”{field.id}” står på en flik som inte finns")
            if unknown := set(field.required_when) - names:
                raise ValueError(f"fältet ”{field.id}” beror på ”{min(unknown)}” som inte finns")
            if field.not_before is not None and field.not_before not in names:
                raise ValueError(f"fältet ”{field.id}” jämförs med ett fält som inte finns")
            _refuse_twins("kolumnen", [column.id for column in field.columns])
            _refuse_twins("valet", [option.id for option in field.options])
        return self

    def field(self, name: str) -> Field:
        """Give the field with an id."""
        return next(field for field in self.fields if field.id == name)

    def sorted_fields(self) -> Iterator[Field]:
        """Give the fields that free text can be sorted under."""
        return (field for field in self.fields if field.cues)

    def missing(self, values: Values) -> list[Field]:
        """Give the fields that must be filled in and are not, in order."""
        return [
            field
            for field in self.fields
            if field.is_wanted(values) and values.get(field.id) in (None, "", (), [])
        ]


def _refuse_twins(what: str, names: list[str]) -> None:
    twin = next((name for name, count in Counter(names).items() if count > 1), None)
    if twin:
        raise ValueError(f"{what} ”{twin}” finns två gånger")
