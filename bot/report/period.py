"""The period of a compilation: whole days in Sweden, cut into months or years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.units.hours import ZONE
from knowledge.model import StaffError

_MOST_MONTHS = 24  # longer periods are shown year by year
_MONTHS_OF_A_YEAR = 12
EARLIEST = date(2000, 1, 1)
_UNREADABLE = (
    "{what} går inte att läsa som ett datum. Skriv till exempel 2026-03-01, eller 2026-03 för en "
    "hel månad."
)


@dataclass(frozen=True)
class Period:
    """From the first day through the last."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """Give the moment it begins."""
        return datetime.combine(self.first, time(), ZONE)

    @property
    def end(self) -> datetime:
        """Give the moment it has ended."""
        return datetime.combine(self.last + timedelta(days=1), time(), ZONE)

    @property
    def days(self) -> int:
        """Give how many days it has."""
        return (self.last - self.first).days + 1

    @property
    def is_whole_months(self) -> bool:
        """Tell whether it begins and ends with a month."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1

    @property
    def text(self) -> str:
        """Give the period in words."""
        if not self.is_whole_months:
            return f"{self.first} – {self.last}"
        first, last = (MONTHS[day.month - 1] for day in (self.first, self.last))
        if self.first.year != self.last.year:
            return f"{first} {self.first.year} – {last} {self.last.year}"
        return f"{first} {self.last.year}" if first == last else f"{first}–{last} {self.last.year}"

    def before(self) -> "Period":
        """Give the period just before, as many whole months or days long."""
        last = self.first - timedelta(days=1)
        if not self.is_whole_months:
            return Period(max(last - timedelta(days=self.days - 1), date.min), last)
        return Period(_month_start(self.first, -_months_between(self)), last)

    def parts(self) -> Iterator[tuple[str, "Period"]]:
        """Give its months, or its years when it is long, each with its name."""
        is_long = _months_between(self) > _MOST_MONTHS
        first = self.first
        while first <= self.last:
            after = date(first.year + 1, 1, 1) if is_long else _month_start(first, 1)
            yield (
                first.strftime("%Y" if is_long else "%Y-%m"),
                Period(first, min(after - timedelta(days=1), self.last)),
            )
            first = after


MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december"
).split()


def _months_between(period: Period) -> int:
    years = period.last.year - period.first.year
    return years * _MONTHS_OF_A_YEAR + period.last.month - period.first.month + 1


def _month_start(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS_OF_A_YEAR + day.month - 1 + months, _MONTHS_OF_A_YEAR)
    return date(year, month + 1, 1)


def month_before(today: date) -> Period:
    """Give the last whole month."""
    last = today.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last)


def month_named(name: str) -> Period:
    """Give the month of `YYYY-MM`."""
    return Period(_read(name, "Månaden"), _read(name, "Månaden", is_end=True))


def wanted_period(first: str | None, last: str | None, today: date) -> Period:
    """Give the period somebody asks for; a year up to today where nothing is said."""
    until = _read(last, "Slutdatumet", is_end=True) if last else today
    if first:
        begin = _read(first, "Startdatumet")
    else:
        begin = _month_start(min(until, today), -(_MONTHS_OF_A_YEAR - 1))
    if begin > until:
        raise StaffError("Perioden slutar innan den börjar. Byt plats på datumen och försök igen.")
    if begin > today:
        raise StaffError("Perioden har inte börjat än. Välj ett startdatum som har varit.")
    if begin < EARLIEST:
        raise StaffError(f"Perioden börjar för tidigt. Välj ett startdatum efter {EARLIEST}.")
    return Period(begin, min(until, today))


def _read(text: str, what: str, *, is_end: bool = False) -> date:
    try:
        if len(text) == len("2026-03"):
            month = date.fromisoformat(f"{text}-01")
            return _month_start(month, 1) - timedelta(days=1) if is_end else month
        return date.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise StaffError(_UNREADABLE.format(what=what)) from error
