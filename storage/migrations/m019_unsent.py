"""What was typed and not sent, and the traces of a draft, which go when it goes."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS


@MIGRATIONS()
def m019_unsent(database: Database) -> None:
    """Keep what stands in a form that was closed, and let a draft take its traces along."""
    database.execute(
        """
        CREATE TABLE unsent (
            team TEXT NOT NULL,
            author TEXT NOT NULL,
            subject TEXT NOT NULL,
            act TEXT NOT NULL,
            text TEXT NOT NULL,
            window TEXT NOT NULL,
            typed_at REAL NOT NULL,
            updated_at TEXT NOT NULL,
            PRIMARY KEY (team, author, subject, act)
        ) STRICT, WITHOUT ROWID
        """
    )
    database.execute("DELETE FROM draft_places WHERE draft_id NOT IN (SELECT id FROM drafts)")
    database.execute("DELETE FROM draft_answers WHERE draft_id NOT IN (SELECT id FROM drafts)")
    database.execute("CREATE INDEX draft_answers_by_draft ON draft_answers (draft_id)")
    database.execute(
        """
        CREATE TRIGGER traces_go_with_draft AFTER DELETE ON drafts
        BEGIN
            DELETE FROM draft_places WHERE draft_id = old.id;
            DELETE FROM draft_answers WHERE draft_id = old.id;
        END
        """
    )
    database.execute(
        """
        CREATE TRIGGER unsent_go_with_message AFTER DELETE ON messages
        BEGIN DELETE FROM unsent WHERE (team, subject) = (old.team, old.id); END
        """
    )
    database.execute("CREATE INDEX unsent_by_subject ON unsent (team, subject)")
