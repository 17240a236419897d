"""Questions handed on to people: kept before anything is sent, and until it all has arrived."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Database


class HandoffState(StrEnum):
    """Where a handed on question stands."""

    TO_POST = "to_post"
    POSTED = "posted"
    FAILED = "failed"  # the contact channel can't be written to; the asker is told
    DONE = "done"  # the asker has what was needed


@dataclass(frozen=True)
class Handoff:
    """One handed on question; `question` is masked before it comes here.

    `revision` grows with each change and `shown_revision` follows when the message in the contact
    channel shows it, so that a restart knows what is left to show.
    """

    id: str
    team: str
    answer_id: str
    asker: str
    asker_channel: str | None
    asker_thread: str | None
    question: str
    channel: str
    created_at: datetime
    ts: str | None = None
    state: HandoffState = HandoffState.TO_POST
    taken_by: str | None = None
    attempts: int = 0
    revision: int = 1
    shown_revision: int = 0

    @property
    def is_shown(self) -> bool:
        """Tell whether the contact channel shows how it stands."""
        return self.shown_revision >= self.revision


_COLUMNS = (
    "id, team, answer_id, asker, asker_channel, asker_thread, question, channel, created_at, ts, "
    "state, taken_by, attempts, revision, shown_revision"
)
_SELECT = f"SELECT {_COLUMNS} FROM handoffs"  # noqa: S608 - own names
_BY_THREAD = (
    "((team, channel, ts) = (?, ?, ?) AND state IN ('posted', 'done')) OR "
    "((team, asker_channel, asker_thread) = (?, ?, ?) AND (? = '' OR asker = ?) "
    "AND state = 'posted' AND EXISTS (SELECT 1 FROM relays WHERE handoff_id = handoffs.id "
    "AND direction = 'to_asker' AND relays.state = 'closed')) ORDER BY created_at DESC"
)
_CHANGED = "revision = revision + 1, updated_at = ?"


class Handoffs:
    """The table of handed on questions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, handoff: Handoff) -> bool:
        """Keep a handed on question; False when this person's is already with the people.

        One that could not be posted, or is done, is put in line again under another id.
        """
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM handoffs WHERE (team, answer_id, asker) = (?, ?, ?) "
                "AND state IN ('failed', 'done') AND id <> ?",
                (handoff.team, handoff.answer_id, handoff.asker, handoff.id),
            )
            inserted = connection.execute(
                f"INSERT OR IGNORE INTO handoffs ({_COLUMNS}, updated_at) "  # noqa: S608
                f"VALUES ({', '.join('?' * 16)})",
                (*_values(handoff), handoff.created_at.isoformat()),
            )
            return inserted.rowcount == 1

    def find(self, handoff_id: str) -> Handoff | None:
        """Give a handed on question."""
        return self._one("id = ?", handoff_id)

    def find_by_answer(self, team: str, answer_id: str, asker: str) -> Handoff | None:
        """Give what a person has handed on after an answer."""
        return self._one("(team, answer_id, asker) = (?, ?, ?)", team, answer_id, asker)

    def find_by_thread(
        self, team: str, channel: str, thread_ts: str, author: str | None = None
    ) -> Handoff | None:
        """Give the question that what somebody writes in a thread belongs to, on either side.

        The asker's thread counts for the asker alone, and once somebody has answered there, so
        that what is asked of Lotsen before that stays with Lotsen.
        """
        return self._one(_BY_THREAD, *(team, channel, thread_ts) * 2, author or "", author or "")

    def unfinished(self) -> list[str]:
        """Give the ids of those with something left to show or to bring over, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id FROM handoffs WHERE state <> ? AND (shown_revision < revision OR EXISTS "
                "(SELECT 1 FROM relays WHERE handoff_id = handoffs.id AND relays.state = 'open')) "
                "ORDER BY created_at",
                (HandoffState.FAILED,),
            ).fetchall()
        return [row["id"] for row in rows]

    def try_again(self, handoff_id: str) -> None:
        """Count an attempt to post, so that the next one looks for what this one left."""
        self._run("UPDATE handoffs SET attempts = attempts + 1 WHERE id = ?", handoff_id)

    def shown(self, handoff_id: str, ts: str, revision: int) -> None:
        """Note what the contact channel shows now."""
        self._run(
            "UPDATE handoffs SET ts = ?, shown_revision = max(shown_revision, ?), "
            "state = iif(state = 'to_post', 'posted', state) WHERE id = ?",
            ts, revision, handoff_id,
        )  # fmt: skip

    def fail(self, handoff_id: str, at: datetime) -> None:
        """Note that the question could not be posted."""
        self._run(
            "UPDATE handoffs SET state = ?, updated_at = ? WHERE id = ?",
            HandoffState.FAILED, at.isoformat(), handoff_id,
        )  # fmt: skip

    def take(self, handoff_id: str, person: str, at: datetime) -> bool:
        """Let a person take an open question; False when somebody has."""
        return self._run(
            f"UPDATE handoffs SET taken_by = ?, {_CHANGED} "  # noqa: S608 - own names
            "WHERE id = ? AND taken_by IS NULL AND state IN ('to_post', 'posted')",
            person, at.isoformat(), handoff_id,
        )  # fmt: skip

    def release(self, handoff_id: str, person: str, at: datetime) -> bool:
        """Let the one who took a question give it back; False when it is somebody else's."""
        return self._run(
            f"UPDATE handoffs SET taken_by = NULL, {_CHANGED} "  # noqa: S608 - own names
            "WHERE id = ? AND taken_by = ? AND state = 'posted'",
            at.isoformat(), handoff_id, person,
        )  # fmt: skip

    def finish(self, handoff_id: str, asker: str, at: datetime) -> bool:
        """Let the asker say that it is answered; False when it is not the asker's or was done."""
        return self._run(
            f"UPDATE handoffs SET state = 'done', {_CHANGED} "  # noqa: S608 - own names
            "WHERE id = ? AND asker = ? AND state = 'posted'",
            at.isoformat(), handoff_id, asker,
        )  # fmt: skip

    def place_asker(self, handoff_id: str, channel: str, thread: str) -> None:
        """Note where the asker gets the replies, when that was not known before the first."""
        self._run(
            "UPDATE handoffs SET asker_channel = ?, asker_thread = ? WHERE id = ?",
            channel, thread, handoff_id,
        )  # fmt: skip

    def _one(self, condition: str, *values: str) -> Handoff | None:
        with self._database.reading() as connection:
            row = connection.execute(f"{_SELECT} WHERE {condition}", values).fetchone()
        return _handoff(row) if row else None

    def _run(self, statement: str, *values: str | int) -> bool:
        with self._database.writing() as connection:
            return connection.execute(statement, values).rowcount == 1


def _values(handoff: Handoff) -> tuple[object, ...]:
    return (
        handoff.id, handoff.team, handoff.answer_id, handoff.asker, handoff.asker_channel,
        handoff.asker_thread, handoff.question, handoff.channel, handoff.created_at.isoformat(),
        handoff.ts, handoff.state, handoff.taken_by, handoff.attempts, handoff.revision,
        handoff.shown_revision,
    )  # fmt: skip


def _handoff(row: sqlite3.Row) -> Handoff:
    fields = dict(row)
    return Handoff(
        **fields
        | {
            "created_at": datetime.fromisoformat(row["created_at"]),
            "state": HandoffState(row["state"]),
        }
    )
