"""Goes back to a copy: all of it or nothing, with what was there before kept aside."""

import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database as SqliteUtils

from storage.audit import Audit, Noted, Verdict
from storage.audit_files import HEAD, KEY, AuditKeyMissingError
from storage.care.archive import Manifest, Progress, read_manifest, unpack
from storage.care.backup import check_whole
from storage.care.faults import CareError, CareFault, room_needed
from storage.database import Database
from storage.migrations import MIGRATIONS
from storage.opening import StorageError, connect, encrypt, fault_types
from storage.swapping import finish_swap, is_pending, stage, swap

_ASIDE = "before-restore-"
_WAIT_S = 2.0


@dataclass(frozen=True)
class Restored:
    """What a restore gave: when the copy was made, how its audit trail holds, the old state."""

    made_at: datetime
    audit: Verdict
    aside: Path | None


@dataclass(frozen=True)
class Wanted:
    """What is asked for: `roots` are the files beside the database, `stale` what they outdate."""

    file: Path
    roots: Sequence[str]
    stale: Sequence[str]
    actor: str
    at: datetime


def restore(database: Database, wanted: Wanted, progress: Progress) -> Restored:
    """Put a copy in the place of what is stored; the caller sees to it that no bot runs."""
    data_dir = database.path.parent
    manifest = read_manifest(wanted.file)
    if manifest.is_encrypted and database.key is None:
        raise CareError(CareFault.KEY_WANTED)
    finish_swap(data_dir)
    _clear_leftovers(data_dir)
    if shutil.disk_usage(data_dir).free < manifest.size:
        raise CareError(CareFault.NO_ROOM)
    folder = data_dir / f"{_ASIDE}{wanted.at:%Y%m%dT%H%M%S%f}"
    try:
        with room_needed():
            verdict = _staged(database, wanted, stage(folder), progress)
        _let_go(database)
        swap(data_dir, folder, _names(database, wanted))
    except BaseException:
        if not is_pending(data_dir):
            _clear_leftovers(data_dir)
        raise
    return Restored(manifest.made_at, verdict, _aside(folder))


def _names(database: Database, wanted: Wanted) -> list[str]:
    name = database.path.name
    return [name, f"{name}-wal", f"{name}-shm", KEY, HEAD, *wanted.roots, *wanted.stale]


def _staged(database: Database, wanted: Wanted, new: Path, progress: Progress) -> Verdict:
    """Lay the copy ready, checked and brought up to date, with the restore noted in its audit."""
    new.mkdir(parents=True)
    allowed = {database.path.name, KEY, HEAD, *wanted.roots}
    manifest = unpack(wanted.file, new, lambda name: _is_under(name, allowed), progress)
    path = new / database.path.name
    if not path.is_file():
        raise CareError(CareFault.DAMAGED)
    _make_encrypted(path, manifest, database.key)
    _check(path, database.key)
    copy = Database(path, key=database.key)
    audit = Audit(copy, lambda: wanted.at)
    verdict = audit.verify()
    with copy.writing() as connection:
        subject = f"{manifest.made_at:%Y-%m-%dT%H:%M:%S}"
        # A chain whose key is lost can't go on; the restore itself is what can be done about it.
        with suppress(AuditKeyMissingError):
            audit.note_in(connection, Noted("*", wanted.actor, "restore", subject, "done"))
    copy.close()
    connect(path, _WAIT_S, database.key, journal="DELETE").close()
    for lock in new.glob("*.lock"):
        lock.unlink()
    return verdict


def _is_under(name: str, roots: Iterable[str]) -> bool:
    return any(name == root or name.startswith(f"{root}/") for root in roots)


def _make_encrypted(path: Path, manifest: Manifest, key: str | None) -> None:
    """Encrypt a copy that was made before there was a key."""
    if key is not None and not manifest.is_encrypted:
        plain = path.with_name("plain")
        path.replace(plain)
        encrypt(plain, path, key)
        plain.unlink()


def _check(path: Path, key: str | None) -> None:
    try:
        connection = connect(path, _WAIT_S, key, journal="DELETE")
        try:
            check_whole(connection)
            applied = connection.execute("SELECT name FROM _sqlite_migrations").fetchall()
        finally:
            connection.close()
    except fault_types(key) as error:
        raise CareError(CareFault.DAMAGED) from error
    if not {row["name"] for row in applied} <= _known_steps():
        raise CareError(CareFault.NEWER)


def _known_steps() -> set[str]:
    empty = SqliteUtils(memory=True)
    try:
        return {step.name for step in MIGRATIONS.pending(empty)}
    finally:
        empty.close()


def _let_go(database: Database) -> None:
    """Fold the log into the old file; refuse when another program has it open.

    One that is damaged is put aside as it is, with its log.
    """
    if not database.path.exists():
        return
    try:
        connect(database.path, _WAIT_S, database.key, journal="DELETE").close()
    except fault_types(database.key) as error:
        if "locked" in str(error):
            raise CareError(CareFault.IN_USE) from error
    except StorageError:
        return


def _clear_leftovers(data_dir: Path) -> None:
    """Take away what a restore that was cut off before it counted has left."""
    for folder in data_dir.glob(f"{_ASIDE}*"):
        shutil.rmtree(stage(folder), ignore_errors=True)
        _aside(folder)


def _aside(folder: Path) -> Path | None:
    """Give the folder with the old state; one that holds nothing is taken away."""
    if any(path.is_file() for path in folder.rglob("*")):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    return None
