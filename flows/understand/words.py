"""Compares words as people write them: without diacritics, inflected, misspelt."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SHORTEST_WITH_A_TYPO = 6
_SHORTEST_WITH_TWO_TYPOS = 10
_LONGEST_ENDING = 4
_REMEMBERED_WORDS = 20_000


def fold(text: str) -> str:
    """Give a text in lower case without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@lru_cache(maxsize=50_000)
def distance(one: str, other: str) -> int:
    """Count letters added, left out, exchanged or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, match in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != match))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == match:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]


class KnownWord:
    """A word of the patterns; a star at either end stands for the rest of the word."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._stem = pattern.strip("*")
        self._plain = fold(self._stem)
        self._is_stem = pattern.endswith("*")
        self._is_ending = pattern.startswith("*")

    def is_exactly(self, word: str) -> bool:
        """Compare a word in lower case as it is written."""
        return self._fits(word, self._stem)

    def is_without_diacritics(self, word: str) -> bool:
        """Compare a word that may have been written without å, ä and ö."""
        return word.isascii() and self._fits(word, self._plain)

    def _fits(self, word: str, stem: str) -> bool:
        if self._is_stem and self._is_ending:
            return stem in word
        if self._is_stem:
            return word.startswith(stem)
        return word.endswith(stem) if self._is_ending else word == stem

    def covers(self, word: str) -> bool:
        """Tell whether the word is this one but for an ending; a short stem says little of it."""
        return len(word) - len(self._stem) <= _LONGEST_ENDING

    def is_misspelt(self, folded: str) -> bool:
        """Tell whether a folded word is this one with a slip of the keyboard or two."""
        slips = self._slips_allowed()
        if slips == 0 or self._is_ending or folded[:1] != self._plain[:1]:
            return False
        if not self._is_stem:
            return _is_near(folded, self._plain, slips)
        ends = {len(self._plain) + extra for extra in range(-slips, slips + 1)}
        return any(_is_near(folded[:end], self._plain, slips) for end in ends)

    def _slips_allowed(self) -> int:
        if len(self._plain) < _SHORTEST_WITH_A_TYPO or not self._plain.isalpha():
            return 0
        return 2 if len(self._plain) >= _SHORTEST_WITH_TWO_TYPOS else 1


def _is_near(one: str, other: str, slips: int) -> bool:
    return abs(len(one) - len(other)) <= slips and distance(one, other) <= slips


class Vocabulary:
    """Every word the patterns know, and which of them a word of a text may be."""

    def __init__(self, known: Iterable[str], never_misspelt: Iterable[str]) -> None:
        self._by_letter: dict[str, list[KnownWord]] = {}
        for pattern in known:
            self._by_letter.setdefault(fold(pattern)[:1], []).append(KnownWord(pattern))
        self._never = [KnownWord(pattern) for pattern in never_misspelt]
        self._seen: dict[str, frozenset[str]] = {}

    def readings(self, word: str) -> frozenset[str]:
        """Give the words of the patterns that a word may be: as it is, plain, or misspelt."""
        if word not in self._seen:
            if len(self._seen) >= _REMEMBERED_WORDS:
                self._seen.clear()
            self._seen[word] = self._read(word, fold(word))
        return self._seen[word]

    def _read(self, word: str, folded: str) -> frozenset[str]:
        alike = self._by_letter.get(folded[:1], [])
        known = [*alike, *self._by_letter.get("*", [])]
        exact = [each for each in known if each.is_exactly(word)]
        if any(each.covers(word) for each in exact):
            return _patterns(exact)
        plain = [*exact, *(each for each in known if each.is_without_diacritics(word))]
        covered = any(each.covers(word) for each in plain)
        if covered or any(real.is_exactly(word) for real in self._never):
            return _patterns(plain)
        return _patterns([*plain, *(each for each in alike if each.is_misspelt(folded))])


def _patterns(words: Iterable[KnownWord]) -> frozenset[str]:
    return frozenset(word.pattern for word in words)
