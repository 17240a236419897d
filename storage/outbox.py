"""Notices on their way: one for each receiving unit and channel, tried until it has arrived."""

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from storage.database import Database


class NoticeState(StrEnum):
    """Where a notice stands; only waiting ones are tried."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"  # given up after the last try, until a person puts it in line again


class Occasion(StrEnum):
    """What a notice is about."""

    MESSAGE = "message"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    COMPLETION_WANTED = "completion_wanted"
    COMPLETED = "completed"
    ACKNOWLEDGED = "acknowledged"
    MISDIRECTED = "misdirected"
    REMINDER = "reminder"
    ESCALATION = "escalation"
    SENT = "sent"
    DELIVERED = "delivered"
    ANSWERED = "answered"
    CLOSED = "closed"


PERSON = "person"  # the channel to who wrote a message, beside those of units


@dataclass(frozen=True)
class Notice:
    """One notice to one address of a unit; it holds no content, only that something waits.

    `id` is the same at every try, so that whoever gets it twice can tell. `lease` names the try
    that is under way, `remote` what the other side calls the notice once it has it.
    """

    id: str
    team: str
    message_id: str
    unit: str
    channel: str
    address: str
    occasion: Occasion
    from_unit: str
    created_at: datetime
    state: NoticeState = NoticeState.WAITING
    attempts: int = 0
    lease: str | None = None
    fault: str | None = None
    remote: str | None = None

    @property
    def is_repeat(self) -> bool:
        """Tell whether it was tried before, and so may have arrived already."""
        return self.attempts > 1


_COLUMNS = (
    "id, team, message_id, unit, channel, address, occasion, from_unit, created_at, state, "
    "attempts, lease, fault, remote"
)


def notice_id(*parts: str) -> str:
    """Give the same id for the same notice, at any time and in any process."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def as_text(at: datetime) -> str:
    """Give a moment as it is kept, so that texts sort as moments do."""
    return at.astimezone(UTC).isoformat()


