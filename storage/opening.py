"""Opens a SQLite file, encrypted as a whole when there is a key; the only file that knows how."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

_PLAIN_START = b"SQLite format 3\x00"


class StorageError(Exception):
    """The database could not be read or written; the text names no content."""


class EncryptionMissingError(StorageError):
    """A key is set, but the package that encrypts is not installed."""


class WrongKeyError(StorageError):
    """The file does not open with the key, or is damaged."""


class NotEncryptedError(StorageError):
    """A key is set, but the file is not encrypted."""


class UnreadableError(StorageError):
    """The file is no database: it is damaged, or encrypted and no key is set."""


class _Connection(sqlite3.Connection):
    """A connection with room for what waits for its commit."""


def fault_types(key: str | None) -> tuple[type[Exception], ...]:
    """Give the errors that the database raises; the encrypted one has its own."""
    return (sqlite3.Error, OSError, *([_sqlcipher().Error] if key else []))


def connect(
    path: Path, patience: float, key: str | None, journal: str = "WAL"
) -> sqlite3.Connection:
    """Open the file; a wrong key is told here, before anything is read or written.

    With the journal `DELETE` it is one file without a log beside it, which takes it alone.
    """
    if key is None:
        return _prepared(
            sqlite3.connect(
                path, patience, isolation_level=None, check_same_thread=False, factory=_Connection
            ),
            sqlite3.Row,
            journal,
        )
    sqlcipher = _sqlcipher()
    if is_plain(path):
        raise NotEncryptedError("NotEncrypted")
    connection = sqlcipher.connect(
        str(path), patience, isolation_level=None, check_same_thread=False,
        factory=type("_Encrypted", (sqlcipher.Connection,), {}),
    )  # fmt: skip
    connection.execute(f"PRAGMA key = {quoted(key)}")
    try:
        return _prepared(connection, sqlcipher.Row, journal)
    except UnreadableError as error:
        raise WrongKeyError("WrongKey") from error


def _prepared(
    connection: Any,  # noqa: ANN401 - of either kind
    row: Any,  # noqa: ANN401
    journal: str,
) -> sqlite3.Connection:
    connection.row_factory = row
    try:
        connection.execute(f"PRAGMA journal_mode={journal}")
        connection.execute("PRAGMA foreign_keys=ON")
    except Exception as error:
        connection.close()
        if "not a database" in str(error):
            raise UnreadableError(type(error).__name__) from error
        raise
    return connection  # type: ignore[no-any-return]


def is_plain(path: Path) -> bool:
    """Tell whether a file is a database that anyone can read."""
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN_START)) == _PLAIN_START
    except FileNotFoundError:
        return False


def encrypt(plain: Path, target: Path, key: str) -> None:
    """Write an encrypted copy of a database that anyone can read."""
    connection = _sqlcipher().connect(str(plain), isolation_level=None)
    try:
        connection.execute(f"ATTACH DATABASE ? AS encrypted KEY {quoted(key)}", (str(target),))
        connection.execute("SELECT sqlcipher_export('encrypted')")
        connection.execute("DETACH DATABASE encrypted")
    finally:
        connection.close()


def quoted(text: str) -> str:
    """Give a text as SQL takes it where no parameter can stand."""
    return "'" + text.replace("'", "''") + "'"


def after_commit(connection: sqlite3.Connection, act: Callable[[], None]) -> None:
    """Do something once the transaction that is under way has been committed; it may not fail."""
    vars(connection).setdefault("_after_commit", []).append(act)


def committed(connection: sqlite3.Connection) -> None:
    """Do what waited for the commit."""
    for act in vars(connection).pop("_after_commit", []):
        act()


def rolled_back(connection: sqlite3.Connection) -> None:
    """Forget what waited for a commit that never came."""
    vars(connection).pop("_after_commit", None)


def _sqlcipher() -> Any:  # noqa: ANN401 - an optional package without types
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise EncryptionMissingError("EncryptionMissing") from error
    return dbapi2
