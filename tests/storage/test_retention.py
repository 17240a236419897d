"""What has had its time is gone, and nothing else."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.audit import Audit
from storage.care.retention import Purge, Subject
from storage.database import Database
from tests.storage.kept import NOW, add, names, no_progress

KEEP = dict.fromkeys(Subject, 30) | {Subject.AUDIT: 1000}
OLD, FRESH = NOW - timedelta(days=31), NOW - timedelta(days=29)


def fill(database: Database, name: str, at: datetime) -> None:
    """Keep one row of each kind, last touched at a moment."""
    moment = at.isoformat()
    add(database, name, at)
    statements = {
        "INSERT INTO quoted VALUES (?1, 1, 'd', '1', 's', 'p')": (name,),
        "INSERT INTO deliveries VALUES ('T1', ?1, ?2)": (name, moment),
        "INSERT INTO jobs VALUES (?1, 'T1', 'C1', ?1, NULL, 'U1', 0, 'c', 'q', '[]', 'answered', "
        "1, NULL, NULL, ?2, ?2, NULL, NULL)": (name, moment),
        "INSERT INTO feedback VALUES ('T1', ?1, 'U1', 'good', NULL, '', NULL, NULL, NULL, ?2)": (
            name,
            moment,
        ),
        "INSERT INTO handoffs (id, team, answer_id, asker, question, channel, state, created_at, "
        "updated_at) VALUES (?1, 'T1', ?1, 'U1', 'q', 'C1', 'done', ?2, ?2)": (name, moment),
        "INSERT INTO relays (id, team, handoff_id, direction, source_ts, author, text, state, at) "
        "VALUES (?1, 'T1', ?1, 'to_asker', '1', 'U1', 't', 'done', ?2)": (name, moment),
        "INSERT INTO guidances VALUES (?1, 'T1', 'U1', NULL, 'f', '1', 'h', 't', '[]', '{}', '[]', "
        "NULL, '[]', 1, 1, ?2, ?2)": (name, moment),
        "INSERT INTO drafts VALUES (?1, 'T1', 'U1', NULL, 'mvo', '1', 'h', '', '[]', '{}', '[]', "
        "'[]', NULL, 'sent', 1, ?2, ?2, ?2, 0)": (name, moment),
        "INSERT INTO unsent VALUES ('T1', 'U1', ?1, 'complete', 't', 'V1', 1, ?2)": (name, moment),
        "INSERT INTO deviations VALUES (?1, 'T1', 'avvikelse', 1, ?2, 'e', '', '', '', '', '', "
        "'')": (name, moment),
        "INSERT INTO deviation_receivers VALUES (?1, 'v', ?2, NULL, NULL)": (name, moment),
        "INSERT INTO followups VALUES (?1, 'T1', 1, ?2, 'e', 'ja', 'ja', 'ja')": (name, moment),
        "INSERT INTO report_posts VALUES ('T1', ?1, ?2)": (name, moment),
    }
    with database.writing() as connection:
        for statement, values in statements.items():
            connection.execute(statement, values)


def fill_messages(database: Database, state: str, **moments: datetime) -> None:
    """Keep one message in a state, with the moments it has."""
    at = {name: when.isoformat() for name, when in moments.items()}
    with database.writing() as connection:
        (number,) = connection.execute("SELECT count(*) FROM messages").fetchone()
        name = f"{state}-{number}"
        connection.execute(
            "INSERT INTO messages (id, team, draft_id, kind, form, form_version, form_hash, "
            "sender_unit, author, receiver_units, fields, paste_text, facts, wants, created_at, "
            "state, transferred_at, ended_at) VALUES (?, 'T1', ?, 'message', 'mvo', '1', 'h', 'e', "
            "'U1', '[]', '{}', '', '{}', '', ?, ?, ?, ?)",
            (name, name, OLD.isoformat(), state, at.get("transferred"), at.get("ended")),
        )


def rows_in(database: Database) -> dict[str, int]:
    tables = ("answers", "quoted", "deliveries", "jobs", "feedback", "handoffs", "relays",
              "guidances", "drafts", "unsent", "deviations", "deviation_receivers", "followups",
              "report_posts")  # fmt: skip
    with database.reading() as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in tables
        }


def fill_analysis(database: Database, name: str, **moments: datetime) -> None:
    """Keep an analysis with all that belongs to it, and its lesson, with the moments they have."""
    at = {moment: when.isoformat() for moment, when in moments.items()}
    statements: dict[str, tuple[object, ...]] = {
        "INSERT INTO analyses VALUES (?, 'T1', '1', 'h', 'e', ?, ?, ?)": (
            name, OLD.isoformat(), at.get("finished") and "e", at.get("finished")),
        "INSERT INTO analysis_messages VALUES (?, 'm', 'T1', 1)": (name,),
        "INSERT INTO analysis_units VALUES (?, 'e', 'T1')": (name,),
        "INSERT INTO analysis_parts VALUES (?, 'e', 1, 'T1', 'e', '{}', ?)": (
            name, OLD.isoformat()),
        "INSERT INTO lessons VALUES (?1, 'T1', ?1, 't', 's', 'l', 'w', ?2, ?3, ?4)": (
            name, OLD.isoformat(), at.get("published"), at.get("withdrawn")),
        "INSERT INTO lesson_posts VALUES (?, 'C1', 'T1', '1', ?)": (name, OLD.isoformat()),
        "INSERT INTO unsent VALUES ('T1', 'U1', ?, 'a', 't', 'V1', 1, ?)": (
            name, FRESH.isoformat()),
    }  # fmt: skip
    with database.writing() as connection:
        for statement, values in statements.items():
            connection.execute(statement, values)


def left_in(database: Database, table: str, key: str) -> list[str]:
    with database.reading() as connection:
        rows = connection.execute(f"SELECT {key} FROM {table} ORDER BY 1")  # noqa: S608
        return [row[0] for row in rows]


@pytest.fixture
def purge(tmp_path: Path) -> tuple[Purge, Database]:
    database = Database(tmp_path / "lotsen.sqlite3")
    return Purge(database, Audit(database, lambda: NOW), KEEP), database


def test_what_has_had_its_time_goes_and_the_rest_stays(purge: tuple[Purge, Database]) -> None:
    work, database = purge
    fill(database, "old", OLD)
    fill(database, "fresh", FRESH)
    planned = work.planned(NOW)
    assert rows_in(database) == dict.fromkeys(rows_in(database), 2)
    done = work.carry_out(NOW, "system", no_progress)
    assert rows_in(database) == dict.fromkeys(rows_in(database), 1)
    assert done.rows == planned.rows
    assert done.rows[Subject.JOBS] == 2
    assert names(database) == ["fresh"]


def test_what_is_under_way_stays_however_old(purge: tuple[Purge, Database]) -> None:
    work, database = purge
    fill(database, "old", OLD)
    with database.writing() as connection:
        connection.execute("UPDATE jobs SET state = 'waiting'")
        connection.execute("UPDATE handoffs SET state = 'posted'")
        connection.execute("UPDATE drafts SET state = 'open', expires_at = ?", ((NOW).isoformat(),))
    work.carry_out(NOW, "system", no_progress)
    left = rows_in(database)
    assert (left["jobs"], left["handoffs"], left["drafts"]) == (1, 1, 1)


def test_a_message_goes_when_its_time_since_samsa_is_out(purge: tuple[Purge, Database]) -> None:
    work, database = purge
    fill_messages(database, "sent", transferred=OLD, ended=OLD)
    fill_messages(database, "sent", transferred=FRESH, ended=OLD)
    fill_messages(database, "sent", ended=OLD)  # stands in no register
    fill_messages(database, "sent")
    fill_messages(database, "withdrawn", ended=OLD)
    fill_messages(database, "corrected", ended=FRESH)
    done = work.carry_out(NOW, "system", no_progress)
    with database.reading() as connection:
        left = [row["id"] for row in connection.execute("SELECT id FROM messages ORDER BY id")]
    assert left == ["corrected-5", "sent-1", "sent-2", "sent-3"]
    assert (done.rows[Subject.MESSAGES], done.untransferred) == (2, 2)


def test_an_analysis_goes_with_its_parts_when_its_time_since_the_end_is_out(
    purge: tuple[Purge, Database],
) -> None:
    work, database = purge
    fill_analysis(database, "ended", finished=OLD, published=OLD)
    fill_analysis(database, "just-ended", finished=FRESH, published=OLD)
    fill_analysis(database, "open", published=OLD)
    assert work.carry_out(NOW, "system", no_progress).rows[Subject.ANALYSES] == 1
    for table in ("analysis_messages", "analysis_units", "analysis_parts"):
        assert left_in(database, table, "analysis_id") == ["just-ended", "open"]
    assert left_in(database, "unsent", "subject") == ["just-ended", "open"]
    assert len(left_in(database, "lessons", "id")) == 3


def test_a_lesson_that_is_told_stays_until_it_is_withdrawn(purge: tuple[Purge, Database]) -> None:
    work, database = purge
    fill_analysis(database, "told", finished=FRESH, published=OLD)
    fill_analysis(database, "withdrawn", finished=FRESH, published=OLD, withdrawn=OLD)
    fill_analysis(database, "just-withdrawn", finished=FRESH, published=OLD, withdrawn=FRESH)
    fill_analysis(database, "never-told", finished=FRESH)
    assert work.carry_out(NOW, "system", no_progress).rows[Subject.LESSONS] == 2
    assert left_in(database, "lessons", "id") == ["just-withdrawn", "told"]
    assert left_in(database, "lesson_posts", "lesson_id") == ["just-withdrawn", "told"]


def test_that_a_process_was_followed_up_goes_with_its_message(
    purge: tuple[Purge, Database],
) -> None:
    work, database = purge
    fill_messages(database, "sent", transferred=OLD, ended=OLD)
    fill_messages(database, "sent", transferred=FRESH, ended=FRESH)
    with database.writing() as connection:
        for name in ("sent-0", "sent-1"):
            connection.execute("INSERT INTO followed_up VALUES ('T1', ?, 1)", (name,))
    work.carry_out(NOW, "system", no_progress)
    assert left_in(database, "followed_up", "process") == ["sent-1"]


def test_each_step_of_a_purge_is_audited_without_names(purge: tuple[Purge, Database]) -> None:
    work, database = purge
    fill(database, "old", OLD)
    work.carry_out(NOW, "system", no_progress)
    rows = Audit(database).rows()
    assert {(row.action, row.subject, row.outcome) for row in rows} == {
        ("purge", table, "1")
        for table in ("jobs", "deliveries", "feedback", "handoffs", "answers", "guidances",
                      "drafts", "unsent", "deviations", "followups", "report_posts")
    }  # fmt: skip
    assert Audit(database).verify().is_whole


def test_the_audit_trail_itself_has_its_time(tmp_path: Path) -> None:
    database = Database(tmp_path / "db")
    audit = Audit(database, lambda: OLD)
    audit.note("T1", "U1", "open", "m1", "ok")
    work = Purge(database, Audit(database, lambda: NOW), KEEP | {Subject.AUDIT: 30})
    assert work.carry_out(NOW, "system", no_progress).rows[Subject.AUDIT] == 1
    assert [row.action for row in audit.rows()] == ["purge"]
    assert audit.verify().is_whole


def test_what_is_gone_can_not_be_read_from_the_files_and_room_is_given_back(
    purge: tuple[Purge, Database], tmp_path: Path
) -> None:
    work, database = purge
    for number in range(200):
        add(database, f"old-{number}", OLD, size=20_000)
    with database.writing() as connection:
        connection.execute("UPDATE answers SET question = question || 'hemligtord'")
    before = database.path.stat().st_size
    assert work.carry_out(NOW, "system", no_progress).is_smaller
    assert database.path.stat().st_size < before / 4
    for path in tmp_path.iterdir():
        assert b"hemligtord" not in path.read_bytes(), path.name


def test_a_purge_waits_for_nobody_to_make_the_file_smaller(
    purge: tuple[Purge, Database],
) -> None:
    work, database = purge
    for number in range(200):
        add(database, f"old-{number}", OLD, size=20_000)
    reader = sqlite3.connect(database.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM answers").fetchone()
    work.carry_out(NOW, "system", no_progress)
    reader.close()
    assert names(database) == []
