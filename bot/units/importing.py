"""Brings a file of units into the register: says what would change, then all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.units.checking import complaints
from bot.units.faults import Fault, UnitFileError
from bot.units.reading import UnitFile
from bot.units.register import stored_of, unit_of
from bot.units.unit import Unit
from flows.units import UnitTypes
from knowledge.model import StaffError
from storage.units import Change, Origin, UnitInUseError, Units, UnitsChangedError

FIELD_WORDS = {
    "name": "namn",
    "type": "typ",
    "organisation": "organisation",
    "has_samsa": "SAMSA",
    "inboxes": "inkorgar",
    "contact_point": "kontaktpunkt",
    "hours": "öppettider",
    "members": "medlemmar",
    "substitute": "ersättare",
}


@dataclass(frozen=True)
class Plan:
    """What an import would do; `seen` is the version of the register it was made on."""

    added: tuple[Unit, ...]
    changed: tuple[tuple[Unit, Unit], ...]
    removed: tuple[Unit, ...]
    kept: tuple[Unit, ...]
    unchanged: tuple[Unit, ...]
    content_hash: str
    seen: str

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would change."""
        return not (self.added or self.changed or self.removed)


class Importer:
    """Imports units into the register of a workspace."""

    def __init__(self, units: Units, types: UnitTypes) -> None:
        self._units = units
        self._types = types

    def plan(self, team: str, file: UnitFile, *, removes: bool = False) -> Plan:
        """Say what a file would change, or refuse it with every fault.

        Units that the file does not have are kept, unless `removes`.
        """
        seen = self._units.version(team)
        before = {one.id: unit_of(one) for one in self._units.all(team)}
        after = [read.unit for read in file.units]
        missing = tuple(before[one] for one in before.keys() - {unit.id for unit in after})
        missing = tuple(sorted(missing, key=lambda unit: unit.name))
        self._check(file, [*after, *(() if removes else missing)])
        return Plan(
            added=tuple(unit for unit in after if unit.id not in before),
            changed=tuple(
                (before[unit.id], unit) for unit in after if before.get(unit.id, unit) != unit
            ),
            removed=missing if removes else (),
            kept=() if removes else missing,
            unchanged=tuple(unit for unit in after if before.get(unit.id) == unit),
            content_hash=file.content_hash,
            seen=seen,
        )

    def carry_out(self, team: str, plan: Plan, actor: str, at: datetime) -> None:
        """Do what was planned, in one transaction; refuse when the register changed meanwhile."""
        put = [*plan.added, *(after for _, after in plan.changed)]
        change = Change(
            put=[stored_of(unit) for unit in put],
            remove=[unit.id for unit in plan.removed],
            added=[unit.id for unit in plan.added],
            changed=[unit.id for _, unit in plan.changed],
            seen=plan.seen,
        )
        try:
            self._units.apply(team, change, Origin(at, actor, plan.content_hash))
        except UnitsChangedError as error:
            raise StaffError(
                "Enheterna ändrades av någon annan under tiden. Inget är importerat; gör om."
            ) from error
        except UnitInUseError as error:
            raise StaffError(
                f"Enheten {error.unit} har meddelanden som väntar och kan inte tas bort än. "
                "Inget är importerat. Avsluta meddelandena först, eller behåll enheten."
            ) from error

    def _check(self, file: UnitFile, units: Sequence[Unit]) -> None:
        faults = [
            Fault(file.units[one.unit].place((one.field,)), one.text)
            if one.unit < len(file.units)
            else Fault(None, f"{units[one.unit].name}, som inte finns i filen: {one.text}")
            for one in complaints(units, self._types)
        ]
        if faults:
            raise UnitFileError(file.name, faults)


def changed_fields(before: Unit, after: Unit) -> list[str]:
    """Give what differs between two versions of a unit, in words."""
    return [
        words
        for name, words in FIELD_WORDS.items()
        if getattr(before, name) != getattr(after, name)
    ]
