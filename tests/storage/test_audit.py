"""The audit trail shows every change of it, and says where."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.audit import Audit, Fault, Noted
from storage.audit_files import HEAD, KEY, AuditFiles, AuditKeyMissingError, Head
from storage.database import Database, StorageError

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
GUARDS = (
    "audit_no_change",
    "audit_no_removal",
    "audit_no_replacing",
    "checkpoints_no_change",
    "checkpoints_no_removal",
    "checkpoints_no_replacing",
)


class Clock:
    """A clock that goes on one day at each look."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(days=1)
        return self.now


@pytest.fixture
def trail(tmp_path: Path) -> Audit:
    audit = Audit(Database(tmp_path / "db"), Clock())
    for number in range(1, 11):
        audit.note("T1", f"U{number}", "open", f"m{number}", "ok")
    return audit


@pytest.fixture
def tamper(tmp_path: Path) -> Callable[..., None]:
    """Give a way to change the file as somebody could who has the database and not the key."""

    def run(*statements: str) -> None:
        connection = sqlite3.connect(tmp_path / "db")
        for guard in GUARDS:
            connection.execute(f"DROP TRIGGER IF EXISTS {guard}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return run


def test_a_trail_that_nobody_touched_is_whole(trail: Audit) -> None:
    verdict = trail.verify()
    assert (verdict.is_whole, verdict.rows, verdict.last) == (True, 10, 10)


def test_a_trail_with_nothing_in_it_is_whole(tmp_path: Path) -> None:
    assert Audit(Database(tmp_path / "db")).verify().is_whole


SWAPPED = (
    "UPDATE audit SET number = -1 WHERE number = 4",
    "UPDATE audit SET number = 4 WHERE number = 5",
    "UPDATE audit SET number = 5 WHERE number = -1",
)
ADDED = "INSERT INTO audit SELECT 11, at, team, actor, action, subject, outcome, seal FROM audit"


@pytest.mark.parametrize(
    ("statements", "fault", "first_bad"),
    [
        (["UPDATE audit SET actor = 'U9' WHERE number = 3"], Fault.CHANGED, 3),
        (["UPDATE audit SET at = '2020' WHERE number = 1"], Fault.CHANGED, 1),
        (["UPDATE audit SET team = 'T2' WHERE number = 7"], Fault.CHANGED, 7),
        (["UPDATE audit SET action = 'a b' WHERE number = 7"], Fault.CHANGED, 7),
        (["UPDATE audit SET subject = '' WHERE number = 10"], Fault.CHANGED, 10),
        (["UPDATE audit SET outcome = 'no' WHERE number = 2"], Fault.CHANGED, 2),
        (["UPDATE audit SET seal = '' WHERE number = 2"], Fault.CHANGED, 2),
        # A word moved from one column to the next one.
        (
            ["UPDATE audit SET actor = '', action = actor || action WHERE number = 6"],
            Fault.CHANGED,
            6,
        ),
        (["DELETE FROM audit WHERE number = 5"], Fault.MISSING, 5),
        (["DELETE FROM audit WHERE number = 1"], Fault.MISSING, 1),
        (["DELETE FROM audit WHERE number < 4"], Fault.MISSING, 1),
        (SWAPPED, Fault.CHANGED, 4),
        # Removed, and the later ones moved up so that no number is missing.
        (
            [
                "DELETE FROM audit WHERE number = 5",
                *(f"UPDATE audit SET number = {n} WHERE number = {n + 1}" for n in range(5, 10)),  # noqa: S608
            ],
            Fault.CHANGED,
            5,
        ),
        (["DELETE FROM audit WHERE number > 7"], Fault.CUT, 8),
        (["DELETE FROM audit WHERE number = 10"], Fault.CUT, 10),
        (["DELETE FROM audit"], Fault.CUT, 1),
        ([f"{ADDED} WHERE number = 10"], Fault.CHANGED, 11),
        # A checkpoint made without the key, to explain why the first rows are gone.
        (
            [
                "INSERT INTO audit_checkpoints SELECT 4, seal, at, seal FROM audit WHERE number=4",
                "DELETE FROM audit WHERE number < 5",
            ],
            Fault.CHECKPOINT,
            4,
        ),
    ],
)
def test_what_is_changed_removed_moved_added_or_cut_is_found_at_its_row(
    trail: Audit, tamper: Callable[..., None], statements: list[str], fault: Fault, first_bad: int
) -> None:
    tamper(*statements)
    verdict = trail.verify()
    assert (verdict.fault, verdict.first_bad) == (fault, first_bad)


def test_a_cut_tail_is_found_also_after_more_was_noted(
    trail: Audit, tamper: Callable[..., None]
) -> None:
    tamper("DELETE FROM audit WHERE number > 7")
    for _ in range(20):
        trail.note("T1", "U1", "open", "m1", "ok")
    verdict = trail.verify()
    assert (verdict.fault, verdict.first_bad) == (Fault.CHANGED, 10)


def test_a_head_that_is_gone_is_told_and_not_made_anew(trail: Audit, tmp_path: Path) -> None:
    (tmp_path / HEAD).unlink()
    trail.note("T1", "U1", "open", "m1", "ok")
    assert trail.verify().fault is Fault.NO_HEAD


def test_a_head_that_somebody_wrote_without_the_key_is_told(trail: Audit, tmp_path: Path) -> None:
    forged = AuditFiles(tmp_path)
    forged.keep_head(b"another key", Head(20, "0" * 64))
    (tmp_path / HEAD).write_bytes(b"9 " + b"0" * 64 + b" " + b"0" * 64 + b"\n")
    assert trail.verify().fault is Fault.NO_HEAD


def test_without_the_key_nothing_more_is_noted_and_none_is_made(
    trail: Audit, tmp_path: Path
) -> None:
    (tmp_path / KEY).unlink()
    fresh = Audit(Database(tmp_path / "db"))
    assert fresh.verify().fault is Fault.NO_KEY
    with pytest.raises(AuditKeyMissingError):
        fresh.note("T1", "U1", "open", "m1", "ok")
    assert not (tmp_path / KEY).exists()


def test_another_key_makes_the_first_row_wrong(trail: Audit, tmp_path: Path) -> None:
    (tmp_path / KEY).write_text("00" * 32)
    assert not Audit(Database(tmp_path / "db")).verify().is_whole


@pytest.mark.skipif(os.name != "posix", reason="the rights of files are another matter here")
def test_the_key_is_its_owners_alone(trail: Audit, tmp_path: Path) -> None:
    for name in (KEY, HEAD):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'U2'",
        "DELETE FROM audit WHERE number = 10",
        "REPLACE INTO audit VALUES (10, '', '', '', '', '', '', '')",
        "INSERT OR REPLACE INTO audit VALUES (1, '', '', '', '', '', '', '')",
    ],
)
def test_the_database_refuses_to_change_the_trail(
    trail: Audit, tmp_path: Path, statement: str
) -> None:
    with pytest.raises(StorageError), Database(tmp_path / "db").writing() as connection:
        connection.execute(statement)
    assert trail.verify().rows == 10


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_checkpoints SET at = ''",
        "DELETE FROM audit_checkpoints",
        "REPLACE INTO audit_checkpoints VALUES (5, '', '', '')",
    ],
)
def test_the_database_refuses_to_change_a_checkpoint(
    trail: Audit, tmp_path: Path, statement: str
) -> None:
    trail.purge(NOW + timedelta(days=6))
    with pytest.raises(StorageError), Database(tmp_path / "db").writing() as connection:
        connection.execute(statement)
    assert trail.verify().is_whole


