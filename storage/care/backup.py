"""Copies what is stored into one file, while it is written to."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from storage.audit_files import HEAD, KEY
from storage.care.archive import Manifest, Progress, described, names_under, write
from storage.care.faults import CareError, CareFault, room_needed
from storage.database import Database
from storage.opening import connect

_PAGES = 2000  # a step of the copying, between which others get to write
_WAIT_S = 10.0


def back_up(
    database: Database,
    target: Path,
    roots: Sequence[str],
    at: datetime,
    progress: Progress,
) -> Manifest:
    """Write the database, its audit key and head, and the given files into one file.

    The file is there whole or not at all; one that is there is replaced.
    """
    if not database.path.exists() and not names_under(database.path.parent, roots):
        raise CareError(CareFault.NOTHING)
    if not target.parent.is_dir():
        raise CareError(CareFault.NO_FOLDER)
    with room_needed(), _beside(target) as scratch:
        sources = _gathered(database, scratch, roots, progress)
        manifest = Manifest(
            made_at=at,
            is_encrypted=database.key is not None,
            parts={name: described(path) for name, path in sources.items()},
        )
        whole = scratch / "whole"
        write(whole, manifest, sources, progress)
        _settle(whole)
        whole.replace(target)
    return manifest


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a folder of its own on the same disk, which is gone afterwards."""
    with tempfile.TemporaryDirectory(
        prefix=f".{target.name}.", dir=target.parent, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def _gathered(
    database: Database, scratch: Path, roots: Sequence[str], progress: Progress
) -> dict[str, Path]:
    """Give each part's file; the head is taken before the rows, which may go on after it."""
    data_dir = database.path.parent
    copied: dict[str, Path] = {}
    for name in (HEAD, KEY):
        with contextlib.suppress(FileNotFoundError):
            copied[name] = Path(shutil.copyfile(data_dir / name, scratch / name))
    copied[database.path.name] = _copy(database, scratch / "database", progress)
    files = names_under(data_dir, roots)
    for number, (name, file) in enumerate(files.items()):
        copied[name] = Path(shutil.copyfile(file, scratch / f"{number}.part"))
    return copied


def _copy(database: Database, target: Path, progress: Progress) -> Path:
    """Copy the database as it stands at one moment, without keeping anyone from writing."""
    with database.reading() as source:
        copy = connect(target, _WAIT_S, database.key, journal="DELETE")
        try:
            # Holding the moment: otherwise each write begins the copying anew.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(
                copy, pages=_PAGES, sleep=0,
                progress=lambda _state, left, total: progress(total - left, total),
            )  # fmt: skip
            source.execute("COMMIT")
            copy.execute("PRAGMA journal_mode=DELETE")
            check_whole(copy)
        finally:
            if source.in_transaction:
                source.execute("ROLLBACK")
            copy.close()
    return target


def check_whole(connection: sqlite3.Connection) -> None:
    """Refuse a database that does not hang together."""
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise CareError(CareFault.DAMAGED)


def _settle(file: Path) -> None:
    """Let what is written survive a power cut before the file gets its name."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())
    file.chmod(0o600)
