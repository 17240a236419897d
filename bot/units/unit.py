"""A unit as it is known: its type, inboxes, contact point, opening hours, members, substitute."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import override

from bot.units.addresses import channel_fault, mail_fault, phone_fault, webhook_fault
from flows.units import UnitTypes

FAULT = "unit_fault"  # the type of errors whose text is already plain Swedish
_SPAN = re.compile(r"(\d{1,2})[:.](\d{2}) ?[-–] ?(\d{1,2})[:.](\d{2})")
_MINUTES_OF_A_DAY = 24 * 60
_MINUTES_OF_AN_HOUR = 60
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def fault(text: str) -> PydanticCustomError:
    """Give an error with a text that staff can read; the text is no template."""
    return PydanticCustomError(FAULT, "{text}", {"text": text})


def _readable(text: str) -> str:
    if any(unicodedata.category(letter) in _UNSEEN for letter in text):
        raise fault("texten har tecken som inte syns. Skriv om den för hand.")
    return text


def _of_form(fault_of: Callable[[str], str | None]) -> Callable[[str], str]:
    """Give a check that refuses an address with the text that says what is wrong."""

    def check(address: str) -> str:
        wrong = fault_of(address)
        if wrong:
            raise fault(wrong)
        return address

    return check


UnitId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", min_length=2, max_length=60)
]
UserId = Annotated[str, StringConstraints(pattern=r"^[UW][A-Z0-9]{1,20}$")]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    AfterValidator(_readable),
]


class Frozen(BaseModel):
    """What a register holds does not change once it is read; an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class Role(StrEnum):
    """What a person does in a unit; reading and acting is the same for all."""

    MEDARBETARE = "medarbetare"
    KONTAKTOMBUD = "kontaktombud"
    CHEF = "chef"
    UTBILDARE = "utbildare"


class InboxKind(StrEnum):
    """Through which channel a unit is told that something waits."""

    SLACK = "slack"
    MAIL = "mail"
    WEBHOOK = "webhook"


_FAULTS = {
    InboxKind.SLACK: channel_fault,
    InboxKind.MAIL: mail_fault,
    InboxKind.WEBHOOK: webhook_fault,
}


class Inbox(Frozen):
    """One channel of a unit: a Slack channel's id, a function's mail address, or a webhook."""

    kind: InboxKind
    address: str = Field(max_length=500)

    @model_validator(mode="after")
    def _has_an_address_of_its_kind(self) -> Self:
        _of_form(_FAULTS[self.kind])(self.address)
        return self


class Member(Frozen):
    """A person in a unit, by the id that Slack gives."""

    user: UserId
    role: Role = Role.MEDARBETARE


class ContactPoint(Frozen):
    """Where a person answers for the unit; reminders that nobody heeds go there."""

    channel: Annotated[str, AfterValidator(_of_form(channel_fault))] | None = None
    mail: Annotated[str, AfterValidator(_of_form(mail_fault))] | None = None
    phone: Annotated[str, AfterValidator(_of_form(phone_fault))] | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if not (self.channel or self.mail or self.phone):
            raise fault("kontaktpunkten är tom. Ange channel, mail eller phone, eller ta bort den.")
        return self


class Span(Frozen):
    """A time range of a day, in minutes from midnight; written as `08:00-16:30`."""

    opens: int = Field(ge=0, lt=_MINUTES_OF_A_DAY)
    closes: int = Field(gt=0, le=_MINUTES_OF_A_DAY)

    @model_validator(mode="before")
    @classmethod
    def _parsed(cls, value: object) -> object:
        if not isinstance(value, str):
            raise fault("skriv öppettiden som 08:00-16:30 inom citattecken.")
        found = _SPAN.fullmatch(value.strip())
        if not found:
            raise fault("skriv öppettiden som 08:00-16:30.")
        opens, closes = _minutes(found[1], found[2]), _minutes(found[3], found[4])
        if opens >= closes:
            raise fault("öppettiden slutar innan den börjar. Dela en natt vid 24:00.")
        return {"opens": opens, "closes": closes}

    @model_serializer
    @override
    def __str__(self) -> str:
        """Give the range as it is written."""
        return f"{_clock(self.opens)}-{_clock(self.closes)}"


def _minutes(hour: str, minute: str) -> int:
    total = int(hour) * _MINUTES_OF_AN_HOUR + int(minute)
    if total > _MINUTES_OF_A_DAY or int(minute) >= _MINUTES_OF_AN_HOUR:
        raise fault("klockslaget finns inte. Skriv öppettiden som 08:00-16:30.")
    return total


def _clock(minutes: int) -> str:
    return f"{minutes // _MINUTES_OF_AN_HOUR:02}:{minutes % _MINUTES_OF_AN_HOUR:02}"


def _in_order(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    ordered = tuple(sorted(spans, key=lambda span: span.opens))
    if any(now.closes > after.opens for now, after in pairwise(ordered)):
        raise fault("två öppettider samma dag går in i varandra. Slå ihop dem.")
    return ordered


Spans = Annotated[tuple[Span, ...], Field(max_length=8), AfterValidator(_in_order)]


class Hours(Frozen):
    """When an inbox is attended: weekdays, holidays (closed unless said), and single days."""

    monday: Spans = ()
    tuesday: Spans = ()
    wednesday: Spans = ()
    thursday: Spans = ()
    friday: Spans = ()
    saturday: Spans = ()
    sunday: Spans = ()
    holidays: Spans = ()
    holidays_as_usual: bool = False
    days: Mapping[date, Spans] = {}

    @model_validator(mode="after")
    def _says_when_it_is_open(self) -> Self:
        if self.holidays and self.holidays_as_usual:
            raise fault("ange antingen holidays eller holidays_as_usual, inte båda.")
        if not any(map(self.on_weekday, range(len(WEEKDAYS)))) and not any(self.days.values()):
            raise fault("öppettiderna är tomma. Fyll i minst en dag, eller ta bort dem helt.")
        return self

    def on_weekday(self, number: int) -> tuple[Span, ...]:
        """Give the ranges of a weekday; Monday is 0."""
        spans: tuple[Span, ...] = getattr(self, WEEKDAYS[number])
        return spans


class Unit(Frozen):
    """A unit. Without `hours` nothing is known of when it is open."""

    id: UnitId
    name: Name
    type: str = Field(min_length=1, max_length=60)
    organisation: Name
    has_samsa: bool
    inboxes: tuple[Inbox, ...] = Field(default=(), max_length=10)
    contact_point: ContactPoint | None = None
    hours: Hours | None = None
    members: tuple[Member, ...] = Field(default=(), max_length=500)
    substitute: UnitId | None = None

    @model_validator(mode="after")
    def _names_everything_once(self) -> Self:
        twins = _twins([member.user for member in self.members])
        if twins:
            raise fault(f"{twins[0]} står två gånger bland medlemmarna. Ta bort den ena.")
        if _twins([(inbox.kind, inbox.address.casefold()) for inbox in self.inboxes]):
            raise fault("samma inkorg står två gånger. Ta bort den ena.")
        return self

    def level(self, types: UnitTypes) -> int | None:
        """Give the unit's place in the care chain by its type, or None where it is not settled."""
        kind = types.find(self.type)
        is_settled = kind is not None and kind.is_placed and len(kind.levels) == 1
        return kind.levels[0] if kind and is_settled else None

    def has_member(self, user: str) -> bool:
        """Tell whether a person belongs to the unit."""
        return any(member.user == user for member in self.members)


def _twins(values: Sequence[Hashable]) -> list[Any]:
    return [value for value, count in Counter(values).items() if count > 1]
