"""Swaps files of a data folder for others, all of them or none, also when it is cut off.

What is to come in lies ready in a folder of its own. Once the note of it stands, the swap counts
as done: whoever opens the folder next carries out what is left of it.
"""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock

_NOTE = "restore.pending"
_NEW, _OLD = "new", "old"
_WAIT_S = 60


def stage(folder: Path) -> Path:
    """Give the part of a stage that the new files are laid in."""
    return folder / _NEW


def swap(data_dir: Path, folder: Path, names: Iterable[str]) -> None:
    """Swap the names for what lies in the stage; a name that is not there is taken away.

    What was there before is kept in the stage's folder.
    """
    (folder / _OLD).mkdir(exist_ok=True)
    known = list(names)
    incoming = [name for name in known if (folder / _NEW / name).exists()]
    note = {"folder": folder.name, "names": known, "incoming": incoming}
    draft = data_dir / f"{_NOTE}.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(json.dumps(note))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(data_dir / _NOTE)
    _sync(data_dir)
    finish_swap(data_dir)


def is_pending(data_dir: Path) -> bool:
    """Tell whether a swap that counts is not yet carried out."""
    return (data_dir / _NOTE).exists()


def finish_swap(data_dir: Path) -> None:
    """Carry out what is left of a swap that was cut off; nothing when there is none."""
    if not is_pending(data_dir):
        return
    with FileLock(data_dir / "restore.lock", timeout=_WAIT_S):
        if is_pending(data_dir):
            _carry_out(data_dir)


def _carry_out(data_dir: Path) -> None:
    note = json.loads((data_dir / _NOTE).read_text(encoding="utf-8"))
    folder = data_dir / note["folder"]
    for name in note["names"]:
        new = folder / _NEW / name
        if name in note["incoming"] and not new.exists():
            continue  # it came in before the swap was cut off
        _move_aside(data_dir / name, folder / _OLD / name)
        if new.exists():
            (data_dir / name).parent.mkdir(parents=True, exist_ok=True)
            new.replace(data_dir / name)
    shutil.rmtree(folder / _NEW, ignore_errors=True)
    (data_dir / _NOTE).unlink()


def _move_aside(current: Path, aside: Path) -> None:
    if current.exists() and not aside.exists():
        aside.parent.mkdir(parents=True, exist_ok=True)
        current.replace(aside)


def _sync(folder: Path) -> None:
    """Let the folder's names survive a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
