"""What is taken out for the register of deviations, which numbers it gave, and posts made once."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.database import Database
from storage.message import Step
from storage.messages import Messages
from storage.outbox import as_text
from storage.statistics import Scope

FORMS = ("avvikelse", "forbattringsforslag")


@dataclass(frozen=True)
class Reported:
    """One deviation as it was sent; all that people wrote was masked before it was kept.

    `answer` is what the receiver answered with, when it has.
    """

    id: str
    team: str
    form: str
    sender_unit: str
    receiver_units: Sequence[str]
    fields: Mapping[str, Any]
    paste_text: str
    reported_at: datetime
    case_number: str | None = None
    number: str | None = None
    answer: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class ReportOutline:
    """A report by its units, its day and its number, with nothing of what it says."""

    id: str
    form: str
    sender_unit: str
    receiver_units: Sequence[str]
    reported_at: datetime
    number: str | None


class DeviationRegister:
    """Reads deviations with all that they say, and notes where they stand in the register."""

    def __init__(self, database: Database, messages: Messages) -> None:
        self._database = database
        self._messages = messages

    def reported(self, scope: Scope) -> list[Reported]:
        """Give the deviations of a period, in the order they came; one statement, one moment."""
        with self._database.reading() as connection:
            rows = connection.execute(_REPORTED, _values(scope)).fetchall()
        return [_reported(row) for row in rows]

    def outlines(self, scope: Scope, limit: int, skipped: int = 0) -> list[ReportOutline]:
        """Give the reports of a period without their content, the latest first."""
        values = {**_values(scope), "limit": limit, "skipped": skipped}
        with self._database.reading() as connection:
            rows = connection.execute(_OUTLINES, values).fetchall()
        return [
            ReportOutline(
                row["id"], row["form"], row["sender_unit"], json.loads(row["receiver_units"]),
                datetime.fromisoformat(row["reported_at"]), row["number"],
            )
            for row in rows
        ]  # fmt: skip

    def number_of(self, message_id: str) -> str | None:
        """Give the number that the register gave a deviation, or None."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT number FROM register_numbers WHERE message_id = ?", (message_id,)
            ).fetchone()
        return row["number"] if row else None

    def mark(self, step: Step, number: str) -> str:
        """Note a deviation's number in the register, once, and give the number that stands."""
        with self._messages.durably() as connection:
            at = as_text(step.at)
            noted = connection.execute(
                "INSERT OR IGNORE INTO register_numbers VALUES (?, ?, ?, ?)",
                (step.message_id, number, at, step.actor),
            )
            if noted.rowcount:
                connection.execute(
                    "UPDATE messages SET transferred_at = ?, transferred_by = ?, "
                    "ended_at = coalesce(ended_at, ?) WHERE id = ? AND transferred_at IS NULL",
                    (at, step.actor, at, step.message_id),
                )
                self._messages.log_in(connection, step)
            (stands,) = connection.execute(
                "SELECT number FROM register_numbers WHERE message_id = ?", (step.message_id,)
            ).fetchone()
        return str(stands)


class ReportPosts:
    """Which months' compilations have been posted where."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_posted(self, team: str, month: str) -> bool:
        """Tell whether a month has been posted in a workspace."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT 1 FROM report_posts WHERE (team, month) = (?, ?)", (team, month)
            ).fetchone()
        return row is not None

    def note(self, team: str, month: str, at: datetime) -> None:
        """Note that a month has been posted."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO report_posts VALUES (?, ?, ?)", (team, month, as_text(at))
            )


_IN_SCOPE = """
    FROM deviations JOIN messages ON messages.id = deviations.message_id
        LEFT JOIN register_numbers ON register_numbers.message_id = messages.id
    WHERE is_current = 1 AND reported_at >= :start AND reported_at < :end
        AND (:team IS NULL OR messages.team = :team)
        AND (:unit IS NULL OR messages.sender_unit = :unit OR EXISTS (
            SELECT 1 FROM deviation_receivers AS own
            WHERE own.message_id = messages.id AND own.unit = :unit))
"""
_REPORTED = f"""
    SELECT messages.id, messages.team, messages.form, messages.sender_unit,
        messages.receiver_units, messages.fields, messages.paste_text, reported_at,
        messages.case_number, number,
        (SELECT answer.fields FROM receipts JOIN messages AS answer ON answer.id = answer_id
         WHERE receipts.message_id = messages.id ORDER BY answered_at DESC LIMIT 1) AS answer
    {_IN_SCOPE} ORDER BY reported_at, messages.id
"""  # noqa: S608 - own words
_OUTLINES = f"""
    SELECT messages.id, messages.form, messages.sender_unit, messages.receiver_units, reported_at,
        number
    {_IN_SCOPE} ORDER BY reported_at DESC, messages.id LIMIT :limit OFFSET :skipped
"""


def _values(scope: Scope) -> dict[str, str | None]:
    start, end = as_text(scope.start), as_text(scope.end)
    return {"start": start, "end": end, "team": scope.team, "unit": scope.unit}


def _reported(row: sqlite3.Row) -> Reported:
    values = dict(row)
    values |= {name: json.loads(values[name]) for name in ("receiver_units", "fields")}
    values["answer"] = json.loads(values["answer"]) if values["answer"] else None
    values["reported_at"] = datetime.fromisoformat(values["reported_at"])
    return Reported(**values)
