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
from flows.understand.text import Clause
from flows.units import UnitTypes

LONGEST_TEXT = 10_000
_DOUBLE_DENIAL = 2


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
    is_too_long: bool = False
    is_rules_question: bool = False
    has_several_people: bool = False
    is_other_language: bool = False

    def values(self) -> dict[str, str]:
        """Give the facts as the engine takes them."""
        return {fact.question: fact.value for fact in self.facts}


@dataclass(frozen=True)
class _Found:
    """A cue in a text: what it seems to mean, and whether that is certain."""

    value: str | None
    first: int
    last: int
    is_certain: bool = False
    is_history: bool = False


class Understanding:
    """Reads texts with one set of patterns."""

    def __init__(self, units: UnitTypes, override_dir: Path | None = None) -> None:
        self.reader = Reader(read_understanding(override_dir), units)

    def read(self, text: str, flow: Flow) -> Reading:
        """Read the facts of a flow that a text states."""
        if len(text) > LONGEST_TEXT:
            return Reading(is_too_long=True)
        page = self.reader.open(text)
        if not page.text.words:
            return Reading(is_empty=True)
        around = Surroundings(page)
        facts, contradictions, doubtful = [], [], []
        for question in flow.questions:
            found = self._found(page, around, question.id)
            certain = [item for item in found if item.is_certain]
            if len({item.value for item in found if item.value is not None}) > 1:
                contradictions.append(question.id)
            elif certain and not self._is_doubted(question.id, found):
                facts.append(_fact(page, question.id, certain[0]))
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
        return any(not item.is_certain and not item.is_history for item in found)

    def _found(self, page: Page, around: Surroundings, question: str) -> list[_Found]:
        fact = self.reader.facts.get(question)
        if fact is None:
            return []
        found = []
        for sentence, clause in page.clauses():
            here = [
                self._meaning(around, fact, cue, Around(sentence, clause, hit))
                for cue, hit in _cues_in(page, fact, clause)
            ]
            certain = [item for item in here if item.is_certain]
            if any(item.value in fact.words.settling for item in certain):
                found += certain
                continue
            doubts = page.hits(fact.doubts, clause.first, clause.last)
            found += [_Found(None, hit.first, hit.last) for hit in doubts] + here
        return found

    def _meaning(self, around: Surroundings, fact: FactReader, cue: Cue, place: Around) -> _Found:
        denials = around.denials(place)
        first = min((place.hit.first, *denials))
        last = max((place.hit.last, *(at + 1 for at in denials)))
        value = cue.words.negated if denials else cue.words.value
        disturbed = set(around.disturbances(place)) & self._heeded(fact, value)
        if fact.words.strict and self._is_strange(around, fact, value, place):
            disturbed.add("not_understood")
        disturbed -= set(cue.words.holds_in)
        is_certain = not disturbed and value is not None and len(denials) < _DOUBLE_DENIAL
        is_history = disturbed == {"past"}
        return _Found(None if is_history else value, first, last, is_certain, is_history)

    def _heeded(self, fact: FactReader, value: str | None) -> set[str]:
        disturbs = self.reader.file.disturbs
        heeded = set(disturbs.strict if fact.words.strict else disturbs.loose)
        heeded |= set(fact.words.heeds)
        return heeded | set(fact.words.cautious_about if value in fact.words.cautious else ())

    def _is_strange(
        self, around: Surroundings, fact: FactReader, value: str | None, place: Around
    ) -> bool:
        """Tell whether words before a cue, or around one that lets information out, are unknown."""
        if value in fact.words.cautious:
            return around.has_unknown_words(place.sentence.first, place, place.clause.last)
        return around.has_unknown_subject(place)

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


def _fact(page: Page, question: str, found: _Found) -> ReadFact:
    evidence = page.words_between(found.first, found.last)
    return ReadFact(question=question, value=str(found.value), evidence=evidence)


def _cues_in(page: Page, fact: FactReader, clause: Clause) -> Iterator[tuple[Cue, Hit]]:
    """Give the cues of a clause that are no trap and have nothing beside them that voids them."""
    first, last = clause.first, clause.last
    traps = list(page.hits(fact.traps, first, last))
    cues = ((cue, hit) for cue in fact.cues for hit in page.hits(cue.patterns, first, last))
    for cue, hit in _naming_best(cues):
        is_void = any(hit.overlaps(trap) for trap in traps)
        if not is_void and not any(page.hits(cue.unless, first, last)):
            yield cue, hit


def _naming_best(found: Iterator[tuple[Cue, Hit]]) -> list[tuple[Cue, Hit]]:
    """Keep, of the cues that share words, the one that names most of them."""
    kept: list[tuple[Cue, Hit]] = []
    for cue, hit in sorted(found, key=_naming_most):
        if not any(hit.overlaps(other) for _, other in kept):
            kept.append((cue, hit))
    return sorted(kept, key=lambda pair: pair[1].first)


def _naming_most(pair: tuple[Cue, Hit]) -> tuple[int, int]:
    hit = pair[1]
    return -len(hit.named), hit.last - hit.first


def _is_other_language(page: Page) -> bool:
    words = page.text.words
    language = page.reader.file.language
    if len(words) < language.shortest:
        return False
    common = page.reader.common_words
    return not any(readings & common for readings in page.readings)
