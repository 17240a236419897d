"""Reads an answer that somebody typed: the choice, date or unit that was meant, or the text."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from bot.desk.drafts.reply import DraftField
from flows.forms.model import Kind

_SKIPS = {"hoppa över", "hoppa över det", "skippa", "senare", "skip"}
_DAYS = {"i dag": 0, "idag": 0, "i går": -1, "igår": -1, "i förrgår": -2, "i morgon": 1}
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_SHORT_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})")
_CLOCK = re.compile(r"(?:kl\.? ?|klockan )?(\d{1,2})(?:[:.](\d\d))?")
_FIRST_PART = re.compile(r"[,;(]")
_FEWEST_LETTERS = 3  # ”ja” stands within many words
_BETWEEN = re.compile(r"\s*(?:,|;|\n|\boch\b|\bsamt\b)\s*")
Names = Mapping[str, str]


def is_skip(text: str) -> bool:
    """Tell whether somebody wants to leave the field till later."""
    return _folded(text) in _SKIPS


def typed_value(field: DraftField, text: str, names: Names, today: date) -> Any:  # noqa: ANN401
    """Give the value that was typed; None when it is no answer to the field."""
    readers: Mapping[Kind, Callable[[], Any]] = {
        Kind.TEXT: lambda: text.strip() or None,
        Kind.CASE_NUMBER: lambda: text.strip() or None,
        Kind.CHOICE: lambda: _chosen({one.id: one.text for one in field.options}, text),
        Kind.DATE: lambda: _day(_folded(text), today),
        Kind.TIME: lambda: _time(_folded(text)),
        Kind.UNIT: lambda: _chosen(names, text),
        Kind.UNITS: lambda: _units(names, text),
    }
    read = readers.get(field.kind)  # rows are filled in as a form
    return read() if read else None


def _chosen(options: Names, text: str) -> str | None:
    """Give the one option that is meant: by its number, its words, or how it begins."""
    said = _folded(text)
    spelled = {name: _folded(shown) for name, shown in options.items()}
    ways: tuple[Callable[[str, str], bool], ...] = (
        lambda name, shown: said in (shown, name.replace("_", " ")),
        lambda _, shown: said == _FIRST_PART.split(shown)[0].strip(),
        lambda _, shown: bool(said) and shown.startswith(said),
        lambda _, shown: len(said) >= _FEWEST_LETTERS and said in shown,
    )
    for is_meant in ways:
        found = [name for name, shown in spelled.items() if is_meant(name, shown)]
        if len(found) == 1:
            return found[0]
    return None


def _units(names: Names, text: str) -> list[str] | None:
    whole = _chosen(names, text)
    if whole is not None:
        return [whole]
    found = [_chosen(names, one) for one in _BETWEEN.split(text) if one.strip()]
    return [one for one in found if one] if found and all(found) else None


def _day(said: str, today: date) -> str | None:
    if said in _DAYS:
        return (today + timedelta(days=_DAYS[said])).isoformat()
    numbers: tuple[int, int, int] | None = None
    if iso := _ISO.fullmatch(said):
        numbers = (int(iso[1]), int(iso[2]), int(iso[3]))
    elif short := _SHORT_DAY.fullmatch(said):
        numbers = (today.year, int(short[2]), int(short[1]))
    try:
        return date(*numbers).isoformat() if numbers else None
    except ValueError:
        return None


def _time(said: str) -> str | None:
    found = _CLOCK.fullmatch(said)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None  # noqa: PLR2004


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!")
