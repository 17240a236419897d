"""Dates and check digits of Swedish identity numbers: pure arithmetic."""

from calendar import monthrange

CENTURIES = ("18", "19", "20")
_COORDINATION_DAYS = 60
_MONTHS = range(1, 13)
_FULL_YEAR = 4
# VGR's reserve numbers count a letter as this digit (published examples 19810829M071 and others).
_LETTER_DIGITS = {"K": "5", "M": "7", "X": "8"}


def is_possible_date(digits: str) -> bool:
    """Tell whether six or eight digits are a date of birth, also as a samordningsnummer has it."""
    year = digits[:-4]
    if len(year) == _FULL_YEAR and year[:2] not in CENTURIES:
        return False
    month, day = int(digits[-4:-2]), int(digits[-2:])
    if month not in _MONTHS:
        return False
    # A samordningsnummer may leave the day of birth out: then 60 alone stands there.
    return day == _COORDINATION_DAYS or 1 <= _birth_day(day) <= _last_day(year, month)


def is_coordination_day(day: int) -> bool:
    """Tell whether a day is that of a samordningsnummer: the day of birth plus 60."""
    return day >= _COORDINATION_DAYS


def has_check_digit(nine_and_check: str) -> bool:
    """Tell whether the last of ten digits is the check digit of the others (Luhn)."""
    total = 0
    for position, digit in enumerate(nine_and_check):
        product = int(digit) * (2 - position % 2)
        total += product // 10 + product % 10
    return total % 10 == 0


def has_reserve_check_digit(date: str, serial: str) -> bool:
    """Tell whether a VGR reserve number's last digit fits the rest."""
    return has_check_digit(date[-6:] + _LETTER_DIGITS.get(serial[0], "0") + serial[1:])


def _birth_day(day: int) -> int:
    return day - _COORDINATION_DAYS if is_coordination_day(day) else day


def _last_day(year: str, month: int) -> int:
    # Two digits may mean any century; 2000 was a leap year, so "00" is one of the possible ones.
    known = int(year) if len(year) == _FULL_YEAR else 2000 + int(year)
    return monthrange(known, month)[1]
