"""What each receiving unit has done with a message, and its inbox."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from storage.database import Database
from storage.message import Step
from storage.messages import Messages
from storage.outbox import Notice, as_text, queue_in


class Box(StrEnum):
    """Where in the inbox of a unit a message lies."""

    NEW = "new"
    TO_ACKNOWLEDGE = "to_acknowledge"
    TO_ANSWER = "to_answer"
    DONE = "done"


@dataclass(frozen=True)
class Receipt:
    """How a message stands with one receiving unit."""

    message_id: str
    unit: str
    team: str
    box: Box
    sent_at: datetime
    delivered_at: datetime | None = None
    opened_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    answer_id: str | None = None
    assigned_to: str | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    is_misdirected: bool = False
    nudges: int = 0
    nudge_at: datetime | None = None


@dataclass(frozen=True)
class Place:
    """One part of the inbox of a unit."""

    team: str
    unit: str
    box: Box


@dataclass(frozen=True)
class InboxLine:
    """A message as the list of an inbox shows it: nothing of what it says."""

    receipt: Receipt
    form: str
    kind: str
    state: str
    sender_unit: str
    wants: str
    is_transferred: bool


_COLUMNS = (
    "message_id, unit, team, box, sent_at, delivered_at, opened_at, acknowledged_at, "
    "acknowledged_by, answered_at, answered_by, answer_id, assigned_to, closed_at, closed_by, "
    "is_misdirected, nudges, nudge_at"
)
_DATES = ("sent_at", "delivered_at", "opened_at", "acknowledged_at", "answered_at", "closed_at",
          "nudge_at")  # fmt: skip
# Whoever only informs, or wants to know that it came, needs no answer.
_BOX = """
    CASE WHEN (SELECT state FROM messages WHERE id = message_id) <> 'sent' THEN 'done'
    WHEN news_at IS NOT NULL THEN 'new'
    WHEN closed_at IS NOT NULL OR is_misdirected THEN 'done'
    WHEN acknowledged_at IS NULL THEN iif(opened_at IS NULL, 'new', 'to_acknowledge')
    WHEN answered_at IS NOT NULL THEN 'done'
    WHEN (SELECT wants FROM messages WHERE id = message_id) IN ('atgard', 'samordning')
    THEN 'to_answer' ELSE 'done' END
