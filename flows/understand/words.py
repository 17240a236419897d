"""Compares words as people write them: without diacritics, inflected, misspelt."""

import unicodedata
from functools import lru_cache

_SHORTEST_WITH_A_TYPO = 5
_SHORTEST_WITH_TWO_TYPOS = 10
_SHORTEST_STEM_WITH_A_TYPO = 6


def fold(text: str) -> str:
    """Give a text in lower case without diacritics, so that å, ä and ö may be missing."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def is_exactly(word: str, pattern: str) -> bool:
    """Tell whether a folded word is what a pattern says; * stands for the rest of the word."""
    if pattern.startswith("*") and pattern.endswith("*"):
        return pattern[1:-1] in word
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    if pattern.startswith("*"):
        return word.endswith(pattern[1:])
    return word == pattern


def is_misspelt(word: str, pattern: str) -> bool:
    """Tell whether a folded word is a pattern with a slip of the keyboard or two."""
    if pattern.startswith("*") or word[:1] != pattern[:1]:
        return False
    if not pattern.endswith("*"):
        return _is_near(word, pattern, _slips_allowed(pattern, _SHORTEST_WITH_A_TYPO))
    stem = pattern[:-1]
    slips = _slips_allowed(stem, _SHORTEST_STEM_WITH_A_TYPO)
    ends = {len(stem) + extra for extra in range(-slips, slips + 1)}
    return slips > 0 and any(_is_near(word[:end], stem, slips) for end in ends)


def _slips_allowed(pattern: str, shortest: int) -> int:
    if len(pattern) < shortest or not pattern.isalpha():
        return 0
    return 2 if len(pattern) >= _SHORTEST_WITH_TWO_TYPOS else 1


def _is_near(one: str, other: str, slips: int) -> bool:
    if slips == 0 or abs(len(one) - len(other)) > slips:
        return False
    return distance(one, other) <= slips


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
