"""Find telephone numbers: our own eye for candidates, the library's word on whether they are."""

import re
from collections.abc import Iterator

from bot.privacy.identity import IdentityKind, Span

_GAP = r"(?:[ \-./]{1,3}|\) ?-? ?|[ \-]{0,2}\(0\)[ \-]?)"
_CANDIDATE = re.compile(rf"(?<!\w)(?<!\d[-./:])\(?(?:\+\d|0)\d{{0,14}}(?:{_GAP}\d+){{0,9}}")
_GROUP_END = re.compile(r"\d(?!\d)")
_CUED = re.compile(
    r"\b(?:tel|tele|tfn|telnr|telefon|telefonnummer|telefonnumret|telefonnr|mobil|mobilnr|"
    r"mobilnummer|sms|sms:a|ring|ringa|nås på|växel|växeln|telefonväxeln)\b"
    r"[ .:]{0,3}(?:på |är |nr |nummer ){0,2}"
    r"(\d{2,3}(?:[ -]?\d{2,4}){1,3})(?![\d:.])",
    re.IGNORECASE,
)
_SHORT_NUMBERS = {"112", "1177", "11313", "11414", "116117", "116111", "90510", "90000"}
_TIME = r"(?:[01]\d|2[0-4])[.:]?[0-5]\d"
_TIMES_OR_DATE = re.compile(
    rf"{_TIME}(?: ?[ -] ?{_TIME})*|(?:19|20)\d\d-\d\d-\d\d|\d\d/\d\d(?!\d).*"
)
_DATE = re.compile(r"\d\d([-./ ])(?:0\d|1[0-2])(?:\1\d\d|[-./ ](?:19|20)\d\d(?!\d).*)")
_NOT_DIGITS = re.compile(r"\D")
_MOBILE = re.compile(r"07[02369]\d{7}")
_LENGTHS = range(7, 16)
_FEWEST_LOCAL = 5
_MOBILE_LENGTHS = range(9, 12)


def find_phones(text: str) -> Iterator[Span]:
    """Find every telephone number: Swedish, foreign, and local ones after a word for telephone."""
    for found in _CANDIDATE.finditer(text):
        if end := _number_end(found[0]):
            yield Span(found.start(), found.start() + end, IdentityKind.TELEFONNUMMER)
    for found in _CUED.finditer(text):
        if _is_local(found[1]):
            yield Span(*found.span(1), IdentityKind.TELEFONNUMMER)


def _number_end(written: str) -> int | None:
    """Give where the number ends: other figures may follow it."""
    if _TIMES_OR_DATE.fullmatch(written) or _DATE.fullmatch(written):
        return None
    ends = [group.end() for group in _GROUP_END.finditer(written)]
    whole = [end for end in reversed(ends) if len(_digits(written[:end])) in _LENGTHS]
    for is_number in (_is_mobile, _is_in_plan, _looks_dialled):
        for end in whole:
            if is_number(written[:end]):
                return end
    return None


def _is_mobile(written: str) -> bool:
    """Tell whether it is a Swedish mobile number, which most are and which is quickly seen."""
    return bool(_MOBILE.fullmatch(_digits(written)))


def _looks_dialled(written: str) -> bool:
    """Tell whether a number that is in no plan is one all the same: mistyped, or from abroad."""
    digits = _digits(written)
    return written.startswith("+") or (digits.startswith("07") and len(digits) in _MOBILE_LENGTHS)


def _is_in_plan(written: str) -> bool:
    # Imported here: most texts hold no candidate, and the first question waits for imports.
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(written, "SE"))
    except phonenumbers.NumberParseException:
        return False


def _is_local(written: str) -> bool:
    digits = _digits(written)
    is_long_enough = len(digits) >= _FEWEST_LOCAL and digits not in _SHORT_NUMBERS
    return is_long_enough and not _TIMES_OR_DATE.fullmatch(written)


def _digits(written: str) -> str:
    return _NOT_DIGITS.sub("", written)
