"""What people thought of answers."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS


@MIGRATIONS()
def m004_feedback(database: Database) -> None:
    """Keep one verdict for each person and answer, bound to the passage and version it is about."""
    database.execute(
        """
        CREATE TABLE feedback (
            team TEXT NOT NULL,
            answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
            person TEXT NOT NULL,
            verdict TEXT NOT NULL,
            reason TEXT,
            note TEXT NOT NULL,
            document_id TEXT,
            version TEXT,
            passage_id TEXT,
            at TEXT NOT NULL,
            PRIMARY KEY (team, answer_id, person)
        ) STRICT, WITHOUT ROWID
        """
    )
    database.execute("CREATE INDEX feedback_by_document ON feedback (document_id, version)")
