"""Drafts that are being written: kept at each step, and gone some days after the last one."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.database import Database


class DraftState(StrEnum):
    """Where a draft stands; only open ones can be changed."""

    OPEN = "open"
    SENT = "sent"
    DISCARDED = "discarded"
    EXPIRED = "expired"


@dataclass(frozen=True)
class StoredDraft:
    """A draft as it is kept; all that people wrote is masked before it comes here.

    `said` is every word of the person's, `fields` what stands in each field and from where.
    """

    id: str
    team: str
    author: str
    form: str
    form_version: str
    form_hash: str
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    unit: str | None = None
    said: str = ""
    fields: Sequence[Mapping[str, Any]] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    masked: Sequence[str] = ()
    skipped: Sequence[str] = ()
    guidance_id: str | None = None
    state: DraftState = DraftState.OPEN
    version: int = 1


_COLUMNS = (
    "id, team, author, unit, form, form_version, form_hash, said, fields, facts, masked, skipped, "
    "guidance_id, state, version, created_at, updated_at, expires_at"
)
_EMPTIED = "said = '', fields = '[]', facts = '{}'"
_FULL = "(said <> '' OR fields <> '[]')"
_JSON = ("fields", "facts", "masked", "skipped")
_DATES = ("created_at", "updated_at", "expires_at")


class Drafts:
    """The table of drafts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, draft: StoredDraft) -> bool:
        """Keep a new draft, or the next version of one; False when another step came first."""
        marks = ", ".join("?" * len(_COLUMNS.split(", ")))
        with self._database.writing() as connection:
            if draft.version > 1:
                kept = connection.execute(
                    f"UPDATE drafts SET ({_COLUMNS}) = ({marks}), is_told = 0 "  # noqa: S608 - own
                    "WHERE (id, version, state) = (?, ?, ?)",
                    (*_values(draft), draft.id, draft.version - 1, DraftState.OPEN),
                )
            else:
                kept = connection.execute(
                    f"INSERT OR IGNORE INTO drafts ({_COLUMNS}) VALUES ({marks})",  # noqa: S608
                    _values(draft),
                )
            return kept.rowcount == 1

    def find(self, draft_id: str) -> StoredDraft | None:
        """Give a draft, or None."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM drafts WHERE id = ?",  # noqa: S608 - own names
                (draft_id,),
            ).fetchone()
        return _draft(row) if row else None

    def open_of(self, team: str, author: str, limit: int = 20) -> list[StoredDraft]:
        """Give the drafts a person is writing, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM drafts WHERE (team, author, state) = (?, ?, ?) "  # noqa: S608
                "ORDER BY updated_at DESC LIMIT ?",
                (team, author, DraftState.OPEN, limit),
            ).fetchall()
        return [_draft(row) for row in rows]

    def soon_gone(self, before: datetime) -> list[StoredDraft]:
        """Give the open drafts that expire before a moment and whose authors are not told yet."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM drafts "  # noqa: S608 - own names
                "WHERE state = ? AND expires_at < ? AND is_told = 0 ORDER BY expires_at",
                (DraftState.OPEN, before.isoformat()),
            ).fetchall()
        return [_draft(row) for row in rows]

    def note_told(self, draft_id: str) -> None:
        """Note that the author knows that a draft is about to expire."""
        with self._database.writing() as connection:
            connection.execute("UPDATE drafts SET is_told = 1 WHERE id = ?", (draft_id,))

    def expire(self, now: datetime) -> int:
        """Empty the drafts whose time has run out, thrown away or not, and give how many."""
        with self._database.writing() as connection:
            gone = connection.execute(
                f"UPDATE drafts SET state = iif(state = ?, ?, state), {_EMPTIED}, "  # noqa: S608
                f"updated_at = ? WHERE expires_at < ? AND (state = ? OR (state = ? AND {_FULL}))",
                (DraftState.OPEN, DraftState.EXPIRED, now.isoformat(), now.isoformat(),
                 DraftState.OPEN, DraftState.DISCARDED),
            )  # fmt: skip
            return gone.rowcount

    def discard(self, draft_id: str, at: datetime, until: datetime) -> bool:
        """Throw an open draft away; what stands in it is kept until a moment, to be taken back."""
        with self._database.writing() as connection:
            closed = connection.execute(
                "UPDATE drafts SET state = ?, updated_at = ?, expires_at = ? "
                "WHERE (id, state) = (?, ?)",
                (DraftState.DISCARDED, at.isoformat(), until.isoformat(), draft_id,
                 DraftState.OPEN),
            )  # fmt: skip
            return closed.rowcount == 1

    def take_back(self, draft_id: str, at: datetime, until: datetime) -> bool:
        """Open a draft that was thrown away; False when nothing of it is left."""
        with self._database.writing() as connection:
            opened = connection.execute(
                "UPDATE drafts SET state = ?, is_told = 0, updated_at = ?, expires_at = ? "  # noqa: S608
                f"WHERE (id, state) = (?, ?) AND expires_at >= ? AND {_FULL}",
                (DraftState.OPEN, at.isoformat(), until.isoformat(), draft_id,
                 DraftState.DISCARDED, at.isoformat()),
            )  # fmt: skip
            return opened.rowcount == 1

    def erase(self, draft_id: str, at: datetime) -> bool:
        """Empty a draft that was thrown away, at once."""
        with self._database.writing() as connection:
            gone = connection.execute(
                f"UPDATE drafts SET {_EMPTIED}, updated_at = ? "  # noqa: S608 - own names
                f"WHERE (id, state) = (?, ?) AND {_FULL}",
                (at.isoformat(), draft_id, DraftState.DISCARDED),
            )
            return gone.rowcount == 1

    def close(self, draft_id: str, state: DraftState, at: datetime) -> bool:
        """End an open draft; what stood in it is kept no longer. False when it was not open."""
        with self._database.writing() as connection:
            return close_in(connection, draft_id, state, at)


def close_in(
    connection: sqlite3.Connection, draft_id: str, state: DraftState, at: datetime
) -> bool:
    """End an open draft inside a transaction of the caller's, as sending does."""
    closed = connection.execute(
        f"UPDATE drafts SET state = ?, updated_at = ?, {_EMPTIED} WHERE (id, state) = (?, ?)",  # noqa: S608
        (state, at.isoformat(), draft_id, DraftState.OPEN),
    )
    return closed.rowcount == 1


def _values(draft: StoredDraft) -> tuple[object, ...]:
    values = {name: getattr(draft, name) for name in _COLUMNS.split(", ")}
    values |= {name: json.dumps(values[name], ensure_ascii=False) for name in _JSON}
    values |= {name: values[name].isoformat() for name in _DATES}
    return tuple(values.values())


def _draft(row: sqlite3.Row) -> StoredDraft:
    values = {name: row[name] for name in _COLUMNS.split(", ")}
    values |= {name: json.loads(values[name]) for name in _JSON}
    values |= {name: datetime.fromisoformat(values[name]) for name in _DATES}
    return StoredDraft(**values | {"state": DraftState(values["state"])})
