"""Fills in what is known when a report is begun: the unit, the role, the day, and the message."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from bot.desk.messages.showing import ABOUT
from bot.units.hours import ZONE
from bot.units.register import UnitRegister
from bot.units.unit import Role
from flows.forms import Form
from flows.forms.draft import Draft, Filled, Origin
from flows.forms.moments import Said, day_in, time_in
from storage.drafts import StoredDraft
from storage.message import Message

ROLE_WORDS = {
    Role.MEDARBETARE: "Medarbetare",
    Role.KONTAKTOMBUD: "Kontaktombud",
    Role.CHEF: "Chef",
    Role.UTBILDARE: "Utbildare",
}
Known = tuple[Any, Origin, str | None]


class Prefill:
    """Fills in only what is certain: from the register, the message, and the person's own words."""

    def __init__(self, units: UnitRegister, message: Callable[[str], Message | None]) -> None:
        self._units = units
        self._message = message

    def __call__(self, form: Form, stored: StoredDraft, draft: Draft) -> Draft:
        """Give the draft with what is known; what the person wrote under a heading stands."""
        if not form.is_report:
            return draft
        known = dict(self._known(stored))
        fields = tuple(
            self._filled(one, known[one.field])
            if one.field in known and one.origin is Origin.MISSING
            else one
            for one in draft.fields
        )
        return draft.model_copy(update={"fields": fields})

    def _known(self, stored: StoredDraft) -> Iterator[tuple[str, Known]]:
        yield from self._of_reporter(stored)
        yield from _of_moment(stored)
        yield from self._of_names(stored)
        about = self._message(stored.facts[ABOUT]) if ABOUT in stored.facts else None
        if about is not None and about.team == stored.team:
            yield from self._of_message(about, stored)

    def _of_reporter(self, stored: StoredDraft) -> Iterator[tuple[str, Known]]:
        here = self._units.standing_in(stored.team, stored.author)
        unit = self._units.find(stored.team, stored.unit) if stored.unit else here
        if unit is None:
            return
        yield "rapporterande_enhet", (unit.id, Origin.DEFAULT, None)
        role = next((one.role for one in unit.members if one.user == stored.author), None)
        if role is not None:
            yield "roll", (ROLE_WORDS[role], Origin.DEFAULT, None)

    def _of_names(self, stored: StoredDraft) -> Iterator[tuple[str, Known]]:
        """Give the one other unit that the person named; several of them leave it open."""
        own, names = self._own(stored), self._units.names(stored.team)
        said = {
            unit: found
            for unit, name in names.items()
            if unit not in own and (found := _named(name, stored.said))
        }
        if len(said) == 1:
            ((unit, found),) = said.items()
            yield "mottagare", ([unit], Origin.USER, found)

    def _of_message(self, about: Message, stored: StoredDraft) -> Iterator[tuple[str, Known]]:
        """Give what the message says of itself: its number, its units, and the way it went."""
        if about.case_number:
            yield "arendenummer", (about.case_number, Origin.DEFAULT, None)
        units = dict.fromkeys([about.sender_unit, *about.receiver_units])
        own = self._own(stored)
        others = [unit for unit in units if unit not in own and self._type(about.team, unit)]
        if others:
            yield "mottagare", (others, Origin.DEFAULT, None)
        ways = {"overgang_fran": [about.sender_unit], "overgang_till": about.receiver_units}
        for field, ends in ways.items():
            types = {self._type(about.team, unit) for unit in ends}
            if len(types) == 1 and (only := types.pop()):
                yield field, (only, Origin.DEFAULT, None)

    def _own(self, stored: StoredDraft) -> set[str]:
        here = self._units.standing_in(stored.team, stored.author)
        if stored.unit or here:
            return {stored.unit or (here.id if here else "")}
        return {unit.id for unit in self._units.of_user(stored.team, stored.author)}

    def _type(self, team: str, unit_id: str) -> str | None:
        unit = self._units.find(team, unit_id)
        return unit.type if unit else None

    def _filled(self, empty: Filled, known: Known) -> Filled:
        value, origin, evidence = known
        return empty.model_copy(update={"value": value, "origin": origin, "evidence": evidence})


def _named(name: str, said: str) -> str | None:
    """Give a unit's name as it stands in a text; ”s” after it is the same unit's."""
    found = re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", said, re.IGNORECASE)
    return found.group() if found else None


def _of_moment(stored: StoredDraft) -> Iterator[tuple[str, Known]]:
    """Give the day and the time that the person wrote; several of them leave it open."""
    today: date = stored.created_at.astimezone(ZONE).date()
    found: Mapping[str, Said | None] = {
        "handelse_datum": day_in(stored.said, today),
        "handelse_tid": time_in(stored.said),
    }
    for field, said in found.items():
        if said is not None:
            shown = said.value.isoformat()[: 10 if field == "handelse_datum" else 5]
            yield field, (shown, Origin.USER, said.words)
