"""Reads the facts that a text really states, each with its words, and leaves the rest open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.flow import Flow
from flows.model import Frozen
from flows.understand.cues import Hit
from flows.understand.library import read_understanding
from flows.understand.reader import Cue, FactReader, Page, Reader
from flows.understand.roles import RECEIVER, SENDER, roles_in
from flows.understand.scopes import Around, Surroundings
from flows.units import UnitTypes


class ReadFact(Frozen):
    """A fact a text states, and the words it was read from."""

    question: str
    value: str
    evidence: str


class Reading(Frozen):
    """What a text states, what it says in two ways, and what kind of text it is."""

    facts: tuple[ReadFact, ...] = ()
    contradictions: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    is_empty: bool = False
    is_rules_question: bool = False
    has_several_people: bool = False
    is_other_language: bool = False

    def values(self) -> dict[str, str]:
        """Give the facts as the engine takes them."""
        return {fact.question: fact.value for fact in self.facts}


@dataclass(frozen=True)
class _Found:
    """A cue in a text: what it means there, or None where that is uncertain."""

    value: str | None
    first: int
    last: int
    is_history: bool = False


class Understanding:
    """Reads texts with one set of patterns."""

    def __init__(self, units: UnitTypes, override_dir: Path | None = None) -> None:
        self.reader = Reader(read_understanding(override_dir), units)

    def read(self, text: str, flow: Flow) -> Reading:
        """Read the facts of a flow that a text states."""
        page = self.reader.open(text)
        if not page.text.words:
            return Reading(is_empty=True)
        around = Surroundings(page)
        facts, contradictions, doubtful = [], [], []
        for question in flow.questions:
            found = self._found(page, around, question.id)
            values = {item.value for item in found if item.value is not None}
            if len(values) > 1:
                contradictions.append(question.id)
            elif values and not self._is_doubted(question.id, found):
                facts.append(self._fact(page, question.id, found))
            elif found:
                doubtful.append(question.id)
        facts += self._units(page, around, flow)
        return Reading(
            facts=tuple(facts),
            contradictions=tuple(contradictions),
            doubtful=tuple(doubtful),
            is_rules_question=bool(around.marks["rules_question"]),
            has_several_people=bool(around.marks["several_people"]),
            is_other_language=not facts and _is_other_language(page),
        )

    def _is_doubted(self, question: str, found: Sequence[_Found]) -> bool:
        """Tell whether a strict fact is said somewhere and doubted elsewhere."""
        if not self.reader.facts[question].words.strict:
            return False
        return any(item.value is None and not item.is_history for item in found)

    def _fact(self, page: Page, question: str, found: Sequence[_Found]) -> ReadFact:
        first = next(item for item in found if item.value is not None)
        evidence = page.words_between(first.first, first.last)
        return ReadFact(question=question, value=str(first.value), evidence=evidence)

    def _found(self, page: Page, around: Surroundings, question: str) -> list[_Found]:
        fact = self.reader.facts.get(question)
        if fact is None:
            return []
        found = []
        for sentence, clause in page.clauses():
            void = list(page.hits(fact.traps, clause.first, clause.last))
            doubts = page.hits(fact.doubts, clause.first, clause.last)
            found += [_Found(None, hit.first, hit.last) for hit in doubts]
            for cue, hit in _longest(_cue_hits(page, fact, clause.first, clause.last)):
                if any(hit.overlaps(other) for other in void):
                    continue
                place = Around(sentence, clause, hit)
                if not any(page.hits(cue.unless, clause.first, clause.last)):
                    found.append(self._meaning(around, fact, cue, place))
        return found

    def _meaning(self, around: Surroundings, fact: FactReader, cue: Cue, place: Around) -> _Found:
        disturbs = self.reader.file.disturbs
        heeded = set(disturbs.strict if fact.words.strict else disturbs.loose)
        disturbed = set(around.disturbances(place)) & heeded - set(cue.words.holds_in)
        denials = around.denials(place)
        first = min((place.hit.first, *denials))
        last = max((place.hit.last, *(at + 1 for at in denials)))
        value = cue.words.negated if denials else cue.words.value
        if disturbed or len(denials) > 1:
            return _Found(None, first, last, is_history=disturbed == {"past"})
        return _Found(value, first, last)

    def _units(self, page: Page, around: Surroundings, flow: Flow) -> Iterator[ReadFact]:
        if flow.units is None:
            return
        names = {SENDER: flow.units.sender, RECEIVER: flow.units.receiver}
        asking = frozenset(
            sentence.first
            for sentence in page.text.sentences
            for mark in around.marks["rules_question"]
            if sentence.first <= mark.first < sentence.last
        )
        for role in roles_in(page, without=asking):
            evidence = page.words_between(role.first, role.last)
            yield ReadFact(question=names[role.role], value=role.unit, evidence=evidence)


def _cue_hits(page: Page, fact: FactReader, first: int, last: int) -> Iterator[tuple[Cue, Hit]]:
    for cue in fact.cues:
        for hit in page.hits(cue.patterns, first, last):
            yield cue, hit


def _longest(found: Iterator[tuple[Cue, Hit]]) -> list[tuple[Cue, Hit]]:
    """Keep the longest of the cues that share words: it says most of what is meant."""
    kept: list[tuple[Cue, Hit]] = []
    for cue, hit in sorted(found, key=lambda pair: pair[1].first - pair[1].last):
        if not any(hit.overlaps(other) for _, other in kept):
            kept.append((cue, hit))
    return sorted(kept, key=lambda pair: pair[1].first)


def _is_other_language(page: Page) -> bool:
    words = page.text.words
    language = page.reader.file.language
    if len(words) < language.shortest:
        return False
    common = page.reader.common_words
    return not any(readings & common for readings in page.readings)
