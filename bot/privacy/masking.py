"""Mask a text: find identities, hide them, look again until nothing is left; or fail closed."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from bot.privacy.addresses import Addresses
from bot.privacy.identity import (
    Finding,
    IdentityKind,
    MaskedText,
    MaskingFailed,
    Span,
    replacement,
    sealed,
)
from bot.privacy.lexicon import read_lexicon
from bot.privacy.names import Names
from bot.privacy.numbers import find_numbers
from bot.privacy.phones import find_phones
from bot.privacy.plain import PlainText, plain
from bot.privacy.reserve import find_reserve_numbers

_log = logging.getLogger(__name__)

# What is hidden may give its neighbours a new reading, once or twice; more means a fault.
_MOST_LOOKS = 8
_FAILED = (
    "Texten gick inte att kontrollera för personuppgifter, så den har inte sparats eller lästs. "
    "Skriv om den kortare och utan uppgifter om enskilda, och försök igen."
)


def mask(text: str) -> MaskedText:
    """Hide every direct identity in a text; nothing but the masked text goes on from here."""
    masked = _masked_or_none(text)
    if masked is None:
        raise MaskingFailed(_FAILED)
    return masked


def masked_before(text: str, kinds: Iterable[str]) -> MaskedText:
    """Give a text that was masked when it was kept, looked through once more, with what it held."""
    again = mask(text)
    earlier = [Finding(kind, replacement(kind)) for kind in map(IdentityKind, kinds)]
    return sealed(again.text, [*earlier, *again.findings])


def _masked_or_none(text: str) -> MaskedText | None:
    # Raised outside, so that no fault carries what was written as its context.
    try:
        return _masked(text)
    except Exception as fault:  # noqa: BLE001 - whatever goes wrong, nothing is let through
        _log.error("masking failed: %s", type(fault).__name__)
        return None


def _masked(text: str) -> MaskedText:
    written = plain(text)
    spans = find(written)
    parts, position = [], 0
    for span in spans:
        start, end = written.written(span)
        parts += [text[position:start], replacement(span.kind)]
        position = end
    findings = [Finding(span.kind, replacement(span.kind)) for span in spans]
    return sealed("".join([*parts, text[position:]]), findings)


def find(text: PlainText) -> Sequence[Span]:
    """Give where the identities stand in a plain text, in order and apart from each other."""
    found: list[Span] = []
    left = text
    for _ in range(_MOST_LOOKS):
        new = _merged(_look(left.text))
        if not new:
            return sorted(found)
        found += new
        left = left.without(new)
    raise RuntimeError("no end of identities")


def _look(text: str) -> Iterator[Span]:
    if any(sign.isdigit() for sign in text):
        yield from find_numbers(text)
        yield from find_reserve_numbers(text)
        yield from find_phones(text)
    yield from _addresses().find(text)
    yield from _names().find(text)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Give overlapping spans as one, called by what is most certain."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = _union(merged[-1], span)
        else:
            merged.append(span)
    return merged


def _union(left: Span, right: Span) -> Span:
    leading = min(left, right, key=lambda span: (span.rank, span.start, -span.end))
    return leading._replace(start=left.start, end=max(left.end, right.end))


@cache
def _addresses() -> Addresses:
    return Addresses(read_lexicon())


@cache
def _names() -> Names:
    return Names(read_lexicon())
