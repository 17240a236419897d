"""Questions from Slack, and the deliveries they came in."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS


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
