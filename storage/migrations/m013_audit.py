"""Who did what with what, in a chain that can't be changed unseen."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS


@MIGRATIONS()
def m013_audit(database: Database) -> None:
    """Keep the audit trail; rows are added, and leave only up to a signed checkpoint."""
    database.execute(
        """
        CREATE TABLE audit (
            number INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            team TEXT NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            outcome TEXT NOT NULL,
            seal TEXT NOT NULL
        ) STRICT
        """
    )
    database.execute("CREATE INDEX audit_by_subject ON audit (team, subject, number)")
    database.execute(
        """
        CREATE TABLE audit_checkpoints (
            number INTEGER PRIMARY KEY,
            seal TEXT NOT NULL,
            at TEXT NOT NULL,
            signature TEXT NOT NULL
        ) STRICT
        """
    )
    _refuse(database, "audit_no_change", "UPDATE ON audit")
    _refuse(
        database,
        "audit_no_removal",
        "DELETE ON audit",
        "NOT EXISTS (SELECT 1 FROM audit_checkpoints WHERE number >= OLD.number)",
    )
    # REPLACE takes a row away without asking the rule for removal.
    _refuse(
        database,
        "audit_no_replacing",
        "INSERT ON audit",
        "EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)",
    )
    _refuse(database, "checkpoints_no_change", "UPDATE ON audit_checkpoints")
    _refuse(database, "checkpoints_no_removal", "DELETE ON audit_checkpoints")
    _refuse(
        database,
        "checkpoints_no_replacing",
        "INSERT ON audit_checkpoints",
        "EXISTS (SELECT 1 FROM audit_checkpoints WHERE number = NEW.number)",
    )


def _refuse(database: Database, name: str, what: str, when: str = "1") -> None:
    database.execute(
        f"CREATE TRIGGER {name} BEFORE {what} WHEN {when} "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END"
    )
