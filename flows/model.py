"""The words of the guide: questions, rules, outcomes and advice, as a flow file states them."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Facts = Mapping[str, str]


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Values = Annotated[tuple[Id, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
Condition = dict[Id, Values]


class FlowError(Exception):
    """A fault in a flow or in the facts given: its text is Swedish and says what to do next."""


class Basis(StrEnum):
    """What stands behind a rule: the source's own words, somebody's example, or our inference."""

    SOURCE = "source"
    EXAMPLE = "example"
    INFERENCE = "inference"


class Frozen(BaseModel):
    """Reviewed data does not change once it is read, and an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Frozen):
    """The sentence behind a rule, word for word, and where it stands."""

    document: Text
    section: Text
    quote: Text


class Option(Frozen):
    """One answer a person can choose; it may settle other facts too."""

    id: Id
    text: Text
    sets: dict[Id, Id] = {}


class Question(Frozen):
    """A fact the rules look at, with the words it is asked and shown in."""

    id: Id
    label: Text
    text: Text
    help: Text
    options: tuple[Option, ...] = ()
    options_from: Id | None = None
    group: Id | None = None
    is_gate: bool = False
    asked: bool = True
    asked_by: Id | None = None
    ask_first: tuple[Id, ...] = ()

    def option(self, option_id: str) -> Option | None:
        """Give the option with an id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


class Group(Frozen):
    """Questions that are shown on one screen."""

    id: Id
    title: Text
    help: Text


class Outcome(Frozen):
    """Where a flow can end: a short title, and in one sentence what to do."""

    id: Id
    title: Text
    do: Text


class Rule(Frozen):
    """One row of the decision table; the first row whose conditions all hold decides."""

    id: Id
    title: Text
    when: Condition = Field(min_length=1)
    then: Id
    basis: Basis
    why: Text
    stop: bool = False
    citations: tuple[Citation, ...] = ()


class _Remark(Frozen):
    """Words that go with an outcome and never ask or stop anything."""

    id: Id
    text: Text
    when: Condition = {}
    unless: Condition = {}
    outcomes: tuple[Id, ...] = ()


class Advice(_Remark):
    """Something to think of beside the outcome."""

    basis: Basis
    citations: tuple[Citation, ...] = ()


class OpenQuestion(_Remark):
    """Something the sources do not settle; it is said instead of guessed."""


class Derived(Frozen):
    """Facts that follow from other facts."""

    when: Condition = Field(min_length=1)
    sets: dict[Id, Id] = Field(min_length=1)
    why: Text


class UnitRoles(Frozen):
    """The facts of a flow that hold sender and receiver, and those that follow from the two."""

    sender: Id
    receiver: Id
    direction: Id
    law: Id


class Opening(Frozen):
    """The facts that show that a text is about this flow.

    Those in ”always” suffice; those in ”alone” only when the text states nothing else that another
    flow asks about than the facts in ”beside”.
    """

    always: tuple[Id, ...] = ()
    alone: tuple[Id, ...] = ()
    beside: tuple[Id, ...] = ()


class FlowFile(Frozen):
    """What a flow file holds."""

    id: Id
    title: Text
    about: Text
    version: Text
    valid_from: date
    reviewed_by: Text
    opens: Opening | None = None
    units: UnitRoles | None = None
    groups: tuple[Group, ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1)
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    rules: tuple[Rule, ...] = Field(min_length=1)
    derived: tuple[Derived, ...] = ()
    advice: tuple[Advice, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
