"""Replies that were brought over and then edited by the one who wrote them."""

from sqlite_utils import Database

from storage.migrations.steps import MIGRATIONS


@MIGRATIONS()
def m016_relay_edits(database: Database) -> None:
    """Keep after which edit a reply is kept, and where it was brought to."""
    for name in ("revision", "channel", "ts"):
        database.execute(f"ALTER TABLE relays ADD COLUMN {name} TEXT")
