"""Tells when a unit is open, by its own hours, in Swedish time and with Swedish holidays.

A unit whose hours are not known counts as open: nobody is told that an inbox is unattended, and
no substitute reads it, on a guess.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.units.unit import Hours, Span

if TYPE_CHECKING:
    from holidays import HolidayBase

ZONE = ZoneInfo("Europe/Stockholm")
_DAY = timedelta(days=1)
_DAYS_AHEAD = 400
_MINUTES_OF_AN_HOUR = 60
_MIDNIGHT = 24
Opening = tuple[datetime, datetime]


def is_open(hours: Hours | None, at: datetime) -> bool:
    """Tell whether the unit is open at a moment."""
    return hours is None or any(opens <= at < closes for opens, closes in _around(hours, at))


def next_opening(hours: Hours | None, at: datetime) -> datetime | None:
    """Give when the unit is open next, at once when it is open; None when it never is again."""
    if is_open(hours, at) or hours is None:
        return at
    return next((_local(opens) for opens, _ in _from(hours, at) if opens >= at), None)


def working_time(hours: Hours | None, start: datetime, end: datetime) -> timedelta:
    """Give how long the unit was open between two moments."""
    if end <= start:
        return timedelta()
    if hours is None:
        return end.astimezone(UTC) - start.astimezone(UTC)
    total = timedelta()
    for opens, closes in _from(hours, start, until=_day_of(end)):
        total += max(timedelta(), min(closes, _utc(end)) - max(opens, _utc(start)))
    return total


def after_working_time(hours: Hours | None, start: datetime, amount: timedelta) -> datetime | None:
    """Give when the unit has been open for an amount of time; None when it won't be in a year."""
    if hours is None:
        return _local(_utc(start) + amount)
    left = amount
    for opens, closes in _from(hours, start):
        begins = max(opens, _utc(start))
        if begins < closes and left <= closes - begins:
            return _local(begins + left)
        left -= max(timedelta(), closes - begins)
    return None


def holiday_name(day: date) -> str | None:
    """Give the name of a Swedish holiday, or of one of the eves that the law sets beside them.

    Lag (1989:253) om allmänna helgdagar; semesterlagen (1977:480) § 7 for midsommarafton,
    julafton and nyårsafton. A Sunday is no holiday here: it has hours of its own.
    """
    name = _holidays().get(day)
    return str(name) if name else None


def spans_on(hours: Hours, day: date) -> tuple[Span, ...]:
    """Give the hours of a day: its own when it has any, else a holiday's, else the weekday's."""
    if day in hours.days:
        return hours.days[day]
    if not hours.holidays_as_usual and holiday_name(day):
        return hours.holidays
    return hours.on_weekday(day.weekday())


@lru_cache(maxsize=1)
def _holidays() -> "HolidayBase":
    # Imported where it is used: reading it in takes longer than most commands do.
    from holidays import DE_FACTO, PUBLIC, country_holidays

    return country_holidays("SE", language="sv", categories=(PUBLIC, DE_FACTO))


def _around(hours: Hours, at: datetime) -> Iterator[Opening]:
    return _openings(hours, _day_of(at), _day_of(at))


def _from(hours: Hours, at: datetime, until: date | None = None) -> Iterator[Opening]:
    first = _day_of(at)
    return _openings(hours, first, until or first + _DAYS_AHEAD * _DAY)


def _openings(hours: Hours, first: date, last: date) -> Iterator[Opening]:
    """Give the openings of each day, in UTC so that a day of 23 or 25 hours counts as it is."""
    day = first
    while day <= last:
        for span in spans_on(hours, day):
            yield _moment(day, span.opens), _moment(day, span.closes)
        day += _DAY


def _moment(day: date, minutes: int) -> datetime:
    hour, minute = divmod(minutes, _MINUTES_OF_AN_HOUR)
    if hour == _MIDNIGHT:
        day, hour = day + _DAY, 0
    return _utc(datetime.combine(day, time(hour, minute), ZONE))


def _day_of(at: datetime) -> date:
    return _local(at).date()


def _local(at: datetime) -> datetime:
    return _utc(at).astimezone(ZONE)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC)
