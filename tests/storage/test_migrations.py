"""A file from the first version is brought up to date, with everything in it."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database as SqliteUtils

from storage.answers import Answers
from storage.audit import Audit
from storage.care.archive import Manifest, described, write
from storage.care.retention import Purge, Subject
from storage.database import Database
from storage.jobs import Jobs
from storage.migrations import MIGRATIONS
from tests.storage.kept import NOW, no_progress, put_back

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

# What the second step added, with a question that was being answered.
SECOND = """
INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
    VALUES ('lotsen', 'm002_questions_from_slack', '2026-11-23 03:10:00+00:00');
CREATE TABLE deliveries (
    team TEXT NOT NULL,
    event_id TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (team, event_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    team TEXT NOT NULL,
    channel TEXT NOT NULL,
    ts TEXT NOT NULL,
    thread_ts TEXT,
    asker TEXT NOT NULL,
    is_private INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    question TEXT NOT NULL,
    masked TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    answer_id TEXT,
    reply_ts TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (team, channel, ts)
) STRICT;
CREATE INDEX jobs_by_state ON jobs (state, created_at);
CREATE INDEX jobs_by_asker ON jobs (team, asker, created_at);
INSERT INTO deliveries VALUES ('T1', 'Ev1', '2026-11-23T04:00:00+00:00');
INSERT INTO jobs VALUES
    ('j1', 'T1', 'C1', '1.0', NULL, 'U1', 0, 'T1:C1:1.0', 'Vad är SIP?', '["namn"]', 'running', 1,
     NULL, '1.1', '2026-11-23T04:00:00+00:00', '2026-11-23T04:00:01+00:00');
"""


def schema(path: Path) -> dict[str, str]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        found = {name: " ".join(sql.split()) for name, sql in rows}
    connection.close()
    return {name: sql for name, sql in found.items() if "migrations" not in name}


def first_version(path: Path, *later: str) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript("".join([FIRST, *later]))
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


def test_a_file_of_the_second_version_keeps_its_questions_and_is_used_by_every_later_part(
    tmp_path: Path,
) -> None:
    database = Database(first_version(tmp_path / "old", SECOND))
    (job,) = Jobs(database).open()
    assert (job.id, job.question, job.masked, job.reply_ts) == (
        "j1",
        "Vad är SIP?",
        ("namn",),
        "1.1",
    )
    audit = Audit(database)
    audit.note("T1", "U1", "open", "m1", "ok")
    assert audit.verify().is_whole
    later = datetime(2028, 1, 1, tzinfo=UTC)
    gone = Purge(database, audit, dict.fromkeys(Subject, 30)).planned(later).rows
    assert (gone[Subject.ANSWERS], gone[Subject.JOBS], gone[Subject.AUDIT]) == (1, 1, 1)


def test_a_copy_of_the_second_version_is_brought_up_to_date_by_a_restore(tmp_path: Path) -> None:
    old = Database(first_version(tmp_path / "lotsen.sqlite3", SECOND))
    plain = sqlite3.connect(old.path)
    plain.execute("PRAGMA journal_mode=DELETE")
    plain.close()
    part = described(old.path)
    manifest = Manifest(made_at=NOW, is_encrypted=False, parts={"lotsen.sqlite3": part})
    write(tmp_path / "copy.zip", manifest, {"lotsen.sqlite3": old.path}, no_progress)
    target = Database(tmp_path / "data" / "lotsen.sqlite3")
    target.path.parent.mkdir()
    put_back(target, tmp_path / "copy.zip")
    assert [job.id for job in Jobs(target).open()] == ["j1"]
    assert Audit(target).verify().rows == 1


@pytest.mark.parametrize("later", [(), (SECOND,)])
def test_an_old_file_gets_the_tables_of_a_new_one(tmp_path: Path, later: tuple[str, ...]) -> None:
    old, new = first_version(tmp_path / "old", *later), tmp_path / "new"
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
