"""Reads when something happened from Swedish text: the day and the time that are really written."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip
_SHORT_MONTHS = tuple(name[:3] for name in _MONTHS)
_AGO = {"idag": 0, "igår": 1, "igårkväll": 1, "förrgår": 2, "iförrgår": 2, "imorse": 0}
_BEFORE, _AFTER = r"(?<![\w.,:/-])", r"(?![\w:/-])"


@dataclass(frozen=True)
class Said:
    """A day or a time, and the words it was read from."""

    value: date | time
    words: str


@dataclass(frozen=True)
class _Way:
    """One way of writing a day, and how it is read; None when it is no day that has been."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date], date | None]


def day_in(text: str, today: date) -> Said | None:
    """Give the one day that a text names; None when it names none, or several."""
    return _only(Said(day, words) for day, words in _days(text, today))


def time_in(text: str) -> Said | None:
    """Give the one time of day that a text names; None when it names none, or several."""
    found = []
    for match in _CLOCK.finditer(text.lower()):
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if hour < 24 and minute < 60:  # noqa: PLR2004 - hours of a day, minutes of an hour
            found.append(Said(time(hour, minute), match[0].strip()))
    return _only(iter(found))


def _only(said: Iterator[Said]) -> Said | None:
    """Two different days leave open which of them is meant; it is then asked for."""
    found = list(said)
    return found[0] if len({one.value for one in found}) == 1 else None


def _days(text: str, today: date) -> Iterator[tuple[date, str]]:
    low = text.lower()
    for way in _WAYS:
        for match in way.pattern.finditer(low):
            day = way.read(match, today)
            if day is not None and day <= today:
                yield day, match[0].strip(" .")


def _iso(match: re.Match[str], _today: date) -> date | None:
    return _date(int(match["year"]), int(match["month"]), int(match["day"]))


def _written(match: re.Match[str], today: date) -> date | None:
    month = _SHORT_MONTHS.index(match["month"][:3]) + 1
    return _in_year(match["year"], month, int(match["day"]), today)


def _slashed(match: re.Match[str], today: date) -> date | None:
    return _in_year(match["year"], int(match["month"]), int(match["day"]), today)


def _ago(match: re.Match[str], today: date) -> date:
    return today - timedelta(days=_AGO[re.sub(r"\s", "", match[0].strip())])


def _last_weekday(match: re.Match[str], today: date) -> date:
    wanted = _WEEKDAYS.index(match["weekday"])
    back = (today.weekday() - wanted) % 7
    return today - timedelta(days=back or 7)


def _in_year(year: str | None, month: int, day: int, today: date) -> date | None:
    """Give the day in the year that is written, else the last time that the day was."""
    if year is not None:
        return _date(int(year), month, day)
    this_year = _date(today.year, month, day)
    if this_year is not None and this_year <= today:
        return this_year
    return _date(today.year - 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _pattern(inner: str) -> re.Pattern[str]:
    return re.compile(_BEFORE + inner + _AFTER)


_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_WAYS = (
    _Way(_pattern(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"), _iso),
    _Way(
        _pattern(rf"(?:den )?(?P<day>\d{{1,2}})(?::e|:a)? (?P<month>{_MONTH})\.?"
                 r"(?: (?P<year>20\d\d))?"),
        _written,
    ),
    _Way(
        _pattern(r"(?:den )?(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:[ -](?P<year>20\d\d))?"),
        _slashed,
    ),
    _Way(_pattern(r"(?:i ?dag|i ?går(?: ?kväll)?|i ?förrgår|i ?morse)"), _ago),
    _Way(_pattern(rf"i (?P<weekday>{'|'.join(_WEEKDAYS)})s"), _last_weekday),
)  # fmt: skip
_CLOCK = _pattern(r"(?:kl(?:ockan)?\.? ?)(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?")
