"""Where the reply to a question stands, when that is not where the question was asked."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS


@MIGRATIONS()
def m003_replies(database: Database) -> None:
    """Remember where a reply stands and which edit it answers; find open questions at once."""
    database.execute("ALTER TABLE jobs ADD COLUMN reply_channel TEXT")
    database.execute("ALTER TABLE jobs ADD COLUMN revision TEXT")
    database.execute("CREATE INDEX jobs_by_reply ON jobs (team, reply_channel, reply_ts)")
    database.execute(
        "CREATE INDEX jobs_open ON jobs (team, asker) "
        "WHERE state IN ('waiting', 'running', 'changed')"
    )
