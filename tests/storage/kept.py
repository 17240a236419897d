"""What the tests of care share: a database with something in it, and copies of it."""

from datetime import UTC, datetime
from pathlib import Path

from storage.audit import Audit
from storage.care.backup import back_up
from storage.care.restore import Restored, Wanted, restore
from storage.database import Database

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ROOTS = ("flows", "index/sources")


def no_progress(_done: int, _total: int) -> None:
    pass


def filled(data: Path) -> Database:
    """Give a database with an answer and an audit row, beside a flow of one's own."""
    (data / "flows").mkdir(parents=True)
    (data / "flows" / "own.toml").write_text("first")
    database = Database(data / "lotsen.sqlite3")
    add(database, "a1")
    Audit(database).note("T1", "U1", "open", "m1", "ok")
    return database


def add(database: Database, name: str, at: datetime = NOW, size: int = 1) -> None:
    with database.writing() as connection:
        connection.execute(
            "INSERT INTO answers VALUES (?, ?, 'U1', NULL, ?, 'answered', NULL, 1.0)",
            (name, at.isoformat(), "f" * size),
        )


def names(database: Database) -> list[str]:
    with database.reading() as connection:
        return [row["id"] for row in connection.execute("SELECT id FROM answers ORDER BY id")]


def copy(database: Database, target: Path) -> Path:
    back_up(database, target, ROOTS, NOW, no_progress)
    return target


def put_back(database: Database, file: Path, *stale: str) -> Restored:
    database.close()
    wanted = Wanted(file, ROOTS, stale, "system", datetime.now(UTC))
    return restore(database, wanted, no_progress)
