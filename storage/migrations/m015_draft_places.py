"""Where drafts are talked about, and which message answered what."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS


@MIGRATIONS()
def m015_draft_places(database: Database) -> None:
    """Keep the conversation of a draft, and the message that it is shown in."""
    database.execute(
        """
        CREATE TABLE draft_places (
            draft_id TEXT PRIMARY KEY,
            team TEXT NOT NULL,
            author TEXT NOT NULL,
            conversation TEXT NOT NULL,
            channel TEXT,
            ts TEXT
        ) STRICT
        """
    )
    database.execute(
        "CREATE INDEX draft_places_by_thread ON draft_places (team, author, conversation)"
    )
    database.execute(
        """
        CREATE TABLE draft_answers (
            team TEXT NOT NULL,
            message TEXT NOT NULL,
            draft_id TEXT NOT NULL,
            field TEXT NOT NULL,
            PRIMARY KEY (team, message)
        ) STRICT, WITHOUT ROWID
        """
    )
