"""Units are kept whole: an import is all or nothing, remembered, and noted in the audit trail."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.audit import Audit
from storage.database import Database
from storage.opening import StorageError
from storage.units import Change, Origin, StoredUnit, UnitInUseError, Units, UnitsChangedError

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ORIGIN = Origin(NOW, "U9", "f" * 64)
VC = StoredUnit(
    id="vc", name="Vårdcentralen", type="vardcentral", organisation="Regionen", has_samsa=True,
    contact_point={"channel": "C9"}, hours={"monday": ["08:00-16:00"]}, substitute="hsv",
    inboxes=(("slack", "C2"), ("mail", "a@b.se")), members=(("U2", "chef"), ("U1", "medarbetare")),
)  # fmt: skip
HSV = StoredUnit(
    "hsv", "Hemsjukvården", "hemsjukvard", "Kommunen", False, members=(("U1", "chef"),)
)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "lotsen.sqlite3")


@pytest.fixture
def units(database: Database) -> Units:
    return Units(database, Audit(database))


def put(
    units: Units, *given: StoredUnit, team: str = "T1", remove: Sequence[str] = (), seen: str = "*"
) -> None:
    ids = [unit.id for unit in given]
    change = Change(given, remove, ids, [], units.version(team) if seen == "*" else seen)
    units.apply(team, change, ORIGIN)


def test_units_come_back_as_they_were_kept(units: Units) -> None:
    put(units, VC, HSV)
    assert units.all("T1") == [HSV, VC]
    assert units.all("T2") == []
    assert units.of_user("T1", "U1") == ["hsv", "vc"]
    assert units.of_user("T2", "U1") == []


def test_a_unit_that_is_put_again_replaces_all_of_the_earlier(units: Units) -> None:
    put(units, VC, HSV)
    later = replace(VC, inboxes=(("slack", "C3"),), members=(("U7", "medarbetare"),))
    put(units, later)
    assert units.all("T1") == [HSV, later]
    assert units.of_user("T1", "U2") == []


def test_a_unit_that_is_removed_takes_its_members_along(units: Units, database: Database) -> None:
    put(units, VC, HSV)
    put(units, remove=["vc"])
    assert units.all("T1") == [HSV]
    assert units.of_user("T1", "U2") == []
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM unit_inboxes").fetchone()[0] == 0


def test_a_failed_import_leaves_everything_as_it_was(units: Units, database: Database) -> None:
    put(units, HSV)
    version = units.version("T1")
    twins = replace(VC, members=(("U1", "chef"), ("U1", "chef")))
    with pytest.raises(StorageError):
        put(units, replace(HSV, name="Ny"), twins, remove=["hsv"])
    assert units.all("T1") == [HSV]
    assert units.version("T1") == version
    assert len(Audit(database).rows()) == 1


def test_an_import_that_was_planned_on_an_older_state_is_refused(units: Units) -> None:
    before = units.version("T1")
    put(units, HSV)
    with pytest.raises(UnitsChangedError):
        put(units, VC, seen=before)
    assert units.all("T1") == [HSV]


def test_a_unit_that_something_waits_for_is_not_removed(database: Database) -> None:
    asked: list[tuple[str, str]] = []

    def blocks(connection: sqlite3.Connection, team: str, unit: str) -> bool:
        assert connection.in_transaction
        asked.append((team, unit))
        return unit == "vc"

    units = Units(database, Audit(database), blocks)
    put(units, VC, HSV)
    with pytest.raises(UnitInUseError) as caught:
        put(units, remove=["hsv", "vc"])
    assert (caught.value.unit, asked) == ("vc", [("T1", "hsv"), ("T1", "vc")])
    assert units.all("T1") == [HSV, VC]
    put(units, remove=["hsv"])
    assert units.all("T1") == [VC]


def test_each_import_is_remembered_and_noted(units: Units, database: Database) -> None:
    put(units, VC, HSV)
    put(units, remove=["vc"])
    last, first = units.imports("T1")
    assert (first.added, first.removed, first.actor, first.at) == (("vc", "hsv"), (), "U9", NOW)
    assert (last.added, last.removed, last.content_hash) == ((), ("vc",), "f" * 64)
    assert units.imports("T2") == []
    audit = Audit(database)
    noted = [(row.actor, row.action, row.subject, row.outcome) for row in audit.rows("T1")]
    assert noted == [("U9", "import_units", "f" * 64, "done")] * 2
    assert audit.verify().is_whole


def test_a_person_chooses_among_their_own_units(units: Units) -> None:
    put(units, VC, HSV)
    assert units.chosen("T1", "U1") is None
    assert units.choose("T1", "U1", "hsv", NOW)
    assert units.choose("T1", "U1", "vc", NOW)
    assert units.chosen("T1", "U1") == "vc"
    assert not units.choose("T1", "U2", "hsv", NOW)
    assert not units.choose("T2", "U1", "vc", NOW)
    assert units.chosen("T2", "U1") is None


def test_a_choice_ends_with_the_membership(units: Units) -> None:
    put(units, VC, HSV)
    units.choose("T1", "U1", "vc", NOW)
    put(units, replace(VC, members=()))
    assert units.chosen("T1", "U1") is None
    put(units, VC)
    assert units.chosen("T1", "U1") == "vc"
