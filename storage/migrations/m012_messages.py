"""Sent messages, what each receiving unit has done with them, and notices on their way."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS

# What was sent; the rest of the row says how it stands.
_FIXED = (
    "id, team, draft_id, kind, version_of, answers, form, form_version, form_hash, sender_unit, "
    "author, receiver_units, fields, paste_text, case_number, facts, wants, created_at"
)
_TABLES = (
    """
    CREATE TABLE messages (
        id TEXT PRIMARY KEY,
        team TEXT NOT NULL,
        draft_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        version_of TEXT,
        answers TEXT,
        form TEXT NOT NULL,
        form_version TEXT NOT NULL,
        form_hash TEXT NOT NULL,
        sender_unit TEXT NOT NULL,
        author TEXT NOT NULL,
        receiver_units TEXT NOT NULL,
        fields TEXT NOT NULL,
        paste_text TEXT NOT NULL,
        case_number TEXT,
        facts TEXT NOT NULL,
        wants TEXT NOT NULL,
        created_at TEXT NOT NULL,
        state TEXT NOT NULL,
        transferred_at TEXT,
        transferred_by TEXT,
        ended_at TEXT,
        UNIQUE (team, draft_id)
    ) STRICT
    """,
    """
    CREATE TABLE receipts (
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        unit TEXT NOT NULL,
        team TEXT NOT NULL,
        box TEXT NOT NULL,
        sent_at TEXT NOT NULL,
        delivered_at TEXT,
        opened_at TEXT,
        acknowledged_at TEXT,
        acknowledged_by TEXT,
        answered_at TEXT,
        answered_by TEXT,
        answer_id TEXT,
        assigned_to TEXT,
        closed_at TEXT,
        closed_by TEXT,
        is_misdirected INTEGER NOT NULL DEFAULT 0,
        news_at TEXT,
        nudges INTEGER NOT NULL DEFAULT 0,
        nudge_at TEXT,
        PRIMARY KEY (message_id, unit)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE additions (
        id TEXT PRIMARY KEY,
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        team TEXT NOT NULL,
        kind TEXT NOT NULL,
        unit TEXT NOT NULL,
        author TEXT NOT NULL,
        text TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE message_steps (
        number INTEGER PRIMARY KEY,
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        team TEXT NOT NULL,
        at TEXT NOT NULL,
        unit TEXT NOT NULL,
        actor TEXT NOT NULL,
        step TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE draft_links (
        draft_id TEXT PRIMARY KEY,
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        unit TEXT NOT NULL,
        relation TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE outbox (
        id TEXT PRIMARY KEY,
        team TEXT NOT NULL,
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        unit TEXT NOT NULL,
        channel TEXT NOT NULL,
        address TEXT NOT NULL,
        occasion TEXT NOT NULL,
        from_unit TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        next_try_at TEXT NOT NULL,
        lease TEXT,
        fault TEXT,
        remote TEXT,
        created_at TEXT NOT NULL,
        done_at TEXT,
        is_told INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
)
_INDEXES = (
    "messages_by_sender ON messages (team, sender_unit, created_at)",
    "messages_by_end ON messages (ended_at) WHERE ended_at IS NOT NULL",
    "messages_by_version ON messages (version_of) WHERE version_of IS NOT NULL",
    "receipts_by_box ON receipts (team, unit, box, sent_at)",
    "receipts_by_nudge ON receipts (nudge_at) WHERE nudge_at IS NOT NULL",
    "additions_by_message ON additions (message_id, at)",
    "message_steps_by_message ON message_steps (message_id, number)",
    "draft_links_by_message ON draft_links (message_id)",
    "outbox_due ON outbox (next_try_at) WHERE state = 'waiting'",
    "outbox_dead ON outbox (team, done_at) WHERE state = 'dead'",
    "outbox_by_message ON outbox (message_id)",
)


@MIGRATIONS()
def m012_messages(database: Database) -> None:
    """Keep each message as it was sent; changes of it are messages of their own."""
    for table in _TABLES:
        database.execute(table)
    for index in _INDEXES:
        database.execute(f"CREATE INDEX {index}")
    for table, columns in (("messages", f"OF {_FIXED} "), ("additions", ""), ("message_steps", "")):
        database.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE {columns}ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END"
        )
