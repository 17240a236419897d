"""Finds what is wrong among units: unknown types, twins, loops of substitutes, personal mail."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.units.addresses import personal_fault
from bot.units.unit import InboxKind, Unit
from flows.units import UnitTypes


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a field of a unit, and what to do; `unit` is its place among them."""

    unit: int
    field: str
    text: str


def complaints(units: Sequence[Unit], types: UnitTypes) -> list[Complaint]:
    """Give everything that is wrong among units that hold together one by one."""
    by_id = {unit.id: unit for unit in units}
    found = [*_twins(units)]
    for number, unit in enumerate(units):
        checks = (
            ("type", _unknown_type(unit, types)),
            ("substitute", _wrong_substitute(unit, by_id)),
            ("inboxes", _personal_inbox(unit)),
            ("contact_point", _personal_contact(unit)),
        )
        found += [Complaint(number, field, text) for field, text in checks if text]
    return found


def _twins(units: Sequence[Unit]) -> Iterator[Complaint]:
    """Give the units after the first with the same id, or the same name in one organisation."""
    ids: defaultdict[str, int] = defaultdict(int)
    names: defaultdict[tuple[str, str], int] = defaultdict(int)
    for number, unit in enumerate(units):
        name = (unit.organisation.casefold(), unit.name.casefold())
        if ids[unit.id]:
            yield Complaint(number, "id", f"två enheter har id {unit.id}. Byt id på den ena.")
        elif names[name]:
            yield Complaint(
                number,
                "name",
                f"två enheter heter {unit.name} i samma organisation. Byt namn på den ena.",
            )
        ids[unit.id] += 1
        names[name] += 1


def _unknown_type(unit: Unit, types: UnitTypes) -> str | None:
    if types.find(unit.type):
        return None
    known = [one.id for one in types.unit_types]
    near = get_close_matches(unit.type, known, n=1)
    advice = f"Menade du {near[0]}?" if near else f"Välj en av {', '.join(known)}."
    return f"”{unit.type}” är ingen känd enhetstyp. {advice}"


def _wrong_substitute(unit: Unit, by_id: Mapping[str, Unit]) -> str | None:
    if unit.substitute is None:
        return None
    if unit.substitute not in by_id:
        return (
            f"ersättaren {unit.substitute} finns inte. Lägg till den enheten eller byt ersättare."
        )
    path = [unit.id]
    following: str | None = unit.substitute
    while following and following in by_id and following not in path:
        path.append(following)
        following = by_id[following].substitute
    if following != unit.id:
        return None
    loop = " → ".join([*path, unit.id])
    return f"ersättarna går runt i en ring ({loop}). Ta bort en av dem."


def _personal_inbox(unit: Unit) -> str | None:
    mails = [inbox.address for inbox in unit.inboxes if inbox.kind is InboxKind.MAIL]
    return next(filter(None, map(personal_fault, mails)), None)


def _personal_contact(unit: Unit) -> str | None:
    mail = unit.contact_point.mail if unit.contact_point else None
    return personal_fault(mail) if mail else None
