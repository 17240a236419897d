"""The units, who belongs to them, and which unit a person stands in."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS

_TABLES = (
    """
    CREATE TABLE units (
        team TEXT NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        type TEXT NOT NULL,
        organisation TEXT NOT NULL,
        has_samsa INTEGER NOT NULL,
        contact_point TEXT,
        hours TEXT,
        substitute TEXT,
        PRIMARY KEY (team, id)
    ) STRICT
    """,
    """
    CREATE TABLE unit_inboxes (
        team TEXT NOT NULL,
        unit TEXT NOT NULL,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        address TEXT NOT NULL,
        PRIMARY KEY (team, unit, position),
        FOREIGN KEY (team, unit) REFERENCES units (team, id) ON DELETE CASCADE
    ) STRICT
    """,
    """
    CREATE TABLE unit_members (
        team TEXT NOT NULL,
        unit TEXT NOT NULL,
        position INTEGER NOT NULL,
        user TEXT NOT NULL,
        role TEXT NOT NULL,
        PRIMARY KEY (team, unit, user),
        FOREIGN KEY (team, unit) REFERENCES units (team, id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX unit_members_by_user ON unit_members (team, user)",
    """
    CREATE TABLE unit_imports (
        number INTEGER PRIMARY KEY,
        team TEXT NOT NULL,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        added TEXT NOT NULL,
        changed TEXT NOT NULL,
        removed TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX unit_imports_by_team ON unit_imports (team, number)",
    """
    CREATE TABLE chosen_units (
        team TEXT NOT NULL,
        user TEXT NOT NULL,
        unit TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (team, user)
    ) STRICT
    """,
)


@MIGRATIONS()
def m010_units(database: Database) -> None:
    """Keep the units with inboxes and members, each import, and the unit a person stands in."""
    for statement in _TABLES:
        database.execute(statement)
