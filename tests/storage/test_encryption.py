"""With a key the whole file is encrypted; what is wrong with a key is told apart."""

import os
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from storage.audit import Audit
from storage.care import CareError, CareFault
from storage.care.retention import Purge, Subject
from storage.database import Database
from storage.opening import (
    EncryptionMissingError,
    NotEncryptedError,
    StorageError,
    UnreadableError,
    WrongKeyError,
)
from tests.storage.kept import NOW, add, copy, filled, names, no_progress, put_back

KEY_WORD = "ett 'långt' lösenord"


@pytest.fixture
def encrypted(tmp_path: Path) -> Database:
    if "CI" not in os.environ:
        pytest.importorskip("sqlcipher3", reason="the extra `encryption` is not installed")
    database = Database(tmp_path / "locked" / "lotsen.sqlite3", key=KEY_WORD)
    add(database, "hemligtnamn")
    return database


def test_an_encrypted_database_holds_nothing_that_can_be_read(encrypted: Database) -> None:
    assert names(Database(encrypted.path, key=KEY_WORD)) == ["hemligtnamn"]
    Audit(encrypted).note("T1", "U1", "open", "hemligtnamn", "ok")
    assert Audit(encrypted).verify().rows == 1
    for path in encrypted.path.parent.iterdir():
        content = path.read_bytes()
        assert b"hemligtnamn" not in content
        assert not content.startswith(b"SQLite format 3")


def test_a_wrong_key_no_key_and_a_key_for_a_plain_file_are_told_apart(
    encrypted: Database, tmp_path: Path
) -> None:
    encrypted.close()
    with pytest.raises(WrongKeyError):
        names(Database(encrypted.path, key="another"))
    with pytest.raises(UnreadableError):
        names(Database(encrypted.path))
    plain = Database(tmp_path / "plain")
    add(plain, "a1")
    with pytest.raises(NotEncryptedError):
        names(Database(tmp_path / "plain", key=KEY_WORD))
    assert names(Database(encrypted.path, key=KEY_WORD)) == ["hemligtnamn"]


def test_a_failed_write_to_an_encrypted_database_is_a_fault_of_storage(
    encrypted: Database,
) -> None:
    with pytest.raises(StorageError):
        add(encrypted, "hemligtnamn")
    assert names(encrypted) == ["hemligtnamn"]


def test_an_encrypted_copy_stays_encrypted_and_wants_its_key(
    encrypted: Database, tmp_path: Path
) -> None:
    file = copy(encrypted, tmp_path / "copy.zip")
    with zipfile.ZipFile(file) as whole:
        assert not whole.read("lotsen.sqlite3").startswith(b"SQLite format 3")
    without = Database(tmp_path / "other" / "lotsen.sqlite3")
    without.path.parent.mkdir()
    with pytest.raises(CareError) as caught:
        put_back(without, file)
    assert caught.value.fault is CareFault.KEY_WANTED
    with pytest.raises(WrongKeyError):
        put_back(Database(without.path, key="another"), file)
    put_back(Database(without.path, key=KEY_WORD), file)
    assert names(Database(without.path, key=KEY_WORD)) == ["hemligtnamn"]


def test_a_plain_copy_is_encrypted_when_it_is_restored_with_a_key(
    encrypted: Database, tmp_path: Path
) -> None:
    database = filled(tmp_path / "data")
    file = copy(database, tmp_path / "copy.zip")
    target = Database(tmp_path / "other" / "lotsen.sqlite3", key=KEY_WORD)
    target.path.parent.mkdir()
    put_back(target, file)
    assert "a1" in names(target)
    assert not target.path.read_bytes().startswith(b"SQLite format 3")
    assert Audit(target).verify().is_whole


def test_an_encrypted_database_is_purged_like_any_other(encrypted: Database) -> None:
    add(encrypted, "old", NOW - timedelta(days=31))
    work = Purge(encrypted, Audit(encrypted), dict.fromkeys(Subject, 30))
    assert work.carry_out(NOW, "system", no_progress).rows[Subject.ANSWERS] == 1
    assert names(encrypted) == ["hemligtnamn"]


def test_a_key_without_the_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(EncryptionMissingError):
        names(Database(tmp_path / "db", key=KEY_WORD))
