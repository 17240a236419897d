"""Replies on their way between the asker's thread and the people's, each brought over once."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Database


class Direction(StrEnum):
    """Which way a reply goes."""

    TO_ASKER = "to_asker"
    TO_HUMAN = "to_human"


@dataclass(frozen=True)
class Relay:
    """One reply to bring over; `text` is masked before it comes here."""

    id: str
    team: str
    handoff_id: str
    direction: Direction
    source_ts: str
    author: str
    text: str
    at: datetime
    attempts: int = 0


_COLUMNS = "id, team, handoff_id, direction, source_ts, author, text, at, attempts"


class Relays:
    """The table of replies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, relay: Relay) -> bool:
        """Keep a reply to bring over; False when it was kept before."""
        with self._database.writing() as connection:
            inserted = connection.execute(
                f"INSERT OR IGNORE INTO relays ({_COLUMNS}, state) "  # noqa: S608 - own names
                f"VALUES ({', '.join('?' * 9)}, 'open')",
                (
                    relay.id,
                    relay.team,
                    relay.handoff_id,
                    relay.direction,
                    relay.source_ts,
                    relay.author,
                    relay.text,
                    relay.at.isoformat(),
                    relay.attempts,
                ),
            )
            return inserted.rowcount == 1

    def open(self, handoff_id: str) -> list[Relay]:
        """Give what is left to bring over, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM relays "  # noqa: S608 - own names
                "WHERE handoff_id = ? AND state = 'open' ORDER BY source_ts",
                (handoff_id,),
            ).fetchall()
        return [_relay(row) for row in rows]

    def try_again(self, relay_id: str) -> None:
        """Count an attempt, so that the next one looks for what this one left."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE relays SET attempts = attempts + 1 WHERE id = ?", (relay_id,)
            )

    def close(self, relay_id: str) -> None:
        """Note that a reply has arrived, or can't; what it said is not kept."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE relays SET state = 'closed', text = '' WHERE id = ?", (relay_id,)
            )


def _relay(row: sqlite3.Row) -> Relay:
    fields = dict(row)
    return Relay(
        **fields
        | {
            "direction": Direction(row["direction"]),
            "at": datetime.fromisoformat(row["at"]),
        }
    )