def test_purging_leaves_a_checkpoint_that_the_chain_goes_on_from(trail: Audit) -> None:
    assert trail.count_before(NOW + timedelta(days=6)) == 5
    assert trail.purge(NOW + timedelta(days=6)) == 5
    trail.note("T1", "U1", "purge", "audit", "5")
    verdict = trail.verify()
    assert (verdict.is_whole, verdict.rows, verdict.last) == (True, 6, 11)


def test_everything_can_be_purged_and_the_numbers_go_on(trail: Audit) -> None:
    assert trail.purge(NOW + timedelta(days=100)) == 10
    assert trail.verify().is_whole
    trail.note("T1", "U1", "open", "m1", "ok")
    assert [row.number for row in trail.rows()] == [11]
    assert trail.purge(NOW) == 0


def test_a_row_that_is_not_old_enough_keeps_those_after_it(tmp_path: Path) -> None:
    moments = iter([NOW, NOW + timedelta(days=9), NOW])  # a clock that was set back
    audit = Audit(Database(tmp_path / "db"), lambda: next(moments))
    for _ in range(3):
        audit.note("T1", "U1", "open", "m1", "ok")
    assert audit.count_before(NOW + timedelta(days=1)) == 1


def test_a_tail_cut_after_a_purge_is_found(trail: Audit, tamper: Callable[..., None]) -> None:
    trail.purge(NOW + timedelta(days=6))
    tamper("DELETE FROM audit WHERE number > 8")
    verdict = trail.verify()
    assert (verdict.fault, verdict.first_bad) == (Fault.CUT, 9)


