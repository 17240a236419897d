"""Asks Slack whether the bot is let in, may do what it does, and sees its contact channels."""

import re
import time
from collections.abc import Callable, Iterator, Sequence

from bot.commands import doctor_keys
from bot.commands.doctor_check import Check, fault, fine, warning
from bot.commands.doctor_keys import ADDRESS, APP_TOKEN, BOT_TOKEN, GUIDE, Keys
from bot.settings import Settings
from bot.slack.contacts import Contacts
from bot.slack.manifest import read_manifest
from bot.slack.ports import SendFailed
from bot.slack.probe import ChannelState, Identity, Probe, SlackUnreachable
from knowledge.model import StaffError

SCOPES, CLOCK = "Slack: rättigheter", "Slack: klocka"
CHANNEL, CONTACTS = "Slack: kontaktkanal", "Slack: kontaktkanaler"
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{6,}")
# Slack's signature check, and ours, refuse what is more than five minutes off.
_MOST_SKEW, _SOME_SKEW = 300, 60
_REINSTALL = "Installera om appen (Install App) och kopiera den nya token."
_REFUSED = {
    "invalid_auth": ("Slack känner inte igen den", "Kopiera den på nytt, hela vägen."),
    "not_authed": ("Slack fick ingen token", "Kopiera den på nytt, hela vägen."),
    "token_revoked": ("den är återkallad", _REINSTALL),
    "account_inactive": ("appen är borttagen ur arbetsytan", _REINSTALL),
    "token_expired": ("den har gått ut", "Stäng av token rotation i appen och installera om den."),
    "not_allowed_token_type": ("det är fel slags token", "Jämför med tabellen i " + GUIDE + "."),
    "missing_scope": ("den saknar rättigheten connections:write",
                      "Skapa en ny app-token med connections:write."),
    "ratelimited": ("Slack ber oss vänta", "Vänta en minut och kör `lotsen doctor` igen."),
}  # fmt: skip
_INVITE = "Öppna kanalen i Slack och skriv /invite @Lotsen."
_COPY_ID = "Öppna kanalens detaljer i Slack; id:t står längst ned och börjar med C."


def slack_checks(settings: Settings) -> Iterator[Check]:
    """Give what is to be said about Slack as it is set up here."""
    keys = Keys.of(settings)
    try:
        contacts = Contacts.read(settings.contacts_file, settings.contact_channel)
    except StaffError as error:
        yield fault(CONTACTS, str(error), f"Läs om kontaktkanaler i {GUIDE}.")
        contacts = Contacts(default=settings.contact_channel)
    yield from checks(keys, contacts.channels)


def checks(
    keys: Keys, channels: Sequence[str], now: Callable[[], float] = time.time
) -> Iterator[Check]:
    """Give what is to be said about Slack; with no key set that is where to begin."""
    if not keys.is_any_set:
        yield fine("Slack", f"inte kopplat. Vill du koppla Lotsen till Slack? Läs {GUIDE}.")
        return
    found = list(doctor_keys.look(keys))
    yield from found
    faulty = {check.name for check in found if not check.is_ok}
    if ADDRESS in faulty:
        return
    tokens = _tokens(keys, faulty)
    try:
        for token in tokens:
            yield from _bot(Probe(keys.api_url, token), channels if len(tokens) == 1 else (), now)
        if len(tokens) == 1 and not channels:
            detail = "ingen vald, så Fråga en människa har ingenstans att lämna frågor"
            yield warning(CHANNEL, detail, "Sätt LOTSEN_CONTACT_CHANNEL till en kanals id.")
        if keys.app_token and APP_TOKEN not in faulty:
            yield _connection(Probe(keys.api_url, keys.app_token))
    except SlackUnreachable:
        remedy = "Kontrollera nätverk, brandvägg och proxy, och om Slack har driftstörning."
        yield fault(ADDRESS, f"{keys.api_url} svarar inte som det ska", remedy)


def _tokens(keys: Keys, faulty: set[str]) -> tuple[str, ...]:
    if keys.is_many:
        return keys.installed
    return (keys.bot_token,) if keys.bot_token and BOT_TOKEN not in faulty else ()


def _bot(probe: Probe, channels: Sequence[str], now: Callable[[], float]) -> Iterator[Check]:
    try:
        identity = probe.identity()
    except SendFailed as refused:
        yield _refused(BOT_TOKEN, refused)
        return
    yield fine(BOT_TOKEN, f"{identity.bot} i arbetsytan {identity.team}")
    yield _scopes(identity)
    yield _clock(identity, now())
    yield from (_channel(probe, one) for one in channels)


def _connection(probe: Probe) -> Check:
    try:
        probe.open_connection()
    except SendFailed as refused:
        return _refused(APP_TOKEN, refused)
    return fine(APP_TOKEN, "Slack öppnar Socket Mode")


def _refused(name: str, refused: SendFailed) -> Check:
    unknown = (f"Slack svarade {refused.code}", f"Jämför med felsökningen i {GUIDE}.")
    return fault(name, *_REFUSED.get(refused.code, unknown))


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


def _channel(probe: Probe, channel: str) -> Check:
    name = f"{CHANNEL} {channel}"
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
        return fault(name, "den går inte att se utan rättigheterna ovan", _REINSTALL)
    return _refused(name, refused)


def _state(name: str, state: ChannelState) -> Check:
    if state.is_archived:
        return fault(name, f"#{state.name} är arkiverad", "Välj en annan kanal.")
    if state.is_shared:
        remedy = "Välj en kanal som bara er egen arbetsyta har."
        return fault(name, f"#{state.name} är delad med en annan organisation", remedy)
    if not state.is_member:
        return fault(name, f"Lotsen är inte med i #{state.name}", _INVITE)
    return fine(name, f"#{state.name}")
