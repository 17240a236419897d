"""Drafts that are being written."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS


@MIGRATIONS()
def m011_drafts(database: Database) -> None:
    """Keep each draft at every step, so that nothing typed is lost."""
    database.execute(
        """
        CREATE TABLE drafts (
            id TEXT PRIMARY KEY,
            team TEXT NOT NULL,
            author TEXT NOT NULL,
            unit TEXT,
            form TEXT NOT NULL,
            form_version TEXT NOT NULL,
            form_hash TEXT NOT NULL,
            said TEXT NOT NULL,
            fields TEXT NOT NULL,
            facts TEXT NOT NULL,
            masked TEXT NOT NULL,
            skipped TEXT NOT NULL,
            guidance_id TEXT,
            state TEXT NOT NULL,
            version INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            is_told INTEGER NOT NULL DEFAULT 0
        ) STRICT
        """
    )
    database.execute("CREATE INDEX drafts_by_author ON drafts (team, author, state, updated_at)")
    database.execute("CREATE INDEX drafts_by_expiry ON drafts (state, expires_at)")
