"""Reads the wording of a report: what judges, blames or points at somebody, and what does not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.wording.library import Sign, WordingFile, read_wording
from flows.wording.loudness import Loudness
from flows.wording.patterns import compiled
from flows.wording.proposing import Mark, Proposing
from flows.wording.remark import WordingKind, WordingRemark
from flows.wording.text import Sentence, sentences_in

_BEFORE_QUOTE = 60  # letters in which a word of speech may stand before what is quoted
# What is hidden, a number as long as a person's or a telephone's, and an address for mail.
_IDENTITY = re.compile(
    r"\[[a-zåäö][a-zåäö -]{2,30}\]|(?<!\d)(?:19|20)?\d{6}[-+ ]?\d{4}(?!\d)"
    r"|(?<![\d.])0\d{1,3}[- ]?\d{2,3}[ -]?\d{2}[ -]?\d{2,3}(?!\d)|[\w.+-]{1,64}@[\w-]{1,64}\.\w{2,}"
)
_Span = tuple[int, int]


@dataclass(frozen=True)
class _Sign:
    """Words that are looked for, in small letters or as they stand."""

    found: re.Pattern[str]
    traps: re.Pattern[str]
    cased: bool

    def spans(self, sentence: Sentence) -> Iterator[_Span]:
        """Give where these words stand, and nothing that is only like them."""
        text = sentence.text if self.cased else sentence.lower
        hits = [found.span() for found in self.found.finditer(text)]
        traps = [found.span() for found in self.traps.finditer(sentence.lower)] if hits else []
        return (hit for hit in hits if not any(_overlap(hit, trap) for trap in traps))


@dataclass(frozen=True)
class _Scope:
    """Words after which, or in whose sentence, some kinds are somebody else's or a rule's."""

    found: re.Pattern[str]
    kinds: tuple[WordingKind, ...]
    whole: bool


class Wording:
    """Reads texts with one set of words."""

    def __init__(self, words: WordingFile) -> None:
        self._words = words
        lists = words.lists
        self._signs = {
            kind: [_sign(one, words) for one in about.signs] for kind, about in words.kinds.items()
        }
        self._scopes = [
            _Scope(compiled(one.words, lists), one.kinds, one.whole)
            for one in words.scopes.values()
        ]
        self._scare = compiled(words.scare_quoted, lists)
        self._speech = compiled(words.speech, lists)
        self._loud = Loudness(words.loud)
        self._proposing = Proposing(words, self._loud)

    @property
    def forms(self) -> frozenset[str]:
        """Give the forms whose texts are read."""
        return frozenset(self._words.forms)

    def remarks(self, text: str) -> list[WordingRemark]:
        """Give what to point out in a text, in its order; an empty list when there is nothing."""
        abbreviations = frozenset(self._words.abbreviations)
        found: list[WordingRemark] = []
        for sentence in sentences_in(text, abbreviations):
            marks = self._marks(sentence)
            if marks:
                proposal = self._proposed(sentence, marks)
                found += [self._remark(text, sentence, mark, proposal) for mark in marks]
        return found

    def _proposed(self, sentence: Sentence, marks: list[Mark]) -> str | None:
        """Give the facts of a sentence, unless what comes out would be pointed out again."""
        proposal = self._proposing.facts_of(sentence.text, marks)
        if not proposal:
            return proposal
        again = Sentence(proposal, tuple(range(len(proposal))))
        is_identity = {kind for *_, kind in self._marks(again)} <= {WordingKind.IDENTITY}
        return proposal if is_identity and proposal != sentence.text else None

    def _marks(self, sentence: Sentence) -> list[Mark]:
        """Give the places in a sentence, at most one for the same words and kind."""
        found = []
        for kind, signs in self._signs.items():
            spans = [span for sign in signs for span in sign.spans(sentence)]
            spans += self._by_look(sentence, kind)
            exempt = self._exempt(sentence, kind) if spans else []
            open_ = [span for span in spans if not any(_within(span, one) for one in exempt)]
            found += [(first, last, kind) for first, last in _longest(open_)]
        return sorted(found)

    def _by_look(self, sentence: Sentence, kind: WordingKind) -> list[_Span]:
        """Give what is known by how it is written, and not by which words they are."""
        if kind is WordingKind.SHOUTING:
            return self._loud.spans(sentence.text)
        if kind is WordingKind.IRONY:
            quotes = sentence.quotes()
            return [
                one
                for one in quotes
                if self._scare.fullmatch(sentence.lower, one[0] + 1, one[1] - 1)
            ]
        if kind is WordingKind.IDENTITY:
            return [found.span() for found in _IDENTITY.finditer(sentence.text)]
        return []

    def _exempt(self, sentence: Sentence, kind: WordingKind) -> list[_Span]:
        """Give the parts of a sentence where a kind is not the writer's own wording."""
        if kind is WordingKind.IDENTITY:
            return []
        size = len(sentence.text)
        parts = [span for span in sentence.quotes() if self._is_said(sentence, span)]
        for scope in self._scopes:
            if kind in scope.kinds:
                starts = (found.start() for found in scope.found.finditer(sentence.lower))
                parts += [(0 if scope.whole else first, size) for first in starts]
        return parts

    def _is_said(self, sentence: Sentence, quote: _Span) -> bool:
        """Tell whether a quote is what somebody said: a word of speech stands near it."""
        first, last = quote
        near = sentence.lower[max(0, first - _BEFORE_QUOTE) : first]
        return bool(self._speech.search(near) or self._speech.search(sentence.lower, last))

    def _remark(
        self,
        text: str,
        sentence: Sentence,
        mark: Mark,
        proposal: str | None,
    ) -> WordingRemark:
        first, last, kind = mark
        start, end = sentence.places[first], sentence.places[last - 1] + 1
        return WordingRemark(
            start=start, end=end, words=text[start:end], kind=kind,
            why=self._words.kinds[kind].why, proposal=proposal,
            sentence=text[sentence.start : sentence.end],
        )  # fmt: skip


def load_wording(override_dir: Path | None = None) -> Wording:
    """Give the reader with the bundled words, or those in the data directory."""
    return Wording(read_wording(override_dir))


def _sign(sign: Sign, words: WordingFile) -> _Sign:
    lists = words.lists
    return _Sign(compiled(sign.words, lists), compiled(sign.traps, lists), sign.cased)


def _overlap(one: _Span, other: _Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _within(one: _Span, other: _Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _longest(spans: list[_Span]) -> list[_Span]:
    """Give the spans, of those that overlap the first and longest."""
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
