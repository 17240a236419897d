"""Tells whether an address can be a unit's: its form, and that it belongs to no single person."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

import phonenumbers

from bot.privacy.lexicon import Trait, read_lexicon

_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
_LONGEST_MAIL = 254
# Mail services that people have at home: a unit's inbox is never there.
_AT_HOME = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|me|mac|proton|protonmail|telia|"
    r"comhem|bredband|spray|passagen|tele2|home)\.(?:com|se|net|nu|me)"
)


def channel_fault(address: str) -> str | None:
    """Say what is wrong with the id of a Slack channel."""
    if _CHANNEL.fullmatch(address):
        return None
    return (
        "en Slackkanal anges med kanalens id, som börjar på C eller G, till exempel C0VC000005. "
        "Id:t står längst ned under kanalens ”Om”."
    )


def mail_fault(address: str) -> str | None:
    """Say what is wrong with the form of a mail address."""
    local, _, domain = address.rpartition("@")
    is_shaped = _MAIL.fullmatch(address) and ".." not in address and len(address) <= _LONGEST_MAIL
    if is_shaped and not local.startswith(".") and not local.endswith(".") and "-." not in domain:
        return None
    return "e-postadressen har fel form. Skriv den som inkorg.enheten@organisationen.se."


def webhook_fault(address: str) -> str | None:
    """Say what is wrong with the address of a webhook; plain http stays on this computer."""
    try:
        parts = urlsplit(address)
        host, is_port = parts.hostname or "", parts.port != 0
    except ValueError:
        return _NO_WEBHOOK
    if parts.username or parts.password or parts.fragment:
        return "adressen får inte ha lösenord eller #. Ta bort det."
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and _is_this_computer(host))
    is_plain = address.isascii() and not any(letter <= " " for letter in address)
    return None if host and is_port and is_safe and is_plain else _NO_WEBHOOK


_NO_WEBHOOK = "adressen till en webhook ska börja med https://, till exempel https://exempel.se/in."


def phone_fault(number: str) -> str | None:
    """Say what is wrong with a telephone number."""
    try:
        if phonenumbers.is_possible_number(phonenumbers.parse(number, "SE")):
            return None
    except phonenumbers.NumberParseException:
        pass
    return "telefonnumret har fel form. Skriv det med riktnummer, till exempel 0500-12 34 56."


def personal_fault(address: str) -> str | None:
    """Say why a mail address is no function's: it is named after a person, or a home service.

    The guideline's receivers are functions, so that somebody reads when one person is away.
    """
    local, _, domain = address.lower().rpartition("@")
    if _AT_HOME.fullmatch(domain):
        return (
            f"{domain} är en privat e-posttjänst. Ange enhetens funktionsbrevlåda i den egna "
            "organisationen."
        )
    if _is_named_after_a_person(local):
        return (
            "adressen ser ut att vara en persons. Då läser ingen när personen är borta, och "
            "uppgifter kan hamna fel. Ange enhetens funktionsbrevlåda."
        )
    return None


def _is_named_after_a_person(local: str) -> bool:
    lexicon = read_lexicon()
    parts = [part for part in re.split(r"[._+\-\d]+", local) if part]
    traits = [lexicon.traits(part) for part in parts]
    if len(parts) == 1:
        return Trait.FIRST in traits[0] and not traits[0] & (Trait.WORD | Trait.OTHER)
    return (
        len(parts) <= _NAMES_IN_AN_ADDRESS
        and all(trait or len(part) == 1 for trait, part in zip(traits, parts, strict=True))
        and any(Trait.FIRST in trait for trait in traits)
    )


_NAMES_IN_AN_ADDRESS = 4


def _is_this_computer(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
