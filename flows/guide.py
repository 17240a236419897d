"""The guide as the desk uses it: what is known and from where, what comes next, and what to add."""

from collections.abc import Mapping
from enum import StrEnum

from flows.derive import complete
from flows.engine import (
    Ask,
    Decided,
    advice_for,
    next_step,
    open_questions_for,
    possible_outcomes,
)
from flows.flow import Flow
from flows.model import Advice, Facts, Frozen, OpenQuestion
from flows.understand import Reading, Understanding


class Origin(StrEnum):
    """Where a fact comes from."""

    TEXT = "text"
    GIVEN = "given"
    DERIVED = "derived"


class KnownFact(Frozen):
    """A fact with the words it is shown in, and the words it was read from."""

    question: str
    label: str
    value: str
    words: str
    origin: Origin
    evidence: str | None = None


class Guidance(Frozen):
    """Everything there is to show: the facts, the next step, and what goes with an outcome."""

    flow_id: str
    flow_version: str
    flow_hash: str
    facts: tuple[KnownFact, ...]
    step: Ask | Decided
    possible_outcomes: tuple[str, ...]
    advice: tuple[Advice, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()


def guide(flow: Flow, given: Facts, reading: Reading | None = None) -> Guidance:
    """Give the next step; what a person answers goes before what was read from a text."""
    flow.check_facts(given)
    read = reading.values() if reading is not None else {}
    stated = {**read, **given}
    step = next_step(flow, stated)
    outcome = step.outcome.id if isinstance(step, Decided) else None
    return Guidance(
        flow_id=flow.id,
        flow_version=flow.version,
        flow_hash=flow.content_hash,
        facts=_known_facts(flow, given, reading),
        step=step,
        possible_outcomes=possible_outcomes(flow, stated),
        advice=advice_for(flow, stated, outcome) if outcome else (),
        open_questions=open_questions_for(flow, stated, outcome) if outcome else (),
    )


def choose_flow(flows: Mapping[str, Flow], understanding: Understanding, text: str) -> Flow:
    """Give the flow whose opening facts a text states, or else the one that needs none."""
    usual = next(flow for flow in flows.values() if flow.opens is None)
    about_usual = understanding.read(text, usual).values().keys()
    for flow in flows.values():
        if flow.opens is None:
            continue
        read = understanding.read(text, flow).values().keys()
        is_alone = about_usual <= set(flow.opens.beside)
        if read & set(flow.opens.always) or (is_alone and read & set(flow.opens.alone)):
            return flow
    return usual


def _known_facts(flow: Flow, given: Facts, reading: Reading | None) -> tuple[KnownFact, ...]:
    evidence = {fact.question: fact.evidence for fact in reading.facts} if reading else {}
    read = reading.values() if reading is not None else {}
    facts = []
    for name, value in complete(flow, {**read, **given}).items():
        origin = Origin.DERIVED if name not in read else Origin.TEXT
        origin = Origin.GIVEN if name in given else origin
        words = evidence.get(name) if origin is Origin.TEXT else None
        facts.append(_known_fact(flow, name, value, origin, words))
    return tuple(facts)


def _known_fact(
    flow: Flow, name: str, value: str, origin: Origin, evidence: str | None
) -> KnownFact:
    question = flow.question(name)
    option = question.option(value)
    return KnownFact(
        question=name,
        label=question.label,
        value=value,
        words=option.text if option else value,
        origin=origin,
        evidence=evidence,
    )
