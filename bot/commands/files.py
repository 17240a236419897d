"""Files that commands write: never over another by mistake, and whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from knowledge.model import FaultError, StaffError


def refuse_taken(files: Iterable[Path], *, force: bool) -> None:
    """Refuse a file that is there already, before any work is done."""
    for file in files:
        if file.exists() and not (force and file.is_file()):
            raise StaffError(f"{file} finns redan. Välj ett annat namn, eller ge --force.")
        if not file.parent.is_dir():
            raise StaffError("Mappen för filen finns inte. Skapa den först, eller välj en annan.")


def write_whole(file: Path, content: bytes) -> None:
    """Write the file for its owner alone."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    except OSError as error:
        raise FaultError(_NOT_WRITTEN) from error
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(content)
        Path(name).replace(file)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise FaultError(_NOT_WRITTEN) from error


_NOT_WRITTEN = "Filen gick inte att skriva. Kontrollera plats."
