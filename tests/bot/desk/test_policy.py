"""Who may do what with a message: a table of everybody, and every answer is noted."""

import json
from datetime import UTC, datetime
from itertools import product

import pytest

from bot.desk.policy import (
    ALLOWED,
    Action,
    Asked,
    Decision,
    Outcome,
    Parties,
    Person,
    Policy,
    RefusedError,
    Side,
    decide,
    substitutes,
)
from bot.units import Unit

OPEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLOSED = datetime(2026, 3, 2, 22, tzinfo=UTC)
OFFICE = {"monday": ["08:00-16:00"]}


def unit(unit_id: str, *users: str, **fields: object) -> Unit:
    base = {"name": unit_id, "type": "vardcentral", "organisation": "R", "has_samsa": True}
    members = [{"user": user} for user in users]
    return Unit.model_validate_json(
        json.dumps({"id": unit_id, "members": members, **base, **fields})
    )


UNITS = [
    unit("sender", "USENDER", "UBOTH", "UMANY"),
    unit("receiver", "URECEIVER", "UBOTH", substitute="standin", hours=OFFICE),
    unit("other", "UOTHER", "UMANY"),
    unit("standin", "USTANDIN", substitute="last", hours=OFFICE),
    unit("last", "ULAST"),
]
SENDER, RECEIVER, SUBSTITUTE = Side.SENDER, Side.RECEIVER, Side.SUBSTITUTE
# Written out apart from the code's own table: one row for each action, who may.
TABLE = {
    "read": {SENDER, RECEIVER, SUBSTITUTE},
    "export": {SENDER, RECEIVER, SUBSTITUTE},
    "transferred": {SENDER, RECEIVER, SUBSTITUTE},
    "complete": {SENDER, RECEIVER, SUBSTITUTE},
    "acknowledge": {RECEIVER, SUBSTITUTE},
    "ask_more": {RECEIVER, SUBSTITUTE},
    "answer": {RECEIVER, SUBSTITUTE},
    "plan": {RECEIVER, SUBSTITUTE},
    "misdirected": {RECEIVER, SUBSTITUTE},
    "forward": {RECEIVER},
    "close": {SENDER, RECEIVER},
    "withdraw": {SENDER},
    "correct": {SENDER},
    "consent_withdrawn": {SENDER},
}
PARTIES = Parties("sender", frozenset({"receiver", "second"}), frozenset({"standin"}))
UNIT_OF = {SENDER: "sender", RECEIVER: "receiver", SUBSTITUTE: "standin"}


def test_the_table_has_every_action() -> None:
    assert set(TABLE) == {action.value for action in Action}


@pytest.mark.parametrize(("action", "side"), list(product(Action, Side)))
def test_a_member_of_one_side_may_do_what_the_table_says(action: Action, side: Side) -> None:
    decision = decide(action, Person(frozenset({UNIT_OF[side]})), PARTIES)
    if side in TABLE[action]:
        assert decision == Decision(Outcome.ALLOWED, UNIT_OF[side])
    else:
        assert decision == Decision(Outcome.NOT_THIS_SIDE)


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("own", [frozenset[str](), frozenset({"other", "last"}), frozenset({""})])
def test_who_belongs_to_no_party_may_nothing(action: Action, own: frozenset[str]) -> None:
    for here_as in (None, "other", "sender"):
        assert decide(action, Person(own, here_as), PARTIES) == Decision(Outcome.NO_MEMBER)


def test_an_action_without_a_row_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {action: sides for action, sides in ALLOWED.items() if action is not Action.READ}
    monkeypatch.setattr("bot.desk.policy.ALLOWED", rows)
    person = Person(frozenset({"sender", "receiver"}))
    assert not decide(Action.READ, person, PARTIES).is_allowed


def test_who_belongs_to_both_sides_acts_for_the_side_that_may() -> None:
    person = Person(frozenset({"sender", "receiver"}), here_as="sender")
    assert decide(Action.ACKNOWLEDGE, person, PARTIES).unit == "receiver"
    assert decide(Action.WITHDRAW, person, PARTIES).unit == "sender"
    assert decide(Action.COMPLETE, person, PARTIES).unit == "sender"


def test_who_could_act_for_several_says_which_but_may_read_at_once() -> None:
    person = Person(frozenset({"receiver", "second"}))
    assert decide(Action.ACKNOWLEDGE, person, PARTIES) == Decision(Outcome.WHICH_UNIT)
    assert decide(Action.READ, person, PARTIES).is_allowed
    chosen = Person(person.units, here_as="second")
    assert decide(Action.ACKNOWLEDGE, chosen, PARTIES).unit == "second"


def test_a_unit_nobody_belongs_to_is_not_entered_by_choosing_it() -> None:
    person = Person(frozenset({"other"}), here_as="receiver")
    assert decide(Action.READ, person, PARTIES) == Decision(Outcome.NO_MEMBER)


