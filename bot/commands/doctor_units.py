"""Looks at the register of units: is it there, is each unit told, and can somebody read for it?"""

from collections.abc import Iterator, Sequence

from bot.commands.doctor_check import Check, fault, fine, warning
from bot.units import Unit, UnitRegister
from bot.units.unit import WEEKDAYS

UNITS, REPORTS = "Enheter", "Avvikelsegrupp"
UNTOLD, UNREAD, UNHEEDED = (
    "Enheter utan inkorg",
    "Enheter utan medlemmar",
    "Enheter utan kontaktpunkt",
)
_SHOWN = 3
_MINUTES_OF_A_WEEK = 7 * 24 * 60
_IMPORT = "`lotsen units import FIL`"


def known_units(register: UnitRegister) -> tuple[Unit, ...]:
    """Give the units of every workspace."""
    return tuple(unit for team in register.teams() for unit in register.all(team))


def named(units: Sequence[Unit]) -> str:
    """Give the names of units, three at most, and how many more; names often have commas."""
    names = "; ".join(unit.name for unit in units[:_SHOWN])
    more = len(units) - _SHOWN
    return f"{names} och {more} till" if more > 0 else names


def counted(units: Sequence[Unit]) -> str:
    """Give how many units, and which."""
    number = "en enhet" if len(units) == 1 else f"{len(units)} enheter"
    return f"{number}: {named(units)}"


def unit_checks(units: Sequence[Unit], report_group: str | None) -> Iterator[Check]:
    """Give what is to be said about the units; who sees every report stands among them."""
    yield _known(units)
    receiving = [unit for unit in units if unit.id != report_group]
    yield from _lacking(receiving)
    if report_group is not None:
        yield _group([unit for unit in units if unit.id == report_group], report_group)


def _known(units: Sequence[Unit]) -> Check:
    if not units:
        return fine(UNITS, f"inga än. Lägg in dem med {_IMPORT}, så kan utkast skickas.")
    number = "en enhet" if len(units) == 1 else f"{len(units)} enheter"
    closing = [unit for unit in units if _closes(unit) and not unit.substitute]
    alone = f", {len(closing)} stänger utan ersättare: {named(closing)}" if closing else ""
    return fine(UNITS, number + alone)


def _closes(unit: Unit) -> bool:
    """Tell whether there are times when nobody is there to read."""
    hours = unit.hours
    if hours is None or not hours.holidays_as_usual:
        return hours is not None
    open_minutes = sum(
        span.closes - span.opens for day in range(len(WEEKDAYS)) for span in hours.on_weekday(day)
    )
    return open_minutes < _MINUTES_OF_A_WEEK


def _lacking(units: Sequence[Unit]) -> Iterator[Check]:
    lacks = (
        (UNTOLD, [unit for unit in units if not unit.inboxes],
         "Ingen får veta att något väntar. Ge dem en inkorg"),
        (UNREAD, [unit for unit in units if not unit.members],
         "Ingen kan läsa det som skickas dit. Ge dem medlemmar"),
        (UNHEEDED, [unit for unit in units if not unit.contact_point],
         "Det som ingen kvitterar har ingen att gå till. Ge dem en kontaktpunkt"),
    )  # fmt: skip
    for name, found, remedy in lacks:
        if found:
            yield warning(name, counted(found), f"{remedy} med {_IMPORT}.")


def _group(found: Sequence[Unit], group: str) -> Check:
    remedy = "Sätt LOTSEN_REPORT_GROUP till ett id som `lotsen units list` visar."
    if not found:
        return fault(REPORTS, f"LOTSEN_REPORT_GROUP är {group}, och den enheten finns inte", remedy)
    if not any(unit.members for unit in found):
        detail = f"{named(found)} har inga medlemmar, så ingen ser alla enheters avvikelser"
        return warning(REPORTS, detail, f"Ge den medlemmar med {_IMPORT}.")
    return fine(REPORTS, named(found[:1]))