def test_a_checkpoint_that_is_taken_away_is_found(
    trail: Audit, tamper: Callable[..., None]
) -> None:
    trail.purge(NOW + timedelta(days=6))
    tamper("DELETE FROM audit_checkpoints")
    assert trail.verify().first_bad == 1


def test_an_older_copy_of_the_database_is_found(trail: Audit, tmp_path: Path) -> None:
    with Database(tmp_path / "db").reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(tmp_path / "db", other)
    trail.note("T1", "U1", "open", "m1", "ok")
    for name in (KEY, HEAD):
        shutil.copy(tmp_path / name, other)
    verdict = Audit(Database(other / "db")).verify()
    assert (verdict.fault, verdict.first_bad) == (Fault.CUT, 11)


def test_what_is_noted_in_a_transaction_that_fails_is_not_noted(
    trail: Audit, tmp_path: Path
) -> None:
    database = Database(tmp_path / "db")

    def fail_midway() -> None:
        with database.writing() as connection:
            trail.note_in(connection, Noted("T1", "U1", "send", "m1", "ok"))
            raise KeyError("broken on purpose")

    with pytest.raises(KeyError):
        fail_midway()
    assert trail.verify().last == 10
    trail.note("T1", "U1", "send", "m1", "ok")
    assert trail.verify().last == 11


def test_a_crash_before_the_head_was_kept_is_no_fault_and_is_made_good(
    trail: Audit, tmp_path: Path
) -> None:
    head = (tmp_path / HEAD).read_bytes()
    trail.note("T1", "U1", "open", "m1", "ok")
    (tmp_path / HEAD).write_bytes(head)
    assert trail.verify().is_whole
    key = AuditFiles(tmp_path).known_key()
    assert key
    kept = AuditFiles(tmp_path).head(key)
    assert kept
    assert kept.number == 11


def test_a_write_of_the_head_that_was_cut_off_leaves_the_one_before(
    trail: Audit, tmp_path: Path
) -> None:
    content = bytearray((tmp_path / HEAD).read_bytes())
    content[:40] = b"12 " + b"f" * 37  # where the tenth stands, half written over
    (tmp_path / HEAD).write_bytes(content)
    key = AuditFiles(tmp_path).known_key()
    assert key
    kept = AuditFiles(tmp_path).head(key)
    assert kept
    assert kept.number == 9
    assert trail.verify().is_whole


@pytest.mark.parametrize("value", ["Anna har ramlat", "x\ny", "x" * 121])
def test_the_trail_takes_no_text(trail: Audit, value: str) -> None:
    with pytest.raises(ValueError, match="ids"):
        trail.note("T1", "U1", "open", value, "ok")


def test_rows_are_listed_latest_first_for_one_team(trail: Audit) -> None:
    trail.note("T2", "U1", "open", "m1", "ok")
    assert [row.number for row in trail.rows(limit=3)] == [11, 10, 9]
    assert [row.team for row in trail.rows("T2")] == ["T2"]
