"""What a reader is given beside the file: fields of the header, and the limits it must keep."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GivenHeader:
    """The fields of the header that a person has stated; the rest are found or guessed."""

    id: str | None = None
    kind: str | None = None
    title: str | None = None
    version: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    owner: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Limits:
    """How much one file may ask for before it is refused."""

    file_bytes: int = 100_000_000
    unpacked_bytes: int = 300_000_000
    characters: int = 5_000_000
    output_bytes: int = 60_000_000
    memory_bytes: int = 1 << 30
    seconds: float = 60.0


USUAL_LIMITS = Limits()
