"""Time sending durably against bare sqlite3 with the same rows, and opening a full inbox.

Both write the same tables with the same indexes, one transaction a message, `synchronous=FULL`;
they take turns in blocks, so that drift hits both alike. The baseline writes what sending wrote,
row by row with the end of the draft, and nothing else: no checks, no audit seals, no reading.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.desk.drafts.desk import Author
from bot.desk.messages.parts import Stored
from storage.audit import Audit
from storage.database import Database
from storage.drafts import Drafts, StoredDraft
from storage.message import Message, Outgoing
from storage.outbox import Notice, Occasion, notice_id
from tests.benchmarks import harness
from tests.bot.desk.correspondence import Correspondence

_MESSAGES, _BLOCK, _INBOX, _OPENINGS = 600, 50, 50_000, 40
_LEAST_RATIO, _MOST_MS = 0.5, 50.0
_TABLES = ("messages", "receipts", "message_steps", "audit", "outbox")
_TEXT = "Har ramlat två gånger i hemmet den senaste veckan. Går annars själv med rollator. " * 8
_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
KERSTIN = Author("T1", "UKERSTIN")


def main() -> None:
    """Print the tables."""
    chosen = harness.options(__doc__ or "")
    with harness.folder(chosen) as kept, TemporaryDirectory(dir=kept) as made:
        folder = Path(made)
        count = _BLOCK * 2 if chosen.tiny else _MESSAGES
        harness.introduce("Sending durably, and the inbox of a busy unit")
        _print_sending(_sent(folder, count))
        full = 500 if chosen.tiny else _INBOX
        _print_inbox(_opened(folder / "full", full), full)


def _message(number: int) -> Message:
    return Message(
        id=f"m{number}", team="T1", draft_id=f"d{number}", form="vardbegaran", form_version="1",
        form_hash="h" * 64, sender_unit="hemtjanst", author="UELSA",
        receiver_units=("vardcentral",), fields={"kontaktorsak": _TEXT}, paste_text=_TEXT,
        created_at=_AT + timedelta(seconds=number), wants="atgard",
    )  # fmt: skip


def _outgoing(number: int, *, has_draft: bool = True) -> Outgoing:
    message = _message(number)
    notice = Notice(
        id=notice_id(message.id), team="T1", message_id=message.id, unit="vardcentral",
        channel="mail", address="vardcentral@demoby.se", occasion=Occasion.MESSAGE,
        from_unit="hemtjanst", created_at=message.created_at,
    )  # fmt: skip
    nudges = {"vardcentral": message.created_at + timedelta(hours=4)}
    return Outgoing(message, [notice], nudges, 1 if has_draft else None)


def _draft(number: int) -> StoredDraft:
    return StoredDraft(
        id=f"d{number}", team="T1", author="UELSA", form="vardbegaran", form_version="1",
        form_hash="h" * 64, created_at=_AT, updated_at=_AT, expires_at=_AT + timedelta(days=7),
        said=_TEXT, fields=[{"field": "kontaktorsak", "value": _TEXT}],
    )  # fmt: skip


def _sent(folder: Path, count: int) -> dict[str, list[float]]:
    """Give the seconds that each block of messages took, here and with bare sqlite3."""
    kept = Correspondence(folder)
    drafts = Drafts(kept.database)
    for number in range(count):
        drafts.save(_draft(number))
    bare = _bare(folder, count)
    timed: dict[str, list[float]] = {"lotsen": [], "sqlite3": []}
    with closing(bare):
        for start in range(0, count, _BLOCK):
            numbers = range(start, start + _BLOCK)
            outgoing = [_outgoing(number) for number in numbers]
            timed["lotsen"].append(_seconds(partial(_send_all, kept, outgoing)))
            rows = [list(_rows(kept.database, number)) for number in numbers]
            timed["sqlite3"].append(_seconds(partial(_written, bare, rows)))
    return timed


def _send_all(kept: Correspondence, outgoing: list[Outgoing]) -> None:
    for one in outgoing:
        kept.stored.messages.send(one)


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _bare(folder: Path, count: int) -> sqlite3.Connection:
    """Give a file with the same tables, indexes and drafts, opened with nothing but sqlite3."""
    path = folder / "bare" / "lotsen.sqlite3"
    drafts = Drafts(Database(path))
    for number in range(count):
        drafts.save(_draft(number))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def _rows(database: Database, number: int) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Give the rows that sending a message wrote."""
    keys = {"messages": "id", "audit": "subject"}
    with database.reading() as connection:
        for table in _TABLES:
            found = connection.execute(
                f"SELECT * FROM {table} WHERE {keys.get(table, 'message_id')} = ?",  # noqa: S608
                (f"m{number}",),
            ).fetchall()
            for row in found:
                marks = ", ".join("?" * len(row))
                yield f"INSERT INTO {table} VALUES ({marks})", tuple(row)  # noqa: S608
        draft = connection.execute("SELECT * FROM drafts WHERE id = ?", (f"d{number}",)).fetchone()
    names = draft.keys()
    yield (
        f"UPDATE drafts SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?",  # noqa: S608
        (*tuple(draft), draft["id"]),
    )


