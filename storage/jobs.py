"""Questions that came from Slack: claimed once, kept until they are answered."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Database


class JobState(StrEnum):
    """Where a question stands; the first four are open, and taken up after a restart."""

    WAITING = "waiting"
    RUNNING = "running"
    CHANGED = "changed"  # edited by the one who asked, to be answered as it reads now
    REMOVED = "removed"  # by the one who asked; a reply to it is to be taken away
    ANSWERED = "answered"
    DROPPED = "dropped"  # it was removed and so is the reply, or there is no one to answer
    FAILED = "failed"  # given up after the last attempt


@dataclass(frozen=True)
class Job:
    """One question with where to answer it; `question` is masked before it comes here.

    `revision` is the time stamp of the edit it is kept after; None for what was never edited.
    """

    id: str
    team: str
    channel: str
    ts: str
    thread_ts: str | None
    asker: str
    is_private: bool
    conversation: str
    question: str
    masked: Sequence[str]
    created_at: datetime
    state: JobState = JobState.WAITING
    attempts: int = 0
    answer_id: str | None = None
    reply_ts: str | None = None
    reply_channel: str | None = None
    revision: str | None = None

    @property
    def thread(self) -> str:
        """Give the time stamp of the message that the thread of the question begins with."""
        return self.thread_ts or self.ts


_COLUMNS = (
    "id, team, channel, ts, thread_ts, asker, is_private, conversation, question, masked, "
    "created_at, state, attempts, answer_id, reply_ts, reply_channel, revision"
)
# As the index has it, word for word.
_IS_OPEN = "state IN ('waiting', 'running', 'changed')"
_IS_LEFT = "state IN ('waiting', 'running', 'changed', 'removed')"


class Jobs:
    """The tables of claims and questions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, event_id: str, job: Job) -> bool:
        """Keep a question unless its event or its message was claimed before; one transaction.

        Twin events of one message (a mention and a message) carry different event ids and the
        same channel and time stamp, so both are claimed.
        """
        with self._database.writing() as connection:
            at = job.created_at.isoformat()
            if not _claim_event(connection, (job.team, event_id, at)):
                return False
            inserted = connection.execute(
                f"INSERT OR IGNORE INTO jobs ({_COLUMNS}, updated_at) "  # noqa: S608 - own names
                f"VALUES ({', '.join('?' * 18)})",
                (*_values(job), at),
            )
            return inserted.rowcount == 1

    def claim_event(self, team: str, event_id: str, at: datetime) -> bool:
        """Claim a delivery that is no question; False when it was claimed before."""
        return self.claim_events(team, (event_id,), at)

    def claim_events(self, team: str, event_ids: Sequence[str], at: datetime) -> bool:
        """Claim a delivery by each of its names, in one transaction; False unless all are new."""
        with self._database.writing() as connection:
            claims = [(team, event_id, at.isoformat()) for event_id in event_ids]
            return all(_claim_event(connection, claim) for claim in claims)

    def open(self) -> list[Job]:
        """Give the questions that are not done yet, in the order they came.

        Not by their time: the clock may have been set back in between.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM jobs WHERE {_IS_LEFT} ORDER BY rowid",  # noqa: S608
            ).fetchall()
        return [_job(row) for row in rows]

    def find(self, team: str, channel: str, ts: str) -> Job | None:
        """Give the question of a message."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM jobs WHERE (team, channel, ts) = (?, ?, ?)",  # noqa: S608
                (team, channel, ts),
            ).fetchone()
        return _job(row) if row else None

    def find_by_reply(self, team: str, channel: str, reply_ts: str) -> Job | None:
        """Give the question that a message of ours replies to."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM jobs "  # noqa: S608 - own names
                "WHERE (team, reply_channel, reply_ts) = (?, ?, ?)",
                (team, channel, reply_ts),
            ).fetchone()
        return _job(row) if row else None

    def open_count(self, team: str, asker: str) -> int:
        """Give how many of a person's questions wait, for the limit per user."""
        with self._database.reading() as connection:
            return int(
                connection.execute(
                    f"SELECT count(*) FROM jobs WHERE (team, asker) = (?, ?) AND {_IS_OPEN}",  # noqa: S608
                    (team, asker),
                ).fetchone()[0]
            )

    def recent(self, team: str, asker: str, limit: int) -> list[Job]:
        """Give a person's latest questions, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM jobs WHERE (team, asker) = (?, ?) "  # noqa: S608
                "ORDER BY created_at DESC LIMIT ?",
                (team, asker, limit),
            ).fetchall()
        return [_job(row) for row in rows]

    def start(self, job_id: str, at: datetime) -> Job | None:
        """Mark a question as being worked on and count the attempt; None when it is done.

        One that was removed stays so: what is left to do is to take its reply away.
        """
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE jobs SET state = iif(state = 'removed', state, 'running'), "  # noqa: S608
                f"attempts = attempts + 1, updated_at = ? WHERE id = ? AND {_IS_LEFT}",
                (at.isoformat(), job_id),
            )
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM jobs WHERE id = ? AND {_IS_LEFT}",  # noqa: S608
                (job_id,),
            ).fetchone()
        return _job(row) if row else None

    def finish(
        self, job_id: str, state: JobState, at: datetime, **known: str | None
    ) -> JobState | None:
        """Mark how a question ended, with its reply's place and the answer's id.

        Gives how it stands then: one that was edited meanwhile stays open, one that was removed
        stays so; None when there is no such question.
        """
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE jobs SET state = iif(state IN ('waiting', 'running'), ?, state), "
                "updated_at = ?, reply_ts = coalesce(?, reply_ts), "
                "reply_channel = coalesce(?, reply_channel), "
                "answer_id = coalesce(?, answer_id) WHERE id = ?",
                (state, at.isoformat(), known.get("reply_ts"), known.get("reply_channel"),
                 known.get("answer_id"), job_id),
            )  # fmt: skip
            row = connection.execute("SELECT state FROM jobs WHERE id = ?", (job_id,)).fetchone()
            now = JobState(row["state"]) if row else None
            if now in (JobState.CHANGED, JobState.REMOVED, JobState.DROPPED):
                _forget_answered(connection, job_id)
        return now

    def drop(self, job_id: str, at: datetime) -> bool:
        """Forget what was asked in a message that its writer removed, and answer it no more.

        Stays open until its reply is taken away; False when it was removed before.
        """
        with self._database.writing() as connection:
            dropped = connection.execute(
                "UPDATE jobs SET question = '', masked = '[]', state = ?, updated_at = ? "
                "WHERE id = ? AND state NOT IN ('removed', 'dropped')",
                (JobState.REMOVED, at.isoformat(), job_id),
            )
            _forget_answered(connection, job_id)
        return dropped.rowcount == 1

    def taken_away(self, job_id: str, at: datetime) -> None:
        """Note that nothing is left of the reply to a question that was removed."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE jobs SET state = ?, updated_at = ? WHERE id = ? AND state = ?",
                (JobState.DROPPED, at.isoformat(), job_id, JobState.REMOVED),
            )

    def move(self, job: Job, conversation: str, thread: tuple[str, str]) -> None:
        """Let a question go on in another conversation, with the one whose reply begins a thread.

        The thread is given as its channel and first message.
        """
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE jobs SET conversation = ? "
                "WHERE id = ? OR (team, reply_channel, reply_ts) = (?, ?, ?)",
                (conversation, job.id, job.team, *thread),
            )

    def has_asked_in(self, team: str, asker: str, thread: tuple[str, str]) -> bool:
        """Tell whether a person has asked something in a thread (channel, first message)."""
        channel, root = thread
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT 1 FROM jobs WHERE (team, asker, channel) = (?, ?, ?) "
                "AND (ts = ? OR thread_ts = ?) AND state NOT IN ('removed', 'dropped') LIMIT 1",
                (team, asker, channel, root, root),
            ).fetchone()
        return row is not None

    def rewrite(self, job: Job, at: datetime) -> bool:
        """Put an edited question back in line; its reply is edited instead of posted again.

        False when it was removed, or a later edit came first.
        """
        with self._database.writing() as connection:
            rewritten = connection.execute(
                "UPDATE jobs SET question = ?, masked = ?, revision = ?, state = ?, updated_at = ? "
                "WHERE id = ? AND state NOT IN ('removed', 'dropped') "
                "AND coalesce(revision, '') < ?",
                (job.question, json.dumps(list(job.masked)), job.revision, JobState.CHANGED,
                 at.isoformat(), job.id, job.revision),
            )  # fmt: skip
            if rewritten.rowcount == 1:
                _forget_answered(connection, job.id)
        return rewritten.rowcount == 1


