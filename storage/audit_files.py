"""The key and the head of the audit chain, in files beside the database."""

import hashlib
import hmac
import logging
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from storage.opening import StorageError

KEY, HEAD = "audit.key", "audit.head"
START = "0" * 64
_SLOT = 256  # bytes; the head is written to two slots in turn, so that one is always whole
_WAIT_S = 10
_log = logging.getLogger(__name__)


class AuditKeyMissingError(StorageError):
    """There are rows, but the key they were sealed with is gone; nothing more is noted."""


@dataclass(frozen=True)
class Head:
    """The last row of a chain, by its number and seal."""

    number: int
    seal: str


class AuditFiles:
    """The two files; only their owner can read them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: bytes | None = None

    def key(self, *, is_new: bool) -> bytes:
        """Give the key; one is made for the first row, and never for a chain that has rows."""
        if self._kept is None:
            self._kept = self.known_key()
        if self._kept is None:
            if not is_new:
                raise AuditKeyMissingError("AuditKeyMissing")
            self._kept = self._made()
        return self._kept

    def known_key(self) -> bytes | None:
        """Give the key as it stands in its file, or None."""
        try:
            return bytes.fromhex((self._folder / KEY).read_text(encoding="ascii")) or None
        except (FileNotFoundError, ValueError):
            return None

    def _made(self) -> bytes:
        with FileLock(self._folder / f"{KEY}.lock", timeout=_WAIT_S):
            known = self.known_key()
            if known is None:
                known = secrets.token_bytes(32)
                line = _line(known, Head(0, START))
                # The head first: where there is a key there has been a head.
                _write_whole(self._folder / HEAD, line + b" " * _SLOT)
                _write_whole(self._folder / KEY, known.hex().encode())
        return known

    def head(self, key: bytes) -> Head | None:
        """Give the head that was kept last, or None when the file is gone or not sealed by us."""
        try:
            content = (self._folder / HEAD).read_bytes()
        except FileNotFoundError:
            return None
        slots = [_slot(key, content[place : place + _SLOT]) for place in (0, _SLOT)]
        return max((one for one in slots if one), key=lambda one: one.number, default=None)

    def keep_head(self, key: bytes, head: Head) -> None:
        """Keep the head in a file that is there; a full disk leaves the one before."""
        try:
            with (self._folder / HEAD).open("r+b", buffering=0) as file:
                place = head.number % 2 * _SLOT
                file.seek(place)
                known = _slot(key, file.read(_SLOT))
                if known is None or known.number < head.number:
                    file.seek(place)
                    file.write(_line(key, head))
        except OSError as error:
            _log.warning("audit head not kept: %s", type(error).__name__)


def _line(key: bytes, head: Head) -> bytes:
    text = f"{head.number} {head.seal}"
    return f"{text} {_sealed(key, text)}\n".encode().ljust(_SLOT)


def _slot(key: bytes, content: bytes) -> Head | None:
    match content.decode("ascii", errors="replace").split():
        case [number, seal, sealed] if hmac.compare_digest(
            sealed.encode(), _sealed(key, f"{number} {seal}").encode()
        ):
            return Head(int(number), seal)
        case _:
            return None


def _sealed(key: bytes, text: str) -> str:
    return hmac.new(key, f"head {text}".encode(), hashlib.sha256).hexdigest()


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
