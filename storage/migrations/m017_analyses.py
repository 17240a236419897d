"""Event analyses that units make together, the lessons of them, and which follow-ups are done."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS

# Keys first: SQLite's own check takes a table without row ids that begins otherwise as damaged.
_TABLES = (
    """
    CREATE TABLE analyses (
        id TEXT PRIMARY KEY,
        team TEXT NOT NULL,
        form_version TEXT NOT NULL,
        form_hash TEXT NOT NULL,
        started_by TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_by TEXT,
        finished_at TEXT
    ) STRICT, WITHOUT ROWID
    """,
    # No reference to the message: the analysis stands when a message has had its time.
    """
    CREATE TABLE analysis_messages (
        analysis_id TEXT NOT NULL REFERENCES analyses (id) ON DELETE CASCADE,
        message_id TEXT NOT NULL,
        team TEXT NOT NULL,
        is_reason INTEGER NOT NULL,
        PRIMARY KEY (analysis_id, message_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE analysis_units (
        analysis_id TEXT NOT NULL REFERENCES analyses (id) ON DELETE CASCADE,
        unit TEXT NOT NULL,
        team TEXT NOT NULL,
        PRIMARY KEY (analysis_id, unit)
    ) STRICT, WITHOUT ROWID
    """,
    # A part is signed by a unit, never by a person; `part` is that unit, or empty for what the
    # units say together. Each version is kept.
    """
    CREATE TABLE analysis_parts (
        analysis_id TEXT NOT NULL REFERENCES analyses (id) ON DELETE CASCADE,
        part TEXT NOT NULL,
        version INTEGER NOT NULL,
        team TEXT NOT NULL,
        unit TEXT NOT NULL,
        fields TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (analysis_id, part, version)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE lessons (
        id TEXT PRIMARY KEY,
        team TEXT NOT NULL,
        analysis_id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        situation TEXT NOT NULL,
        lesson TEXT NOT NULL,
        why TEXT NOT NULL,
        made_at TEXT NOT NULL,
        published_at TEXT,
        withdrawn_at TEXT
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE lesson_posts (
        lesson_id TEXT NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
        channel TEXT NOT NULL,
        team TEXT NOT NULL,
        ts TEXT NOT NULL,
        posted_at TEXT NOT NULL,
        PRIMARY KEY (lesson_id, channel)
    ) STRICT, WITHOUT ROWID
    """,
    # That the questions of a process were shown, or answered; nothing of what was answered or when.
    """
    CREATE TABLE followed_up (
        team TEXT NOT NULL,
        process TEXT NOT NULL,
        is_answered INTEGER NOT NULL,
        PRIMARY KEY (team, process)
    ) STRICT, WITHOUT ROWID
    """,
)
_TRIGGERS = (
    """
    CREATE TRIGGER followed_up_goes_with_message AFTER DELETE ON messages
    BEGIN DELETE FROM followed_up WHERE (team, process) = (old.team, old.id); END
    """,
    """
    CREATE TRIGGER unsent_go_with_analysis AFTER DELETE ON analyses
    BEGIN DELETE FROM unsent WHERE (team, subject) = (old.team, old.id); END
    """,
)
_INDEXES = (
    "analysis_of_message ON analysis_messages (team, message_id)",
    "analysis_of_unit ON analysis_units (team, unit)",
    "lessons_by_time ON lessons (team, made_at)",
)


@MIGRATIONS()
def m017_analyses(database: Database) -> None:
    """Make room for them; who wrote stands in the audit trail alone."""
    for step in (*_TABLES, *_TRIGGERS):
        database.execute(step)
    for index in _INDEXES:
        database.execute(f"CREATE INDEX {index}")
