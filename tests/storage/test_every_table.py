"""Every table has a rule for how long it is kept, and belongs to a workspace."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.care.retention import FOR_AS_LONG_AS_LOTSEN_IS_USED, RULES
from storage.database import Database

# Rows of these belong to a row that has the workspace, or to no workspace at all.
WITHOUT_TEAM = {
    "_sqlite_migrations", "answers", "audit_checkpoints", "deviation_receivers", "draft_links",
    "quoted", "register_numbers",
}  # fmt: skip


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    database = Database(Path(tmp_path_factory.mktemp("tables")) / "lotsen.sqlite3")
    with database.reading() as connection:
        yield connection
    database.close()


def tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row[0] for row in rows}


def goes_with(connection: sqlite3.Connection, table: str) -> set[str]:
    """Give the tables whose rows take rows of this one along: by key, or by trigger."""
    keys = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    found = {row["table"] for row in keys if row["on_delete"] == "CASCADE"}
    triggers = connection.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    return found | {
        row["tbl_name"]
        for row in triggers
        if "AFTER DELETE" in row["sql"] and _deletes(row["sql"], table)
    }


def _deletes(trigger: str, table: str) -> bool:
    words = trigger.split()
    pairs = zip(words, words[1:], words[2:], strict=False)
    return ("DELETE", "FROM", table) in pairs


def test_every_table_has_a_rule_or_goes_with_one_that_has(connection: sqlite3.Connection) -> None:
    ruled = {rule.table for rule in RULES} | {"audit"} | FOR_AS_LONG_AS_LOTSEN_IS_USED.keys()
    for _ in range(3):
        ruled |= {one for one in tables(connection) if goes_with(connection, one) & ruled}
    assert tables(connection) - ruled == set()


def test_every_rule_names_a_table_that_is_there(connection: sqlite3.Connection) -> None:
    named = {rule.table for rule in RULES} | FOR_AS_LONG_AS_LOTSEN_IS_USED.keys()
    assert named <= tables(connection)


def test_every_row_belongs_to_a_workspace(connection: sqlite3.Connection) -> None:
    without = {
        table
        for table in tables(connection)
        if "team" not in {row["name"] for row in connection.execute(f"PRAGMA table_info({table})")}
    }
    assert without == WITHOUT_TEAM


def test_no_table_is_taken_as_damaged_once_there_is_a_row_in_it(
    connection: sqlite3.Connection,
) -> None:
    """SQLite 3.40's own check misreads a table without row ids whose keys do not come first."""
    whole = sqlite3.connect(":memory:")
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID'")
    for name, sql in rows.fetchall():
        whole.execute(sql)
        columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
        values = [{"INTEGER": 1, "REAL": 1.0}.get(one["type"], "x") for one in columns]
        marks = ", ".join("?" for _ in values)
        whole.execute(f"INSERT INTO {name} VALUES ({marks})", values)  # noqa: S608
    found = whole.execute("PRAGMA integrity_check").fetchall()
    whole.close()
    assert found == [("ok",)]
