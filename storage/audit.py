"""Who did what with what: rows chained by keyed hashes, so that any change shows.

Holds ids alone, never what anybody wrote. The key and the head of the chain lie in files beside
the database: whoever can change the database alone can change no row, and cut off no tail, unseen.
"""

import hashlib
import hmac
import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

from storage.audit_files import START, AuditFiles, Head
from storage.database import Database
from storage.opening import after_commit

_ID = re.compile(r"[^\s\x00-\x1f]{0,120}")


@dataclass(frozen=True)
class Noted:
    """What is noted: who did what with what, and how it went; ids and fixed words only."""

    team: str
    actor: str
    action: str
    subject: str
    outcome: str

    def __post_init__(self) -> None:
        if not all(_ID.fullmatch(value) for value in asdict(self).values()):
            raise ValueError("the audit trail takes ids and fixed words alone")


@dataclass(frozen=True)
class AuditRow:
    """One row as it is kept."""

    number: int
    at: str
    team: str
    actor: str
    action: str
    subject: str
    outcome: str


class Fault(StrEnum):
    """What is wrong with a chain."""

    NO_KEY = "no_key"
    NO_HEAD = "no_head"
    CHECKPOINT = "checkpoint"  # a checkpoint that was not signed with the key
    CHANGED = "changed"  # the row, or its place, is not what was sealed
    MISSING = "missing"
    CUT = "cut"  # rows are gone from the end


@dataclass(frozen=True)
class Verdict:
    """What looking through the chain gave: `first_bad` is the first row that does not hold."""

    rows: int
    last: int
    fault: Fault | None = None
    first_bad: int | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was changed, removed, moved or cut off."""
        return self.fault is None


class Audit:
    """The audit trail of one database."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._clock = clock
        self._files = AuditFiles(database.path.parent)

    def note(self, team: str, actor: str, action: str, subject: str, outcome: str) -> None:
        """Note something in a transaction of its own."""
        with self._database.writing() as connection:
            self.note_in(connection, Noted(team, actor, action, subject, outcome))

    def note_in(self, connection: sqlite3.Connection, noted: Noted) -> None:
        """Note something in the caller's transaction: both are kept, or neither."""
        last = _last(connection)
        key = self._files.key(is_new=last.number == 0)
        at = self._clock().astimezone(UTC).isoformat()
        values = (last.number + 1, at, *asdict(noted).values())
        head = Head(last.number + 1, _seal(key, last.seal, values))
        connection.execute(
            "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*values, head.seal)
        )
        # A head that the rows do not follow is left as it is, so that what was done shows.
        if _follows(connection, self._files.head(key), last):
            after_commit(connection, lambda: self._files.keep_head(key, head))

    def rows(self, team: str | None = None, limit: int = 100) -> list[AuditRow]:
        """Give the latest rows, of one team or of all, latest first."""
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT * FROM audit WHERE ? IN (team, '*') ORDER BY number DESC LIMIT ?",
                (team or "*", limit),
            ).fetchall()
        return [_row(one) for one in found]

    def verify(self) -> Verdict:
        """Look through the whole chain, and tell the first row that does not hold."""
        key = self._files.known_key()
        head = self._files.head(key) if key else None
        with self._database.reading() as connection:
            connection.execute("BEGIN")  # rows and checkpoints of one moment
            try:
                verdict, last = _looked_through(connection, key, head)
            finally:
                connection.execute("COMMIT")
        if verdict.is_whole and key:
            self._files.keep_head(key, last)  # it may lag behind after a crash
        return verdict

    def purge(self, before: datetime) -> int:
        """Remove the oldest rows, up to the first that is not older, behind a signed checkpoint."""
        with self._database.writing() as connection:
            end = _last_before(connection, before)
            if end is None:
                return 0
            at = self._clock().astimezone(UTC).isoformat()
            signature = _signature(self._files.key(is_new=False), end, at)
            connection.execute(
                "INSERT INTO audit_checkpoints VALUES (?, ?, ?, ?)",
                (end.number, end.seal, at, signature),
            )
            gone = connection.execute("DELETE FROM audit WHERE number <= ?", (end.number,))
            return gone.rowcount

    def count_before(self, before: datetime) -> int:
        """Give how many rows `purge` would remove."""
        with self._database.reading() as connection:
            end = _last_before(connection, before)
            if end is None:
                return 0
            return int(
                connection.execute(
                    "SELECT count(*) FROM audit WHERE number <= ?", (end.number,)
                ).fetchone()[0]
            )


