"""Situations in people's own words, and how well they are read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from flows.engine import Decided, next_step
from flows.flow import Flow
from flows.load import load_flows
from flows.understand import Reading, Understanding

FILE = Path(__file__).parent / "situations.jsonl"
FLOWS = load_flows()
GATES = {
    "akut": "nej",
    "skyddade_uppgifter": "nej",
    "avliden": "nej",
    "inneliggande": "nej",
    "samtycke": "ja",
    "mottagare_har_samsa": "ja",
}
STOPS = {*GATES, "recept", "uppdrag_ordination_overtag"}
_PURPOSES = {
    "uppdrag_ordination_overtag": "overtag",
    "recept": "recept",
    "lopande_utbyte": "lopande",
    "rent_administrativt": "administrativt",
}


class Situation(BaseModel):
    """A text, the facts it states, those it may be read to state, and where it leads.

    A fact not named must be left open; ”open” names those that a careless reader would read.
    ”truth” holds the answers to what is asked, and ”end” the outcome then reached.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    held_out: bool
    text: str
    flow: str
    facts: Mapping[str, str]
    outcome: str | None
    open: tuple[str, ...] = ()
    may: Mapping[str, str] = {}
    truth: Mapping[str, str] = {}
    end: str | None = None
    tags: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def is_right(self, question: str, value: str) -> bool:
        """Tell whether a text may be read so."""
        return value in (self.facts.get(question), self.may.get(question))

    def answers(self) -> dict[str, str]:
        """Give the answers a person would give to what is asked."""
        told = {**GATES, **self.may, **self.facts, **self.truth}
        purposes = (_PURPOSES[name] for name in _PURPOSES if told.get(name) == "ja")
        return {"syfte": next(purposes, "information"), **told}


@dataclass
class Score:
    """What was counted over some situations."""

    situations: int = 0
    stated: int = 0
    read: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)
    wrong_stops: list[str] = field(default_factory=list)
    sufficient: int = 0
    right: int = 0
    decided: int = 0
    wrong_outcomes: list[str] = field(default_factory=list)
    questions: list[int] = field(default_factory=list)
    wrong_ends: list[str] = field(default_factory=list)


@cache
def understanding() -> Understanding:
    """Give the reader that all tests share."""
    return Understanding(FLOWS["valj_meddelande"].unit_types)


@cache
def situations() -> tuple[Situation, ...]:
    """Read every situation."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(Situation.model_validate(json.loads(line)) for line in lines)


@cache
def score(*, held_out: bool) -> Score:
    """Read the tuned or the held-out situations and count."""
    counted = Score()
    for situation in situations():
        if situation.held_out is held_out:
            _count(situation, counted)
    return counted


def read(text: str, flow: str = "valj_meddelande") -> Reading:
    """Read a text."""
    return understanding().read(text, FLOWS[flow])


def _count(situation: Situation, counted: Score) -> None:
    flow = FLOWS[situation.flow]
    values = read(situation.text, situation.flow).values()
    wrong = [q for q, value in values.items() if not situation.is_right(q, value)]
    counted.situations += 1
    counted.stated += len(situation.facts)
    counted.read += len(values)
    counted.missed += len(situation.facts.keys() - values.keys())
    counted.wrong += [f"{situation.id} {question}" for question in wrong]
    counted.wrong_stops += [f"{situation.id} {q}" for q in wrong if q in STOPS]
    _count_outcome(situation, flow, values, counted)
    if "typisk" in situation.tags:
        _count_questions(situation, flow, values, counted)


def _count_outcome(
    situation: Situation, flow: Flow, values: dict[str, str], counted: Score
) -> None:
    step = next_step(flow, values)
    outcome = step.outcome.id if isinstance(step, Decided) else None
    may = next_step(flow, {**situation.may, **situation.facts})
    allowed = {situation.outcome, may.outcome.id if isinstance(may, Decided) else None}
    counted.sufficient += situation.outcome is not None
    counted.right += situation.outcome is not None and outcome == situation.outcome
    counted.decided += outcome is not None
    if outcome is not None and outcome not in allowed:
        counted.wrong_outcomes.append(f"{situation.id} {outcome}")


def _count_questions(
    situation: Situation, flow: Flow, values: dict[str, str], counted: Score
) -> None:
    facts, asked = dict(values), 0
    while not isinstance(step := next_step(flow, facts), Decided):
        asked += 1
        answers = situation.answers()
        facts.update({question.id: answers[question.id] for question in step.questions})
    counted.questions.append(asked)
    if step.outcome.id != situation.end:
        counted.wrong_ends.append(f"{situation.id} {step.outcome.id}")
