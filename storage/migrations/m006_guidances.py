"""Guidances under way, and the outcomes that were given."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS


@MIGRATIONS()
def m006_guidances(database: Database) -> None:
    """Keep where each guidance stands, and every outcome with the flow that gave it."""
    database.execute(
        """
        CREATE TABLE guidances (
            id TEXT PRIMARY KEY,
            team TEXT NOT NULL,
            asker TEXT NOT NULL,
            conversation TEXT,
            flow_id TEXT NOT NULL,
            flow_version TEXT NOT NULL,
            flow_hash TEXT NOT NULL,
            text TEXT NOT NULL,
            masked TEXT NOT NULL,
            given TEXT NOT NULL,
            set_aside TEXT NOT NULL,
            changing TEXT,
            history TEXT NOT NULL,
            is_finished INTEGER NOT NULL,
            version INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL
        ) STRICT
        """
    )
    database.execute(
        "CREATE INDEX guidances_by_asker ON guidances (team, asker, is_finished, updated_at)"
    )
    database.execute(
        """
        CREATE TABLE guidance_outcomes (
            guidance_id TEXT NOT NULL REFERENCES guidances (id) ON DELETE CASCADE,
            version INTEGER NOT NULL,
            team TEXT NOT NULL,
            asker TEXT NOT NULL,
            at TEXT NOT NULL,
            outcome TEXT NOT NULL,
            rule TEXT NOT NULL,
            facts TEXT NOT NULL,
            flow_id TEXT NOT NULL,
            flow_version TEXT NOT NULL,
            flow_hash TEXT NOT NULL,
            PRIMARY KEY (guidance_id, version)
        ) STRICT, WITHOUT ROWID
        """
    )
    database.execute(
        "CREATE INDEX guidance_outcomes_by_flow ON guidance_outcomes (flow_id, flow_version)"
    )
