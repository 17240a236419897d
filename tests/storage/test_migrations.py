"""A file from the first version is brought up to date, with everything in it."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database as SqliteUtils

from storage.answers import Answers
from storage.database import Database
from storage.migrations import MIGRATIONS

# As the first version wrote it. Never edit: files like this exist.
FIRST = """
CREATE TABLE _sqlite_migrations (
    id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT
);
INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
    VALUES ('lotsen', 'm001_answers', '2026-11-23 03:00:00+00:00');
CREATE TABLE answers (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    asker TEXT NOT NULL,
    conversation TEXT,
    question TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    elapsed_ms REAL NOT NULL
) STRICT;
CREATE INDEX answers_by_conversation ON answers (conversation, at);
CREATE TABLE quoted (
    answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    document_id TEXT NOT NULL,
    version TEXT NOT NULL,
    section TEXT NOT NULL,
    passage_id TEXT NOT NULL,
    PRIMARY KEY (answer_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX quoted_by_document ON quoted (document_id, version);
INSERT INTO answers VALUES
    ('a1', '2026-11-23T04:00:00+00:00', 'U1', 'C1', 'Vad är MVO?', 'answered', NULL, 12.5);
INSERT INTO quoted VALUES ('a1', 1, 'rutin-svar', '1', 'Svarstid', 'p1');
"""


def schema(path: Path) -> dict[str, str]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        found = {name: " ".join(sql.split()) for name, sql in rows}
    connection.close()
    return {name: sql for name, sql in found.items() if "migrations" not in name}


def first_version(path: Path) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(FIRST)
    connection.close()
    return path


def open_and_close(path: Path) -> None:
    with Database(path).reading():
        pass


def test_a_file_of_the_first_version_keeps_what_it_held(tmp_path: Path) -> None:
    answers = Answers(Database(first_version(tmp_path / "old")))
    assert answers.history("C1") == ["Vad är MVO?"]
    (recalled,) = answers.recall("rutin-svar")
    assert (recalled.asker, recalled.version, recalled.section) == ("U1", "1", "Svarstid")


def test_an_old_file_gets_the_tables_of_a_new_one(tmp_path: Path) -> None:
    old, new = first_version(tmp_path / "old"), tmp_path / "new"
    open_and_close(old)
    open_and_close(new)
    assert schema(old) == schema(new)


def test_each_step_is_applied_once(tmp_path: Path) -> None:
    for _ in range(3):
        open_and_close(tmp_path / "db")
    connection = sqlite3.connect(tmp_path / "db")
    applied = [name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations")]
    connection.close()
    assert applied == [step.name for step in MIGRATIONS.applied(SqliteUtils(tmp_path / "db"))]
    assert len(applied) == len(set(applied))
    assert applied == sorted(applied)


def test_every_table_is_strict_about_its_types(tmp_path: Path) -> None:
    open_and_close(tmp_path / "db")
    tables = [sql for sql in schema(tmp_path / "db").values() if sql.startswith("CREATE TABLE")]
    assert tables
    assert all("STRICT" in sql.rsplit(")", 1)[1] for sql in tables)
