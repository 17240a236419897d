"""Finds cues in a text: short patterns of words that carry a meaning.

A pattern is words with spaces between. ”a|b” is either word, ”a_b” two words as one choice, ”ord*”
any ending, ”ord?” may be left out, ”<lista>” any entry of a named list, and ”..” up to four words
of any kind. Between two words small words may stand (nu, också, hon, inte).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_GAP = re.compile(r"\.\.(\d*)")
_DEFAULT_GAP = 4
_SMALL_WORDS_BETWEEN = 3

Entry = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One place in a pattern: the entries that fit there, or a gap of up to some words."""

    entries: tuple[Entry, ...] = ()
    gap: int = 0
    is_optional: bool = False


@dataclass(frozen=True)
class Pattern:
    """Parts in order, and for each that can't be left out the words one of which must be there."""

    parts: tuple[Part, ...]
    needed: tuple[frozenset[str], ...]

    @property
    def weight(self) -> int:
        """Give the letters it names: more of them say more exactly what is meant."""
        return sum(len(word.strip("*")) for part in self.parts for word in part.entries[0])


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
    parts = tuple(_part(piece, lists) for piece in text.split())
    must = (part for part in parts if not part.gap and not part.is_optional)
    needed = tuple(frozenset(entry[0] for entry in part.entries) for part in must)
    return Pattern(parts, needed)


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
    return tuple(word.rstrip("-") for word in text.lower().replace("_", " ").split())


class Patterns:
    """Several patterns, found in a text by the words that are there and not one by one."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.all = tuple(patterns)
        self._by_word: dict[str, set[int]] = {}
        for number, pattern in enumerate(self.all):
            for word in pattern.needed[0]:
                self._by_word.setdefault(word, set()).add(number)

    def likely(self, present: frozenset[str]) -> Iterator[Pattern]:
        """Give the patterns all of whose words may be among those present."""
        numbers = set().union(*(self._by_word.get(word, ()) for word in present))
        for number in sorted(numbers):
            pattern = self.all[number]
            if not any(words.isdisjoint(present) for words in pattern.needed):
                yield pattern

    def words(self) -> frozenset[str]:
        """Give every word that the patterns name."""
        parts = (part for pattern in self.all for part in pattern.parts)
        return frozenset(word for part in parts for entry in part.entries for word in entry)


class Finder:
    """Looks for patterns among the words of one text."""

    def __init__(
        self,
        readings: Sequence[frozenset[str]],
        small_words: Collection[str],
        barriers: Collection[str] = (),
    ) -> None:
        self.readings = readings
        self._small_words = frozenset(small_words)
        self._barriers = frozenset(barriers)
        self._present: dict[tuple[int, int], frozenset[str]] = {}

    def find(self, patterns: Patterns, first: int, last: int) -> Iterator[tuple[Pattern, Hit]]:
        """Give each place between two words where one of some patterns stands."""
        for pattern in patterns.likely(self._present_in(first, last)):
            for start in range(first, last):
                named = self._match(pattern.parts, start, last)
                if named:
                    yield pattern, Hit(named[0], named[-1] + 1, named)

    def _present_in(self, first: int, last: int) -> frozenset[str]:
        if (first, last) not in self._present:
            words = frozenset[str]().union(*self.readings[first:last])
            self._present[first, last] = words
        return self._present[first, last]

    def _match(self, parts: tuple[Part, ...], at: int, last: int) -> tuple[int, ...] | None:
        """Give the words that parts name from a place on, or None where they do not stand."""
        if not parts:
            return ()
        part, rest = parts[0], parts[1:]
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
            yield at
            for end in range(at, min(at + part.gap, last)):
                if not self.readings[end].isdisjoint(self._barriers):
                    return
                yield end + 1
            return
        for entry in part.entries:
            if at + len(entry) <= last and self._fits(entry, at):
                yield at + len(entry)
        if part.is_optional:
            yield at

    def _fits(self, entry: Entry, at: int) -> bool:
        return all(word in self.readings[at + step] for step, word in enumerate(entry))

    def _starts(self, rest: tuple[Part, ...], end: int, last: int) -> Iterator[int]:
        """Give where the next part may begin: at once, or after some small words."""
        yield end
        if not rest or rest[0].gap:
            return
        for at in range(end, min(end + _SMALL_WORDS_BETWEEN, last)):
            if self.readings[at].isdisjoint(self._small_words):
                return
            yield at + 1
