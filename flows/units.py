"""Unit types with their place in the care chain, and the direction from one to another."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from flows.model import Basis, Citation, Frozen, Id, Option, Text

Level = Annotated[int, Field(ge=0, le=4)]


class Law(StrEnum):
    """Under which rules a unit discloses what it knows."""

    HEALTH_CARE = "halso_och_sjukvard"
    SOCIAL_SERVICES = "socialtjanst"
    OTHER = "annat"
    UNCLEAR = "oklart"


class UnitType(Frozen):
    """A kind of unit: its levels in the chain (0 outermost, 4 innermost), and how it is named."""

    id: Id
    name: Text
    levels: tuple[Level, ...] = Field(default=(), max_length=2)
    law: Law
    status: Basis
    note: str = ""
    is_unclear: bool = False
    words: tuple[Text, ...] = ()

    @property
    def is_placed(self) -> bool:
        """Tell whether the unit has a known place in the chain."""
        return bool(self.levels) and not self.is_unclear


class KnownDirection(Frozen):
    """A pair whose direction a source gives."""

    sender: Id
    receiver: Id
    direction: Id
    status: Basis
    citation: Citation | None = None


class Direction(Frozen):
    """The direction between two units, and whether a source or our level model gives it."""

    value: str
    status: Basis


class UnitTypes(Frozen):
    """All unit types, the pairs a source settles and the pairs that have to be asked about."""

    version: Text
    reviewed_by: Text
    unit_types: tuple[UnitType, ...] = Field(min_length=1)
    directions: tuple[KnownDirection, ...] = ()
    unclear_pairs: tuple[tuple[Id, Id], ...] = ()

    @model_validator(mode="after")
    def _pairs_name_known_types(self) -> Self:
        known = {unit.id for unit in self.unit_types}
        named = {d.sender for d in self.directions} | {d.receiver for d in self.directions}
        named |= {unit for pair in self.unclear_pairs for unit in pair}
        if named - known:
            raise ValueError(f"okända enhetstyper: {', '.join(sorted(named - known))}")
        return self

    def find(self, unit_id: str) -> UnitType | None:
        """Give the unit type with an id, or None."""
        return next((unit for unit in self.unit_types if unit.id == unit_id), None)

    def options(self) -> tuple[Option, ...]:
        """Give the unit types as answers to a question."""
        return tuple(Option(id=unit.id, text=unit.name) for unit in self.unit_types)

    def direction(self, sender: str, receiver: str) -> Direction | None:
        """Give the direction of a pair, or None where it has to be asked."""
        for known in self.directions:
            if (known.sender, known.receiver) == (sender, receiver):
                return Direction(value=known.direction, status=known.status)
        if {sender, receiver} in map(set, self.unclear_pairs):
            return None
        return _by_level(self.find(sender), self.find(receiver))


def _by_level(sender: UnitType | None, receiver: UnitType | None) -> Direction | None:
    """Compare levels; who runs the unit decides, not where its staff work (our inference)."""
    if sender is None or receiver is None or not (sender.is_placed and receiver.is_placed):
        return None
    if max(sender.levels) < min(receiver.levels):
        return Direction(value="in", status=Basis.INFERENCE)
    if min(sender.levels) > max(receiver.levels):
        return Direction(value="ut", status=Basis.INFERENCE)
    is_level = sender.id == receiver.id or len(sender.levels) == len(receiver.levels) == 1
    return Direction(value="samma", status=Basis.INFERENCE) if is_level else None
