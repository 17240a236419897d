"""Find personnummer and its kin: a possible date masks it, the check digit only names it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.privacy.checks import has_check_digit, is_coordination_day, is_possible_date
from bot.privacy.identity import IdentityKind, Rank, Span

_GAP = r"[ \-+./_*`~:()\n]{1,5}"
_RUN = re.compile(rf"(?<!\d)\d+(?:{_GAP}\d+)*")
_GROUP = re.compile(r"\d+")
_LONGEST = 12
_LENGTHS = {10, 12}

# How people group the digits; any other grouping needs the check digit too.
_USUAL = {
    (10,), (12,), (6, 4), (8, 4), (2, 6, 4), (2, 2, 2, 4), (4, 2, 2, 4), (2, 2, 2, 2, 4), (4, 4, 4),
    (2, 4, 4), (1,) * 10, (1,) * 12,
}  # fmt: skip
_ISO_DATE = (4, 2, 2)
_ISO_GAPS = {"-", " ", "+", " - ", " -", "- ", "/", "."}
_A_DATE_GOES_ON = re.compile(r"[-./]\d\d[-./]\d\d(?!\d)")

# A digit too few or too many, but the sign of a personnummer stands where it belongs.
_MISTYPED = re.compile(r"(?<!\d)((?:18|19|20)?\d{6}) ?[-+] ?\d{3}(?:\d{2})?(?!\d)(?!-\d\d-?\d\d)")
_ELEVEN = re.compile(r"(?<!\d)((?:19|20)\d{6})\d{3}(?!\d)")
_LAST_FOUR = re.compile(
    r"(?:(?:fyra|4) sista|sista (?:fyra|4))(?: siffrorna| siffror)?(?: är)?[ :]{1,3}(\d{4})(?!\d)",
    re.IGNORECASE,
)


def find_numbers(text: str) -> Iterator[Span]:
    """Find every personnummer and samordningsnummer, however it is written."""
    for run in _RUN.finditer(text):
        yield from _in_run(text, [group.span() for group in _GROUP.finditer(text, *run.span())])
    for pattern in (_MISTYPED, _ELEVEN):
        for found in pattern.finditer(text):
            if is_possible_date(found[1]):
                yield Span(*found.span(), IdentityKind.POSSIBLE_PERSONNUMMER, Rank.POSSIBLE)
    for found in _LAST_FOUR.finditer(text):
        yield Span(*found.span(1), IdentityKind.POSSIBLE_PERSONNUMMER, Rank.POSSIBLE)


def _in_run(text: str, groups: Sequence[tuple[int, int]]) -> Iterator[Span]:
    for first in range(len(groups)):
        total = 0
        for last in range(first, len(groups)):
            total += groups[last][1] - groups[last][0]
            if total > _LONGEST:
                break
            if total in _LENGTHS:
                is_alone = last - first + 1 == len(groups)
                yield from _read(text, groups[first : last + 1], is_alone)


def _read(text: str, groups: Sequence[tuple[int, int]], is_alone: bool) -> Iterator[Span]:
    digits = "".join(text[start:end] for start, end in groups)
    if not is_possible_date(digits[:-4]):
        return
    shape = tuple(end - start for start, end in groups)
    gaps = [text[left[1] : right[0]] for left, right in pairwise(groups)]
    start, end = groups[0][0], groups[-1][1]
    if _is_date_and_time(shape, gaps) or _A_DATE_GOES_ON.match(text, end):
        return
    is_usual = _is_usual(shape, gaps)
    # An unusual grouping inside a longer row of figures is a row of figures.
    if is_usual or (is_alone and has_check_digit(digits[-10:])):
        yield Span(start, end, *_judged(digits, shape, is_usual))


def _judged(digits: str, shape: tuple[int, ...], is_usual: bool) -> tuple[IdentityKind, Rank]:
    if has_check_digit(digits[-10:]):
        return _kind(digits), Rank.EXACT if is_usual else Rank.POSSIBLE
    rank = Rank.EXACT if shape in {(6, 4), (8, 4)} else Rank.POSSIBLE
    return IdentityKind.POSSIBLE_PERSONNUMMER, rank


def _kind(digits: str) -> IdentityKind:
    if is_coordination_day(int(digits[-6:-4])):
        return IdentityKind.SAMORDNINGSNUMMER
    return IdentityKind.PERSONNUMMER


def _is_usual(shape: tuple[int, ...], gaps: Sequence[str]) -> bool:
    return shape in _USUAL and (shape[-1] == 1 or len(set(gaps[:-1])) <= 1)


def _is_date_and_time(shape: tuple[int, ...], gaps: Sequence[str]) -> bool:
    if shape[:3] == _ISO_DATE and gaps[2] not in _ISO_GAPS:
        return True
    return shape[-2:] == (2, 2) and gaps[-1] in {".", ":"}
