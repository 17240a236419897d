"""Removes what has been kept long enough, table by table; the rules are Lotsen's own, not law."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.audit import Audit, Noted
from storage.care.archive import Progress
from storage.database import Database, StorageError

_AT_ONCE = 2000  # rows a transaction, so that others get to write in between
_WORTHWHILE = 0.25  # of the file that is empty
_LEAST_PAGES = 256
_HASTE_S = 0.2


class Subject(StrEnum):
    """What is kept for a time of its own."""

    JOBS = "jobs"
    FEEDBACK = "feedback"
    HANDOFFS = "handoffs"
    ANSWERS = "answers"
    GUIDANCES = "guidances"
    DRAFTS = "drafts"
    MESSAGES = "messages"
    STATISTICS = "statistics"
    ANALYSES = "analyses"
    LESSONS = "lessons"
    AUDIT = "audit"


@dataclass(frozen=True)
class Rule:
    """Which rows of a table have had their time, counted from a moment (`?`)."""

    subject: Subject
    table: str
    key: str
    where: str


RULES = (
    Rule(
        Subject.JOBS, "jobs", "id", "state IN ('answered', 'dropped', 'failed') AND updated_at < ?"
    ),
    Rule(Subject.JOBS, "deliveries", "team, event_id", "at < ?"),
    Rule(Subject.FEEDBACK, "feedback", "team, answer_id, person", "at < ?"),
    Rule(Subject.HANDOFFS, "handoffs", "id", "state IN ('done', 'failed') AND updated_at < ?"),
    Rule(Subject.ANSWERS, "answers", "id", "at < ?"),
    Rule(Subject.GUIDANCES, "guidances", "id", "updated_at < ?"),
    Rule(
        Subject.MESSAGES,
        "messages",
        "id",
        # One that stands in no register is kept, unless a later version took its place.
        "ended_at IS NOT NULL AND iif(state = 'sent', transferred_at, "
        "max(ended_at, coalesce(transferred_at, ended_at))) < ?",
    ),
    Rule(Subject.ANALYSES, "analyses", "id", "finished_at < ?"),
    # One that is told stays until somebody withdraws it.
    Rule(
        Subject.LESSONS,
        "lessons",
        "id",
        "coalesce(withdrawn_at, iif(published_at IS NULL, made_at, NULL)) < ?",
    ),
    Rule(Subject.DRAFTS, "drafts", "id", "iif(state = 'open', expires_at, updated_at) < ?"),
    Rule(Subject.DRAFTS, "unsent", "team, author, subject, act", "updated_at < ?"),
    # What is counted is kept longer than the reports themselves: a pattern needs years.
    Rule(Subject.STATISTICS, "deviations", "message_id", "reported_at < ?"),
    Rule(Subject.STATISTICS, "followups", "message_id", "reported_at < ?"),
    Rule(Subject.STATISTICS, "report_posts", "team, month", "posted_at < ?"),
)
FOR_AS_LONG_AS_LOTSEN_IS_USED = {
    "units": "the units, as the latest import left them",
    "unit_imports": "which file the units came from",
    "chosen_units": "which unit a person says they are here as; an id each",
    "audit_checkpoints": "what proves that purged rows of the trail were whole",
    "_sqlite_migrations": "which steps have been applied to the tables",
}


_UNTRANSFERRED = Rule(
    Subject.MESSAGES,
    "messages",
    "id",
    "state = 'sent' AND transferred_at IS NULL AND created_at < ?",
)


@dataclass(frozen=True)
class Purged:
    """What went, or would go, by subject; and whether the file was made smaller."""

    rows: Mapping[Subject, int]
    is_smaller: bool = False
    untransferred: int = 0  # messages that would go, had they been marked as entered in SAMSA


class Purge:
    """Removal by the days that each subject is kept."""

    def __init__(self, database: Database, audit: Audit, keep: Mapping[Subject, int]) -> None:
        self._database = database
        self._audit = audit
        self._keep = keep

    def planned(self, now: datetime) -> Purged:
        """Count what has had its time, and remove nothing."""
        rows = dict.fromkeys(self._keep, 0)
        with self._database.reading() as connection:
            for rule in RULES:
                rows[rule.subject] += _count(connection, rule, self._before(rule.subject, now))
            waiting = _count(connection, _UNTRANSFERRED, self._before(Subject.MESSAGES, now))
        rows[Subject.AUDIT] = self._audit.count_before(self._before(Subject.AUDIT, now))
        return Purged(rows, untransferred=waiting)

    def carry_out(self, now: datetime, actor: str, progress: Progress) -> Purged:
        """Remove what has had its time; each step is audited in the transaction that takes it."""
        planned = self.planned(now)
        total = sum(planned.rows.values())
        rows = dict.fromkeys(self._keep, 0)
        done = 0
        with _overwriting(self._database):
            for rule in RULES:
                while gone := self._step(rule, now, actor):
                    rows[rule.subject] += gone
                    done += gone
                    progress(min(done, total), total)
        rows[Subject.AUDIT] = self._purge_audit(now, actor)
        progress(total, total)
        return Purged(rows, self._make_smaller(), planned.untransferred)

    def _before(self, subject: Subject, now: datetime) -> datetime:
        return now - timedelta(days=self._keep[subject])

    def _step(self, rule: Rule, now: datetime, actor: str) -> int:
        with self._database.writing() as connection:
            gone = connection.execute(
                f"DELETE FROM {rule.table} WHERE ({rule.key}) IN ("  # noqa: S608 - own names
                f"SELECT {rule.key} FROM {rule.table} WHERE {rule.where} LIMIT {_AT_ONCE})",
                (self._before(rule.subject, now).isoformat(),),
            ).rowcount
            if gone:
                self._audit.note_in(connection, Noted("*", actor, "purge", rule.table, str(gone)))
            return gone

    def _purge_audit(self, now: datetime, actor: str) -> int:
        gone = self._audit.purge(self._before(Subject.AUDIT, now))
        if gone:
            self._audit.note("*", actor, "purge", "audit", str(gone))
        return gone

    def _make_smaller(self) -> bool:
        """Give room back to the disk when much of the file is empty and no one else writes."""
        hasty = Database(self._database.path, _HASTE_S, self._database.key)
        try:
            with hasty.reading() as connection:
                pages, empty = (
                    connection.execute(f"PRAGMA {name}").fetchone()[0]
                    for name in ("page_count", "freelist_count")
                )
                is_worth = pages >= _LEAST_PAGES and empty >= pages * _WORTHWHILE
                if is_worth:
                    connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return bool(is_worth)
        except StorageError:
            return False  # it is done another time; what was to go is gone


def _count(connection: sqlite3.Connection, rule: Rule, before: datetime) -> int:
    row = connection.execute(
        f"SELECT count(*) FROM {rule.table} WHERE {rule.where}",  # noqa: S608 - own names
        (before.isoformat(),),
    ).fetchone()
    return int(row[0])


@contextmanager
def _overwriting(database: Database) -> Iterator[None]:
    """Write zeros over what is removed, so that it can't be read from the file afterwards."""
    with database.reading() as connection:
        connection.execute("PRAGMA secure_delete=ON")
    try:
        yield
    finally:
        with suppress(StorageError), database.reading() as connection:
            connection.execute("PRAGMA secure_delete=OFF")
