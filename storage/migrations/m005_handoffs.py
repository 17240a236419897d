"""Questions handed on to people, and what they say to each other through Lotsen."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS


@MIGRATIONS()
def m005_handoffs(database: Database) -> None:
    """Keep each handed on question, and each reply until it has been brought over."""
    database.execute(
        """
        CREATE TABLE handoffs (
            id TEXT PRIMARY KEY,
            team TEXT NOT NULL,
            answer_id TEXT NOT NULL,
            asker TEXT NOT NULL,
            asker_channel TEXT,
            asker_thread TEXT,
            question TEXT NOT NULL,
            channel TEXT NOT NULL,
            ts TEXT,
            state TEXT NOT NULL,
            taken_by TEXT,
            attempts INTEGER NOT NULL DEFAULT 0,
            revision INTEGER NOT NULL DEFAULT 1,
            shown_revision INTEGER NOT NULL DEFAULT 0,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            UNIQUE (team, answer_id, asker)
        ) STRICT
        """
    )
    database.execute("CREATE INDEX handoffs_by_thread ON handoffs (team, channel, ts)")
    database.execute(
        "CREATE INDEX handoffs_by_asker ON handoffs (team, asker_channel, asker_thread)"
    )
    database.execute(
        """
        CREATE TABLE relays (
            id TEXT PRIMARY KEY,
            team TEXT NOT NULL,
            handoff_id TEXT NOT NULL REFERENCES handoffs (id) ON DELETE CASCADE,
            direction TEXT NOT NULL,
            source_ts TEXT NOT NULL,
            author TEXT NOT NULL,
            text TEXT NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            at TEXT NOT NULL,
            UNIQUE (handoff_id, direction, source_ts)
        ) STRICT
        """
    )
    database.execute("CREATE INDEX relays_by_state ON relays (handoff_id, state, at)")
