"""Walks every path of a flow, to count them and to see what each part of the flow is good for."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flows.derive import complete
from flows.engine import Decided, next_step
from flows.flow import Flow
from flows.model import Facts, FlowError, Question


@dataclass
class Seen:
    """What was met on the way: rules that decided, outcomes, questions asked, answers chosen."""

    paths: int = 0
    rules: set[str] = field(default_factory=set)
    outcomes: set[str] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    answers: set[tuple[str, str]] = field(default_factory=set)
    longest: int = 0
    gaps: list[dict[str, str]] = field(default_factory=list)


def walk(flow: Flow, facts: Facts | None = None) -> Seen:
    """Walk every path from the facts given, one question at a time."""
    seen = Seen()
    seen.paths, seen.longest = _Walker(flow, seen).from_facts(dict(facts or {}))
    return seen


def walk_from_every_rule(flow: Flow) -> Seen:
    """Walk from the start, and once more for each rule that was not met, with its facts stated."""
    seen = walk(flow)
    for rule in flow.rules:
        if rule.id not in seen.rules:
            stated = {name: values[0] for name, values in rule.when.items()}
            _Walker(flow, seen).from_facts(stated)
    return seen


class _Walker:
    """Remembers what a state led to: states that the rules can't tell apart are walked once."""

    def __init__(self, flow: Flow, seen: Seen) -> None:
        self.flow = flow
        self.seen = seen
        self.counted: dict[object, tuple[int, int]] = {}
        self.sources = {question.id: _sources(flow, question.id) for question in flow.questions}

    def from_facts(self, facts: dict[str, str]) -> tuple[int, int]:
        """Give the number of paths from here, and the questions on the longest."""
        known = complete(self.flow, facts)
        key = self._key(known)
        if key not in self.counted:
            self.counted[key] = self._count(known)
        return self.counted[key]

    def _count(self, known: dict[str, str]) -> tuple[int, int]:
        try:
            step = next_step(self.flow, known)
        except FlowError:
            self.seen.gaps.append(known)
            return 1, 0
        if isinstance(step, Decided):
            self.seen.rules.add(step.rule.id)
            self.seen.outcomes.add(step.outcome.id)
            return 1, 0
        return self._below(known, step.questions[0])

    def _below(self, known: dict[str, str], question: Question) -> tuple[int, int]:
        self.seen.questions.add(question.id)
        paths, longest = 0, 0
        for option in question.options:
            self.seen.answers.add((question.id, option.id))
            below, deep = self.from_facts({**known, question.id: option.id})
            paths, longest = paths + below, max(longest, deep + 1)
        return paths, longest

    def _key(self, known: Facts) -> object:
        """Name a state by the rules left and the known facts their missing answers depend on."""
        open_rules: list[tuple[str, tuple[str, ...]]] = []
        names: set[str] = set()
        for rule in self.flow.rules:
            missing = [name for name in rule.when if name not in known]
            if all(known.get(name, values[0]) in values for name, values in rule.when.items()):
                open_rules.append((rule.id, tuple(missing)))
                names.update(*(self.sources[name] for name in missing))
        return tuple(open_rules), frozenset(item for item in known.items() if item[0] in names)


def _sources(flow: Flow, name: str) -> set[str]:
    """Give the facts that can settle a fact, and those they come with."""
    return {name, *_beside(flow, name)}


def _beside(flow: Flow, name: str) -> Iterator[str]:
    question = flow.question(name)
    yield from question.ask_first
    for choice in flow.choices:
        settled = {fact for option in choice.options for fact in option.sets}
        if name in settled or name == choice.id:
            yield from (choice.id, *settled)
    for derived in flow.derived:
        if name in derived.sets:
            yield from derived.when
