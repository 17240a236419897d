"""Answers, and what they quoted."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS


@MIGRATIONS()
def m001_answers(database: Database) -> None:
    """Keep each answer and what it quoted, so that a replaced source can be recalled."""
    database.execute(
        """
        CREATE TABLE answers (
            id TEXT PRIMARY KEY,
            at TEXT NOT NULL,
            asker TEXT NOT NULL,
            conversation TEXT,
            question TEXT NOT NULL,
            status TEXT NOT NULL,
            reason TEXT,
            elapsed_ms REAL NOT NULL
        ) STRICT
        """
    )
    database.execute("CREATE INDEX answers_by_conversation ON answers (conversation, at)")
    database.execute(
        """
        CREATE TABLE quoted (
            answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            document_id TEXT NOT NULL,
            version TEXT NOT NULL,
            section TEXT NOT NULL,
            passage_id TEXT NOT NULL,
            PRIMARY KEY (answer_id, number)
        ) STRICT, WITHOUT ROWID
        """
    )
    database.execute("CREATE INDEX quoted_by_document ON quoted (document_id, version)")
