"""What is added to a message after it was sent: signed, dated, and never changed."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Database
from storage.message import Message, Step
from storage.messages import Messages
from storage.outbox import Notice, as_text, queue_in
from storage.receipts import settle_in


class AdditionKind(StrEnum):
    """What was added."""

    ADDITION = "addition"
    COMPLETION_WANTED = "completion_wanted"
    MISDIRECTED = "misdirected"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True)
class Addition:
    """A text that a unit added; masked before it comes here."""

    id: str
    message_id: str
    team: str
    kind: AdditionKind
    unit: str
    author: str
    text: str
    at: datetime


class Relation(StrEnum):
    """What a draft that was begun from a message is to it."""

    CORRECTS = "corrects"
    ANSWERS = "answers"
    PLANS = "plans"
    SAME_EVENT = "same_event"


@dataclass(frozen=True)
class DraftLink:
    """A draft that was begun from a message, by whom it is sent, and why."""

    draft_id: str
    message_id: str
    unit: str
    relation: Relation


class Additions:
    """The tables of additions, and of the drafts that were begun from messages."""

    def __init__(self, database: Database, messages: Messages) -> None:
        self._database = database
        self._messages = messages

    def add(self, addition: Addition, notices: Sequence[Notice]) -> bool:
        """Add a text and put its notices in line; False when it was added before."""
        step = Step(addition.message_id, addition.team, addition.at, addition.unit,
                    addition.author, addition.kind.value)  # fmt: skip
        with self._messages.durably() as connection:
            is_new = _inserted(connection, addition)
            if is_new:
                _tell(connection, addition)
                queue_in(connection, notices)
                self._messages.log_in(connection, step)
        return is_new

    def of(self, message_id: str) -> list[Addition]:
        """Give what was added to a message, in the order it came."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM additions WHERE message_id = ? ORDER BY at, rowid", (message_id,)
            ).fetchall()
        return [_addition(row) for row in rows]

    def link(self, link: DraftLink) -> None:
        """Keep what a draft was begun from."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO draft_links VALUES (?, ?, ?, ?)",
                (link.draft_id, link.message_id, link.unit, link.relation),
            )

    def unlink(self, draft_id: str) -> None:
        """Forget what a draft was begun from."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM draft_links WHERE draft_id = ?", (draft_id,))

    def link_of(self, draft_id: str) -> DraftLink | None:
        """Give what a draft was begun from, or None when it was begun on its own."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT * FROM draft_links WHERE draft_id = ?", (draft_id,)
            ).fetchone()
        return DraftLink(**dict(row) | {"relation": Relation(row["relation"])}) if row else None

    def same_event(self, message: Message) -> list[str]:
        """Give the reports that somebody has said tell of the same event as this one."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT message_id AS id FROM draft_links WHERE draft_id = :draft "
                "AND relation = :relation UNION SELECT messages.id FROM draft_links "
                "JOIN messages ON messages.draft_id = draft_links.draft_id "
                "WHERE message_id = :id AND relation = :relation ORDER BY 1",
                {"draft": message.draft_id, "id": message.id, "relation": Relation.SAME_EVENT},
            ).fetchall()
        return [row["id"] for row in rows]


def _inserted(connection: sqlite3.Connection, addition: Addition) -> bool:
    values = (addition.id, addition.message_id, addition.team, addition.kind, addition.unit,
              addition.author, addition.text, as_text(addition.at))  # fmt: skip
    kept = connection.execute(
        "INSERT INTO additions VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING", values
    )
    return kept.rowcount == 1


def _tell(connection: sqlite3.Connection, addition: Addition) -> None:
    """Make it new again in the other inboxes, or done in the inbox it does not belong in."""
    at, message_id, unit = as_text(addition.at), addition.message_id, addition.unit
    if addition.kind is AdditionKind.ADDITION:
        connection.execute(
            "UPDATE receipts SET news_at = ? WHERE message_id = ? AND unit <> ? "
            "AND is_misdirected = 0",
            (at, message_id, unit),
        )
    if addition.kind is AdditionKind.MISDIRECTED:
        connection.execute(
            "UPDATE receipts SET is_misdirected = 1, nudge_at = NULL, news_at = NULL "
            "WHERE (message_id, unit) = (?, ?)",
            (message_id, unit),
        )
    settle_in(connection, message_id)


def _addition(row: sqlite3.Row) -> Addition:
    values = dict(row) | {"kind": AdditionKind(row["kind"])}
    return Addition(**values | {"at": datetime.fromisoformat(row["at"])})
