"""Reports that somebody outside the units concerned has read: when, and with which reason."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.outbox import as_text


@dataclass(frozen=True)
class Reading:
    """One reading; the reason was masked before it comes here."""

    message_id: str
    team: str
    unit: str
    author: str
    reason: str
    at: datetime


class Readings:
    """The table of readings; a reading goes when its report goes, and is never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, reading: Reading) -> None:
        """Keep a reading; the same once more is no fault."""
        row = (reading.message_id, reading.team, reading.unit, reading.author, reading.reason,
               as_text(reading.at))  # fmt: skip
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO readings (message_id, team, unit, author, reason, at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )

    def of(self, message_id: str) -> tuple[Reading, ...]:
        """Give the readings of a report, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT message_id, team, unit, author, reason, at FROM readings "
                "WHERE message_id = ? ORDER BY at DESC",
                (message_id,),
            ).fetchall()
        return tuple(
            Reading(
                row["message_id"], row["team"], row["unit"], row["author"], row["reason"],
                datetime.fromisoformat(row["at"]),
            )
            for row in rows
        )  # fmt: skip

    def holds(self, message_id: str, author: str, since: datetime) -> bool:
        """Tell whether somebody gave a reason for a report since a moment."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT 1 FROM readings WHERE (message_id, author) = (?, ?) AND at >= ?",
                (message_id, author, as_text(since)),
            ).fetchone()
        return row is not None
