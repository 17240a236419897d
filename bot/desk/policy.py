"""Who may read a message and act on it: members of the sending and receiving units, nobody else.

Everything is denied that no row allows. While a receiver is closed its substitute stands in.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from bot.desk.audit import Audit
from bot.units.hours import is_open
from bot.units.unit import Unit
from knowledge.model import StaffError

_AN_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
NO_ID = "unknown"


class Action(StrEnum):
    """What can be done with a message."""

    READ = "read"
    ACKNOWLEDGE = "acknowledge"
    ASK_MORE = "ask_more"
    COMPLETE = "complete"
    ANSWER = "answer"
    PLAN = "plan"
    FORWARD = "forward"
    MISDIRECTED = "misdirected"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    TRANSFERRED = "transferred"
    EXPORT = "export"


class Side(StrEnum):
    """Where a unit stands towards a message."""

    SENDER = "sender"
    RECEIVER = "receiver"
    SUBSTITUTE = "substitute"


_BOTH = frozenset({Side.SENDER, Side.RECEIVER, Side.SUBSTITUTE})
_RECEIVING = frozenset({Side.RECEIVER, Side.SUBSTITUTE})
ALLOWED: Mapping[Action, frozenset[Side]] = {
    Action.READ: _BOTH,
    Action.EXPORT: _BOTH,
    Action.TRANSFERRED: _BOTH,
    Action.COMPLETE: _BOTH,  # a Vårdbegäran is a living document of all who are concerned
    Action.ACKNOWLEDGE: _RECEIVING,
    Action.ASK_MORE: _RECEIVING,
    Action.ANSWER: _RECEIVING,
    Action.PLAN: _RECEIVING,
    Action.FORWARD: frozenset({Side.RECEIVER}),  # inside the unit: its own people alone
    Action.MISDIRECTED: _RECEIVING,
    Action.CLOSE: frozenset({Side.SENDER, Side.RECEIVER}),
    Action.WITHDRAW: frozenset({Side.SENDER}),
    Action.CORRECT: frozenset({Side.SENDER}),
    Action.CONSENT_WITHDRAWN: frozenset({Side.SENDER}),
}


class Outcome(StrEnum):
    """How a question to the policy was answered, as it is noted."""

    ALLOWED = "allowed"
    WITH_REASON = "allowed_with_reason"
    NO_MEMBER = "refused_no_member"
    NOT_THIS_SIDE = "refused_not_this_side"
    WHICH_UNIT = "refused_which_unit"
    REASON_WANTED = "refused_reason_wanted"


@dataclass(frozen=True)
class Parties:
    """The units of a message, and those that stand in for a receiver that is closed."""

    sender: str
    receivers: frozenset[str]
    standing_in: frozenset[str] = frozenset()

    def sides(self, unit: str) -> frozenset[Side]:
        """Give how a unit stands towards the message.

        A sender never stands in for the receiver: it would acknowledge what it sent itself.
        """
        found = {
            Side.SENDER: unit == self.sender,
            Side.RECEIVER: unit in self.receivers,
            Side.SUBSTITUTE: unit in self.standing_in and unit != self.sender,
        }
        return frozenset(side for side, holds in found.items() if holds)


@dataclass(frozen=True)
class Person:
    """Who asks: the units they belong to now, and the one they are here as."""

    units: frozenset[str]
    here_as: str | None = None


@dataclass(frozen=True)
class Decision:
    """The answer, and for which unit the person acts when it is yes."""

    outcome: Outcome
    unit: str | None = None

    @property
    def is_allowed(self) -> bool:
        """Tell whether it may be done."""
        return self.outcome is Outcome.ALLOWED


def decide(action: Action, person: Person, parties: Parties) -> Decision:
    """Decide; what is not allowed by a row is refused.

    Somebody in several of the units acts for the one they are here as; to read is the same for all.
    """
    allowed = ALLOWED.get(action, frozenset())
    fit = sorted(unit for unit in person.units if parties.sides(unit) & allowed)
    if not fit:
        is_party = any(parties.sides(unit) for unit in person.units)
        return Decision(Outcome.NOT_THIS_SIDE if is_party else Outcome.NO_MEMBER)
    if person.here_as in fit:
        return Decision(Outcome.ALLOWED, person.here_as)
    if len(fit) > 1 and action is not Action.READ:
        return Decision(Outcome.WHICH_UNIT)
    return Decision(Outcome.ALLOWED, fit[0])


def substitutes(
    receivers: Sequence[str] | frozenset[str], units: Mapping[str, Unit], at: datetime
) -> frozenset[str]:
    """Give who stands in for the receivers: the substitute of each closed one, on and on."""
    found: set[str] = set()
    for receiver in receivers:
        unit = units.get(receiver)
        while unit is not None and unit.substitute and not is_open(unit.hours, at):
            if unit.substitute in found:
                break
            found.add(unit.substitute)
            unit = units.get(unit.substitute)
    return frozenset(found & units.keys())


class Register(Protocol):
    """What the policy asks about units; `bot.units.UnitRegister` answers."""

    def all(self, team: str) -> tuple[Unit, ...]:
        """Give every unit of a workspace."""

    def standing_in(self, team: str, user: str) -> Unit | None:
        """Give the unit a person is here as."""


class RefusedError(StaffError):
    """Somebody may not do this; the text says what to do and tells nothing of the message."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(_TEXTS[outcome])
        self.outcome = outcome


_TEXTS = {
    Outcome.NO_MEMBER: (
        "Meddelandet kan bara öppnas av den som hör till den avsändande eller mottagande enheten. "
        "Hör du till enheten, be den som sköter Lotsen lägga till dig i den."
    ),
    Outcome.NOT_THIS_SIDE: (
        "Det där gör den andra enheten, inte din. Öppna meddelandet för att se vad din enhet "
        "kan göra."
    ),
    Outcome.WHICH_UNIT: (
        "Du hör till flera av meddelandets enheter. Välj först vilken du är här som, och gör om."
    ),
    Outcome.REASON_WANTED: (
        "Rapporten hör till andra enheter. Skriv först varför du läser den. Skälet sparas och "
        "visas för enheterna."
    ),
}


@dataclass(frozen=True)
class Asked:
    """What somebody wants to do, with which message of which units."""

    action: Action
    message_id: str
    sender: str
    receivers: Sequence[str]


class Policy:
    """Asks the register, decides, and notes every answer in the audit trail."""

    def __init__(
        self,
        register: Register,
        audit: Audit,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._register = register
        self._audit = audit
        self._clock = clock

    def allow(self, team: str, user: str, asked: Asked) -> str:
        """Give the unit that somebody acts for, noted; refuse, noted, those who may not."""
        decision = self.decision(team, user, asked)
        self._audit.note(team, as_id(user), asked.action, as_id(asked.message_id), decision.outcome)
        if decision.unit is None:
            raise RefusedError(decision.outcome)
        return decision.unit

    def decision(self, team: str, user: str, asked: Asked) -> Decision:
        """Give the answer without noting it, as for which buttons to show."""
        units = {unit.id: unit for unit in self._register.all(team)}
        here = self._register.standing_in(team, user)
        own = frozenset(unit.id for unit in units.values() if unit.has_member(user))
        stand_in = substitutes(asked.receivers, units, self._clock())
        parties = Parties(asked.sender, frozenset(asked.receivers), stand_in)
        return decide(asked.action, Person(own, here.id if here else None), parties)


def as_id(text: str) -> str:
    """Give an id as it may be noted; what somebody made up is not kept."""
    return text if _AN_ID.fullmatch(text) else NO_ID
