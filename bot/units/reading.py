"""Reads units from a TOML or CSV file; what is wrong is told with its line."""

import hashlib
import json
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.units.faults import Fault, UnitFileError, in_plain_words
from bot.units.table import HEADINGS, Row, rows_of
from bot.units.unit import Unit
from flows.complaints import line_of, syntax_fault
from knowledge.model import StaffError

DEMO_FILE = Path(__file__).with_name("demo_units.toml")
DEMO = "demo"
_LARGEST_FILE = 5_000_000
_UNITS = "units"
Place = Callable[[Sequence[int | str]], int]


@dataclass(frozen=True)
class ReadUnit:
    """A unit, and where each of its fields stands in the file."""

    unit: Unit
    place: Place


@dataclass(frozen=True)
class UnitFile:
    """What a file holds; the hash tells one file from another."""

    name: str
    units: tuple[ReadUnit, ...]
    content_hash: str


def read_units(path: Path) -> UnitFile:
    """Read a file of units, or `demo` for the invented ones; refuse it whole when it has faults."""
    if str(path) == DEMO and not path.exists():
        path = DEMO_FILE
    raw = _bytes_of(path)
    read = _read_csv if path.suffix.lower() == ".csv" else _read_toml
    units = read(path.name, raw)
    if not units:
        raise UnitFileError(path.name, [Fault(None, "filen har inga enheter. Lägg till en.")])
    return UnitFile(path.name, tuple(units), hashlib.sha256(raw).hexdigest())


def _bytes_of(path: Path) -> bytes:
    if path.suffix.lower() not in (".toml", ".csv"):
        raise StaffError(f"{path.name} ska vara en fil som slutar på .toml eller .csv.")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise StaffError(f"Filen {path} går inte att läsa. Kontrollera namnet.") from error
    if len(raw) > _LARGEST_FILE:
        raise StaffError(f"Filen {path.name} är större än 5 MB. Är det rätt fil? Dela den annars.")
    return raw


def _read_toml(name: str, raw: bytes) -> list[ReadUnit]:
    text = _text_of(name, raw)
    try:
        entries = _entries(name, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        fault = syntax_fault(error, text)
        raise UnitFileError(name, [Fault(fault.line, fault.text)]) from error
    faults: list[Fault] = []
    units: list[ReadUnit] = []
    for number, entry in enumerate(entries):
        units += _checked(entry, _toml_place(text, number), {}, faults)
    if faults:
        raise UnitFileError(name, faults)
    return units


def _toml_place(text: str, number: int) -> Place:
    return lambda loc: line_of(text, (_UNITS, number, *loc))


def _text_of(name: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StaffError(f"{name} är inte sparad som UTF-8. Spara om den som UTF-8.") from error


def _entries(name: str, content: Mapping[str, Any]) -> list[Any]:
    entries = content.get(_UNITS, [])
    strange = sorted(content.keys() - {_UNITS})
    if strange or not isinstance(entries, list):
        text = f"”{strange[0] if strange else _UNITS}” hör inte hemma här. Varje enhet börjar med "
        raise UnitFileError(name, [Fault(None, text + "[[units]].")])
    return entries


def _read_csv(name: str, raw: bytes) -> list[ReadUnit]:
    rows, faults = rows_of(raw)
    units: list[ReadUnit] = []
    for row in rows:
        units += _checked(row.fields, _row_place(row), HEADINGS, faults, row.unread)
    if faults:
        raise UnitFileError(name, faults)
    return units


def _row_place(row: Row) -> Place:
    return lambda _: row.line


def _checked(
    entry: object,
    place: Place,
    headings: Mapping[str, str],
    faults: list[Fault],
    told: Collection[str] = (),
) -> list[ReadUnit]:
    """Give the unit of an entry; or none, with its faults added but for those that are told."""
    try:
        # As JSON, strictly: a text is no truth value, and a list is a tuple.
        unit = Unit.model_validate_json(json.dumps(entry, default=str))
    except ValidationError as error:
        faults += [
            Fault(place(detail["loc"]), in_plain_words(detail, headings))
            for detail in error.errors(include_url=False)
            if detail["loc"][:1] not in {(name,) for name in told}
        ]
        return []
    return [ReadUnit(unit, place)]
