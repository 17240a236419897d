"""Counts what the compilation shows: deviations, lead times, follow-ups, answers, verdicts."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.outbox import as_text

Counts = dict[tuple[str, ...], int]
UNASKABLE = 5  # fewer different people than this, and the words of a question are not given


@dataclass(frozen=True)
class Scope:
    """What is counted: from a moment until another; of a workspace and a unit, or of all.

    A deviation is a unit's when the unit reported it or received it.
    """

    start: datetime
    end: datetime
    team: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Waits:
    """How long receivers took, in seconds and in order; how many there are, and had done it."""

    seconds: Sequence[int]
    receivers: int

    @property
    def done(self) -> int:
        """Give how many have done it."""
        return len(self.seconds)


class Statistics:
    """Reads what is counted, several counts from one moment when asked inside `snapshot`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def snapshot(self) -> Iterator["Counter"]:
        """Give counts that agree with each other while others write."""
        with self._database.reading() as connection:
            connection.execute("BEGIN")
            try:
                yield Counter(connection)
            finally:
                connection.execute("ROLLBACK")

    def teams(self) -> list[str]:
        """Give the workspaces that have reported anything."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT DISTINCT team FROM deviations ORDER BY team")
            return [row["team"] for row in rows]


class Counter:
    """The counts of one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def deviations(self, scope: Scope, *columns: str, form: str | None = "avvikelse") -> Counts:
        """Count what was reported, by the values of some columns; none gives the total."""
        where, values = _where(scope)
        if form is not None:
            where, values = f"{where} AND form = ?", [*values, form]
        return self._counts("deviations", columns, where, values)

    def receivers(self, scope: Scope) -> Counts:
        """Count what each unit has received."""
        where, values = _where(scope)
        table = "deviations JOIN deviation_receivers USING (message_id)"
        return self._counts(table, ("unit",), f"{where} AND form = 'avvikelse'", values)

    def waits(self, scope: Scope, until: str) -> Waits:
        """Give how long it took until each receiver had acknowledged, or answered."""
        where, values = _where(scope)
        if scope.unit is not None:
            where, values = f"{where} AND unit = ?", [*values, scope.unit]
        rows = self._connection.execute(
            f"SELECT unixepoch({until}) - unixepoch(sent_at) AS seconds "  # noqa: S608 - own names
            "FROM deviations JOIN deviation_receivers USING (message_id) "
            f"WHERE {where} AND form = 'avvikelse' ORDER BY seconds",
            values,
        ).fetchall()
        return Waits([max(row[0], 0) for row in rows if row[0] is not None], len(rows))

    def followups(self, scope: Scope, question: str) -> Counts:
        """Count the answers to one question of the follow-up with the individual."""
        where, values = _where(scope, receiving=False)
        return self._counts("followups", (question,), where, values)

    def answers(self, scope: Scope) -> Counts:
        """Count the questions to the sources by how they were answered: status and reason."""
        where, values = _asked(scope)
        return self._counts("answers", ("status", "coalesce(reason, '')"), where, values)

    def unanswered(self, scope: Scope, limit: int = 10) -> list[tuple[str, int]]:
        """Give questions that the sources left open, asked in the same words by several people."""
        where, values = _asked(scope)
        rows = self._connection.execute(
            "SELECT min(question) AS words, count(DISTINCT asker) AS people "  # noqa: S608
            f"FROM answers WHERE {where} AND status = 'not_found' AND question <> '' "
            "GROUP BY lower(trim(question, ' ?.!')) HAVING people >= ? "
            "ORDER BY people DESC, words LIMIT ?",
            (*values, UNASKABLE, limit),
        ).fetchall()
        return [(row["words"], row["people"]) for row in rows]

    def verdicts(self, scope: Scope) -> Counts:
        """Count what people thought of answers: verdict and reason."""
        where, values = _within(scope, "at")
        if scope.team is not None:
            where, values = f"{where} AND team = ?", [*values, scope.team]
        return self._counts("feedback", ("verdict", "coalesce(reason, '')"), where, values)

    def _counts(
        self, table: str, columns: Sequence[str], where: str, values: Sequence[object]
    ) -> Counts:
        names = ", ".join(columns)
        rows = self._connection.execute(
            f"SELECT {names and names + ', '}count(*) FROM {table} WHERE {where} "  # noqa: S608
            + (f"GROUP BY {names}" if names else ""),
            values,
        ).fetchall()
        return {tuple(row)[:-1]: row[-1] for row in rows}


def _within(scope: Scope, column: str) -> tuple[str, list[object]]:
    return f"{column} >= ? AND {column} < ?", [as_text(scope.start), as_text(scope.end)]


def _where(scope: Scope, *, receiving: bool = True) -> tuple[str, list[object]]:
    where, values = _within(scope, "reported_at")
    where += " AND is_current = 1"
    if scope.team is not None:
        where, values = f"{where} AND team = ?", [*values, scope.team]
    if scope.unit is None:
        return where, values
    if not receiving:
        return f"{where} AND sender_unit = ?", [*values, scope.unit]
    received = (
        "EXISTS (SELECT 1 FROM deviation_receivers AS own "
        "WHERE own.message_id = deviations.message_id AND own.unit = ?)"
    )
    return f"{where} AND (sender_unit = ? OR {received})", [*values, scope.unit, scope.unit]


def _asked(scope: Scope) -> tuple[str, list[object]]:
    where, values = _within(scope, "at")
    if scope.team is None:
        return where, values
    of_team = "id IN (SELECT answer_id FROM answer_teams WHERE team = ?)"
    return f"{where} AND {of_team}", [*values, scope.team]
