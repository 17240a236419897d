"""The register: who belongs where, where a person stands, and what an import would change."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.units import Unit, UnitRegister
from bot.units.faults import UnitFileError
from bot.units.importing import Importer, Plan, changed_fields
from bot.units.reading import ReadUnit, UnitFile
from bot.units.register import UnitContact, stored_of, unit_of
from flows.load import load_unit_types
from knowledge.model import StaffError
from storage.audit import Audit
from storage.database import Database
from storage.units import Units

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TYPES = load_unit_types()[0]


def unit(unit_id: str, *users: str, **fields: object) -> Unit:
    base = {"name": unit_id.upper(), "type": "vardcentral", "organisation": "R", "has_samsa": True}
    members = [{"user": user} for user in users]
    return Unit.model_validate_json(
        json.dumps({"id": unit_id, "members": members, **base, **fields})
    )


def file(*units: Unit) -> UnitFile:
    return UnitFile("e.toml", tuple(ReadUnit(one, lambda _: 7) for one in units), "0" * 64)


@pytest.fixture
def units(tmp_path: Path) -> Units:
    database = Database(tmp_path / "lotsen.sqlite3")
    return Units(database, Audit(database))


@pytest.fixture
def register(units: Units) -> UnitRegister:
    return UnitRegister(units)


def bring_in(units: Units, *given: Unit, team: str = "", removes: bool = False) -> Plan:
    importer = Importer(units, TYPES)
    plan = importer.plan(team, file(*given), removes=removes)
    importer.carry_out(team, plan, "U9", NOW)
    return plan


VC = unit("vc", "U1", "U2", contact_point={"channel": "C1VC"})
HSV = unit(
    "hsv", "U1", substitute="vc", hours={"monday": ["08:00-12:00"], "days": {"2026-12-24": []}}
)


def test_a_unit_is_the_same_after_being_kept() -> None:
    assert [unit_of(stored_of(one)) for one in (VC, HSV)] == [VC, HSV]


def test_people_belong_to_the_units_they_are_members_of(
    units: Units, register: UnitRegister
) -> None:
    bring_in(units, VC, HSV)
    assert {one.id for one in register.of_user("T1", "U1")} == {"vc", "hsv"}
    assert [one.id for one in register.of_user("T1", "U2")] == ["vc"]
    assert register.of_user("T1", "U3") == ()
    assert register.find("T1", "hsv") == HSV
    assert register.find("T1", "gone") is None
    assert register.names("T1") == {"hsv": "HSV", "vc": "VC"}


def test_a_person_in_several_units_stands_in_none_until_they_choose(
    units: Units, register: UnitRegister
) -> None:
    bring_in(units, VC, HSV)
    assert register.standing_in("T1", "U1") is None
    assert register.standing_in("T1", "U2") == VC
    assert not register.choose("T1", "U2", "hsv", NOW)
    assert register.choose("T1", "U1", "hsv", NOW)
    assert register.standing_in("T1", "U1") == HSV


def test_a_person_who_left_the_unit_they_chose_does_not_stand_in_it(
    units: Units, register: UnitRegister
) -> None:
    third = unit("bvc", "U1")
    bring_in(units, VC, HSV, third)
    register.choose("T1", "U1", "hsv", NOW)
    bring_in(units, unit("hsv", "U8", substitute="vc"))
    assert register.standing_in("T1", "U1") is None
    assert {one.id for one in register.of_user("T1", "U1")} == {"vc", "bvc"}


def test_the_contact_channel_is_that_of_the_unit_one_stands_in(
    units: Units, register: UnitRegister
) -> None:
    bring_in(units, VC, unit("hsv", "U1", contact_point={"channel": "C2HSV"}), unit("bvc", "U3"))
    register.choose("T1", "U1", "hsv", NOW)
    assert register.contact_of("T1", "U1") == UnitContact("C2HSV", "HSV")
    assert register.contact_of("T1", "U2") == UnitContact("C1VC", "VC")
    assert register.contact_of("T1", "U3") is None
    assert register.contact_channels("T1") == ("C2HSV", "C1VC")


def test_the_contact_channel_is_never_guessed_among_several_units(
    units: Units, register: UnitRegister
) -> None:
    bring_in(units, VC, unit("hsv", "U1"))
    assert register.contact_of("T1", "U1") is None
    register.choose("T1", "U1", "hsv", NOW)
    assert register.contact_of("T1", "U1") is None
    register.choose("T1", "U1", "vc", NOW)
    assert register.contact_of("T1", "U1") == UnitContact("C1VC", "VC")


def test_the_only_contact_of_a_unit_is_not_sent_to_it(units: Units, register: UnitRegister) -> None:
    ombud = [{"user": user, "role": "kontaktombud"} for user in ("U1", "U2")]
    point = {"channel": "C1VC"}
    bring_in(units, unit("vc", contact_point=point, members=[*ombud[:1], {"user": "U3"}]))
    assert register.contact_of("T1", "U1") is None
    assert register.contact_of("T1", "U3") == UnitContact("C1VC", "VC")
    bring_in(units, unit("vc", contact_point=point, members=ombud))
    assert register.contact_of("T1", "U1") == UnitContact("C1VC", "VC")


def test_a_workspace_has_units_of_its_own_or_those_of_all(
    units: Units, register: UnitRegister
) -> None:
    bring_in(units, VC)
    bring_in(units, HSV.model_copy(update={"substitute": None}), team="T2")
    assert [register.has_own(team) for team in ("T1", "T2", "")] == [False, True, False]
    assert register.teams() == ("", "T2")


def test_a_workspace_with_units_of_its_own_sees_no_others(
    units: Units, register: UnitRegister
) -> None:
    bring_in(units, VC)
    bring_in(units, HSV.model_copy(update={"substitute": None}), team="T2")
    assert [one.id for one in register.all("T1")] == ["vc"]
    assert [one.id for one in register.all("T2")] == ["hsv"]
    assert register.of_user("T2", "U2") == ()


def test_a_plan_tells_what_is_new_changed_kept_and_the_same(units: Units) -> None:
    bring_in(units, VC, HSV, unit("bvc"))
    later = unit("vc", "U1", contact_point={"channel": "C1VC"}, has_samsa=False)
    plan = Importer(units, TYPES).plan("", file(later, HSV, unit("rehab")))
    assert [one.id for one in plan.added] == ["rehab"]
    assert [changed_fields(*pair) for pair in plan.changed] == [["SAMSA", "medlemmar"]]
    assert [one.id for one in plan.kept] == ["bvc"]
    assert ([one.id for one in plan.unchanged], plan.removed) == (["hsv"], ())
    assert not plan.is_empty


def test_units_leave_only_when_asked_for(units: Units, register: UnitRegister) -> None:
    bring_in(units, VC, HSV)
    bring_in(units, VC, removes=True)
    assert [one.id for one in register.all("T1")] == ["vc"]


def test_a_unit_that_another_needs_can_not_leave(units: Units) -> None:
    bring_in(units, VC, HSV)
    importer = Importer(units, TYPES)
    with pytest.raises(UnitFileError, match="rad 7: ersättaren vc finns inte"):
        importer.plan("", file(HSV), removes=True)


def test_a_loop_through_a_unit_that_is_kept_is_found(units: Units) -> None:
    bring_in(units, VC, HSV)
    with pytest.raises(UnitFileError, match="ring") as caught:
        bring_in(units, unit("vc", substitute="hsv"))
    assert [fault.line for fault in caught.value.faults] == [None, 7]


def test_a_plan_made_on_an_older_register_changes_nothing(
    units: Units, register: UnitRegister
) -> None:
    importer = Importer(units, TYPES)
    plan = importer.plan("", file(VC))
    bring_in(units, HSV.model_copy(update={"substitute": None}))
    with pytest.raises(StaffError, match="någon annan"):
        importer.carry_out("", plan, "U9", NOW)
    assert [one.id for one in register.all("")] == ["hsv"]
