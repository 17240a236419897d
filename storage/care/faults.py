"""What can stop a copy or the way back to one."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from storage.opening import StorageError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class CareFault(StrEnum):
    """Why it was not done; nothing is changed."""

    NOTHING = "nothing"  # there is no database to copy
    EXISTS = "exists"  # the file is there already
    NO_ROOM = "no_room"
    NO_FOLDER = "no_folder"
    NO_FILE = "no_file"
    FOREIGN = "foreign"  # the file is no copy of Lotsen's
    DAMAGED = "damaged"
    NEWER = "newer"  # a later version of Lotsen made it
    KEY_WANTED = "key_wanted"  # it is encrypted and no key is set
    IN_USE = "in_use"  # another program has the database open


class CareError(StorageError):
    """A copy, or the way back to one, was stopped; `fault` says why."""

    def __init__(self, fault: CareFault) -> None:
        super().__init__(fault)
        self.fault = fault


@contextmanager
def room_needed() -> Iterator[None]:
    """Tell a disk that is full from other faults."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise CareError(CareFault.NO_ROOM) from error
        raise
    except Exception as error:
        # SQLite, plain or encrypted, says so in words alone.
        if "disk is full" in str(error):
            raise CareError(CareFault.NO_ROOM) from error
        raise
