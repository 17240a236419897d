"""Looks at the channels that Lotsen posts in: there, its own workspace's, and the bot in them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.commands.doctor_check import Check, fault, fine, warning
from bot.commands.doctor_refused import REINSTALL, refused_check
from bot.commands.doctor_units import named
from bot.slack.ports import SendFailed
from bot.slack.probe import ChannelState, Identity, Probe
from bot.units import InboxKind, Unit, UnitRegister

CHANNEL, UNITS, REPORT = (
    "Slack: kontaktkanal",
    "Slack: enheternas kanaler",
    "Slack: sammanställningens kanal",
)
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{6,}")
_STOPS = ("ratelimited", "missing_scope")  # the next channel would only get the same answer
_INVITE = "Öppna kanalen i Slack och skriv /invite @Lotsen."
_COPY_ID = "Öppna kanalens detaljer i Slack; id:t står längst ned och börjar med C."


@dataclass(frozen=True)
class Rooms:
    """The channels that are set, and the units with theirs; None where units can't be read."""

    contacts: Sequence[str] = ()
    units: UnitRegister | None = None
    report: str | None = None


@dataclass(frozen=True)
class Workspace:
    """A workspace that let us in."""

    probe: Probe
    identity: Identity

    def is_named(self, team: str) -> bool:
        """Tell whether an id is the workspace's, or its organisation's."""
        return team in (self.identity.team_id, self.identity.enterprise_id)


def room_checks(rooms: Rooms, seen: Sequence[Workspace], *, is_only: bool) -> Iterator[Check]:
    """Give what is to be said about the channels; the set ones belong to an only workspace."""
    for one in seen:
        if is_only:
            yield from _contacts(rooms, one)
        yield from _of_units(one.probe, _used(rooms, one))
    if rooms.report and seen:
        yield _report(rooms.report, seen, is_only=is_only)


def _contacts(rooms: Rooms, one: Workspace) -> Iterator[Check]:
    yield from (_channel(one.probe, f"{CHANNEL} {channel}", channel) for channel in rooms.contacts)
    of_units = rooms.units.contact_channels(one.identity.team_id) if rooms.units else ()
    if not rooms.contacts and not of_units:
        detail = "ingen vald, så Fråga en människa har ingenstans att lämna frågor"
        yield warning(CHANNEL, detail, "Sätt LOTSEN_CONTACT_CHANNEL till en kanals id.")


def _used(rooms: Rooms, one: Workspace) -> Mapping[str, Sequence[Unit]]:
    """Give the channels of units that are not looked at already, with whose they are."""
    used: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in rooms.units.all(one.identity.team_id) if rooms.units else ():
        found = {inbox.address for inbox in unit.inboxes if inbox.kind is InboxKind.SLACK}
        if unit.contact_point and unit.contact_point.channel:
            found.add(unit.contact_point.channel)
        for channel in sorted(found - set(rooms.contacts)):
            used[channel].append(unit)
    return used


def _of_units(probe: Probe, used: Mapping[str, Sequence[Unit]]) -> Iterator[Check]:
    """Give each channel that is not in order, or one line for all of them."""
    is_fine = True
    for channel, units in used.items():
        try:
            check = _state(f"Slack: kanal {channel}", probe.channel(channel))
        except SendFailed as refused:
            if refused.code in _STOPS:
                yield _unseen(UNITS, refused)
                return
            check = _unseen(f"Slack: kanal {channel}", refused)
        if not check.is_ok:
            is_fine = False
            yield fault(check.name, f"{check.detail} ({named(units)})", check.remedy)
    if used and is_fine:
        yield fine(UNITS, "Lotsen är med i kanalen" if len(used) == 1 else
                   f"Lotsen är med i alla {len(used)}")  # fmt: skip


def _report(report: str, seen: Sequence[Workspace], *, is_only: bool) -> Check:
    team, _, channel = report.rpartition("/")
    if not team and not is_only:
        remedy = "Sätt LOTSEN_REPORT_CHANNEL till T…/C…: arbetsytans id, snedstreck, kanalens id."
        return fault(REPORT, "Lotsen har flera arbetsytor, och ingen är vald", remedy)
    here = next((one for one in seen if not team or one.is_named(team)), None)
    if here is None:
        remedy = "Rätta LOTSEN_REPORT_CHANNEL: arbetsytans id, snedstreck, kanalens id."
        return fault(REPORT, f"Lotsen är inte med i arbetsytan {team}", remedy)
    return _channel(here.probe, REPORT, channel)


def _channel(probe: Probe, name: str, channel: str) -> Check:
    if not _CHANNEL_ID.fullmatch(channel):
        return fault(name, "det är inget kanal-id", _COPY_ID)
    try:
        return _state(name, probe.channel(channel))
    except SendFailed as refused:
        return _unseen(name, refused)


def _unseen(name: str, refused: SendFailed) -> Check:
    if refused.code == "channel_not_found":
        detail = "den finns inte, eller är privat och utan Lotsen"
        return fault(name, detail, f"Kontrollera id:t. {_INVITE}")
    if refused.code == "missing_scope":
        return fault(name, "den går inte att se utan rättigheterna ovan", REINSTALL)
    return refused_check(name, refused)


def _state(name: str, state: ChannelState) -> Check:
    if state.is_archived:
        return fault(name, f"#{state.name} är arkiverad", "Välj en annan kanal.")
    if state.is_shared:
        remedy = "Välj en kanal som bara er egen arbetsyta har."
        return fault(name, f"#{state.name} är delad med en annan organisation", remedy)
    if not state.is_member:
        return fault(name, f"Lotsen är inte med i #{state.name}", _INVITE)
    return fine(name, f"#{state.name}")
