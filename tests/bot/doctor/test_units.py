"""`lotsen doctor` and the units: whether there are any, and what each lacks."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.commands.doctor_check import Check
from bot.commands.doctor_units import unit_checks
from bot.units import Unit
from tests.bot.conftest import Lotsen
from tests.bot.doctor.looking import faults, unit, warnings

UNTOLD, UNREAD, UNHEEDED = (
    "Enheter utan inkorg",
    "Enheter utan medlemmar",
    "Enheter utan kontaktpunkt",
)
INBOX = ("slack", "C0HSV00004")


def whole(name: str, **more: object) -> Unit:
    """Give a unit that lacks nothing but what is said."""
    has: dict[str, object] = {
        "members": [{"user": "U0AMIR002"}],
        "contact_point": {"phone": "010-123 45 67"},
    }
    return unit(name, INBOX, **has | more)


def looked(*units: Unit, group: str | None = None) -> dict[str, Check]:
    found = list(unit_checks(units, group))
    assert all(one.remedy for one in found if one.is_warning or not one.is_ok)
    return {one.name: one for one in found}


def test_without_units_it_says_how_to_get_some_and_is_no_fault() -> None:
    found = looked()
    assert list(found) == ["Enheter"]
    assert (faults(found), warnings(found)) == (set(), set())
    assert "lotsen units import" in found["Enheter"].detail


def test_units_that_lack_nothing_are_counted() -> None:
    found = looked(whole("vc"), whole("hsv"))
    assert {name: one.detail for name, one in found.items()} == {"Enheter": "2 enheter"}
    assert looked(whole("vc"))["Enheter"].detail == "en enhet"


@pytest.mark.parametrize(
    ("lacking", "name"),
    [({"inboxes": []}, UNTOLD), ({"members": []}, UNREAD), ({"contact_point": None}, UNHEEDED)],
)
def test_what_units_lack_is_a_warning_that_names_three_at_most(
    lacking: dict[str, Any], name: str
) -> None:
    units = [whole(one, **lacking) for one in "aa bb cc dd ee".split()]
    found = looked(whole("vc"), *units[:2])
    assert (faults(found), warnings(found)) == (set(), {name})
    assert found[name].detail == "2 enheter: AA; BB"
    assert looked(*units)[name].detail == "5 enheter: AA; BB; CC och 2 till"


def test_units_that_close_without_a_substitute_are_named_and_no_warning() -> None:
    hours = {"monday": ["08:00-17:00"]}
    week = "monday tuesday wednesday thursday friday saturday sunday".split()
    always = {"holidays_as_usual": True} | {day: ["00:00-24:00"] for day in week}
    found = looked(
        whole("vc", hours=hours),
        whole("bvc", hours=hours, substitute="vc"),
        whole("hsv", hours=always),
        whole("rehab"),
    )
    assert (faults(found), warnings(found)) == (set(), set())
    assert found["Enheter"].detail == "4 enheter, 1 stänger utan ersättare: VC"


def test_the_group_of_reports_is_among_the_units_and_needs_no_inbox() -> None:
    found = looked(whole("vc"), whole("grupp", inboxes=[]), group="grupp")
    assert (faults(found), warnings(found)) == (set(), set())
    assert found["Avvikelsegrupp"].detail == "GRUPP"


def test_a_group_that_is_no_unit_is_a_fault() -> None:
    for units in ([], [whole("vc")]):
        found = looked(*units, group="grupp")
        assert faults(found) == {"Avvikelsegrupp"}
        assert "LOTSEN_REPORT_GROUP" in found["Avvikelsegrupp"].remedy


def test_a_group_without_members_sees_nothing() -> None:
    found = looked(whole("vc"), whole("grupp", members=[]), group="grupp")
    assert (faults(found), warnings(found)) == (set(), {"Avvikelsegrupp"})


def said(lotsen: Lotsen, **env: str) -> dict[str, dict[str, Any]]:
    result = lotsen("doctor", "--json", **env)
    return {one["check"]: one for one in map(json.loads, result.stdout.splitlines())}


@pytest.mark.parametrize("team", ["", "T0DEMOBY"])
def test_the_command_looks_at_the_units_of_every_workspace(lotsen: Lotsen, team: str) -> None:
    assert said(lotsen)["Enheter"]["detail"].startswith("inga än")
    assert lotsen("units", "import", "demo", "--team", team).exit_code == 0
    found = said(lotsen, LOTSEN_REPORT_GROUP="avvikelsegruppen-demoby")
    assert found["Enheter"]["detail"].startswith("7 enheter")
    assert found["Avvikelsegrupp"]["detail"].startswith("Patientsäkerhets")
    assert not [name for name, one in found.items() if one["warning"] or not one["ok"]]


def test_units_of_a_database_that_does_not_open_are_not_spoken_of(
    lotsen: Lotsen, data_dir: Path
) -> None:
    (data_dir / "lotsen.sqlite3").write_bytes(b"no database" * 100)
    found = said(lotsen, LOTSEN_REPORT_GROUP="grupp")
    assert found["Databas"]["remedy"]
    assert not {"Enheter", "Avvikelsegrupp", "E-post", "Webhook", "Logg"} & set(found)
