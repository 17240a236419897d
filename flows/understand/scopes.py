"""Tells what stands around a cue: a denial, a doubt, hearsay, the past, another person, a question."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from flows.understand.cues import Hit, Pattern
from flows.understand.reader import Page, Scope
from flows.understand.text import Clause, Sentence

_WHOLE_SENTENCE = ("uncertain", "hearsay", "conditional")
_SAME_CLAUSE = ("past",)
_BEFORE_IN_CLAUSE = ("future",)
_LATER_IN_SENTENCE = ("rules_question",)
_WHOLE_TEXT = ("several_people",)
_AFTERTHOUGHT = 3


@dataclass(frozen=True)
class Around:
    """Where a cue stands."""

    sentence: Sentence
    clause: Clause
    hit: Hit


class Surroundings:
    """The scopes of one text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        last = len(page.text.words)
        self.marks = {
            name: self._marks(scope, 0, last) for name, scope in page.reader.scopes.items()
        }

    def _marks(self, scope: Scope, first: int, last: int) -> list[Hit]:
        exempt = list(self.page.hits(scope.exempt, first, last))
        hits = self.page.hits(scope.patterns, first, last)
        return [hit for hit in hits if not any(hit.overlaps(other) for other in exempt)]

    def disturbances(self, around: Around) -> Iterator[str]:
        """Give everything that keeps a cue from saying that something is so, here and now."""
        for name, hits in self.marks.items():
            if any(self._reaches(name, mark, around) for mark in hits):
                yield name
        if self._is_about_someone_else(around):
            yield "someone_else"
        if self._is_asked(around):
            yield "asked"
        if self._is_denied_elsewhere(around):
            yield "denied_elsewhere"

    def _reaches(self, name: str, mark: Hit, around: Around) -> bool:
        if set(mark.named) <= set(around.hit.named):
            return False
        if name in _WHOLE_TEXT:
            return True
        if name in _WHOLE_SENTENCE:
            return self._is_in(mark, around.sentence) or self._is_afterthought(mark, around)
        if name in _LATER_IN_SENTENCE:
            return self._is_in(mark, around.sentence) and mark.first <= around.hit.first
        in_clause = around.clause.first <= mark.first < around.clause.last
        return in_clause and (name in _SAME_CLAUSE or mark.first < around.hit.first)

    def _is_in(self, mark: Hit, sentence: Sentence) -> bool:
        return sentence.first <= mark.first < sentence.last

    def _is_afterthought(self, mark: Hit, around: Around) -> bool:
        """Tell whether a mark is a short sentence of its own right after (”Tror jag.”)."""
        sentences = self.page.text.sentences
        following = sentences[sentences.index(around.sentence) + 1 :][:1]
        return any(
            self._is_in(mark, sentence) and sentence.last - sentence.first <= _AFTERTHOUGHT
            for sentence in following
        )

    # ------------------------------------------------------------ who

    @cached_property
    def _people(self) -> list[tuple[int, bool]]:
        """Give each mention of a person, in order, and whether it is someone else."""
        last = len(self.page.text.words)
        patients = {
            hit.first for hit in self.page.hits(self.page.reader.people["patient"], 0, last)
        }
        others = {hit.first for hit in self.page.hits(self.page.reader.people["andra"], 0, last)}
        for word, after in self.page.reader.someone_else:
            others |= set(self._once_said(word, after))
        mentions = {at: at in others for at in patients | others}
        return sorted(mentions.items())

    def _once_said(self, word: tuple[Pattern, ...], after: tuple[Pattern, ...]) -> Iterator[int]:
        last = len(self.page.text.words)
        signs = [hit.first for hit in self.page.hits(after, 0, last)]
        for hit in self.page.hits(word, 0, last):
            if signs and min(signs) < hit.first:
                yield hit.first

    def _is_about_someone_else(self, around: Around) -> bool:
        """Tell whether the person last named, up to the word after the cue, is not the patient."""
        named = [other for at, other in self._people if at <= around.hit.last]
        return bool(named) and named[-1]

    # ------------------------------------------------------------ asked

    def _is_asked(self, around: Around) -> bool:
        is_last = around.clause == around.sentence.clauses[-1]
        return (around.sentence.is_asked and is_last) or self._begins_as_question(around.clause)

    def _begins_as_question(self, clause: Clause) -> bool:
        """Tell whether a clause has its verb first and its subject second (”Är hon inlagd”)."""
        words = self.page.text.words
        if clause.last - clause.first < 2:
            return False
        verb, subject = words[clause.first].folded, words[clause.first + 1].folded
        lists = self.page.reader.lists
        return (verb,) in lists["finit"] and (subject,) in lists["subjekt"]

    # ------------------------------------------------------------ denied

    def denials(self, around: Around) -> tuple[int, ...]:
        """Give the words that deny a cue directly: inside it, just before it or just after it."""
        hit = around.hit
        inside = [at for at in range(hit.first, hit.last) if self._denies(at, hit)]
        before = self._nearest(range(hit.first - 1, around.clause.first - 1, -1), hit)
        after = self._nearest(range(hit.last, around.clause.last), hit, is_after=True)
        return tuple(inside + before + after)

    def _denies(self, at: int, hit: Hit, *, is_after: bool = False) -> bool:
        name = "nej_efter" if is_after else "nej"
        word = self.page.text.words[at].folded
        return at not in hit.named and (word,) in self.page.reader.lists[name]

    def _nearest(self, places: range, hit: Hit, *, is_after: bool = False) -> list[int]:
        """Give the denial that only small words part from a cue."""
        for at in places:
            if self._denies(at, hit, is_after=is_after):
                return [at]
            if self.page.text.words[at].folded not in self.page.reader.small_words:
                return []
        return []

    def _is_denied_elsewhere(self, around: Around) -> bool:
        """Tell whether a denial before a cue in its clause is about something else, or may be."""
        direct = self.denials(around)
        places = range(around.clause.first, around.hit.first)
        return any(self._denies(at, around.hit) and at not in direct for at in places)
