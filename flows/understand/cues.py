"""Finds cues in a text: short patterns of words that carry a meaning.

A pattern is words with spaces between. ”a|b” is either word, ”ord*” any ending, ”ord?” may be left
out, ”<lista>” any entry of a named list, and ”..” up to four words of any kind. Between two words
small words may stand (nu, också, hon, inte).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.understand.text import Word
from flows.understand.words import fold, is_exactly, is_misspelt

_GAP = re.compile(r"\.\.(\d*)")
_DEFAULT_GAP = 4
_SMALL_WORDS_BETWEEN = 3
_REMEMBERED_WORDS = 20_000

Entry = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One place in a pattern: the entries that fit there, or a gap of up to some words."""

    entries: tuple[Entry, ...] = ()
    gap: int = 0
    is_optional: bool = False


Pattern = tuple[Part, ...]


@dataclass(frozen=True)
class Hit:
    """Where a pattern was found, and which words the pattern itself names."""

    first: int
    last: int
    named: tuple[int, ...] = ()

    def overlaps(self, other: "Hit") -> bool:
        """Tell whether two hits share a word."""
        return self.first < other.last and other.first < self.last


def compile_pattern(text: str, lists: Mapping[str, Sequence[str]]) -> Pattern:
    """Read a pattern as it is written in the library."""
    return tuple(_part(piece, lists) for piece in text.split())


def _part(piece: str, lists: Mapping[str, Sequence[str]]) -> Part:
    gap = _GAP.fullmatch(piece)
    if gap:
        return Part(gap=int(gap.group(1) or _DEFAULT_GAP))
    is_optional = piece.endswith("?")
    entries: list[Entry] = []
    for choice in piece.rstrip("?").split("|"):
        if choice.startswith("<"):
            entries += [entry_of(entry) for entry in lists[choice[1:-1]]]
        else:
            entries.append(entry_of(choice))
    return Part(entries=tuple(entries), is_optional=is_optional)


def entry_of(text: str) -> Entry:
    """Give the words of an entry as they are compared; a hyphen left hanging is no part of one."""
    return tuple(word.rstrip("-") for word in fold(text).split())


def words_of(patterns: Iterable[Pattern]) -> frozenset[str]:
    """Give every word that patterns name."""
    parts = (part for pattern in patterns for part in pattern)
    return frozenset(word for part in parts for entry in part.entries for word in entry)


class Vocabulary:
    """Every word the patterns know, and which of them a word of a text may be."""

    def __init__(self, known: Iterable[str], never_misspelt: Iterable[str]) -> None:
        self._whole = {word for word in known if "*" not in word}
        self._open_ended = [word for word in known if word.startswith("*")]
        self._by_letter: dict[str, list[str]] = {}
        for word in known:
            self._by_letter.setdefault(word[:1], []).append(word)
        self._never = Vocabulary(never_misspelt, ()) if never_misspelt else None
        self._seen: dict[str, frozenset[str]] = {}

    def readings(self, word: str) -> frozenset[str]:
        """Give the words of the patterns that a word may be; exact ones shut out misspelt ones."""
        if word not in self._seen:
            if len(self._seen) >= _REMEMBERED_WORDS:
                self._seen.clear()
            self._seen[word] = self._exact(word) or self._misspelt(word)
        return self._seen[word]

    def _exact(self, word: str) -> frozenset[str]:
        alike = self._by_letter.get(word[:1], [])
        stems = (known for known in alike if known.endswith("*") and is_exactly(word, known))
        ends = (known for known in self._open_ended if is_exactly(word, known))
        whole = {word} if word in self._whole else set()
        return frozenset(whole.union(stems, ends))

    def _misspelt(self, word: str) -> frozenset[str]:
        if self._never is not None and self._never.readings(word):
            return frozenset()
        alike = self._by_letter.get(word[:1], [])
        return frozenset(known for known in alike if is_misspelt(word, known))


@dataclass(frozen=True)
class Finder:
    """Looks for patterns among the words of one text."""

    words: Sequence[Word]
    readings: Sequence[frozenset[str]]
    small_words: Collection[str]

    def find(self, pattern: Pattern, first: int, last: int) -> Iterator[Hit]:
        """Give each place between two words where a pattern stands."""
        opening = pattern[0]
        for start in range(first, last):
            if opening.gap or opening.is_optional or self._opens(opening, start):
                named = self._match(pattern, start, last)
                if named:
                    yield Hit(named[0], named[-1] + 1, named)

    def _opens(self, part: Part, at: int) -> bool:
        return any(entry[0] in self.readings[at] for entry in part.entries)

    def _match(self, pattern: Pattern, at: int, last: int) -> tuple[int, ...] | None:
        """Give the words that a pattern names from a place on, or None where it does not stand."""
        if not pattern:
            return ()
        part, rest = pattern[0], pattern[1:]
        for end in self._ends(part, at, last):
            here = () if part.gap else tuple(range(at, end))
            for start in self._starts(rest, end, last):
                found = self._match(rest, start, last)
                if found is not None:
                    return here + found
        return None

    def _ends(self, part: Part, at: int, last: int) -> Iterator[int]:
        """Give the places where the words that fit a part may end."""
        if part.gap:
            yield from range(at, min(at + part.gap, last) + 1)
            return
        for entry in part.entries:
            if at + len(entry) <= last and self._fits(entry, at):
                yield at + len(entry)
        if part.is_optional:
            yield at

    def _fits(self, entry: Entry, at: int) -> bool:
        return all(word in self.readings[at + step] for step, word in enumerate(entry))

    def _starts(self, rest: Pattern, end: int, last: int) -> Iterator[int]:
        """Give where the next part may begin: at once, or after some small words."""
        yield end
        if not rest or rest[0].gap:
            return
        for at in range(end, min(end + _SMALL_WORDS_BETWEEN, last)):
            if self.words[at].folded not in self.small_words:
                return
            yield at + 1
