"""Reads which unit sends and which receives."""

from collections.abc import Iterator
from dataclasses import dataclass

from flows.understand.reader import Page

SENDER, RECEIVER = "sender", "receiver"


@dataclass(frozen=True)
class Role:
    """A unit in a role, and the words it was read from."""

    role: str
    unit: str
    first: int
    last: int


def roles_in(page: Page, *, without: frozenset[int] = frozenset()) -> list[Role]:
    """Give the units of a text that have one role; sentences left out are those that only ask."""
    found = list(_found(page, without))
    sending = {role.unit for role in found if role.role == SENDER}
    receiving = {role.unit for role in found if role.role == RECEIVER}
    return [
        *_single(found, SENDER, sending),
        *_single(found, RECEIVER, receiving - sending or receiving),
    ]


def _single(found: list[Role], role: str, units: set[str]) -> Iterator[Role]:
    if len(units) == 1:
        unit = next(iter(units))
        yield next(item for item in found if (item.role, item.unit) == (role, unit))


def _found(page: Page, without: frozenset[int]) -> Iterator[Role]:
    for sentence in page.text.sentences:
        if sentence.first in without:
            continue
        for name, patterns in page.reader.roles.items():
            role, side = name.split("_")
            places = [sentence] if side == "last" else sentence.clauses
            hits = (
                hit
                for place in places
                for _, hit in page.role_finder.find(patterns, place.first, place.last)
            )
            for hit in hits:
                named = [page.units[at] for at in hit.named if at in page.units]
                if named:
                    unit = named[-1] if side == "last" else named[0]
                    yield Role(role, unit, hit.first, hit.last)
