"""What is counted of deviations and follow-ups, their register numbers, and posts made."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS

_TABLES = (
    # No reference to the message: the categories are counted when the message itself is gone.
    """
    CREATE TABLE deviations (
        message_id TEXT PRIMARY KEY,
        team TEXT NOT NULL,
        form TEXT NOT NULL,
        is_current INTEGER NOT NULL,
        reported_at TEXT NOT NULL,
        sender_unit TEXT NOT NULL,
        dokument TEXT NOT NULL,
        punkt TEXT NOT NULL,
        typ TEXT NOT NULL,
        overgang_fran TEXT NOT NULL,
        overgang_till TEXT NOT NULL,
        mojlig_skada TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE deviation_receivers (
        message_id TEXT NOT NULL REFERENCES deviations (message_id) ON DELETE CASCADE,
        unit TEXT NOT NULL,
        sent_at TEXT NOT NULL,
        acknowledged_at TEXT,
        answered_at TEXT,
        PRIMARY KEY (message_id, unit)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE followups (
        message_id TEXT PRIMARY KEY,
        team TEXT NOT NULL,
        is_current INTEGER NOT NULL,
        reported_at TEXT NOT NULL,
        sender_unit TEXT NOT NULL,
        delaktighet TEXT NOT NULL,
        trygghet TEXT NOT NULL,
        visste_vem TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # An answer says who asked, not in which workspace; its question says so, and goes sooner.
    """
    CREATE TABLE answer_teams (
        answer_id TEXT PRIMARY KEY REFERENCES answers (id) ON DELETE CASCADE,
        team TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE register_numbers (
        message_id TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
        number TEXT NOT NULL,
        noted_at TEXT NOT NULL,
        noted_by TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE report_posts (
        team TEXT NOT NULL,
        month TEXT NOT NULL,
        posted_at TEXT NOT NULL,
        PRIMARY KEY (team, month)
    ) STRICT, WITHOUT ROWID
    """,
)
_DEVIATION = ("dokument", "punkt", "typ", "overgang_fran", "overgang_till", "mojlig_skada")
_FOLLOWUP = ("delaktighet", "trygghet", "visste_vem")
_ENOUGH = 5
_SENT = "NEW.kind IN ('message', 'corrected')"


@MIGRATIONS()
def m014_statistics(database: Database) -> None:
    """Count in the transaction that sends, acknowledges or answers; no deviation was sent before.

    A corrected report counts once, in the period of its first version and with its first times.
    """
    for table in _TABLES:
        database.execute(table)
    for index in (
        "deviations_by_time ON deviations (reported_at, form, is_current, team)",
        "followups_by_time ON followups (reported_at, is_current, team)",
        "answers_by_time ON answers (at, status)",
        "deviations_by_section ON deviations (dokument, punkt)",
    ):
        database.execute(f"CREATE INDEX {index}")
    _copy_fields(database, "deviations", "'avvikelse', 'forbattringsforslag'", _DEVIATION)
    _copy_fields(database, "followups", "'uppfoljning'", _FOLLOWUP)
    for table in ("deviations", "followups"):
        database.execute(
            f"CREATE TRIGGER {table}_stands "  # noqa: S608 - own names
            "AFTER UPDATE OF state ON messages BEGIN "
            f"UPDATE {table} SET is_current = (NEW.state = 'sent') WHERE message_id = NEW.id; END"
        )
    _copy_times(database)
    _copy_teams(database)
    _forget_typed(database)


def _copy_fields(database: Database, table: str, forms: str, fields: tuple[str, ...]) -> None:
    form = "form, " if table == "deviations" else ""
    values = ", ".join(f"coalesce(json_extract(NEW.fields, '$.{name}'), '')" for name in fields)
    database.execute(
        f"CREATE TRIGGER {table}_sent AFTER INSERT ON messages "  # noqa: S608 - own names
        f"WHEN NEW.form IN ({forms}) AND {_SENT} BEGIN INSERT INTO {table} "
        f"(message_id, team, {form}is_current, reported_at, sender_unit, {', '.join(fields)}) "
        f"SELECT NEW.id, NEW.team, {form and 'NEW.form, '}NEW.state = 'sent', "
        f"coalesce((SELECT reported_at FROM {table} WHERE message_id = NEW.version_of), "
        f"NEW.created_at), NEW.sender_unit, {values}; END"
    )


def _copy_times(database: Database) -> None:
    earlier = (
        "(SELECT {} FROM deviation_receivers JOIN messages ON version_of = message_id "
        "WHERE messages.id = NEW.message_id AND unit = NEW.unit)"
    )
    sent, acknowledged, answered = (
        f"coalesce({earlier.format(f'deviation_receivers.{name}')}, NEW.{name})"
        for name in ("sent_at", "acknowledged_at", "answered_at")
    )
    database.execute(
        "CREATE TRIGGER deviation_received AFTER INSERT ON receipts "  # noqa: S608 - own names
        "WHEN EXISTS (SELECT 1 FROM deviations WHERE message_id = NEW.message_id) BEGIN "
        "INSERT INTO deviation_receivers VALUES "
        f"(NEW.message_id, NEW.unit, {sent}, {acknowledged}, {answered}); END"
    )
    database.execute(
        "CREATE TRIGGER deviation_handled "
        "AFTER UPDATE OF acknowledged_at, answered_at ON receipts BEGIN "
        "UPDATE deviation_receivers SET "
        "acknowledged_at = coalesce(acknowledged_at, NEW.acknowledged_at), "
        "answered_at = coalesce(answered_at, NEW.answered_at) "
        "WHERE (message_id, unit) = (NEW.message_id, NEW.unit); END"
    )


def _copy_teams(database: Database) -> None:
    copy = (
        "INSERT OR IGNORE INTO answer_teams SELECT answers.id, {0}team FROM {1} "
        "answers.id = {0}answer_id"
    )
    database.execute(copy.format("jobs.", "jobs JOIN answers ON"))
    database.execute(
        "CREATE TRIGGER answer_team AFTER UPDATE OF answer_id ON jobs "
        f"WHEN NEW.answer_id IS NOT NULL BEGIN {copy.format('NEW.', 'answers WHERE')}; END"
    )


def _forget_typed(database: Database) -> None:
    """Let what somebody typed go with the message, unless enough others have typed the same."""
    document, section = (
        f"(SELECT count(*) FROM (SELECT 1 FROM deviations AS same WHERE {alike} LIMIT {_ENOUGH}))"  # noqa: S608 - own names
        for alike in (
            "same.dokument = deviations.dokument",
            "(same.dokument, same.punkt) = (deviations.dokument, deviations.punkt)",
        )
    )
    database.execute(
        "CREATE TRIGGER deviation_forgotten AFTER DELETE ON messages "  # noqa: S608 - own names
        f"BEGIN UPDATE deviations SET dokument = iif({document} < {_ENOUGH}, '', dokument), "
        f"punkt = iif({section} < {_ENOUGH}, '', punkt) WHERE message_id = OLD.id; END"
    )
