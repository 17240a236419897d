"""Event analyses: their units, the messages they are about, and every version of each part."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.audit import Audit, Noted
from storage.database import Database
from storage.lessons import Lesson, keep_in
from storage.outbox import as_text

TOGETHER = ""
"""The part that the units write together."""


@dataclass(frozen=True)
class Analysis:
    """An event analysis; `reasons` are the reports it was begun from, among `messages`."""

    id: str
    team: str
    form_version: str
    form_hash: str
    started_by: str
    started_at: datetime
    units: tuple[str, ...]
    messages: tuple[str, ...]
    reasons: tuple[str, ...]
    finished_by: str | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True)
class Part:
    """One version of what a unit, or all of them together, have written; masked before it comes.

    `part` says whose it is, `unit` which unit wrote this version.
    """

    team: str
    analysis_id: str
    part: str
    version: int
    unit: str
    fields: Mapping[str, str]
    at: datetime


class Analyses:
    """The tables of analyses; what changes one is audited in the same transaction."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def start(self, analysis: Analysis, actor: str) -> bool:
        """Keep a new analysis; False when one that is open is about one of its reports already."""
        with self._database.writing() as connection:
            if self._open_about(connection, analysis):
                return False
            connection.execute(
                "INSERT INTO analyses VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)",
                (analysis.id, analysis.team, analysis.form_version, analysis.form_hash,
                 analysis.started_by, as_text(analysis.started_at)),
            )  # fmt: skip
            connection.executemany(
                "INSERT INTO analysis_messages VALUES (?, ?, ?, ?)",
                [(analysis.id, one, analysis.team, one in analysis.reasons)
                 for one in analysis.messages],
            )  # fmt: skip
            connection.executemany(
                "INSERT INTO analysis_units VALUES (?, ?, ?)",
                [(analysis.id, unit, analysis.team) for unit in analysis.units],
            )
            self._note(connection, analysis.id, analysis.team, (actor, "analysis_start"))
        return True

    def find(self, team: str, analysis_id: str) -> Analysis | None:
        """Give an analysis of a workspace, or None."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT * FROM analyses WHERE (team, id) = (?, ?)", (team, analysis_id)
            ).fetchone()
            return _analysis(connection, row) if row else None

    def about(self, team: str, message_id: str) -> Analysis | None:
        """Give the latest analysis that was begun from a report, or None."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT analyses.* FROM analyses JOIN analysis_messages ON analysis_id = id "
                "WHERE (analysis_messages.team, message_id, is_reason) = (?, ?, 1) "
                "ORDER BY finished_at IS NULL DESC, started_at DESC LIMIT 1",
                (team, message_id),
            ).fetchone()
            return _analysis(connection, row) if row else None

    def of_units(self, team: str, units: Sequence[str], limit: int = 10) -> list[Analysis]:
        """Give the analyses that units take part in: open ones first, the latest first."""
        marks = ", ".join("?" for _ in units)
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT * FROM analyses WHERE id IN (SELECT analysis_id FROM analysis_units "  # noqa: S608
                f"WHERE team = ? AND unit IN ({marks})) "
                "ORDER BY finished_at IS NULL DESC, started_at DESC, id LIMIT ?",
                (team, *units, limit),
            ).fetchall()
            return [_analysis(connection, row) for row in rows]

    def parts(self, analysis_id: str) -> list[Part]:
        """Give every version of every part, the earliest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM analysis_parts WHERE analysis_id = ? ORDER BY at, part, version",
                (analysis_id,),
            ).fetchall()
        return [_part(row) for row in rows]

    def write(self, part: Part, actor: str) -> bool:
        """Keep the next version of a part; False when another came first or it is finished."""
        with self._database.writing() as connection:
            kept = connection.execute(
                "INSERT INTO analysis_parts SELECT ?, ?, ?, ?, ?, ?, ? "
                "WHERE ? = 1 + coalesce((SELECT max(version) FROM analysis_parts "
                "WHERE (analysis_id, part) = (?, ?)), 0) "
                "AND EXISTS (SELECT 1 FROM analyses WHERE id = ? AND finished_at IS NULL)",
                (part.analysis_id, part.part, part.version, part.team, part.unit,
                 json.dumps(dict(part.fields), ensure_ascii=False), as_text(part.at),
                 part.version, part.analysis_id, part.part, part.analysis_id),
            )  # fmt: skip
            if kept.rowcount:
                self._note(connection, part.analysis_id, part.team, (actor, "analysis_write"))
        return kept.rowcount == 1

    def finish(self, analysis: Analysis, lesson: Lesson, version: int, actor: str) -> bool:
        """End an analysis and keep its lesson, both or neither.

        False when it is finished already, or what the units say together has a later version than
        the one that was read.
        """
        with self._database.writing() as connection:
            ended = connection.execute(
                "UPDATE analyses SET (finished_by, finished_at) = (?, ?) "
                "WHERE id = ? AND finished_at IS NULL "
                "AND ? = (SELECT max(version) FROM analysis_parts "
                "WHERE (analysis_id, part) = (?, ?))",
                (analysis.finished_by, as_text(lesson.made_at), analysis.id, version, analysis.id,
                 TOGETHER),
            )  # fmt: skip
            if ended.rowcount:
                keep_in(connection, lesson)
                self._note(connection, analysis.id, analysis.team, (actor, "analysis_finish"))
        return ended.rowcount == 1

    def _open_about(self, connection: sqlite3.Connection, analysis: Analysis) -> bool:
        marks = ", ".join("?" for _ in analysis.reasons)
        row = connection.execute(
            "SELECT 1 FROM analyses JOIN analysis_messages ON analysis_id = id "  # noqa: S608
            f"WHERE analyses.team = ? AND is_reason = 1 AND message_id IN ({marks}) "
            "AND finished_at IS NULL LIMIT 1",
            (analysis.team, *analysis.reasons),
        ).fetchone()
        return row is not None

    def _note(
        self, connection: sqlite3.Connection, subject: str, team: str, what: tuple[str, str]
    ) -> None:
        actor, action = what
        self._audit.note_in(connection, Noted(team, actor, action, subject, "allowed"))


def _analysis(connection: sqlite3.Connection, row: sqlite3.Row) -> Analysis:
    units = connection.execute(
        "SELECT unit FROM analysis_units WHERE analysis_id = ? ORDER BY unit", (row["id"],)
    ).fetchall()
    messages = connection.execute(
        "SELECT message_id, is_reason FROM analysis_messages WHERE analysis_id = ? "
        "ORDER BY message_id",
        (row["id"],),
    ).fetchall()
    finished_at = row["finished_at"]
    return Analysis(
        id=row["id"],
        team=row["team"],
        form_version=row["form_version"],
        form_hash=row["form_hash"],
        started_by=row["started_by"],
        started_at=datetime.fromisoformat(row["started_at"]),
        units=tuple(one["unit"] for one in units),
        messages=tuple(one["message_id"] for one in messages),
        reasons=tuple(one["message_id"] for one in messages if one["is_reason"]),
        finished_by=row["finished_by"],
        finished_at=datetime.fromisoformat(finished_at) if finished_at else None,
    )


def _part(row: sqlite3.Row) -> Part:
    values = dict(row) | {"fields": json.loads(row["fields"])}
    return Part(**values | {"at": datetime.fromisoformat(row["at"])})
