"""Sent messages: kept with their notices in one transaction, and never changed afterwards."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from storage.audit import Audit, Noted
from storage.database import Database
from storage.drafts import DraftState, close_in
from storage.message import (
    COLUMNS,
    Conflict,
    ConflictError,
    Message,
    Outgoing,
    Sent,
    Step,
    message_of,
    values_of,
)
from storage.outbox import as_text, queue_in


@dataclass(frozen=True)
class Event:
    """What a report says of its event, to find other reports of it; empty where not known."""

    team: str
    forms: Sequence[str]
    since: datetime
    day: str
    case: str


class Messages:
    """The table of messages; every step is logged and audited in the transaction that takes it."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    @contextmanager
    def durably(self) -> Iterator[sqlite3.Connection]:
        """Give a transaction that is on the disk before anyone is told that it was done."""
        with self._database.reading() as connection:
            connection.execute("PRAGMA synchronous=FULL")
        with self._database.writing() as connection:
            yield connection

    def send(self, outgoing: Outgoing) -> Sent:
        """Keep a message, its receipts and notices, and end its draft: all of it or nothing."""
        message = outgoing.message
        step = Step(message.id, message.team, message.created_at, message.sender_unit,
                    message.author, "send")  # fmt: skip
        with self.durably() as connection:
            if not _inserted(connection, message):
                return Sent(_earlier(connection, message), is_new=False)
            self._end_draft(connection, outgoing)
            self._end_earlier_version(connection, message)
            self._note_answer(connection, message)
            _give_receipts(connection, outgoing)
            queue_in(connection, outgoing.notices)
            self.log_in(connection, step)
        return Sent(message.id, is_new=True)

    def find(self, message_id: str) -> Message | None:
        """Give a message, or None."""
        return next(iter(self._some("id = ?", message_id)), None)

    def of_draft(self, team: str, draft_id: str) -> Message | None:
        """Give the message that a draft became, or None."""
        return next(iter(self._some("(team, draft_id) = (?, ?)", team, draft_id)), None)

    def later_version(self, message_id: str) -> Message | None:
        """Give the version that came after a message, or None."""
        return next(iter(self._some("version_of = ?", message_id)), None)

    def sent_by(
        self, team: str, unit: str, limit: int = 20, after: Message | None = None
    ) -> list[Message]:
        """Give what a unit has sent, the latest first; `after` is the last of the page before."""
        start = (as_text(after.created_at), after.id) if after else ("9", "")
        return self._some(
            "(team, sender_unit) = (?, ?) AND (created_at, id) < (?, ?) "
            "ORDER BY created_at DESC, id DESC LIMIT ?",
            team, unit, *start, limit,
        )  # fmt: skip

    def of_event(self, event: Event) -> list[Message]:
        """Give the reports that name the same case or the same day, the latest first."""
        marks = ", ".join("?" for _ in event.forms)
        return self._some(
            f"team = ? AND state = 'sent' AND kind IN ('message', 'corrected') "
            f"AND form IN ({marks}) AND created_at >= ? "
            "AND (case_number = nullif(?, '') "
            "OR json_extract(fields, '$.handelse_datum') = nullif(?, '')) "
            "ORDER BY created_at DESC, id DESC",
            event.team, *event.forms, as_text(event.since), event.case, event.day,
        )  # fmt: skip

    def mark_transferred(self, message: Message, step: Step) -> bool:
        """Note that a message stands in SAMSA; from then on its time to be kept runs."""
        with self.durably() as connection:
            marked = connection.execute(
                "UPDATE messages SET transferred_at = ?, transferred_by = ?, "
                "ended_at = coalesce(ended_at, ?) WHERE id = ? AND transferred_at IS NULL",
                (as_text(step.at), step.actor, as_text(step.at), message.id),
            )
            if marked.rowcount:
                self.log_in(connection, step)
        return marked.rowcount == 1

    def steps(self, message_id: str) -> list[Step]:
        """Give everything that was done with a message, in order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT message_id, team, at, unit, actor, step FROM message_steps "
                "WHERE message_id = ? ORDER BY number",
                (message_id,),
            ).fetchall()
        return [Step(**dict(row) | {"at": datetime.fromisoformat(row["at"])}) for row in rows]

    def _end_draft(self, connection: sqlite3.Connection, outgoing: Outgoing) -> None:
        if outgoing.draft_version is None:
            return
        message = outgoing.message
        row = connection.execute(
            "SELECT version FROM drafts WHERE id = ?", (message.draft_id,)
        ).fetchone()
        is_same = row is not None and row["version"] == outgoing.draft_version
        if not is_same or not close_in(
            connection, message.draft_id, DraftState.SENT, message.created_at
        ):
            raise ConflictError(Conflict.DRAFT_CHANGED)

    def _end_earlier_version(self, connection: sqlite3.Connection, message: Message) -> None:
        if message.version_of is None:
            return
        at = as_text(message.created_at)
        ended = connection.execute(
            "UPDATE messages SET state = ?, ended_at = coalesce(ended_at, ?) "
            "WHERE (id, team, state) = (?, ?, 'sent')",
            (message.kind, at, message.version_of, message.team),
        )
        if ended.rowcount == 0:
            raise ConflictError(Conflict.NOT_CURRENT)
        connection.execute(
            "UPDATE receipts SET box = 'done', nudge_at = NULL WHERE message_id = ?",
            (message.version_of,),
        )
        self.log_in(connection, _step_on(message.version_of, message, message.kind.value))

    def _note_answer(self, connection: sqlite3.Connection, message: Message) -> None:
        if message.answers is None:
            return
        at = as_text(message.created_at)
        connection.execute(
            "UPDATE receipts SET answered_at = ?, answered_by = ?, answer_id = ?, box = 'done', "
            "acknowledged_at = coalesce(acknowledged_at, ?), nudge_at = NULL, "
            "acknowledged_by = coalesce(acknowledged_by, ?) WHERE (message_id, unit) = (?, ?)",
            (at, message.author, message.id, at, message.author, message.answers,
             message.sender_unit),
        )  # fmt: skip
        self.log_in(connection, _step_on(message.answers, message, "answer"))

    def log_in(self, connection: sqlite3.Connection, step: Step) -> None:
        """Log and audit a step in the transaction that takes it."""
        connection.execute(
            "INSERT INTO message_steps (message_id, team, at, unit, actor, step) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (step.message_id, step.team, as_text(step.at), step.unit, step.actor, step.step),
        )
        noted = Noted(step.team, step.actor, step.step, step.message_id, f"for:{step.unit}")
        self._audit.note_in(connection, noted)

    def _some(self, condition: str, *values: object) -> list[Message]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM messages WHERE {condition}",  # noqa: S608 - own names
                values,
            ).fetchall()
        return [message_of(row) for row in rows]


def _step_on(message_id: str, cause: Message, step: str) -> Step:
    return Step(message_id, cause.team, cause.created_at, cause.sender_unit, cause.author, step)


def _inserted(connection: sqlite3.Connection, message: Message) -> bool:
    kept = connection.execute(
        f"INSERT INTO messages ({COLUMNS}) "  # noqa: S608 - own names
        f"VALUES ({', '.join('?' * 21)}) ON CONFLICT (team, draft_id) DO NOTHING",
        values_of(message),
    )
    return kept.rowcount == 1


def _earlier(connection: sqlite3.Connection, message: Message) -> str:
    row = connection.execute(
        "SELECT id FROM messages WHERE (team, draft_id) = (?, ?)", (message.team, message.draft_id)
    ).fetchone()
    return str(row["id"])


def _give_receipts(connection: sqlite3.Connection, outgoing: Outgoing) -> None:
    message = outgoing.message
    at = as_text(message.created_at)
    nudges = {unit: as_text(when) for unit, when in outgoing.nudges.items()}
    connection.executemany(
        "INSERT INTO receipts (message_id, unit, team, box, sent_at, nudge_at) "
        "VALUES (?, ?, ?, 'new', ?, ?)",
        [(message.id, unit, message.team, at, nudges.get(unit)) for unit in message.receiver_units],
    )
