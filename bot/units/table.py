"""Reads the rows of a CSV file of units, as spreadsheets write them, into fields.

Columns: id, namn, typ, organisation, samsa (ja, nej), inkorgar (`slack:C0VC000005, mail:…,
webhook:…`), kontaktpunkt (`slack:…, mail:…, telefon:…`), öppettider (`mån-fre 08:00-16:30,
lör 10:00-14:00, 2026-12-23 stängt`), helgdagar (`stängt`, `som vanligt` or times), medlemmar
(`U0KERS003 kontaktombud, U0AMIR002`), ersättare (the id of another unit).
"""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.units.faults import Fault
from bot.units.unit import WEEKDAYS
from knowledge.lexical import fold

HEADINGS = {
    "id": "id",
    "name": "namn",
    "type": "typ",
    "organisation": "organisation",
    "has_samsa": "samsa",
    "inboxes": "inkorgar",
    "contact_point": "kontaktpunkt",
    "hours": "öppettider",
    "holidays": "helgdagar",
    "members": "medlemmar",
    "substitute": "ersättare",
}
_BY_HEADING = {fold(heading): name for name, heading in HEADINGS.items()}
_REQUIRED = ("id", "name", "type", "organisation", "has_samsa")
_SEPARATOR = re.compile(r"[,;|\n]")
_DAY_NAMES = ("man", "tis", "ons", "tor", "fre", "lor", "son")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOSED, _AS_USUAL, _ALL_DAY = "stangt", "som vanligt", "dygnet runt"
_WHOLE_DAY = "00:00-24:00"
_YES, _NO = {"ja", "j", "true", "sant", "1", "x"}, {"nej", "n", "false", "falskt", "0"}
_AROUND_DASH = re.compile(r" *[-–] *")
_SHOWN = 40
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


class CellError(Exception):
    """A cell that can't be read; the text says what to write."""


@dataclass
class Row:
    """One unit's row: where it begins, its fields as the model takes them, and what is unread."""

    line: int
    fields: dict[str, Any] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)


def rows_of(raw: bytes) -> tuple[list[Row], list[Fault]]:
    """Give the rows of a file, and what is wrong with its cells."""
    if b"\0" in raw:
        return [], [Fault(None, "filen är inte sparad som text. Spara den som CSV UTF-8.")]
    text, line, delimiter = _opened(_decoded(raw))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = _lines(reader, line)
    try:
        header = next(lines, None)
        names, faults = _names(header[1] if header else [], line)
        if faults:
            return [], faults
        rows = [_row(number, cells, names, faults) for number, cells in lines if any(cells)]
    except csv.Error:
        at = line + reader.line_num
        return [], [Fault(at, "ett citattecken saknas eller står fel. Rätta raden.")]
    return rows, faults


