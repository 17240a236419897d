"""Questions that came from Slack: claimed once, kept until they are answered."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Database


class JobState(StrEnum):
    """Where a question stands; only waiting and running ones are taken up after a restart."""

    WAITING = "waiting"
    RUNNING = "running"
    ANSWERED = "answered"
    DROPPED = "dropped"  # the question was deleted, or there is no one to answer
    FAILED = "failed"  # given up after the last attempt


@dataclass(frozen=True)
class Job:
    """One question with where to answer it; `question` is masked before it comes here."""

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


_COLUMNS = (
    "id, team, channel, ts, thread_ts, asker, is_private, conversation, question, masked, "
    "created_at, state, attempts, answer_id, reply_ts"
)
_OPEN = (JobState.WAITING, JobState.RUNNING)


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
                f"VALUES ({', '.join('?' * 16)})",
                (*_values(job), at),
            )
            return inserted.rowcount == 1

    def claim_event(self, team: str, event_id: str, at: datetime) -> bool:
        """Claim a delivery that is no question; False when it was claimed before."""
        with self._database.writing() as connection:
            return _claim_event(connection, (team, event_id, at.isoformat()))

    def open(self) -> list[Job]:
        """Give the questions that are not answered yet, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM jobs WHERE state IN (?, ?) ORDER BY created_at",  # noqa: S608
                _OPEN,
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

    def open_count(self, team: str, asker: str) -> int:
        """Give how many of a person's questions wait, for the limit per user."""
        with self._database.reading() as connection:
            return int(
                connection.execute(
                    "SELECT count(*) FROM jobs WHERE (team, asker) = (?, ?) AND state IN (?, ?)",
                    (team, asker, *_OPEN),
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
        """Mark a question as being answered and count the attempt; None when it is done."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE jobs SET state = ?, attempts = attempts + 1, updated_at = ? "
                "WHERE id = ? AND state IN (?, ?)",
                (JobState.RUNNING, at.isoformat(), job_id, *_OPEN),
            )
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM jobs WHERE id = ? AND state = ?",  # noqa: S608
                (job_id, JobState.RUNNING),
            ).fetchone()
        return _job(row) if row else None

    def finish(self, job_id: str, state: JobState, at: datetime, **known: str | None) -> None:
        """Mark how a question ended, with the reply's time stamp and the answer's id."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE jobs SET state = ?, updated_at = ?, reply_ts = coalesce(?, reply_ts), "
                "answer_id = coalesce(?, answer_id) WHERE id = ?",
                (state, at.isoformat(), known.get("reply_ts"), known.get("answer_id"), job_id),
            )

    def rewrite(self, job_id: str, question: str, masked: Sequence[str], at: datetime) -> None:
        """Put an edited question back in line; its reply is edited instead of posted again."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE jobs SET question = ?, masked = ?, state = ?, updated_at = ? WHERE id = ?",
                (question, json.dumps(list(masked)), JobState.WAITING, at.isoformat(), job_id),
            )


def _claim_event(connection: sqlite3.Connection, delivery: tuple[str, str, str]) -> bool:
    claimed = connection.execute("INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?)", delivery)
    return claimed.rowcount == 1


def _values(job: Job) -> tuple[object, ...]:
    return (
        job.id, job.team, job.channel, job.ts, job.thread_ts, job.asker, int(job.is_private),
        job.conversation, job.question, json.dumps(list(job.masked)), job.created_at.isoformat(),
        job.state, job.attempts, job.answer_id, job.reply_ts,
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
