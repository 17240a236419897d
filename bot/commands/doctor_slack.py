"""Asks Slack whether the bot is let in, may do what it does, and sees its contact channels."""

import time
from collections.abc import Callable, Generator, Iterator

from bot.commands import doctor_keys
from bot.commands.doctor_channels import Rooms, Workspace, room_checks
from bot.commands.doctor_check import Check, fault, fine, warning
from bot.commands.doctor_keys import ADDRESS, APP_TOKEN, BOT_TOKEN, GUIDE, Keys
from bot.commands.doctor_refused import refused_check
from bot.settings import Settings
from bot.slack.contacts import Contacts
from bot.slack.manifest import read_manifest
from bot.slack.ports import SendFailed
from bot.slack.probe import Identity, Probe, SlackUnreachable
from bot.units import UnitRegister
from knowledge.model import StaffError

SCOPES, CLOCK, CONTACTS = "Slack: rättigheter", "Slack: klocka", "Slack: kontaktkanaler"
# Slack's signature check, and ours, refuse what is more than five minutes off.
_MOST_SKEW, _SOME_SKEW = 300, 60


def slack_checks(settings: Settings, units: UnitRegister | None = None) -> Iterator[Check]:
    """Give what is to be said about Slack as it is set up here."""
    keys = Keys.of(settings)
    try:
        contacts = Contacts.read(settings.contacts_file, settings.contact_channel)
    except StaffError as error:
        yield fault(CONTACTS, str(error), f"Läs om kontaktkanaler i {GUIDE}.")
        contacts = Contacts(default=settings.contact_channel)
    yield from checks(keys, Rooms(contacts.channels, units, settings.report_channel))


def checks(keys: Keys, rooms: Rooms, now: Callable[[], float] = time.time) -> Iterator[Check]:
    """Give what is to be said about Slack; with no key set that is where to begin."""
    if not keys.is_any_set:
        yield fine("Slack", f"inte kopplat. Vill du koppla Lotsen till Slack? Läs {GUIDE}.")
        return
    found = list(doctor_keys.look(keys))
    yield from found
    faulty = {check.name for check in found if not check.is_ok}
    if ADDRESS in faulty:
        return
    try:
        yield from _asked(keys, faulty, rooms, now)
    except SlackUnreachable:
        remedy = "Kontrollera nätverk, brandvägg och proxy, och om Slack har driftstörning."
        yield fault(ADDRESS, f"{keys.api_url} svarar inte som det ska", remedy)


def _asked(keys: Keys, faulty: set[str], rooms: Rooms, now: Callable[[], float]) -> Iterator[Check]:
    tokens, seen = _tokens(keys, faulty), []
    for token in tokens:
        probe = Probe(keys.api_url, token)
        identity = yield from _bot(probe, now)
        if identity is not None:
            seen.append(Workspace(probe, identity))
    yield from room_checks(rooms, seen, is_only=len(tokens) == 1)
    if keys.app_token and APP_TOKEN not in faulty:
        yield _connection(Probe(keys.api_url, keys.app_token))


def _tokens(keys: Keys, faulty: set[str]) -> tuple[str, ...]:
    if keys.is_many:
        return keys.installed
    return (keys.bot_token,) if keys.bot_token and BOT_TOKEN not in faulty else ()


def _bot(probe: Probe, now: Callable[[], float]) -> Generator[Check, None, Identity | None]:
    """Give what is to be said about a token, and then whose it is."""
    try:
        identity = probe.identity()
    except SendFailed as refused:
        yield refused_check(BOT_TOKEN, refused)
        return None
    yield fine(BOT_TOKEN, f"{identity.bot} i arbetsytan {identity.team}")
    yield _scopes(identity)
    yield _clock(identity, now())
    return identity


def _connection(probe: Probe) -> Check:
    try:
        probe.open_connection()
    except SendFailed as refused:
        return refused_check(APP_TOKEN, refused)
    return fine(APP_TOKEN, "Slack öppnar Socket Mode")


def _scopes(identity: Identity) -> Check:
    needed = read_manifest().scopes
    if identity.scopes is None:
        return warning(SCOPES, "Slack sade inte vilka de är", "Jämför med manifest.json för hand.")
    if lacking := sorted(needed - identity.scopes):
        remedy = "Lägg in manifest.json på nytt under App Manifest och installera om appen."
        return fault(SCOPES, f"saknas: {', '.join(lacking)}", remedy)
    if extra := sorted(identity.scopes - needed):
        remedy = "Ta bort dem under OAuth & Permissions och installera om appen."
        return warning(SCOPES, f"fler än Lotsen behöver: {', '.join(extra)}", remedy)
    return fine(SCOPES, f"{len(needed)} av {len(needed)}, inga fler")


def _clock(identity: Identity, now: float) -> Check:
    remedy = "Slå på automatisk tid (NTP) på datorn som kör Lotsen."
    if identity.server_time is None:
        return warning(CLOCK, "Slack sade inte vad klockan är", remedy)
    off = abs(now - identity.server_time)
    if off > _MOST_SKEW:
        return fault(CLOCK, f"går {off / 60:.0f} minuter fel; Slack godtar högst fem", remedy)
    if off > _SOME_SKEW:
        return warning(CLOCK, f"går {off:.0f} sekunder fel", remedy)
    return fine(CLOCK, "går rätt")
