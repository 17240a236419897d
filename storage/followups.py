"""The individual's own experience: three answers, with no trace of who, which message or hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from storage.audit import Audit, Noted
from storage.database import Database
from storage.outbox import as_text

QUESTIONS = ("delaktighet", "trygghet", "visste_vem")
_NOTED = "followup"  # not the message: it has a case number, and the answers must not


@dataclass(frozen=True)
class Followup:
    """What was answered at a unit; `since` is the beginning of the month, never the day.

    A unit closes few processes a day, and the day alone could tell which one was meant.
    """

    team: str
    unit: str
    since: datetime
    answers: Mapping[str, str]


class Followups:
    """The answers that the compilation counts; one row a process, under a number of its own."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def offer(self, team: str, process: str) -> bool:
        """Note that the questions are shown; False when they were before: nobody is nagged."""
        with self._database.writing() as connection:
            kept = connection.execute(
                "INSERT OR IGNORE INTO followed_up VALUES (?, ?, 0)", (team, process)
            )
        return kept.rowcount == 1

    def add(self, followup: Followup, process: str, actor: str) -> bool:
        """Keep the answers apart from the process; False when it was followed up before."""
        with self._database.writing() as connection:
            kept = connection.execute(
                "INSERT INTO followed_up VALUES (?, ?, 1) ON CONFLICT (team, process) "
                "DO UPDATE SET is_answered = 1 WHERE is_answered = 0",
                (followup.team, process),
            )
            if kept.rowcount:
                connection.execute(
                    "INSERT INTO followups (message_id, team, is_current, reported_at, "
                    "sender_unit, delaktighet, trygghet, visste_vem) "
                    "VALUES (?, ?, 1, ?, ?, ?, ?, ?)",
                    (uuid4().hex, followup.team, as_text(followup.since), followup.unit,
                     *(followup.answers[one] for one in QUESTIONS)),
                )  # fmt: skip
                noted = Noted(followup.team, actor, "followup", _NOTED, "allowed")
                self._audit.note_in(connection, noted)
        return kept.rowcount == 1
