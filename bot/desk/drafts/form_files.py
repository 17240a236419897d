"""The forms and words that drafts are written with: the bundled ones, and the house's before them.

A file that can't be used stops drafts: somebody decided on something else than what is bundled,
so that must not be used in silence.
"""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from flows.forms import Form, load_forms
from flows.load import FlowFileError
from flows.model import FlowError
from flows.wording import Wording, load_wording
from knowledge.model import StaffError

_T = TypeVar("_T")
_Files = tuple[tuple[str, int, int], ...]
_FORMS = "formuläret"
_WORDS = "orden"


class OwnFiles(Generic[_T]):
    """Reads files once, and again when one of them in the data folder changes."""

    def __init__(self, folder: Path, names: str, load: Callable[[Path], _T], what: str) -> None:
        self._folder, self._names, self._what = folder, names, what
        self._load = load
        self._lock = threading.Lock()
        self._read: tuple[_Files, _T] | None = None

    def __call__(self) -> _T:
        """Give what the files hold now, or refuse with what is to be mended."""
        with self._lock:
            files = self._files()
            if self._read is None or self._read[0] != files:
                self._read = files, self._loaded()
            return self._read[1]

    def _files(self) -> _Files:
        try:
            if not self._folder.exists():
                return ()
            found = ((path.name, path.stat()) for path in self._folder.glob(self._names))
            return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found))
        except OSError:
            raise StaffError(
                f"Mappen {self._folder} med egna filer går inte att läsa, så utkast går inte "
                "att skriva. Kontrollera rättigheterna."
            ) from None

    def _loaded(self) -> _T:
        try:
            return self._load(self._folder)
        except FlowError as error:
            raise StaffError(
                f"Utkast går inte att skriva förrän en fil i {self._folder} är rättad: "
                f"{_fault(error)} Flytta bort filen om {self._what} som följer med ska gälla."
            ) from None


def form_files(folder: Path) -> Callable[[], Mapping[str, Form]]:
    """Give the forms, those in a folder before the bundled."""
    return OwnFiles(folder, "*.toml", load_forms, _FORMS)


def wording_file(folder: Path) -> Callable[[], Wording]:
    """Give the reader of wording, with the words in a folder before the bundled."""
    return OwnFiles(folder, "wording.toml", load_wording, _WORDS)


def _fault(error: FlowError) -> str:
    if not isinstance(error, FlowFileError) or not error.faults:
        return str(error)
    more = f" (och {len(error.faults) - 1} till)" if len(error.faults) > 1 else ""
    return f"{error.name}, {error.faults[0]}{more}"
