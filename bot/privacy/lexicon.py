"""The names and the reviewed words around them, read once when the first text is masked."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntFlag
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_LISTED, _REVIEWED, _WORDS = "names_listed.toml", "names_reviewed.toml", "words.toml"
_GENITIVES = ("'s", "’s", ":s", "s")
_SHORTEST_STEM = 2


class Trait(IntFlag):
    """What a word can be as a name."""

    NONE = 0
    FIRST = 1
    LAST = 2
    OTHER = 4  # only in the lists of other languages: counts with a capital letter
    WORD = 8  # also an ordinary word: needs context
    GENITIVE = 16


_FOREIGN = str.maketrans("éèêëáàćčšžü", "eeeeaaccszu")


@dataclass(frozen=True)
class Lexicon:
    """What is known of names, and the words that tell whether one is meant."""

    names: Mapping[Trait, frozenset[str]]
    groups: Mapping[str, frozenset[str]]

    def traits(self, word: str) -> Trait:
        """Give what a word in lower case can be as a name, also in the genitive."""
        if word in self.groups["ordinary"]:
            return Trait.NONE
        if found := self._traits(word):
            return found
        for ending in _GENITIVES:
            stem = word.removesuffix(ending)
            if len(stem) >= _SHORTEST_STEM and stem != word and (found := self._traits(stem)):
                return found | Trait.GENITIVE
        return Trait.NONE

    def holds(self, group: str, word: str) -> bool:
        """Tell whether a word in lower case is in a reviewed group."""
        return word in self.groups[group]

    def _traits(self, word: str) -> Trait:
        return self._exact(word) or self._exact(without_foreign_marks(word))

    def _exact(self, word: str) -> Trait:
        found = Trait.NONE
        for trait, names in self.names.items():
            if word in names:
                found |= trait
        if found and word in self.groups["also_words"]:
            found |= Trait.WORD
        return found


@cache
def read_lexicon() -> Lexicon:
    """Read the lists beside this file."""
    listed, reviewed, words = _read(_LISTED), _read(_REVIEWED), _read(_WORDS)
    first = _forms(listed["swedish_first"] + reviewed["first"])
    last = _forms(listed["swedish_last"] + reviewed["last"])
    # What is Swedish counts without a capital letter, whatever other list holds it too.
    other_first = _forms(listed["other_first"]) - first - last
    other_last = _forms(listed["other_last"]) - first - last
    names = {
        Trait.FIRST: first,
        Trait.LAST: last,
        Trait.FIRST | Trait.OTHER: other_first,
        Trait.LAST | Trait.OTHER: other_last,
    }
    return Lexicon(names, {group: frozenset(entries) for group, entries in words.items()})


def _read(name: str) -> dict[str, list[str]]:
    entries: dict[str, Any] = tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))
    return {
        key: value.split() if isinstance(value, str) else value for key, value in entries.items()
    }


def _forms(words: Iterable[str]) -> frozenset[str]:
    """Give the names as written, and as written on a foreign keyboard."""
    forms = set(words)
    for word in words:
        if not word.isascii():
            forms.update((without_foreign_marks(word), without_marks(word)))
    return frozenset(forms)


def without_marks(word: str) -> str:
    """Give a word without marks on its letters."""
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def without_foreign_marks(word: str) -> str:
    """Give a word without the marks people leave out or add in names: é, ć, ü, but not å, ä, ö."""
    return word if word.isascii() else word.translate(_FOREIGN)