def _looked_through(
    connection: sqlite3.Connection, key: bytes | None, head: Head | None
) -> tuple[Verdict, Head]:
    """Give the verdict on the rows as they stand, and the last of them."""
    start = _checkpoint(connection)
    rows = connection.execute("SELECT * FROM audit ORDER BY number")
    if key is None:
        is_empty = start.number == 0 and rows.fetchone() is None
        return Verdict(0, 0, None if is_empty else Fault.NO_KEY), start
    if not _is_signed(connection, key):
        return Verdict(0, start.number, Fault.CHECKPOINT, start.number), start
    seen, last, bad = _chained(key, start, rows, head)
    fault, number = bad or _against(head, start, last)
    return Verdict(seen, last.number, fault, number), last


def _chained(
    key: bytes, start: Head, rows: sqlite3.Cursor, head: Head | None
) -> tuple[int, Head, tuple[Fault, int] | None]:
    """Follow the chain; give how many rows hold, the last of them, and the first that does not."""
    seen, last = 0, start
    for one in rows:
        *values, seal = tuple(one)
        if one["number"] != last.number + 1:
            return seen, last, (Fault.MISSING, last.number + 1)
        now = Head(one["number"], _seal(key, last.seal, values))
        is_headed = head is None or head.number != now.number or head.seal == now.seal
        if not hmac.compare_digest(now.seal, seal) or not is_headed:
            return seen, last, (Fault.CHANGED, now.number)
        seen, last = seen + 1, now
    return seen, last, None


def _against(head: Head | None, start: Head, last: Head) -> tuple[Fault | None, int | None]:
    if head is None:
        return Fault.NO_HEAD, None
    if head.number > last.number:
        return Fault.CUT, last.number + 1
    if head.number == start.number and head.seal != start.seal:
        return Fault.CHANGED, head.number
    return None, None


def _follows(connection: sqlite3.Connection, head: Head | None, last: Head) -> bool:
    """Tell whether the rows go on from the head that is kept outside the database."""
    if head is None or head.number > last.number:
        return False
    if head.number == last.number:
        return head.seal == last.seal
    row = connection.execute("SELECT seal FROM audit WHERE number = ?", (head.number,)).fetchone()
    return row is None or row["seal"] == head.seal  # no row: it was purged, or it is the start


def _seal(key: bytes, before: str, values: Sequence[object]) -> str:
    return _hashed(key, "row", [before, *values])


def _signature(key: bytes, end: Head, at: str) -> str:
    return _hashed(key, "checkpoint", [end.number, end.seal, at])


def _hashed(key: bytes, kind: str, values: list[object]) -> str:
    text = json.dumps([kind, *values], ensure_ascii=True)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _is_signed(connection: sqlite3.Connection, key: bytes) -> bool:
    return all(
        hmac.compare_digest(
            _signature(key, Head(one["number"], one["seal"]), one["at"]), one["signature"]
        )
        for one in connection.execute("SELECT * FROM audit_checkpoints")
    )


def _checkpoint(connection: sqlite3.Connection) -> Head:
    row = connection.execute(
        "SELECT number, seal FROM audit_checkpoints ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return Head(row["number"], row["seal"]) if row else Head(0, START)


def _last(connection: sqlite3.Connection) -> Head:
    row = connection.execute(
        "SELECT number, seal FROM audit ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return Head(row["number"], row["seal"]) if row else _checkpoint(connection)


def _last_before(connection: sqlite3.Connection, before: datetime) -> Head | None:
    row = connection.execute(
        "SELECT number, seal FROM audit WHERE number < coalesce("
        "(SELECT min(number) FROM audit WHERE at >= ?), 9223372036854775807) "
        "ORDER BY number DESC LIMIT 1",
        (before.astimezone(UTC).isoformat(),),
    ).fetchone()
    return Head(row["number"], row["seal"]) if row else None


def _row(one: sqlite3.Row) -> AuditRow:
    *values, _seal = tuple(one)
    return AuditRow(*values)
