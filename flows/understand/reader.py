"""The patterns made ready: compiled once, and laid over one text at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flows.understand.cues import (
    Finder,
    Hit,
    Patterns,
    compile_pattern,
    entry_of,
)
from flows.understand.library import CueWords, FactWords, Reach, UnderstandingFile
from flows.understand.text import Breaks, Clause, Sentence, Text, Word, cut
from flows.understand.words import Vocabulary, fold
from flows.units import UnitTypes

UNIT = "§"


@dataclass(frozen=True)
class Cue:
    """The patterns of one answer, compiled."""

    words: CueWords
    patterns: Patterns
    unless: Patterns


@dataclass(frozen=True)
class FactReader:
    """The patterns of one fact, compiled."""

    words: FactWords
    cues: tuple[Cue, ...]
    traps: Patterns
    doubts: Patterns


@dataclass(frozen=True)
class Scope:
    """The patterns of one scope, compiled."""

    reach: Reach
    patterns: Patterns
    exempt: Patterns


@dataclass
class Reader:
    """Everything compiled from the patterns and the unit types."""

    file: UnderstandingFile
    units: UnitTypes
    _all: list[Patterns] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.facts = {fact.question: self._fact(fact) for fact in self.file.facts}
        self.scopes = {
            name: Scope(scope.reach, self._compile(scope.patterns), self._compile(scope.exempt))
            for name, scope in self.file.scopes.items()
        }
        self.roles = {
            name: self._compile(getattr(self.file.roles, name))
            for name in ("sender_last", "sender_first", "receiver_last", "receiver_first")
        }
        self.people = {name: self._compile((f"<{name}>",)) for name in ("patient", "andra")}
        self.someone_else = [
            (self._compile((entry.word,)), self._compile(entry.after))
            for entry in self.file.someone_else_after
        ]
        self.unit_words = {unit.id: self._compile(unit.words) for unit in self.units.unit_types}
        self.never_units = self._compile(self.file.roles.never_units)
        self._compile(f"<{name}>" for name in self.file.lists)
        self._compile(self.file.roles.barriers)
        self.known_words = self._compile(f"<{name}>" for name in self.file.known_lists).words()
        self.common_words = self._compile(self.file.language.common).words()

    def _fact(self, fact: FactWords) -> FactReader:
        cues = tuple(
            Cue(words, self._compile(words.words), self._compile(words.unless))
            for words in fact.cues
        )
        return FactReader(fact, cues, self._compile(fact.traps), self._compile(fact.doubts))

    def _compile(self, texts: Iterable[str]) -> Patterns:
        patterns = Patterns(compile_pattern(text, self.file.lists) for text in texts)
        self._all.append(patterns)
        return patterns

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Give the words of all patterns."""
        never = [entry_of(word)[0] for word in self.file.typos.never]
        words = frozenset[str]().union(*(patterns.words() for patterns in self._all))
        return Vocabulary(words - {UNIT}, never)

    @cached_property
    def breaks(self) -> Breaks:
        """Give the words that clauses begin with."""
        words = self.file.breaks
        return Breaks(
            _both_ways(words.holding),
            _both_ways(words.always),
            _both_ways(words.joining),
            _both_ways(words.after_joining),
            {tuple(pair.split()) for pair in _both_ways(words.pairs)},
        )

    @cached_property
    def lists(self) -> Mapping[str, frozenset[str]]:
        """Give the single words of the named lists."""
        return {
            name: frozenset(entry for entry in entries if " " not in entry)
            for name, entries in self.file.lists.items()
        }

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Give the words that may stand inside a pattern."""
        return self.lists["smaord"] | self.lists["nej"]

    def open(self, text: str) -> "Page":
        """Cut a text and find its units; what is found later is found on this page."""
        raw = cut(text, self.breaks)
        readings = [self.vocabulary.readings(word.lower) for word in raw.words]
        mentions = _mentions(self, Finder(readings, self.small_words), raw)
        return Page(self, text, *_with_units(raw, readings, mentions))


def _both_ways(words: Iterable[str]) -> frozenset[str]:
    """Give words with and without diacritics."""
    return frozenset(form for word in words for form in (word, fold(word)))


@dataclass
class Page:
    """One text under reading: its words, what each may be, and which of them name a unit."""

    reader: Reader
    raw: str
    text: Text
    readings: Sequence[frozenset[str]]
    units: Mapping[int, str]

    @cached_property
    def finder(self) -> Finder:
        """Give the finder of this text."""
        return Finder(self.readings, self.reader.small_words)

    @cached_property
    def role_finder(self) -> Finder:
        """Give the finder for roles: a person between a unit and a verb is another subject."""
        barriers = frozenset(self.reader.file.roles.barriers)
        return Finder(self.readings, self.reader.lists["rollsmaord"], barriers)

    def hits(self, patterns: Patterns, first: int, last: int) -> Iterator[Hit]:
        """Give where any of some patterns stands between two words."""
        return (hit for _, hit in self.finder.find(patterns, first, last))

    def clauses(self) -> Iterator[tuple[Sentence, Clause]]:
        """Give each clause with its sentence."""
        for sentence in self.text.sentences:
            for clause in sentence.clauses:
                yield sentence, clause

    def words_between(self, first: int, last: int) -> str:
        """Give the text as it was written from one word to another."""
        return self.raw[self.text.words[first].start : self.text.words[last - 1].end]


def _mentions(reader: Reader, finder: Finder, text: Text) -> dict[int, tuple[int, str]]:
    """Find the units by their first word; the longest name counts (”kommunens rehab”)."""
    last = len(text.words)
    passed = {at for _, hit in finder.find(reader.never_units, 0, last) for at in hit.named}
    found = [
        (hit.first - hit.last, -pattern.weight, hit, unit)
        for unit, patterns in reader.unit_words.items()
        for pattern, hit in finder.find(patterns, 0, last)
    ]
    mentions: dict[int, tuple[int, str]] = {}
    for _, _, hit, unit in sorted(found, key=lambda item: item[:2]):
        if passed.isdisjoint(hit.named):
            mentions[hit.first] = (hit.last, unit)
            passed.update(range(hit.first, hit.last))
    return mentions


def _with_units(
    text: Text, readings: Sequence[frozenset[str]], mentions: Mapping[int, tuple[int, str]]
) -> tuple[Text, list[frozenset[str]], dict[int, str]]:
    """Make one word of each unit, so that a pattern meets it as one."""
    words: list[Word] = []
    joined: list[frozenset[str]] = []
    units: dict[int, str] = {}
    new_place: dict[int, int] = {}
    at = 0
    while at < len(text.words):
        end, unit = mentions.get(at, (at + 1, ""))
        new_place.update(dict.fromkeys(range(at, end), len(words)))
        if unit:
            units[len(words)] = unit
        first, final = text.words[at], text.words[end - 1]
        words.append(Word(first.lower, first.start, final.end))
        joined.append(frozenset({UNIT} if unit else ()).union(*readings[at:end]))
        at = end
    new_place[len(text.words)] = len(words)
    return Text(tuple(words), _moved(text.sentences, new_place)), joined, units


def _moved(sentences: Iterable[Sentence], place: Mapping[int, int]) -> tuple[Sentence, ...]:
    moved = []
    for sentence in sentences:
        clauses = (Clause(place[c.first], place[c.last]) for c in sentence.clauses)
        kept = tuple(clause for clause in clauses if clause.last > clause.first)
        moved.append(Sentence(kept, sentence.is_asked))
    return tuple(moved)
