"""The register of units as the desk asks it: who belongs where, and where a person stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.units.unit import Role, Unit
from storage.units import StoredUnit, Units

EVERYWHERE = ""  # units imported without a workspace hold in each that has none of its own


@dataclass(frozen=True)
class UnitContact:
    """The Slack channel where people answer for a unit, and the unit's name."""

    channel: str
    unit: str


class UnitRegister:
    """The units of each workspace, read anew when an import changed them."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._read: dict[str, tuple[str, dict[str, Unit]]] = {}

    def teams(self) -> tuple[str, ...]:
        """Give the workspaces that have units of their own, and `EVERYWHERE` where there are."""
        return tuple(self._units.teams())

    def all(self, team: str) -> tuple[Unit, ...]:
        """Give every unit, by name."""
        return tuple(self._by_id(team).values())

    def find(self, team: str, unit_id: str) -> Unit | None:
        """Give a unit, or None when there is none, or no longer."""
        return self._by_id(team).get(unit_id)

    def names(self, team: str) -> Mapping[str, str]:
        """Give the units' names by id."""
        return {unit.id: unit.name for unit in self.all(team)}

    def of_user(self, team: str, user: str) -> tuple[Unit, ...]:
        """Give the units that a person belongs to."""
        return tuple(unit for unit in self.all(team) if unit.has_member(user))

    def standing_in(self, team: str, user: str) -> Unit | None:
        """Give the unit a person is here as: the one they chose, or their only one."""
        chosen = self._units.chosen(self._home(team), user)
        own = self.of_user(team, user)
        if chosen is None and len(own) == 1:
            return own[0]
        return next((unit for unit in own if unit.id == chosen), None)

    def choose(self, team: str, user: str, unit_id: str, at: datetime) -> bool:
        """Let a person say which unit they are here as; False when they don't belong to it."""
        return self._units.choose(self._home(team), user, unit_id, at)

    def has_own(self, team: str) -> bool:
        """Tell whether a workspace has units of its own."""
        return bool(team and self._units.version(team))

    def contact_of(self, team: str, user: str) -> UnitContact | None:
        """Give the contact channel of the unit a person is here as; none where they answer it."""
        here = self.standing_in(team, user)
        point = here.contact_point if here else None
        if here is None or point is None or not point.channel or _answers_alone(here, user):
            return None
        return UnitContact(point.channel, here.name)

    def contact_channels(self, team: str) -> tuple[str, ...]:
        """Give every channel that `contact_of` may name, each once."""
        points = (unit.contact_point for unit in self.all(team))
        return tuple(dict.fromkeys(point.channel for point in points if point and point.channel))

    def _home(self, team: str) -> str:
        """Give whose units hold in a workspace."""
        return team if self._units.version(team) else EVERYWHERE

    def _by_id(self, team: str) -> dict[str, Unit]:
        home = self._home(team)
        version = self._units.version(home)
        kept = self._read.get(home)
        if kept is None or kept[0] != version:
            kept = version, {one.id: unit_of(one) for one in self._units.all(home)}
            self._read[home] = kept
        return kept[1]


def _answers_alone(unit: Unit, user: str) -> bool:
    """Tell whether a person is the only contact of a unit, so that nobody else would answer."""
    return [one.user for one in unit.members if one.role is Role.KONTAKTOMBUD] == [user]


def unit_of(stored: StoredUnit) -> Unit:
    """Give a unit as the desk sees it."""
    fields = {
        **vars(stored),
        "inboxes": [{"kind": kind, "address": address} for kind, address in stored.inboxes],
        "members": [{"user": user, "role": role} for user, role in stored.members],
    }
    return Unit.model_validate_json(json.dumps(fields))


def stored_of(unit: Unit) -> StoredUnit:
    """Give a unit as it is kept."""
    fields = unit.model_dump(mode="json", exclude_defaults=True)
    return StoredUnit(
        id=unit.id,
        name=unit.name,
        type=unit.type,
        organisation=unit.organisation,
        has_samsa=unit.has_samsa,
        contact_point=fields.get("contact_point"),
        hours=fields.get("hours"),
        substitute=unit.substitute,
        inboxes=tuple((inbox.kind.value, inbox.address) for inbox in unit.inboxes),
        members=tuple((member.user, member.role.value) for member in unit.members),
    )
