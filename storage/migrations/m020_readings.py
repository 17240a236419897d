"""Who outside the units concerned has read a report, and why."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS


@MIGRATIONS()
def m020_readings(database: Database) -> None:
    """Keep each reading with its reason, as long as the report is kept."""
    database.execute(
        """
        CREATE TABLE readings (
            message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            author TEXT NOT NULL,
            at TEXT NOT NULL,
            team TEXT NOT NULL,
            unit TEXT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (message_id, author, at)
        ) STRICT, WITHOUT ROWID
        """
    )