def test_a_sender_that_stands_in_for_the_receiver_does_not_acknowledge_itself() -> None:
    parties = Parties("sender", frozenset({"receiver"}), frozenset({"sender"}))
    person = Person(frozenset({"sender"}))
    assert decide(Action.ACKNOWLEDGE, person, parties) == Decision(Outcome.NOT_THIS_SIDE)


@pytest.mark.parametrize(("at", "expected"), [(OPEN, set()), (CLOSED, {"standin", "last"})])
def test_substitutes_stand_in_while_the_one_before_is_closed(
    at: datetime, expected: set[str]
) -> None:
    units = {one.id: one for one in UNITS}
    assert substitutes(["receiver"], units, at) == expected


def test_a_substitute_that_is_open_hands_on_to_no_one() -> None:
    units = {one.id: one for one in UNITS} | {"standin": unit("standin", substitute="last")}
    assert substitutes(["receiver"], units, CLOSED) == {"standin"}


def test_a_ring_or_a_gap_of_substitutes_ends() -> None:
    ring = {
        "aa": unit("aa", substitute="bb", hours=OFFICE),
        "bb": unit("bb", substitute="aa", hours=OFFICE),
        "cc": unit("cc", substitute="gone", hours=OFFICE),
    }
    assert substitutes(["aa"], ring, CLOSED) == {"aa", "bb"}
    assert substitutes(["cc", "deleted"], ring, CLOSED) == set()


class Register:
    """The units of the test, whatever the workspace, and no choice of unit."""

    def all(self, team: str) -> tuple[Unit, ...]:
        return tuple(UNITS) if team == "T1" else ()

    def standing_in(self, team: str, user: str) -> Unit | None:
        assert team
        assert isinstance(user, str)
        return None


class Notes:
    """An audit trail that can be full."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str, str]] = []
        self.is_full = False

    def note(self, team: str, actor: str, action: str, subject: str, outcome: str) -> None:
        if self.is_full:
            raise OSError("full")
        self.rows.append((team, actor, action, subject, outcome))


@pytest.fixture
def notes() -> Notes:
    return Notes()


def asked(action: Action = Action.READ) -> Asked:
    return Asked(action, "m1", "sender", ["receiver"])


def policy(notes: Notes, at: datetime = OPEN) -> Policy:
    return Policy(Register(), notes, lambda: at)


@pytest.mark.parametrize(
    ("user", "at", "unit_or_outcome"),
    [
        ("USENDER", OPEN, "sender"),
        ("URECEIVER", OPEN, "receiver"),
        ("URECEIVER", CLOSED, "receiver"),
        ("USTANDIN", OPEN, Outcome.NO_MEMBER),
        ("USTANDIN", CLOSED, "standin"),
        ("ULAST", CLOSED, "last"),
        ("UOTHER", OPEN, Outcome.NO_MEMBER),
        ("UNOBODY", CLOSED, Outcome.NO_MEMBER),
        ("", OPEN, Outcome.NO_MEMBER),
    ],
)
def test_reading_is_for_members_and_every_answer_is_noted(
    notes: Notes, user: str, at: datetime, unit_or_outcome: str | Outcome
) -> None:
    if isinstance(unit_or_outcome, Outcome):
        with pytest.raises(RefusedError, match="hör till"):
            policy(notes, at).allow("T1", user, asked())
        outcome: str = unit_or_outcome
    else:
        assert policy(notes, at).allow("T1", user, asked()) == unit_or_outcome
        outcome = "allowed"
    assert notes.rows == [("T1", user or "unknown", "read", "m1", outcome)]


def test_another_workspace_is_outside(notes: Notes) -> None:
    with pytest.raises(RefusedError):
        policy(notes).allow("T2", "USENDER", asked())
    assert notes.rows == [("T2", "USENDER", "read", "m1", "refused_no_member")]


def test_what_is_not_noted_is_not_allowed(notes: Notes) -> None:
    notes.is_full = True
    with pytest.raises(OSError, match="full"):
        policy(notes).allow("T1", "USENDER", asked())


def test_what_somebody_made_up_is_not_kept_in_the_trail(notes: Notes) -> None:
    wanted = Asked(Action.READ, "19121212-1212 Anna", "sender", ["receiver"])
    with pytest.raises(RefusedError):
        policy(notes).allow("T1", "Anna Andersson", wanted)
    assert notes.rows == [("T1", "unknown", "read", "unknown", "refused_no_member")]


def test_which_buttons_to_show_is_asked_without_a_note(notes: Notes) -> None:
    may = {one for one in Action if policy(notes).decision("T1", "USENDER", asked(one)).is_allowed}
    assert may == {action for action in Action if SENDER in TABLE[action]}
    assert notes.rows == []
