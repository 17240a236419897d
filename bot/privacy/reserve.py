"""Find the numbers of people without personnummer: VGR's, Stockholm's and the national reserve."""

import re
from collections.abc import Iterator

from bot.privacy.checks import is_possible_date
from bot.privacy.identity import IdentityKind, Rank, Span

_NOT_DIGITS = re.compile(r"\D")

# VGR: yyyymmddGggC, G is K, M or X. Other letters after a date are interim numbers like it.
_WITH_LETTER = re.compile(
    r"(?<!\d)((?:18|19|20)?\d\d([-. ]?)\d\d\2\d\d)[ -]{0,3}([KMXTRSUWJLNP]\d{3})(?!\d)",
    re.IGNORECASE,
)
# National: XXYYMMDDNNGC, XX is the century plus three, six and so on, or 00; never I, O, Q, V, W.
_NATIONAL = re.compile(
    r"(?<!\d)(?:00|2[1-9]|3\d)[ -]?(\d{6})[ -]{0,3}([A-HJ-NPR-UX-Z]{2}\d\d)(?!\d)", re.IGNORECASE
)
# Region Stockholm: 99yyyyNNNNNC.
_STOCKHOLM = re.compile(r"(?<!\d)99[ -]?(?:18|19|20)\d\d(?:[ -]?\d){6}(?!\d)")


def find_reserve_numbers(text: str) -> Iterator[Span]:
    """Find every reserve number and national reservidentitet."""
    for found in _WITH_LETTER.finditer(text):
        if is_possible_date(_NOT_DIGITS.sub("", found[1])):
            yield Span(*found.span(), IdentityKind.RESERVNUMMER, Rank.EXACT)
    for found in _NATIONAL.finditer(text):
        if found[1] == "000000" or is_possible_date(found[1]):
            yield Span(*found.span(), IdentityKind.RESERVIDENTITET, Rank.EXACT)
    for found in _STOCKHOLM.finditer(text):
        yield Span(*found.span(), IdentityKind.RESERVNUMMER, Rank.EXACT)
