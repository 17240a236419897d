"""Find e-mail addresses and where somebody lives: street with number, postal code with place."""

import re
from collections.abc import Iterator

from bot.privacy.identity import IdentityKind, Rank, Span
from bot.privacy.lexicon import Lexicon

_AT = r"(?:@| ?[(\[{] ?(?:at|snabel-?a|@) ?[)\]}] ?| snabel-?a )"
_DOT = r"(?:\.| ?[(\[{] ?(?:dot|punkt) ?[)\]}] ?| punkt )"
_EMAIL = re.compile(
    rf"(?<![\w.+%'-])[\w.+%'-]+(?:{_AT}[\w-]{{1,63}}{_DOT}[\w-]{{2,63}}|@[\w-]{{2,63}})"
    rf"(?:{_DOT}[\w-]{{2,63}}){{0,4}}",
    re.IGNORECASE,
)
_EMAIL_SIGNS = re.compile(r"@|snabel|[(\[{] ?at", re.IGNORECASE)

_DOOR = r"(?: ?[A-HJ-Za-hj-z](?![\w'’-]))?"
_MORE = r"(?:,? ?(?:lgh|lägenhet|lght)\.? ?\d{1,4}|,? \d{1,2} ?tr(?:appor|\.)?(?!\w)|,? ?nb(?!\w))*"
_STREET = re.compile(
    r"(?<![\w-])(?P<street>[^\W\d_]+(?:-[^\W\d_]+)*) (?P<house>(?:nr |nummer )?\d{1,4}"
    rf"(?![\d:/%]|[.,]\d){_DOOR}(?:-\d{{1,3}}(?!\d))?{_MORE})(?: (?P<next>[^\W\d_]+))?"
)
_POSTAL = re.compile(r"(?<![\w-])(?:SE?-)?[1-9]\d\d ?\d\d,? {1,2}(?P<town>[^\W\d_]{2,})", re.I)
_BEFORE = re.compile(r"(?:^|(?<=\W))(?P<word>[^\W\d_][^\W\d_.:]*[.:]?[^\W\d_]*) $")
_PARTS = {"norra", "södra", "östra", "västra", "nya", "gamla", "stora", "lilla", "sankt", "s:t",
          "övre", "nedre", "inre", "yttre"}  # fmt: skip
_LIVES = re.compile(r"(?:adress\w*|bor|bodde|bo|flyttar|flyttat|hembesök|hem till)\b[^.!?]{0,25}$")
_LOOK_BACK = 40


class Addresses:
    """Finds addresses with the reviewed endings of street names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._strong = tuple(lexicon.groups["street_endings"])
        self._weak = tuple(lexicon.groups["weak_street_endings"])

    def find(self, text: str) -> Iterator[Span]:
        """Find every e-mail address, street address and postal address."""
        if _EMAIL_SIGNS.search(text):
            for found in _EMAIL.finditer(text):
                yield Span(*found.span(), IdentityKind.EPOST, Rank.EXACT)
        for found in _STREET.finditer(text):
            if self._is_street(text, found):
                yield Span(_street_start(text, found), found.end("house"), IdentityKind.ADRESS)
        for found in _POSTAL.finditer(text):
            if self._is_town(found["town"]):
                yield Span(*found.span(), IdentityKind.ADRESS)

    def _is_street(self, text: str, found: re.Match[str]) -> bool:
        street, following = found["street"].lower(), (found["next"] or "").lower()
        if self._lexicon.holds("not_streets", street) or self._lexicon.holds("counted", following):
            return False
        before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
        if street in self._strong:
            return _is_two_word_street(before)
        if street.endswith(self._strong):
            return True
        return street.endswith(self._weak) and _is_home(before, found)

    def _is_town(self, town: str) -> bool:
        is_place = self._lexicon.holds("places", town.lower())
        is_counted = self._lexicon.holds("counted", town.lower())
        return is_place or (town[0].isupper() and not is_counted)


def _is_two_word_street(before: str) -> bool:
    """Tell whether a bare `gata` has its own name before it, as in `Nils Ericsons gata`."""
    name = _BEFORE.search(before)
    return name is not None and (name["word"][0].isupper() or name["word"].lower() in _PARTS)


def _is_home(before: str, found: re.Match[str]) -> bool:
    """Tell whether a word that may be a house or a unit is where somebody lives."""
    has_door = found["house"][-1].isalpha() or "lgh" in found["house"]
    return found["street"][0].isupper() and (has_door or bool(_LIVES.search(before.lower())))


def _street_start(text: str, found: re.Match[str]) -> int:
    """Give where the street's name begins: `Norra` and a person's name belong to it."""
    start = found.start()
    for _ in range(2):
        name = _BEFORE.search(text[max(0, start - _LOOK_BACK) : start])
        if name is None or not _belongs(name["word"], found["street"]):
            break
        start -= len(name["word"]) + 1
    return start


def _belongs(word: str, street: str) -> bool:
    if word.lower() in _PARTS:
        return True
    return word[0].isupper() and street[0].islower()
