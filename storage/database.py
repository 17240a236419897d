"""The SQLite file: one connection a thread, write-ahead log, writers that take their turn."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock
from sqlite_utils import Database as SqliteUtils

from storage.migrations import MIGRATIONS

_BUSY_S = 10.0


class StorageError(Exception):
    """The database could not be read or written; the text names no content."""


class _Held:
    """A connection that is closed when its thread or its database is gone."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Database:
    """The file, with a connection of its own for each thread.

    The connection stays open: closing the last one makes SQLite fold the log back into the
    file, which cost more than the writing itself. Another writer is waited for `busy_s` seconds.
    """

    def __init__(self, path: Path, busy_s: float | None = None) -> None:
        self._path = path
        self._busy_s = busy_s
        self._local = threading.local()
        self._is_ready = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection for reading."""
        try:
            yield self._connection()
        except (sqlite3.Error, OSError) as error:
            raise StorageError(type(error).__name__) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside one transaction, begun as a writer's from the start."""
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _connection(self) -> sqlite3.Connection:
        held: _Held | None = getattr(self._local, "held", None)
        if held is None or not self._path.exists():
            self._prepare()
            held = self._local.held = _Held(self._connect())
        return held.connection

    def _connect(self) -> sqlite3.Connection:
        # Closed by whichever thread drops it last; used by the thread that made it alone.
        patience = _BUSY_S if self._busy_s is None else self._busy_s
        connection = sqlite3.connect(
            self._path, timeout=patience, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        return connection

    def _prepare(self) -> None:
        """Create the file and bring its tables up to date, once a process."""
        if self._is_ready and self._path.exists():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Switching to the log and adding tables can't wait for each other inside SQLite.
        with FileLock(f"{self._path}.lock", timeout=_BUSY_S):
            connection = self._connect()
            try:
                MIGRATIONS.apply(SqliteUtils(connection))
            finally:
                connection.close()
        self._is_ready = True
