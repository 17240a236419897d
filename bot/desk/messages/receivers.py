"""Looks at a receiving unit before sending: is it there, has it SAMSA, does anybody read today."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.messages import words
from bot.desk.messages.reply import Receiver, UnitName
from bot.units.hours import is_open, next_opening
from bot.units.unit import Unit
from flows.forms.model import Register


@dataclass(frozen=True)
class Way:
    """Who sends, and the register that what is sent belongs to."""

    sender: Unit
    register: Register = Register.SAMSA


def receiver(unit: Unit | None, unit_id: str, way: Way, now: datetime) -> Receiver:
    """Give how a receiver stands: what stops sending to it, and what the sender should know."""
    if unit is None:
        fault = words.GONE_RECEIVER.format(unit=unit_id)
        return Receiver(unit=UnitName(id=unit_id, name=unit_id), fault=fault)
    opens_at = next_opening(unit.hours, now)
    return Receiver(
        unit=UnitName(id=unit.id, name=unit.name),
        is_attended=is_open(unit.hours, now) if unit.hours else None,
        opens_at=opens_at,
        notes=tuple(_notes(unit, now, opens_at)),
        fault=_fault(unit, way),
    )


def _fault(unit: Unit, way: Way) -> str | None:
    is_samsa = way.register is Register.SAMSA
    if unit.id == way.sender.id:
        said = words.TO_ITSELF if is_samsa else words.REPORTS_ITSELF
        return said.format(unit=unit.name)
    if is_samsa and not unit.has_samsa:
        return " ".join([words.NO_SAMSA.format(unit=unit.name), *_reached(unit)])
    return None


def _reached(unit: Unit) -> list[str]:
    """Give where people answer for a unit, outside SAMSA and Slack."""
    phone = unit.contact_point.phone if unit.contact_point else None
    return [words.REACHED.format(where=phone)] if phone else []


def _notes(unit: Unit, now: datetime, opens_at: datetime | None) -> list[str]:
    notes = [] if unit.inboxes else [words.NOBODY_TOLD.format(unit=unit.name)]
    if opens_at is None:
        notes.append(words.NEVER_ATTENDED.format(unit=unit.name))
    elif not is_open(unit.hours, now):
        until = words.said_time(opens_at)
        notes.append(words.UNATTENDED.format(unit=unit.name, until=until))
    return notes
