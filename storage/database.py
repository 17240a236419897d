"""The SQLite file: one connection a thread, write-ahead log, writers that take their turn."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock
from sqlite_utils import Database as SqliteUtils

from storage.migrations import MIGRATIONS
from storage.opening import StorageError, committed, connect, fault_types, rolled_back
from storage.swapping import finish_swap

__all__ = ["Database", "StorageError"]
_BUSY_S = 10.0


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
    With a `key` the whole file is encrypted.
    """

    def __init__(self, path: Path, busy_s: float | None = None, key: str | None = None) -> None:
        self._path = path
        self._busy_s = busy_s
        self._key = key
        self._local = threading.local()
        self._is_ready = False

    @property
    def path(self) -> Path:
        """Give where the file is."""
        return self._path

    @property
    def key(self) -> str | None:
        """Give the key that the file is encrypted with, or None."""
        return self._key

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection for reading."""
        try:
            yield self._connection()
        except StorageError:
            raise
        except fault_types(self._key) as error:
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
                rolled_back(connection)
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            committed(connection)

    def close(self) -> None:
        """Let go of this thread's connection."""
        self._local.held = None

    def _connection(self) -> sqlite3.Connection:
        held: _Held | None = getattr(self._local, "held", None)
        if held is None or not self._path.exists():
            self._prepare()
            held = self._local.held = _Held(self._connect())
        return held.connection

    def _connect(self) -> sqlite3.Connection:
        # Closed by whichever thread drops it last; used by the thread that made it alone.
        patience = _BUSY_S if self._busy_s is None else self._busy_s
        return connect(self._path, patience, self._key)

    def _prepare(self) -> None:
        """Create the file and bring its tables up to date, once a process."""
        if self._is_ready and self._path.exists():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Switching to the log and adding tables can't wait for each other inside SQLite.
        with FileLock(f"{self._path}.lock", timeout=_BUSY_S):
            finish_swap(self._path.parent)
            connection = self._connect()
            try:
                MIGRATIONS.apply(SqliteUtils(connection))
            finally:
                connection.close()
        self._is_ready = True
