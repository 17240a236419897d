"""Tells what stands around a cue: a denial, a doubt, hearsay, the past, somebody else."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from flows.understand.cues import Hit, Patterns
from flows.understand.library import Reach
from flows.understand.reader import Page, Scope
from flows.understand.text import Clause, Sentence

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
        self.marks = {name: list(self._marks(s)) for name, s in page.reader.scopes.items()}
        self._numbers = {s.first: number for number, s in enumerate(page.text.sentences)}
        self._near = self._by_sentence()

    def _marks(self, scope: Scope) -> Iterator[Hit]:
        last = len(self.page.text.words)
        exempt = {at for hit in self.page.hits(scope.exempt, 0, last) for at in hit.named}
        for hit in self.page.hits(scope.patterns, 0, last):
            if exempt.isdisjoint(range(hit.first, hit.last)):
                yield hit

    def _by_sentence(self) -> dict[int, list[tuple[str, Hit]]]:
        """Give the marks that may reach into each sentence: its own and those right after it."""
        sentences = self.page.text.sentences
        places = [number for number, s in enumerate(sentences) for _ in range(s.first, s.last)]
        near: dict[int, list[tuple[str, Hit]]] = {number: [] for number in range(len(sentences))}
        for name, hits in self.marks.items():
            for hit in hits:
                number = places[hit.first]
                is_everywhere = self.page.reader.scopes[name].reach is Reach.TEXT
                reached = near if is_everywhere else {number, max(number - 1, 0)}
                for each in reached:
                    near[each].append((name, hit))
        return near

    def disturbances(self, around: Around) -> Iterator[str]:
        """Give everything that keeps a cue from saying that something is so, here and now."""
        for name, mark in self._near[self._numbers[around.sentence.first]]:
            if self._reaches(name, mark, around):
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
        reach = self.page.reader.scopes[name].reach
        if reach in (Reach.TEXT, Reach.SENTENCE, Reach.LATER_IN_SENTENCE):
            return self._reaches_clauses(reach, mark, around)
        clause, hit = around.clause, around.hit
        if reach is Reach.CLAUSE_START:
            return mark.first == clause.first
        is_before = mark.first < hit.first or reach is Reach.CLAUSE
        return is_before and clause.first <= mark.first < clause.last

    def _reaches_clauses(self, reach: Reach, mark: Hit, around: Around) -> bool:
        is_inside = self._is_in(mark, around.sentence)
        if reach is Reach.LATER_IN_SENTENCE:
            return is_inside and mark.first <= around.hit.first
        return is_inside or reach is Reach.TEXT or self._is_afterthought(mark, around)

    def _is_in(self, mark: Hit, sentence: Sentence) -> bool:
        return sentence.first <= mark.first < sentence.last

    def _is_afterthought(self, mark: Hit, around: Around) -> bool:
        """Tell whether a mark is a short sentence of its own right after (”Tror jag.”)."""
        number = self._numbers[around.sentence.first] + 1
        following = self.page.text.sentences[number : number + 1]
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

    def _once_said(self, word: Patterns, after: Patterns) -> Iterator[int]:
        last = len(self.page.text.words)
        signs = [hit.first for hit in self.page.hits(after, 0, last)]
        for hit in self.page.hits(word, 0, last):
            if signs and min(signs) < hit.first:
                yield hit.first

    def _is_about_someone_else(self, around: Around) -> bool:
        """Tell whether the person named last, or in the same clause, is not the patient."""
        until = bisect_right(self._people, around.hit.last, key=lambda person: person[0])
        since = bisect_left(self._people, around.clause.first, key=lambda person: person[0])
        in_clause = self._people[since:until]
        return any(other for _, other in in_clause or self._people[max(until - 1, 0) : until])

    # ------------------------------------------------------------ understood

    def has_unknown_words(self, first: int, around: Around, last: int) -> bool:
        """Tell whether there is a word around a cue that the lists do not hold."""
        places = (at for at in range(first, last) if at not in around.hit.named)
        return not all(self._is_known(at) for at in places)

    def has_unknown_subject(self, around: Around) -> bool:
        """Tell whether a word before a cue, that no preposition leads in, is unknown."""
        first = around.clause.first
        unknown = (at for at in range(first, around.hit.first) if not self._is_known(at))
        return any(at == first or not self._is(at - 1, "prepositioner") for at in unknown)

    def _is_known(self, at: int) -> bool:
        known = self.page.reader.known_words
        return at in self.page.units or not self.page.readings[at].isdisjoint(known)

    # ------------------------------------------------------------ asked

    def _is_asked(self, around: Around) -> bool:
        is_last = around.clause == around.sentence.clauses[-1]
        return (around.sentence.is_asked and is_last) or self._begins_as_question(around.clause)

    def _begins_as_question(self, clause: Clause) -> bool:
        """Tell whether a clause has its verb first and its subject second (”Är hon inlagd”)."""
        verb, subject = clause.first, clause.first + 1
        return subject < clause.last and self._is(verb, "finit") and self._is(subject, "subjekt")

    def _is(self, at: int, name: str) -> bool:
        return not self.page.readings[at].isdisjoint(self.page.reader.lists[name])

    # ------------------------------------------------------------ denied

    def denials(self, around: Around) -> tuple[int, ...]:
        """Give the words that deny a cue directly: inside it, just before it or just after it."""
        hit = around.hit
        inside = [at for at in range(hit.first, hit.last) if self._denies(at, hit)]
        before = self._nearest(range(hit.first - 1, around.clause.first - 1, -1), hit)
        after = self._nearest(range(hit.last, around.clause.last), hit, is_after=True)
        return tuple(inside + before + after)

    def _denies(self, at: int, hit: Hit, *, is_after: bool = False) -> bool:
        return at not in hit.named and self._is(at, "nej_efter" if is_after else "nej")

    def _nearest(self, places: range, hit: Hit, *, is_after: bool = False) -> list[int]:
        """Give the denial that only small words part from a cue."""
        for at in places:
            if self._denies(at, hit, is_after=is_after):
                return [at]
            if self.page.readings[at].isdisjoint(self.page.reader.small_words):
                return []
        return []

    def _is_denied_elsewhere(self, around: Around) -> bool:
        """Tell whether a denial before a cue in its clause is about something else, or may be."""
        direct = self.denials(around)
        places = range(around.clause.first, around.hit.first)
        return any(self._denies(at, around.hit) and at not in direct for at in places)
