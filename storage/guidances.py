"""Guidances: where each stands, the way back, and every outcome with the flow that gave it."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from storage.database import Database


@dataclass(frozen=True)
class Step:
    """What was known at one step; the text is masked before it comes here."""

    text: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    set_aside: Sequence[str] = ()


@dataclass(frozen=True)
class FlowMark:
    """Which words of which flow a guidance follows."""

    id: str
    version: str
    hash: str


@dataclass(frozen=True)
class Guidance:
    """A guidance as it is kept; `version` counts its changes, and `history` is the way back."""

    id: str
    team: str
    asker: str
    conversation: str | None
    flow: FlowMark
    now: Step
    masked: Sequence[str]
    created_at: datetime
    updated_at: datetime
    changing: str | None = None
    history: Sequence[Step] = ()
    is_finished: bool = False
    version: int = 1


@dataclass(frozen=True)
class GivenOutcome:
    """An outcome as it was given, with the facts and the flow behind it."""

    guidance_id: str
    version: int
    team: str
    asker: str
    at: datetime
    outcome: str
    rule: str
    facts: Mapping[str, str]
    flow: FlowMark


_COLUMNS = (
    "id, team, asker, conversation, flow_id, flow_version, flow_hash, text, masked, given, "
    "set_aside, changing, history, is_finished, version, created_at, updated_at"
)


class Guidances:
    """The tables of guidances and of the outcomes given."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, guidance: Guidance, outcome: GivenOutcome | None = None) -> bool:
        """Keep a new guidance, or the next version of one; False when another step came first."""
        with self._database.writing() as connection:
            if not _write(connection, guidance):
                return False
            if outcome is not None:
                _write_outcome(connection, outcome)
            return True

    def find(self, guidance_id: str) -> Guidance | None:
        """Give a guidance, or None."""
        return self._one("WHERE id = ?", guidance_id)

    def latest_unfinished(self, team: str, asker: str) -> Guidance | None:
        """Give the conversation a person was in the midst of, however long ago."""
        return self._one(
            "WHERE (team, asker) = (?, ?) AND is_finished = 0 AND conversation IS NOT NULL "
            "ORDER BY updated_at DESC",
            team,
            asker,
        )

    def open_in(self, team: str, asker: str, conversation: str) -> str | None:
        """Give the id of the guidance a person is in the midst of in a conversation."""
        kept = self._one(
            "WHERE (team, asker, conversation) = (?, ?, ?) AND is_finished = 0 "
            "ORDER BY updated_at DESC",
            team,
            asker,
            conversation,
        )
        return kept.id if kept else None

    def lately_in(self, team: str, asker: str, place: str, since: datetime) -> str | None:
        """Give the id of the guidance a person was last in the midst of in a place's threads."""
        kept = self._one(
            "WHERE (team, asker) = (?, ?) AND substr(conversation, 1, length(?)) = ? "
            "AND is_finished = 0 AND updated_at >= ? ORDER BY updated_at DESC",
            team,
            asker,
            place,
            place,
            since.isoformat(),
        )
        return kept.id if kept else None

    def move(self, guidance_id: str, conversation: str) -> None:
        """Let a guidance go on in another conversation; it is no step."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE guidances SET conversation = ? WHERE id = ?", (conversation, guidance_id)
            )

    def outcomes(self, guidance_id: str) -> list[GivenOutcome]:
        """Give the outcomes a guidance has reached, in order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM guidance_outcomes WHERE guidance_id = ? ORDER BY version",
                (guidance_id,),
            ).fetchall()
        return [_outcome(row) for row in rows]

    def _one(self, which: str, *values: str) -> Guidance | None:
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM guidances {which} LIMIT 1",  # noqa: S608 - own words
                values,
            ).fetchone()
        return _guidance(row) if row else None


def _write(connection: sqlite3.Connection, guidance: Guidance) -> bool:
    """Insert the first version; change the row only where the version before this one stands."""
    if guidance.version == 1:
        marks = ", ".join("?" * 17)
        sql = f"INSERT INTO guidances ({_COLUMNS}) VALUES ({marks})"  # noqa: S608 - own names
        connection.execute(sql, _values(guidance))
        return True
    marks = ", ".join(f"{name.strip()} = ?" for name in _COLUMNS.split(","))
    done = connection.execute(
        f"UPDATE guidances SET {marks} WHERE id = ? AND version = ?",  # noqa: S608 - own names
        (*_values(guidance), guidance.id, guidance.version - 1),
    )
    return done.rowcount == 1


def _write_outcome(connection: sqlite3.Connection, given: GivenOutcome) -> None:
    connection.execute(
        "INSERT INTO guidance_outcomes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            given.guidance_id, given.version, given.team, given.asker, given.at.isoformat(),
            given.outcome, given.rule, _json(given.facts), given.flow.id, given.flow.version,
            given.flow.hash,
        ),
    )  # fmt: skip


def _values(guidance: Guidance) -> tuple[object, ...]:
    flow, now = guidance.flow, guidance.now
    return (
        guidance.id, guidance.team, guidance.asker, guidance.conversation, flow.id, flow.version,
        flow.hash, now.text, _json(list(guidance.masked)), _json(dict(now.given)),
        _json(list(now.set_aside)), guidance.changing,
        _json([asdict(step) for step in guidance.history]), int(guidance.is_finished),
        guidance.version, guidance.created_at.isoformat(), guidance.updated_at.isoformat(),
    )  # fmt: skip


def _guidance(row: sqlite3.Row) -> Guidance:
    return Guidance(
        id=row["id"],
        team=row["team"],
        asker=row["asker"],
        conversation=row["conversation"],
        flow=_flow(row),
        now=Step(row["text"], json.loads(row["given"]), tuple(json.loads(row["set_aside"]))),
        masked=tuple(json.loads(row["masked"])),
        created_at=datetime.fromisoformat(row["created_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
        changing=row["changing"],
        history=tuple(_step(step) for step in json.loads(row["history"])),
        is_finished=bool(row["is_finished"]),
        version=row["version"],
    )


def _step(kept: Mapping[str, Any]) -> Step:
    return Step(kept["text"], kept["given"], tuple(kept["set_aside"]))


def _outcome(row: sqlite3.Row) -> GivenOutcome:
    return GivenOutcome(
        guidance_id=row["guidance_id"],
        version=row["version"],
        team=row["team"],
        asker=row["asker"],
        at=datetime.fromisoformat(row["at"]),
        outcome=row["outcome"],
        rule=row["rule"],
        facts=json.loads(row["facts"]),
        flow=_flow(row),
    )


def _flow(row: sqlite3.Row) -> FlowMark:
    return FlowMark(row["flow_id"], row["flow_version"], row["flow_hash"])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
