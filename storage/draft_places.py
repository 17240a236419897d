"""Where drafts are talked about: the conversation, the message shown, and what answered what."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.drafts import DraftState

BEGINNING = ""
"""Stands for the message that a draft began with, where no field is named."""

NOWHERE_YET = ""
"""Stands for the conversation of a draft that is still to be put in the direct messages."""


@dataclass(frozen=True)
class DraftPlace:
    """A draft in a conversation; `channel` and `ts` are the message that shows all of it."""

    draft_id: str
    team: str
    author: str
    conversation: str
    channel: str | None = None
    ts: str | None = None


@dataclass(frozen=True)
class DraftAnswer:
    """A message that filled in a field of a draft, or began it."""

    team: str
    message: str
    draft_id: str
    field: str = BEGINNING


class DraftPlaces:
    """The tables of places and answers; they hold ids alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, place: DraftPlace) -> None:
        """Note where a draft is talked about from now on."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO draft_places "
                "(draft_id, team, author, conversation, channel, ts) VALUES (?, ?, ?, ?, ?, ?)",
                (place.draft_id, place.team, place.author, place.conversation, place.channel,
                 place.ts),
            )  # fmt: skip

    def move(self, draft_id: str, conversation: str) -> None:
        """Let a draft go on in another thread; the message that shows it stays where it is."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE draft_places SET conversation = ? WHERE draft_id = ?",
                (conversation, draft_id),
            )

    def of(self, draft_id: str) -> DraftPlace | None:
        """Give where a draft is talked about, or None."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT * FROM draft_places WHERE draft_id = ?", (draft_id,)
            ).fetchone()
        return DraftPlace(**dict(row)) if row else None

    def open_in(self, team: str, author: str, conversation: str) -> str | None:
        """Give the draft that a person writes on in a conversation."""
        found = self._latest(team, author, "AND conversation = ?", conversation)
        return found[0] if found else None

    def lately_of(self, team: str, author: str, since: datetime) -> tuple[str, datetime] | None:
        """Give the draft that a person wrote on last, and when, if that was after a moment."""
        return self._latest(team, author, "AND updated_at >= ?", since.isoformat())

    def note_answer(self, answer: DraftAnswer) -> None:
        """Note what a message answered; the first note stands, so that a repeat is the same."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO draft_answers (team, message, draft_id, field) "
                "VALUES (?, ?, ?, ?)",
                (answer.team, answer.message, answer.draft_id, answer.field),
            )

    def answer_of(self, team: str, message: str) -> DraftAnswer | None:
        """Give what a message answered, or None."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT * FROM draft_answers WHERE (team, message) = (?, ?)", (team, message)
            ).fetchone()
        return DraftAnswer(**dict(row)) if row else None

    def _latest(
        self, team: str, author: str, which: str, value: str
    ) -> tuple[str, datetime] | None:
        with self._database.reading() as connection:
            row: sqlite3.Row | None = connection.execute(
                "SELECT draft_id, updated_at FROM draft_places JOIN drafts "  # noqa: S608 - own
                "ON drafts.id = draft_id WHERE (draft_places.team, draft_places.author, state) "
                f"= (?, ?, ?) {which} ORDER BY updated_at DESC LIMIT 1",
                (team, author, DraftState.OPEN, value),
            ).fetchone()
        return (row["draft_id"], datetime.fromisoformat(row["updated_at"])) if row else None