class Outbox:
    """The table of notices."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, now: datetime, until: datetime, lease: str, limit: int = 20) -> list[Notice]:
        """Take notices that are due; one whose taker dies comes back when the lease is over."""
        with self._database.writing() as connection:
            rows = connection.execute(
                "UPDATE outbox SET attempts = attempts + 1, lease = ?, next_try_at = ? "  # noqa: S608
                "WHERE id IN (SELECT id FROM outbox WHERE state = 'waiting' AND next_try_at <= ? "
                f"ORDER BY next_try_at LIMIT ?) RETURNING {_COLUMNS}",
                (lease, as_text(until), as_text(now), limit),
            ).fetchall()
        return [_notice(row) for row in rows]

    def next_due(self) -> datetime | None:
        """Give when the next notice is to be tried, or None when none waits."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT min(next_try_at) FROM outbox WHERE state = 'waiting'"
            ).fetchone()
        return datetime.fromisoformat(row[0]) if row[0] else None

    def done(self, notice: Notice, at: datetime, remote: str | None = None) -> bool:
        """Note that a notice has arrived, and with it that its message is delivered to the unit.

        Holds even when the lease ran out meanwhile: what has arrived has arrived.
        """
        with self._database.writing() as connection:
            arrived = connection.execute(
                "UPDATE outbox SET state = 'done', done_at = ?, lease = NULL, fault = NULL, "
                "remote = coalesce(?, remote) WHERE id = ? AND state <> 'done'",
                (as_text(at), remote, notice.id),
            )
            delivered = connection.execute(
                "UPDATE receipts SET delivered_at = ? "
                "WHERE (message_id, unit) = (?, ?) AND delivered_at IS NULL",
                (as_text(at), notice.message_id, notice.unit),
            )
            if delivered.rowcount:
                _tell_author(connection, notice, at)
            return arrived.rowcount == 1

    def fail(self, notice: Notice, fault: str, next_try_at: datetime) -> bool:
        """Put a notice back in line; False when somebody else has it."""
        return self._ended(notice, "waiting", fault, next_try_at)

    def give_up(self, notice: Notice, fault: str, at: datetime) -> bool:
        """Lay a notice among the dead; False when somebody else has it."""
        return self._ended(notice, "dead", fault, at)

    def release(self, notice: Notice, at: datetime) -> bool:
        """Give back a notice that was not tried, as when the process stops."""
        with self._database.writing() as connection:
            released = connection.execute(
                "UPDATE outbox SET attempts = attempts - 1, lease = NULL, next_try_at = ? "
                "WHERE (id, lease, state) = (?, ?, 'waiting')",
                (as_text(at), notice.id, notice.lease),
            )
            return released.rowcount == 1

    def dead(self, team: str | None = None, limit: int = 100) -> list[Notice]:
        """Give the notices that were given up, the latest first."""
        return self._some(
            "state = 'dead' AND ? IN (team, '*') ORDER BY done_at DESC LIMIT ?", team or "*", limit
        )

    def untold(self, limit: int = 100) -> list[Notice]:
        """Give the dead notices that no person has been told of yet."""
        return self._some("state = 'dead' AND is_told = 0 ORDER BY done_at LIMIT ?", limit)

    def note_told(self, notice_id: str) -> None:
        """Note that a person has been told of a dead notice."""
        with self._database.writing() as connection:
            connection.execute("UPDATE outbox SET is_told = 1 WHERE id = ?", (notice_id,))

    def try_again(self, team: str, notice_id: str, at: datetime) -> bool:
        """Put a dead notice in line again, with all its tries left."""
        with self._database.writing() as connection:
            again = connection.execute(
                "UPDATE outbox SET state = 'waiting', attempts = 0, is_told = 0, next_try_at = ?, "
                "done_at = NULL WHERE (team, id, state) = (?, ?, 'dead')",
                (as_text(at), team, notice_id),
            )
            return again.rowcount == 1

    def of_message(self, message_id: str) -> list[Notice]:
        """Give every notice of a message, in the order they came."""
        return self._some("message_id = ? ORDER BY rowid", message_id)

    def find(self, notice_id: str) -> Notice | None:
        """Give a notice, or None."""
        return next(iter(self._some("id = ?", notice_id)), None)

    def _ended(self, notice: Notice, state: str, fault: str, at: datetime) -> bool:
        with self._database.writing() as connection:
            ended = connection.execute(
                "UPDATE outbox SET state = ?, fault = ?, next_try_at = ?, lease = NULL, "
                "done_at = iif(? = 'dead', ?, NULL) WHERE (id, lease, state) = (?, ?, 'waiting')",
                (state, fault, as_text(at), state, as_text(at), notice.id, notice.lease),
            )
            return ended.rowcount == 1

    def _some(self, condition: str, *values: object) -> list[Notice]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM outbox WHERE {condition}",  # noqa: S608 - own names
                values,
            ).fetchall()
        return [_notice(row) for row in rows]


def queue_in(connection: sqlite3.Connection, notices: Sequence[Notice]) -> None:
    """Put notices in line in the caller's transaction; one that is there already stays as it is."""
    connection.executemany(
        f"INSERT INTO outbox ({_COLUMNS}, next_try_at) "  # noqa: S608 - own names
        f"VALUES ({', '.join('?' * 15)}) ON CONFLICT (id) DO NOTHING",
        [_values(one) for one in notices],
    )


def _tell_author(connection: sqlite3.Connection, arrived: Notice, at: datetime) -> None:
    """Put in line that a message has been delivered, to an author who was told that it was sent."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM outbox "  # noqa: S608 - own names
        "WHERE (message_id, channel, occasion) = (?, ?, ?)",
        (arrived.message_id, PERSON, Occasion.SENT),
    ).fetchall()
    queue_in(connection, [_delivered(_notice(row), arrived, at) for row in rows])


def _delivered(sent: Notice, arrived: Notice, at: datetime) -> Notice:
    return Notice(
        id=notice_id(sent.id, Occasion.DELIVERED, arrived.unit), team=sent.team,
        message_id=sent.message_id, unit=sent.unit, channel=PERSON, address=sent.address,
        occasion=Occasion.DELIVERED, from_unit=arrived.unit, created_at=at,
    )  # fmt: skip


def _values(notice: Notice) -> tuple[object, ...]:
    values = {name: getattr(notice, name) for name in _COLUMNS.split(", ")}
    at = as_text(notice.created_at)
    return (*(values | {"created_at": at}).values(), at)


def _notice(row: sqlite3.Row) -> Notice:
    kept = {name: row[name] for name in _COLUMNS.split(", ")}
    return Notice(
        **kept
        | {
            "occasion": Occasion(kept["occasion"]),
            "state": NoticeState(kept["state"]),
            "created_at": datetime.fromisoformat(kept["created_at"]),
        }
    )
