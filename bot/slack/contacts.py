"""Knows which channel a question goes to when a person is asked: the unit's, or the default."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.model import StaffError

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

    def __init__(self, units: Sequence[Unit] = (), default: str | None = None) -> None:
        self._units = units
        self._default = default or None

    @classmethod
    def read(cls, path: Path | None, default: str | None) -> "Contacts":
        """Read the file of units, where there is one."""
        return cls(_read(path) if path else (), default)

    @property
    def channels(self) -> tuple[str, ...]:
        """Give every channel that questions may go to, each once."""
        named = [self._default, *(unit.channel for unit in self._units)]
        return tuple(dict.fromkeys(channel for channel in named if channel))

    def of(self, team: str, user: str) -> Contact | None:
        """Give where a person's questions go, or None when no channel is set."""
        for unit in self._units:
            if user in unit.members and unit.team in (None, team):
                return Contact(unit.channel, f"kontaktkanalen för {unit.name}")
        return Contact(self._default, "kontaktkanalen") if self._default else None


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