"""
_ACTS = MappingProxyType(
    {
        "open": "opened_at = coalesce(opened_at, :at), delivered_at = coalesce(delivered_at, :at), "
        "news_at = NULL WHERE 1",
        "acknowledge": "acknowledged_at = :at, acknowledged_by = :actor, nudge_at = NULL, "
        "opened_at = coalesce(opened_at, :at), delivered_at = coalesce(delivered_at, :at), "
        "news_at = NULL WHERE acknowledged_at IS NULL",
        "close": "closed_at = :at, closed_by = :actor, nudge_at = NULL, news_at = NULL "
        "WHERE closed_at IS NULL",
        "misdirected": "is_misdirected = 1, nudge_at = NULL, news_at = NULL "
        "WHERE is_misdirected = 0",
        "assign": "assigned_to = :other WHERE assigned_to IS NOT :other",
    }
)


class Receipts:
    """The table of receipts."""

    def __init__(self, database: Database, messages: Messages) -> None:
        self._database = database
        self._messages = messages

    def act(self, step: Step, notices: Sequence[Notice] = (), other: str | None = None) -> bool:
        """Take a step for a receiving unit; False when it had been taken before."""
        values = {"at": as_text(step.at), "actor": step.actor, "other": other}
        with self._messages.durably() as connection:
            taken = connection.execute(
                f"UPDATE receipts SET {_ACTS[step.step]} "  # noqa: S608 - own words
                "AND (message_id, unit) = (:message, :unit)",
                {**values, "message": step.message_id, "unit": step.unit},
            )
            if taken.rowcount:
                settle_in(connection, step.message_id)
                queue_in(connection, notices)
                self._messages.log_in(connection, step)
        return taken.rowcount == 1

    def of(self, message_id: str) -> list[Receipt]:
        """Give how a message stands with each receiving unit."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM receipts WHERE message_id = ? ORDER BY unit",  # noqa: S608
                (message_id,),
            ).fetchall()
        return [_receipt(row) for row in rows]

    def counts(self, team: str, unit: str) -> Mapping[Box, int]:
        """Give how many messages lie in each part of a unit's inbox."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT box, count(*) FROM receipts WHERE (team, unit) = (?, ?) GROUP BY box",
                (team, unit),
            ).fetchall()
        return dict.fromkeys(Box, 0) | {Box(row[0]): row[1] for row in rows}

    def lines(self, place: Place, limit: int = 20, after: Receipt | None = None) -> list[InboxLine]:
        """Give a part of a unit's inbox: what waits longest first, what is done latest first.

        `after` is the last one of the page before.
        """
        order, sign, first = ("DESC", "<", "9") if place.box is Box.DONE else ("ASC", ">", "")
        start = (as_text(after.sent_at), after.message_id) if after else (first, first)
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_prefixed()}, messages.form, messages.kind, messages.state, "  # noqa: S608
                "messages.sender_unit, messages.wants, messages.transferred_at FROM receipts "
                "CROSS JOIN messages ON messages.id = receipts.message_id "
                "WHERE (receipts.team, receipts.unit, receipts.box) = (?, ?, ?) "
                f"AND (receipts.sent_at, receipts.message_id) {sign} (?, ?) "
                f"ORDER BY receipts.sent_at {order}, receipts.message_id {order} LIMIT ?",
                (place.team, place.unit, place.box, *start, limit),
            ).fetchall()
        return [_line(row) for row in rows]

    def due(self, now: datetime, limit: int = 50) -> list[Receipt]:
        """Give the receipts whose units are to be reminded that they have not acknowledged."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM receipts WHERE nudge_at <= ? "  # noqa: S608 - own names
                "ORDER BY nudge_at LIMIT ?",
                (as_text(now), limit),
            ).fetchall()
        return [_receipt(row) for row in rows]

    def nudge(self, receipt: Receipt, notices: Sequence[Notice], next_at: datetime | None) -> bool:
        """Put reminders in line; False when it was acknowledged or another process did it."""
        with self._database.writing() as connection:
            nudged = connection.execute(
                "UPDATE receipts SET nudges = nudges + 1, nudge_at = ? "
                "WHERE (message_id, unit, nudges) = (?, ?, ?) AND nudge_at IS NOT NULL",
                (next_at and as_text(next_at), receipt.message_id, receipt.unit, receipt.nudges),
            )
            if nudged.rowcount:
                queue_in(connection, notices)
        return nudged.rowcount == 1


def settle_in(connection: sqlite3.Connection, message_id: str) -> None:
    """Put a message in the right part of each inbox, in the caller's transaction."""
    connection.execute(
        f"UPDATE receipts SET box = {_BOX} WHERE message_id = ?",  # noqa: S608 - own words
        (message_id,),
    )


def _prefixed() -> str:
    return ", ".join(f"receipts.{name}" for name in _COLUMNS.split(", "))


def _receipt(row: sqlite3.Row) -> Receipt:
    values = {name: row[name] for name in _COLUMNS.split(", ")}
    values |= {
        name: datetime.fromisoformat(values[name]) if values[name] else None for name in _DATES
    }
    is_misdirected = bool(values["is_misdirected"])
    return Receipt(**values | {"box": Box(values["box"]), "is_misdirected": is_misdirected})


def _line(row: sqlite3.Row) -> InboxLine:
    return InboxLine(
        receipt=_receipt(row),
        form=row["form"],
        kind=row["kind"],
        state=row["state"],
        sender_unit=row["sender_unit"],
        wants=row["wants"],
        is_transferred=row["transferred_at"] is not None,
    )


def waits_for(connection: sqlite3.Connection, team: str, unit: str) -> bool:
    """Tell whether something waits for a unit, so that it can't be removed yet.

    A unit without a workspace is the unit of every one of them.
    """
    row = connection.execute(
        "SELECT 1 FROM receipts WHERE unit = ? AND ? IN (team, '') AND box <> 'done' LIMIT 1",
        (unit, team),
    ).fetchone()
    return row is not None
