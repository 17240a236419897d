"""Reads the named cases, and tells whether a flow answers a case as it says."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from flows.engine import Decided, advice_for, next_step, open_questions_for
from flows.flow import Flow

FOLDER = Path(__file__).parent / "cases"


class Case(BaseModel):
    """A situation and what the table says of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    flow: str
    name: str
    facts: Mapping[str, str]
    source: str
    outcome: str | None = None
    question: str | None = None
    rule: str | None = None
    advice: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    unanswered_stops: tuple[str, ...] = ()
    why: str = ""

    def faults(self, flow: Flow) -> list[str]:
        """Give each way in which a flow answers otherwise."""
        step = next_step(flow, self.facts)
        if not isinstance(step, Decided):
            return _differences(self, outcome=None, question=step.id, rule=None)
        faults = _differences(self, outcome=step.outcome.id, question=None, rule=step.rule.id)
        advice = {item.id for item in advice_for(flow, self.facts, step.outcome.id)}
        open_questions = {item.id for item in open_questions_for(flow, self.facts, step.outcome.id)}
        faults += [f"advice {name}" for name in self.advice if name not in advice]
        faults += [f"open {name}" for name in self.open_questions if name not in open_questions]
        stops = tuple(rule.id for rule in step.unanswered_stops)
        return faults + ([f"stops {stops}"] if self.unanswered_stops not in ((), stops) else [])


def _differences(case: Case, **given: str | None) -> list[str]:
    return [
        f"{name} {value} instead of {getattr(case, name)}"
        for name, value in given.items()
        if getattr(case, name) != value
    ]


def read_cases() -> list[Case]:
    """Read every case file."""
    return [case for path in sorted(FOLDER.glob("*.toml")) for case in _read(path)]


def _read(path: Path) -> list[Case]:
    book = tomllib.loads(path.read_text(encoding="utf-8"))
    given = book.get("given", {})
    cases = []
    for raw in book["cases"]:
        facts = {**given.get(raw.pop("given", ""), {}), **raw.pop("facts")}
        cases.append(Case(flow=book["flow"], facts=facts, **raw))
    return cases
