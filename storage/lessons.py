"""Lessons: what units learnt together, and where each has been told."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.audit import Audit, Noted
from storage.database import Database
from storage.outbox import as_text


@dataclass(frozen=True)
class Lesson:
    """What an analysis came to; it names no unit and nobody.

    It is told to nobody before somebody has looked it through and published it, nor after it was
    withdrawn.
    """

    id: str
    team: str
    analysis_id: str
    title: str
    situation: str
    lesson: str
    why: str
    made_at: datetime
    published_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_told(self) -> bool:
        """Tell whether it may be quoted."""
        return self.published_at is not None and self.withdrawn_at is None


@dataclass(frozen=True)
class Post:
    """Where a lesson was posted."""

    channel: str
    ts: str


class Lessons:
    """The tables of lessons; where one is told is audited in the same transaction."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def find(self, team: str, lesson_id: str) -> Lesson | None:
        """Give a lesson of a workspace, or None."""
        return next(iter(self._some("(team, id) = (?, ?)", team, lesson_id)), None)

    def of_analysis(self, team: str, analysis_id: str) -> Lesson | None:
        """Give the lesson of an analysis, or None while it is open."""
        return next(iter(self._some("(team, analysis_id) = (?, ?)", team, analysis_id)), None)

    def of_team(self, team: str, limit: int = 50) -> list[Lesson]:
        """Give the lessons of a workspace, the latest first."""
        return self._some("team = ? ORDER BY made_at DESC, id LIMIT ?", team, limit)

    def publish(self, lesson: Lesson, at: datetime, actor: str) -> bool:
        """Note that a lesson is told; False when it was before, or has been withdrawn."""
        sets = "published_at = ? WHERE id = ? AND published_at IS NULL AND withdrawn_at IS NULL"
        return self._change(sets, lesson, at, (actor, "lesson_publish"))

    def withdraw(self, lesson: Lesson, at: datetime, actor: str) -> bool:
        """Note that a lesson is never told again; False when it was noted before."""
        sets = "withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL"
        return self._change(sets, lesson, at, (actor, "lesson_withdraw"))

    def note_posted(self, lesson: Lesson, post: Post, at: datetime, actor: str) -> None:
        """Note where a lesson stands in a channel, the latest place of each."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO lesson_posts VALUES (?, ?, ?, ?, ?)",
                (lesson.id, post.channel, lesson.team, post.ts, as_text(at)),
            )
            self._note(connection, lesson, (actor, "lesson_post"))

    def posts(self, lesson_id: str) -> list[Post]:
        """Give where a lesson has been posted, the earliest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT channel, ts FROM lesson_posts WHERE lesson_id = ? "
                "ORDER BY posted_at, channel",
                (lesson_id,),
            ).fetchall()
        return [Post(row["channel"], row["ts"]) for row in rows]

    def _change(self, sets: str, lesson: Lesson, at: datetime, what: tuple[str, str]) -> bool:
        with self._database.writing() as connection:
            changed = connection.execute(
                f"UPDATE lessons SET {sets}",  # noqa: S608 - own words
                (as_text(at), lesson.id),
            )
            if changed.rowcount:
                self._note(connection, lesson, what)
        return changed.rowcount == 1

    def _some(self, condition: str, *values: object) -> list[Lesson]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT * FROM lessons WHERE {condition}",  # noqa: S608 - own names
                values,
            ).fetchall()
        return [_lesson(row) for row in rows]

    def _note(self, connection: sqlite3.Connection, lesson: Lesson, what: tuple[str, str]) -> None:
        actor, action = what
        self._audit.note_in(connection, Noted(lesson.team, actor, action, lesson.id, "allowed"))


def keep_in(connection: sqlite3.Connection, lesson: Lesson) -> None:
    """Keep a lesson in the transaction that ends its analysis."""
    connection.execute(
        "INSERT INTO lessons VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
        (lesson.id, lesson.team, lesson.analysis_id, lesson.title, lesson.situation,
         lesson.lesson, lesson.why, as_text(lesson.made_at)),
    )  # fmt: skip


def _lesson(row: sqlite3.Row) -> Lesson:
    values = dict(row)
    for name in ("made_at", "published_at", "withdrawn_at"):
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    return Lesson(**values)
