"""Lets one Lotsen run on a data folder; two would answer the same question."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge.model import FaultError, StaffError


@contextmanager
def only_one(data_dir: Path) -> Iterator[None]:
    """Hold the data folder while the block runs; the system lets go of it after a crash too."""
    lock = _taken(data_dir)
    try:
        yield
    finally:
        lock.release()


def _taken(data_dir: Path) -> FileLock:
    lock = FileLock(data_dir / "running.lock", timeout=0)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise StaffError(
            f"Lotsen körs redan med datamappen {data_dir}. Stäng den först, eller välj en annan "
            "datamapp med LOTSEN_DATA_DIR."
        ) from None
    except OSError as error:
        raise FaultError(
            f"Datamappen {data_dir} går inte att skriva i. Ge rättighet att skriva, eller välj "
            "en annan med LOTSEN_DATA_DIR."
        ) from error
    return lock
