"""Invented numbers of every kind, made anew for each test."""

from datetime import date

from hypothesis import strategies as st

_HYPHEN, _EN_DASH, _EM_DASH, _MINUS, _NO_BREAK_HYPHEN = "-", "\u2013", "\u2014", "\u2212", "\u2011"
_NO_BREAK_SPACE, _NARROW_SPACE, _ZERO_WIDTH = "\u00a0", "\u202f", "\u200b"
SEPARATORS = (
    *("", " ", "+", "/", "_", "\n", ". ", " - ", " -- ", f" {_EN_DASH} ", _HYPHEN + _ZERO_WIDTH),
    *(_HYPHEN, _EN_DASH, _EM_DASH, _MINUS, _NO_BREAK_HYPHEN, _NO_BREAK_SPACE, _NARROW_SPACE),
)
# Where the digits of ASCII, full width, Arabic and mathematical bold begin.
_ZEROS = (0x30, 0xFF10, 0x660, 0x1D7CE)
DIGIT_SETS = tuple("".join(chr(zero + digit) for digit in range(10)) for zero in _ZEROS)


def check_digit(nine: str) -> str:
    """Give the check digit of nine digits: each product of 2 and 1 by turns, its digits added."""
    products = [int(digit) * weight for digit, weight in zip(nine, (2, 1) * 5, strict=False)]
    return str(-sum(digit for product in products for digit in divmod(product, 10)) % 10)


def number(born: date, serial: int, day_added: int = 0) -> tuple[str, str]:
    """Give the date and the last four of a valid number."""
    born_digits = f"{born:%Y%m}{born.day + day_added:02}"
    return born_digits, f"{serial:03}{check_digit(f'{born_digits[2:]}{serial:03}')}"


births = st.dates(date(1900, 1, 1), date(2026, 12, 31))
serials = st.integers(0, 999)


@st.composite
def written_numbers(draw: st.DrawFn) -> tuple[str, str]:
    """Give ten digits, and a way of writing them."""
    born, last = number(draw(births), draw(serials), draw(st.sampled_from((0, 60))))
    first = born[draw(st.sampled_from((0, 2))) :]
    written = f"{first}{draw(st.sampled_from(SEPARATORS))}{last}"
    translated = written.translate(str.maketrans("0123456789", draw(st.sampled_from(DIGIT_SETS))))
    return born[2:] + last, translated
