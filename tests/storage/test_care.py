"""Copies are whole, and a restore is all or nothing."""

import errno
import os
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest

from storage.audit import Audit, Fault
from storage.audit_files import KEY
from storage.care import CareError, CareFault
from storage.care.backup import back_up
from storage.database import Database
from tests.storage import harm as harm_by
from tests.storage.kept import NOW, ROOTS, add, copy, filled, names, put_back


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return filled(tmp_path / "data")


def test_a_restore_brings_everything_back_and_keeps_what_was_there(
    database: Database, tmp_path: Path
) -> None:
    data = database.path.parent
    file = copy(database, tmp_path / "copy.zip")
    add(database, "a2")
    Audit(database).note("T1", "U1", "open", "m2", "ok")
    (data / "flows" / "own.toml").write_text("second")
    (data / "flows" / "late.toml").write_text("late")
    (data / "index").mkdir()
    (data / "index" / "current-all").write_text("build-2")
    done = put_back(database, file, "index/current-all")
    assert names(Database(database.path)) == ["a1"]
    assert {path.name: path.read_text() for path in (data / "flows").iterdir()} == {
        "own.toml": "first"
    }
    assert not (data / "index" / "current-all").exists()
    assert done.made_at == NOW
    assert done.aside
    assert names(Database(done.aside / "old" / "lotsen.sqlite3")) == ["a1", "a2"]
    assert (done.aside / "old" / "flows" / "late.toml").read_text() == "late"


def test_the_audit_trail_goes_on_after_a_restore_and_names_it(
    database: Database, tmp_path: Path
) -> None:
    file = copy(database, tmp_path / "copy.zip")
    Audit(database).note("T1", "U1", "open", "m2", "ok")
    assert put_back(database, file).audit.is_whole
    audit = Audit(Database(database.path))
    audit.note("T1", "U1", "open", "m3", "ok")
    assert [row.action for row in audit.rows()] == ["open", "restore", "open"]
    assert audit.verify().is_whole


def test_a_restore_into_an_empty_folder_leaves_nothing_aside(
    database: Database, tmp_path: Path
) -> None:
    file = copy(database, tmp_path / "copy.zip")
    other = Database(tmp_path / "other" / "lotsen.sqlite3")
    other.path.parent.mkdir()
    assert put_back(other, file).aside is None
    assert names(other) == ["a1"]
    assert Audit(other).verify().is_whole
    assert not list(other.path.parent.glob("before-restore-*"))


def test_a_trail_that_was_broken_in_the_copy_is_told_and_still_restored(
    database: Database, tmp_path: Path
) -> None:
    (database.path.parent / KEY).unlink()
    file = copy(database, tmp_path / "copy.zip")
    assert put_back(database, file).audit.fault is Fault.NO_KEY
    assert names(Database(database.path)) == ["a1"]


def write_pairs(database: Database, stop: Event) -> None:
    """Keep a left and a right half in each transaction, until told to stop."""
    for number in count(1):
        if stop.wait(0.002):
            return
        with database.writing() as connection:
            for half in ("left", "right"):
                connection.execute(
                    "INSERT INTO answers VALUES (?, '', 'U1', NULL, '', '', NULL, 1.0)",
                    (f"{half}-{number:06}",),
                )


def test_a_copy_is_of_one_moment_while_others_write(database: Database, tmp_path: Path) -> None:
    for number in range(40):
        add(database, f"big-{number}", size=200_000)
    stop, steps = Event(), []
    writer = Thread(target=write_pairs, args=(database, stop))
    writer.start()
    try:
        back_up(database, tmp_path / "copy.zip", ROOTS, NOW, lambda *step: steps.append(step))
    finally:
        stop.set()
        writer.join()
    assert len(steps) > 1
    other = Database(tmp_path / "other" / "lotsen.sqlite3")
    other.path.parent.mkdir()
    put_back(other, tmp_path / "copy.zip")
    kept = names(other)
    halves = [{name[-6:] for name in kept if name.startswith(half)} for half in ("left", "right")]
    assert halves[0] == halves[1]
    assert len([name for name in kept if name.startswith("big")]) == 40


@pytest.mark.skipif(os.name != "posix", reason="the rights of files are another matter here")
def test_a_copy_is_its_owners_alone(database: Database, tmp_path: Path) -> None:
    file = copy(database, tmp_path / "copy.zip")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_is_left_beside_a_copy(database: Database, tmp_path: Path) -> None:
    copy(database, tmp_path / "copies.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copies.zip", "data"]


def test_a_full_disk_leaves_the_earlier_copy_and_nothing_else(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "copy.zip"
    file.write_text("earlier")

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(CareError) as caught:
        copy(database, file)
    assert caught.value.fault is CareFault.NO_ROOM
    assert file.read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.zip", "data"]


def test_without_a_database_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(CareError) as caught:
        copy(Database(tmp_path / "none" / "db"), tmp_path / "copy.zip")
    assert caught.value.fault is CareFault.NOTHING
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (harm_by.cut, CareFault.DAMAGED),
        (harm_by.flip, CareFault.DAMAGED),
        (harm_by.empty, CareFault.FOREIGN),
        (harm_by.write_letter, CareFault.FOREIGN),
        (harm_by.put_database, CareFault.FOREIGN),
        (harm_by.put_other_zip, CareFault.FOREIGN),
        (harm_by.climb_out, CareFault.FOREIGN),
        (harm_by.bring_more, CareFault.FOREIGN),
        (harm_by.leave_database_out, CareFault.DAMAGED),
        (harm_by.damage_database, CareFault.DAMAGED),
        (harm_by.from_later_version, CareFault.NEWER),
        (Path.unlink, CareFault.NO_FILE),
    ],
)
def test_a_file_that_is_no_whole_copy_changes_nothing(
    database: Database, tmp_path: Path, harm: Callable[[Path], None], fault: CareFault
) -> None:
    file = copy(database, tmp_path / "copy.zip")
    add(database, "a2")
    harm(file)
    with pytest.raises(CareError) as caught:
        put_back(database, file)
    assert caught.value.fault is fault
    assert names(Database(database.path)) == ["a1", "a2"]
    assert (database.path.parent / "flows" / "own.toml").read_text() == "first"
    assert not list(database.path.parent.glob("before-restore-*"))
    assert not (tmp_path / "evil").exists()


def test_a_database_that_another_program_has_open_is_not_taken_away(
    database: Database, tmp_path: Path
) -> None:
    file = copy(database, tmp_path / "copy.zip")
    other = sqlite3.connect(database.path)
    other.execute("SELECT * FROM answers").fetchall()
    with pytest.raises(CareError) as caught:
        put_back(database, file)
    other.close()
    assert caught.value.fault is CareFault.IN_USE
    assert names(database) == ["a1"]


def test_a_damaged_database_is_put_aside_as_it_is(database: Database, tmp_path: Path) -> None:
    file = copy(database, tmp_path / "copy.zip")
    database.close()
    database.path.write_bytes(b"not a database" * 100)
    done = put_back(database, file)
    assert names(Database(database.path)) == ["a1"]
    assert done.aside
    assert (done.aside / "old" / "lotsen.sqlite3").read_bytes().startswith(b"not a database")
