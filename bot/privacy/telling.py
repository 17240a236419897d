"""Tell the one who wrote what was hidden, and how to remove what they wrote themselves."""

from collections.abc import Iterable
from enum import StrEnum

from bot.privacy.identity import Finding, IdentityKind


class Surface(StrEnum):
    """Where the text was written, which decides how it can be removed."""

    TERMINAL = "terminal"
    SLACK = "slack"


_REMOVE = {
    Surface.TERMINAL: (
        "Inget av det sparas här, men det kan stå kvar i terminalfönstret och i dess historik: "
        "rensa dem gärna."
    ),
    Surface.SLACK: (
        "Slack har kvar det du skrev. Ta gärna bort eller redigera ditt eget meddelande "
        "(de tre prickarna intill det); jag kan inte göra det åt dig."
    ),
}
_ARTICLES = {
    IdentityKind.PERSONNUMMER: ("ett personnummer", "personnummer"),
    IdentityKind.POSSIBLE_PERSONNUMMER: (
        "ett nummer som kan vara ett personnummer",
        "nummer som kan vara personnummer",
    ),
    IdentityKind.SAMORDNINGSNUMMER: ("ett samordningsnummer", "samordningsnummer"),
    IdentityKind.RESERVNUMMER: ("ett reservnummer", "reservnummer"),
    IdentityKind.RESERVIDENTITET: ("en reservidentitet", "reservidentiteter"),
    IdentityKind.TELEFONNUMMER: ("ett telefonnummer", "telefonnummer"),
    IdentityKind.EPOST: ("en e-postadress", "e-postadresser"),
    IdentityKind.ADRESS: ("en adress", "adresser"),
    IdentityKind.NAMN: ("ett namn", "namn"),
}


def describe(
    findings: Iterable[Finding | IdentityKind | str], surface: Surface = Surface.TERMINAL
) -> str:
    """Say in Swedish what was hidden and what to do about it; nothing when nothing was."""
    kinds = [_kind(finding) for finding in findings]
    if not kinds:
        return ""
    said = [_said(kind, kinds.count(kind)) for kind in dict.fromkeys(kinds)]
    return f"Jag dolde {_listed(said)} i din text. {_REMOVE[surface]}"


def _kind(finding: Finding | IdentityKind | str) -> IdentityKind:
    return finding.kind if isinstance(finding, Finding) else IdentityKind(finding)


def _said(kind: IdentityKind, count: int) -> str:
    one, more = _ARTICLES[kind]
    return one if count == 1 else f"{count} {more}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"
