"""The tables, as ordered steps that are each applied once; never change a released step."""

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("lotsen")


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


@MIGRATIONS()
def m002_questions_from_slack(database: Database) -> None:
    """Claim each delivery once, and keep each question until it is answered."""
    database.execute(
        """
        CREATE TABLE deliveries (
            team TEXT NOT NULL,
            event_id TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (team, event_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    database.execute(
        """
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
        ) STRICT
        """
    )
    database.execute("CREATE INDEX jobs_by_state ON jobs (state, created_at)")
    database.execute("CREATE INDEX jobs_by_asker ON jobs (team, asker, created_at)")