def _decoded(raw: bytes) -> str:
    """Give the text; spreadsheets on Windows write either UTF-8 or the old Western letters."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _opened(text: str) -> tuple[str, int, str]:
    """Give the text from its headings on, how many lines came before, and what parts cells."""
    told = _SEPARATOR_LINE.match(text)
    if told:
        return text[told.end() :], 1, told[1]
    heading = text.split("\n", 1)[0]
    return text, 0, max(";,\t", key=heading.count)


def _lines(reader: Any, before: int) -> Any:  # noqa: ANN401 - the csv module's reader
    """Give each record with the line it begins on."""
    start = before + 1
    for cells in reader:
        yield start, [cell.strip() for cell in cells]
        start = before + reader.line_num + 1


def _names(header: Sequence[str], before: int) -> tuple[list[str], list[Fault]]:
    names = [_BY_HEADING.get(fold(cell), "") for cell in header]
    line = before + 1
    faults = [
        Fault(
            line,
            f"kolumnen ”{_shown(cell)}” är okänd. Kolumnerna är {', '.join(HEADINGS.values())}.",
        )
        for cell, name in zip(header, names, strict=True)
        if cell and not name
    ]
    faults += [
        Fault(line, f"kolumnen ”{HEADINGS[name]}” saknas i första raden. Lägg till den.")
        for name in _REQUIRED
        if name not in names
    ]
    twins = {name for name in names if name and names.count(name) > 1}
    faults += [Fault(line, f"kolumnen ”{HEADINGS[name]}” står två gånger.") for name in twins]
    return names, faults


def _shown(cell: str) -> str:
    return "".join(letter for letter in cell if letter.isprintable())[:_SHOWN]


def _row(line: int, cells: Sequence[str], names: Sequence[str], faults: list[Fault]) -> Row:
    row = Row(line)
    if any(cells[len(names) :]):
        faults.append(Fault(line, "raden har fler celler än rubriker. Sätt citattecken runt dem."))
    for name, cell in zip(names, cells, strict=False):
        if name and cell:
            try:
                _put(row.fields, name, cell)
            except CellError as error:
                faults.append(Fault(line, f"{HEADINGS[name]}: {error}"))
                row.unread.add(name)
    if not row.fields.get("hours", True):
        del row.fields["hours"]  # closed on holidays, and nothing said of other days
    return row


def _put(fields: dict[str, Any], name: str, cell: str) -> None:
    """Put a cell where the model has it; hours and holidays share one place."""
    if name == "hours":
        fields.setdefault("hours", {}).update(_hours(cell))
    elif name == "holidays":
        fields.setdefault("hours", {}).update(_holidays(cell))
    else:
        fields[name] = _READERS.get(name, str)(cell)


def _truth(cell: str) -> bool:
    if fold(cell) not in _YES | _NO:
        raise CellError("skriv ja eller nej.")
    return fold(cell) in _YES


def _pieces(cell: str) -> list[str]:
    return [piece.strip() for piece in _SEPARATOR.split(cell) if piece.strip()]


def _inboxes(cell: str) -> list[dict[str, str]]:
    return [{"kind": kind, "address": address} for kind, address in _labelled(cell, _INBOXES)]


def _contact_point(cell: str) -> dict[str, str]:
    return dict(_labelled(cell, _CONTACTS))


_INBOXES = {"slack": "slack", "mail": "mail", "e-post": "mail", "webhook": "webhook"}
_CONTACTS = {"slack": "channel", "mail": "mail", "e-post": "mail", "telefon": "phone"}


def _labelled(cell: str, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    found = []
    for piece in _pieces(cell):
        label, _, value = piece.partition(":")
        if fold(label.strip()) not in labels or not value.strip():
            raise CellError(
                f"skriv sorten framför adressen, till exempel {next(iter(labels))}:C0VC000005. "
                f"Sorterna är {', '.join(labels)}."
            )
        found.append((labels[fold(label.strip())], value.strip()))
    return found


def _members(cell: str) -> list[dict[str, str]]:
    members = []
    for piece in _pieces(cell):
        user, *role = piece.split()
        if len(role) > 1:
            raise CellError("skriv medlemmarna som U0KERS003 kontaktombud, U0AMIR002.")
        members.append({"user": user} | ({"role": role[0].lower()} if role else {}))
    return members


def _hours(cell: str) -> dict[str, Any]:
    """Give the hours of `mån-fre 08:00-16:30, lör stängt`, day by day."""
    week: dict[str, list[str]] = {}
    days: dict[str, list[str]] = {}
    current: list[list[str]] = []
    for word in _pieces(_spaced(cell).replace(" ", ",")):
        if _DATE.fullmatch(word):
            current = [days.setdefault(word, [])]
        elif word[:1].isdigit():
            _add(current, word)
        elif fold(word) != _CLOSED:
            current = [week.setdefault(day, []) for day in _weekdays(word)]
    return week | ({"days": days} if days else {})


def _add(current: Sequence[list[str]], span: str) -> None:
    if not current:
        raise CellError("skriv dagen före tiden, till exempel mån-fre 08:00-16:30.")
    for spans in current:
        spans.append(span)


def _weekdays(word: str) -> Sequence[str]:
    first, _, last = fold(word).partition("-")
    numbers = [_weekday(first), _weekday(last or first)]
    if numbers[0] > numbers[1]:
        raise CellError("dagarna står i fel ordning. Veckan börjar med mån.")
    return WEEKDAYS[numbers[0] : numbers[1] + 1]


def _weekday(word: str) -> int:
    if word[:3] not in _DAY_NAMES:
        raise CellError("dagarna skrivs mån, tis, ons, tor, fre, lör och sön.")
    return _DAY_NAMES.index(word[:3])


def _holidays(cell: str) -> dict[str, Any]:
    plain = fold(cell)
    if plain == _AS_USUAL:
        return {"holidays_as_usual": True}
    return {} if plain == _CLOSED else {"holidays": _pieces(_spaced(cell).replace(" ", ","))}


def _spaced(cell: str) -> str:
    """Give times and days as words: no space around a dash, and the whole day as a range."""
    return _AROUND_DASH.sub("-", cell.lower()).replace(_ALL_DAY, _WHOLE_DAY)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "has_samsa": _truth,
    "inboxes": _inboxes,
    "contact_point": _contact_point,
    "members": _members,
}