def _claim_event(connection: sqlite3.Connection, delivery: tuple[str, str, str]) -> bool:
    claimed = connection.execute("INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?)", delivery)
    return claimed.rowcount == 1


def _forget_answered(connection: sqlite3.Connection, job_id: str) -> None:
    """Forget the words that were answered; what was quoted stays, for when a source is recalled."""
    connection.execute(
        "UPDATE answers SET question = '', conversation = NULL "
        "WHERE id = (SELECT answer_id FROM jobs WHERE id = ?)",
        (job_id,),
    )


def _values(job: Job) -> tuple[object, ...]:
    return (
        job.id, job.team, job.channel, job.ts, job.thread_ts, job.asker, int(job.is_private),
        job.conversation, job.question, json.dumps(list(job.masked)), job.created_at.isoformat(),
        job.state, job.attempts, job.answer_id, job.reply_ts, job.reply_channel, job.revision,
    )  # fmt: skip


def _job(row: sqlite3.Row) -> Job:
    fields = {key: row[key] for key in row.keys() if key != "updated_at"}  # noqa: SIM118
    return Job(
        **fields
        | {
            "is_private": bool(row["is_private"]),
            "masked": tuple(json.loads(row["masked"])),
            "created_at": datetime.fromisoformat(row["created_at"]),
            "state": JobState(row["state"]),
        }
    )
