"""The SQLite file: one connection a task, write-ahead log, writers that take their turn."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database as SqliteUtils

from storage.migrations import MIGRATIONS

_BUSY_S = 10.0


class StorageError(Exception):
    """The database could not be read or written; the text names no content."""


class Database:
    """The file, opened anew for each task, so it can be used from any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_ready = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection for reading."""
        with self._connected() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside one transaction, begun as a writer's from the start."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            self._prepare()
            connection = self._connect()
            try:
                yield connection
            finally:
                connection.close()
        except (sqlite3.Error, OSError) as error:
            raise StorageError(type(error).__name__) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_BUSY_S, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        return connection

    def _prepare(self) -> None:
        """Create the file and bring its tables up to date, once a process."""
        if self._is_ready:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = self._connect()
        try:
            MIGRATIONS.apply(SqliteUtils(connection))
        finally:
            connection.close()
        self._is_ready = True
