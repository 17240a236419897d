"""Knows which channel a question goes to when a person is asked.

The contact point of the unit that the asker is here as goes before the file of contacts, and the
file before the channel for everybody else.
"""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.app import Lotsen
from bot.slack.words import CONTACT_PLACE
from bot.units.register import UnitContact
from knowledge.model import StaffError

OfUnit = Callable[[str, str], UnitContact | None]
"""Gives the contact channel of a person's own unit, by workspace and user."""
_CHANNEL = r"^[CG][A-Z0-9]{2,}$"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Unit(_Strict):
    """A unit with the channel of its contacts and the people in it, by their Slack ids."""

    name: str = Field(min_length=1, max_length=100)
    channel: str = Field(pattern=_CHANNEL)
    members: tuple[str, ...] = ()
    team: str | None = None


class _ContactsFile(_Strict):
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Contact:
    """Where a question goes; `place` is how it is said to the one who asks."""

    channel: str
    place: str


class Contacts:
    """The contact channels of units, and the default one for everybody else."""

    def __init__(
        self,
        units: Sequence[Unit] = (),
        default: str | None = None,
        of_unit: OfUnit = lambda _team, _user: None,
    ) -> None:
        self._units = units
        self._default = default or None
        self._of_unit = of_unit

    @classmethod
    def read(
        cls,
        path: Path | None,
        default: str | None,
        of_unit: OfUnit = lambda _team, _user: None,
    ) -> "Contacts":
        """Read the file of units, where there is one."""
        return cls(_read(path) if path else (), default, of_unit)

    @property
    def channels(self) -> tuple[str, ...]:
        """Give every channel that is set for questions, each once."""
        named = [self._default, *(unit.channel for unit in self._units)]
        return tuple(dict.fromkeys(channel for channel in named if channel))

    def of(self, team: str, user: str) -> Contact | None:
        """Give where a person's questions go, or None when there is no channel."""
        own = self._of_unit(team, user)
        if own is not None:
            return _of(own.channel, own.unit)
        for unit in self._units:
            if user in unit.members and unit.team in (None, team):
                return _of(unit.channel, unit.name)
        return Contact(self._default, CONTACT_PLACE) if self._default else None

    def place_of(self, team: str, user: str, channel: str) -> str:
        """Give how it is said where a question went; who asked may be here as another unit now."""
        contact = self.of(team, user)
        return contact.place if contact and contact.channel == channel else CONTACT_PLACE


def read_contacts(lotsen: Lotsen) -> Contacts:
    """Give the contacts of an installation, the register of units first.

    Where many workspaces share Lotsen a unit belongs to one of them; others are never guessed.
    """
    settings = lotsen.settings

    def of_unit(team: str, user: str) -> UnitContact | None:
        register = lotsen.unit_register
        if settings.is_installed_by_many and not register.has_own(team):
            return None
        return register.contact_of(team, user)

    return Contacts.read(settings.contacts_file, settings.contact_channel, of_unit)


def _of(channel: str, unit: str) -> Contact:
    return Contact(channel, f"{CONTACT_PLACE} för {unit}")


def _read(path: Path) -> Sequence[Unit]:
    try:
        return _ContactsFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).units
    except OSError as error:
        raise StaffError(
            f"Filen med kontaktkanaler går inte att läsa ({path}). "
            "Kontrollera LOTSEN_CONTACTS_FILE."
        ) from error
    except ValidationError as error:
        place = " › ".join(str(part) for part in error.errors()[0]["loc"])
        raise StaffError(
            f"Filen med kontaktkanaler ({path}) har ett fel vid {place}. Varje enhet ska ha "
            "name, channel (kanalens id, som börjar på C eller G) och members."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StaffError(
            f"Filen med kontaktkanaler ({path}) är inte giltig TOML: {error}. Rätta den."
        ) from error
