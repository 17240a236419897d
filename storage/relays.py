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
    """One reply to bring over; `text` is masked before it comes here.

    `revision` is the time stamp of the edit it is kept after; None for what was never edited.
    `channel` and `ts` are where it stands on the other side, once it does.
    """

    id: str
    team: str
    handoff_id: str
    direction: Direction
    source_ts: str
    author: str
    text: str
    at: datetime
    attempts: int = 0
    revision: str | None = None
    channel: str | None = None
    ts: str | None = None


_COLUMNS = (
    "id, team, handoff_id, direction, source_ts, author, text, at, attempts, revision, channel, ts"
)


class Relays:
    """The table of replies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, relay: Relay) -> bool:
        """Keep a reply to bring over, or how it reads after an edit; False when it was known."""
        with self._database.writing() as connection:
            kept = connection.execute(
                f"INSERT INTO relays ({_COLUMNS}, state) "  # noqa: S608 - own names
                f"VALUES ({', '.join('?' * 12)}, 'open') "
                "ON CONFLICT (handoff_id, direction, source_ts) DO UPDATE "
                "SET text = excluded.text, revision = excluded.revision, state = 'open' "
                "WHERE coalesce(relays.revision, '') < coalesce(excluded.revision, '')",
                _values(relay),
            )
            return kept.rowcount == 1

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

    def arrived(self, relay: Relay, channel: str, ts: str) -> None:
        """Note where a reply was brought to."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE relays SET channel = ?, ts = ? WHERE id = ?", (channel, ts, relay.id)
            )

    def close(self, relay: Relay) -> None:
        """Note that a reply has arrived, or can't; what it said is not kept.

        One that was edited meanwhile stays open.
        """
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE relays SET state = 'closed', text = '' WHERE id = ? AND revision IS ?",
                (relay.id, relay.revision),
            )


def _values(relay: Relay) -> tuple[object, ...]:
    return (
        relay.id, relay.team, relay.handoff_id, relay.direction, relay.source_ts, relay.author,
        relay.text, relay.at.isoformat(), relay.attempts, relay.revision, relay.channel, relay.ts,
    )  # fmt: skip


def _relay(row: sqlite3.Row) -> Relay:
    fields = dict(row)
    return Relay(
        **fields
        | {
            "direction": Direction(row["direction"]),
            "at": datetime.fromisoformat(row["at"]),
        }
    )
