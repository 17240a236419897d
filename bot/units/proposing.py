"""Proposes units from the user groups of a Slack workspace, as a file to fill in and import."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.units import UnitType, UnitTypes
from knowledge.lexical import fold

_LONGEST_ID = 60
_FILL_IN = "# fyll i: "


@dataclass(frozen=True)
class UserGroup:
    """A user group as Slack gives it."""

    handle: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """A unit that a group may be; `type` is None where the name does not tell."""

    id: str
    name: str
    type: str | None
    members: tuple[str, ...]


def proposed_units(groups: Sequence[UserGroup], types: UnitTypes) -> tuple[Proposal, ...]:
    """Propose a unit for each group that has people in it; a person confirms and fills in."""
    proposals: list[Proposal] = []
    for group in groups:
        if not group.members:
            continue
        taken = {one.id for one in proposals}
        unit_id = _free(_slug(group.handle) or _slug(group.name) or "enhet", taken)
        people = tuple(dict.fromkeys(group.members))
        name = " ".join(group.name.split()) or group.handle
        proposals.append(Proposal(unit_id, name, _type_of(group, types), people))
    return tuple(proposals)


def as_toml(proposals: Sequence[Proposal]) -> str:
    """Write proposals as a file of units, with a remark at what nobody but staff can know."""
    return "\n".join(_table(one) for one in proposals)


def _table(proposal: Proposal) -> str:
    members = "".join(f"  {{ user = {_quoted(user)} }},\n" for user in proposal.members)
    kind = f"type = {_quoted(proposal.type)}" if proposal.type else f'{_FILL_IN}type = "…"'
    return (
        f"[[units]]\nid = {_quoted(proposal.id)}\nname = {_quoted(proposal.name)}\n{kind}\n"
        f'{_FILL_IN}organisation = "…"\n{_FILL_IN}has_samsa = true eller false\n'
        f'{_FILL_IN}inboxes = [{{ kind = "slack", address = "C…" }}]\nmembers = [\n{members}]\n'
    )


def _quoted(text: str) -> str:
    # A JSON string is a TOML string, but for one character that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:_LONGEST_ID].rstrip("-")


def _free(wanted: str, taken: set[str]) -> str:
    number, unit_id = 1, wanted if len(wanted) > 1 else f"enhet-{wanted}"
    base = unit_id
    while unit_id in taken:
        number += 1
        unit_id = f"{base[: _LONGEST_ID - 4]}-{number}"
    return unit_id


def _type_of(group: UserGroup, types: UnitTypes) -> str | None:
    """Give the type whose words the group's name holds, when it is one alone."""
    text = f"{group.name} {group.handle}".lower()
    found = {kind.id for kind in types.unit_types if kind.is_placed and _is_named(kind, text)}
    return found.pop() if len(found) == 1 else None


def _is_named(kind: UnitType, text: str) -> bool:
    return any(_pattern(word).search(text) for word in (*kind.words, kind.name.lower()))


def _pattern(word: str) -> re.Pattern[str]:
    spelled = r"\w*".join(re.escape(part) for part in word.split("*"))
    return re.compile(rf"(?<!\w){spelled}(?!\w)")