def _written(
    connection: sqlite3.Connection, each: list[list[tuple[str, tuple[object, ...]]]]
) -> None:
    for rows in each:
        connection.execute("BEGIN IMMEDIATE")
        for statement, values in rows:
            connection.execute(statement, values)
        connection.execute("COMMIT")


def _opened(folder: Path, count: int) -> list[float]:
    """Give the milliseconds that opening a full inbox takes."""
    kept = Correspondence(folder)
    _fill(kept.stored, kept.audit, kept.database, count)
    show = kept.inboxes.show
    show("vardcentral", KERSTIN)
    return [harness.milliseconds(lambda: show("vardcentral", KERSTIN)) for _ in range(_OPENINGS)]


def _fill(stored: Stored, audit: Audit, database: Database, count: int) -> None:
    """Put messages in the inbox: most are done, as in a unit that has been at it for a while."""
    for number in range(3):
        stored.messages.send(_outgoing(number, has_draft=False))
    with database.writing() as connection:
        for table in ("messages", "receipts"):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            new = {"id": "'n' || n", "draft_id": "'e' || n", "message_id": "'n' || n",
                   "sent_at": "strftime('%Y-%m-%dT%H:%M:%S+00:00', 1700000000 + n * 60, "
                   "'unixepoch')", "nudge_at": "NULL",
                   "box": "CASE n % 50 WHEN 0 THEN 'new' WHEN 1 THEN 'to_acknowledge' "
                   "WHEN 2 THEN 'to_answer' ELSE 'done' END"}  # fmt: skip
            values = ", ".join(new.get(name, f"first.{name}") for name in columns)
            key = "id" if table == "messages" else "message_id"
            connection.execute(
                f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers "  # noqa: S608
                f"WHERE n < ?) INSERT INTO {table} SELECT {values} FROM numbers "
                f"JOIN (SELECT * FROM {table} WHERE {key} = 'm0') AS first",
                (count,),
            )
    if not audit.verify().is_whole:
        raise RuntimeError("the audit trail does not hold")


def _print_sending(timed: dict[str, list[float]]) -> None:
    # Each block against its twin: what else the disk does hits both.
    ratios = [bare / ours for ours, bare in zip(timed["lotsen"], timed["sqlite3"], strict=True)]
    rates = {name: _BLOCK / harness.p50(each) for name, each in timed.items()}
    harness.print_table(
        ("", "messages/s, p50 of blocks"), [(name, f"{rate:.0f}") for name, rate in rates.items()]
    )
    ratio = harness.p50(ratios)
    held = "holds" if ratio >= _LEAST_RATIO else "UNDER"
    harness.print_table(
        ("figure", "value", "limit", ""),
        [("accepted messages/s, share of bare sqlite3", f"{ratio:.2f}", _LEAST_RATIO, held)],
    )


def _print_inbox(times: list[float], count: int) -> None:
    p50 = harness.p50(times)
    harness.print_table(
        ("figure", "value", "limit", ""),
        [(f"inbox of {count:,} messages opens, p50 ms", f"{p50:.1f}", _MOST_MS,
          harness.verdict(p50, _MOST_MS))],
    )  # fmt: skip


if __name__ == "__main__":
    main()
