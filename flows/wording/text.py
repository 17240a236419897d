"""A text as it is read: sentences with their places, and without letters that do not show."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

_BREAK = re.compile(r"(?<=[.!?…])[\"”»)]{0,3}[ \t]+(?=[^\W\d_])|\n")
_LAST_WORD = re.compile(r"[^\s]{1,12}$")
_QUOTED = re.compile(r"[\"”“»«]([^\"”“»«\n]{1,400})[\"”“»«]")
_TRIMMED = " \t•*–-\r"


@dataclass(frozen=True)
class Sentence:
    """A sentence as it is read, and where each of its letters stands in the text."""

    text: str
    places: tuple[int, ...]

    @property
    def lower(self) -> str:
        """Give it in small letters, each in its place."""
        return "".join(one.lower() if len(one.lower()) == 1 else one for one in self.text)

    @property
    def start(self) -> int:
        """Give where it begins in the text."""
        return self.places[0]

    @property
    def end(self) -> int:
        """Give where it ends in the text."""
        return self.places[-1] + 1

    def quotes(self) -> list[tuple[int, int]]:
        """Give where something is quoted in it."""
        return [found.span() for found in _QUOTED.finditer(self.text)]


def sentences_in(text: str, abbreviations: Collection[str]) -> Iterator[Sentence]:
    """Cut a text into sentences; a dot after an abbreviation ends none."""
    shown, places = _visible(text)
    cuts = [0]
    for found in _BREAK.finditer(shown):
        last = _LAST_WORD.search(shown, max(0, found.start() - 12), found.start())
        if found.group() == "\n" or not last or last.group().lower() not in abbreviations:
            cuts += [found.start(), found.end()]
    cuts.append(len(shown))
    for start, end in list(pairwise(cuts))[::2]:
        begun = start + len(shown[start:end]) - len(shown[start:end].lstrip(_TRIMMED))
        ended = begun + len(shown[begun:end].rstrip(_TRIMMED))
        if ended > begun:
            yield Sentence(shown[begun:ended], tuple(places[begun:ended]))


def _visible(text: str) -> tuple[str, list[int]]:
    """Leave out marks of direction and letters without width, and join loose accents."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if unicodedata.category(letter) == "Cf":
            continue
        joined = unicodedata.normalize("NFC", letters[-1] + letter) if letters else ""
        if unicodedata.combining(letter) and len(joined) == 1:
            letters[-1] = joined
            continue
        letters.append(letter)
        places.append(place)
    return "".join(letters), places
