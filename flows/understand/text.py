"""Cuts a text into sentences, clauses and words, each word with its place in the text."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

_WORD_OR_MARK = re.compile(r"[^\W_]+(?:[-:'’][^\W_]+)*|[.!?]+|[,;()\n–—]")
_ENDS = re.compile(r"[.!?]+|\n")


@dataclass(frozen=True)
class Word:
    """A word in lower case, and where it stands in the text."""

    lower: str
    start: int
    end: int


@dataclass(frozen=True)
class Clause:
    """Words from first up to, not including, last; what belongs together in a sentence."""

    first: int
    last: int


@dataclass(frozen=True)
class Sentence:
    """The clauses of a sentence, and whether it ends with a question mark."""

    clauses: tuple[Clause, ...]
    is_asked: bool

    @property
    def first(self) -> int:
        """Give the index of the first word."""
        return self.clauses[0].first

    @property
    def last(self) -> int:
        """Give the index after the last word."""
        return self.clauses[-1].last


@dataclass(frozen=True)
class Text:
    """A text as words and sentences."""

    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Breaks:
    """The words a new clause begins with: always, after a word like ”och”, or two together.

    After a holding word (”varken”) a comma is part of a list and begins nothing.
    """

    holding: Collection[str]
    always: Collection[str]
    joining: Collection[str]
    after_joining: Collection[str]
    pairs: Collection[tuple[str, ...]]


def cut(text: str, breaks: Breaks) -> Text:
    """Cut a text into words, clauses and sentences."""
    words: list[Word] = []
    sentences: list[Sentence] = []
    starts: list[int] = [0]
    for found in _WORD_OR_MARK.finditer(text):
        mark = found.group()
        if _ENDS.fullmatch(mark):
            _close(words, starts, sentences, is_asked="?" in mark)
        elif mark[0].isalnum():
            words.append(Word(mark.lower(), found.start(), found.end()))
            _break_before(words, starts, breaks)
        elif not any(word.lower in breaks.holding for word in words[starts[0] :]):
            starts.append(len(words))
    _close(words, starts, sentences, is_asked=False)
    return Text(tuple(words), tuple(sentences))


def _break_before(words: list[Word], starts: list[int], breaks: Breaks) -> None:
    """Begin a clause at the last word, or at the one before it, where the two say so."""
    last = words[-1].lower
    before = words[-2].lower if len(words) > 1 else ""
    if last in breaks.always:
        starts.append(len(words) - 1)
    elif (before, last) in breaks.pairs or (
        before in breaks.joining and last in breaks.after_joining
    ):
        starts.append(len(words) - 2)


def _close(
    words: list[Word], starts: list[int], sentences: list[Sentence], *, is_asked: bool
) -> None:
    """End a sentence at the words read so far."""
    edges = sorted({*starts, len(words)})
    clauses = tuple(Clause(first, last) for first, last in pairwise(edges) if last > first)
    if clauses:
        sentences.append(Sentence(clauses, is_asked))
    starts[:] = [len(words)]
