"""What an identity is called, and the only text that goes on from here: the masked one."""

import re
from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple, final

from knowledge.model import StaffError


class IdentityKind(StrEnum):
    """What sort of identity was found."""

    PERSONNUMMER = "personnummer"
    POSSIBLE_PERSONNUMMER = "mojligt_personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    RESERVNUMMER = "reservnummer"
    RESERVIDENTITET = "reservidentitet"
    TELEFONNUMMER = "telefonnummer"
    EPOST = "epost"
    ADRESS = "adress"
    NAMN = "namn"


_WORDS = {
    IdentityKind.POSSIBLE_PERSONNUMMER: "möjligt personnummer",
    IdentityKind.EPOST: "e-postadress",
}


class MaskingFailed(StaffError):  # noqa: N818 - says what happened, as staff are told
    """The text could not be masked, so nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was hidden and what stands there instead; never what was written."""

    kind: IdentityKind
    replacement: str


class Rank(IntEnum):
    """Which of two overlapping findings names what is hidden; the smaller one."""

    EXACT = 0
    LIKELY = 1
    POSSIBLE = 2
    NAME = 3


class Span(NamedTuple):
    """Where an identity stands in a text."""

    start: int
    end: int
    kind: IdentityKind
    rank: Rank = Rank.LIKELY


_SEAL = object()


@final
@dataclass(frozen=True, slots=True)
class MaskedText:
    """A text without direct identities; only `mask` makes one."""

    # Also a masked text is what somebody wrote, and has no place in a log.
    text: str = field(repr=False)
    findings: tuple[Finding, ...]
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        """Refuse to be made by anything but the mask."""
        if seal is not _SEAL:
            raise TypeError("Only bot.privacy.mask makes a MaskedText")

    @property
    def kinds(self) -> tuple[IdentityKind, ...]:
        """Give what kinds were found, each once, in order."""
        return tuple(dict.fromkeys(finding.kind for finding in self.findings))


def sealed(text: str, findings: Sequence[Finding]) -> MaskedText:
    """Make the masked text; for `bot.privacy.masking` alone."""
    return MaskedText(text, tuple(findings), _SEAL)


def replacement(kind: IdentityKind) -> str:
    """Give what stands in the text instead of an identity."""
    return f"[{_WORDS.get(kind, kind.value)}]"


PLACEHOLDER = re.compile("|".join(re.escape(replacement(kind)) for kind in IdentityKind))
