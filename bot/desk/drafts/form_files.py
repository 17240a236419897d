"""The forms that drafts are written in: the bundled ones, and those of the house before them."""

import threading
from collections.abc import Mapping
from pathlib import Path

from flows.forms import Form, load_forms
from flows.load import FlowFileError
from flows.model import FlowError
from knowledge.model import StaffError

_Files = tuple[tuple[str, int, int], ...]


class FormFiles:
    """Reads the forms once, and again when a file in the data folder changes.

    A file that can't be used stops drafts: somebody decided on other headings than the bundled
    ones, so those must not be used in silence.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._read: tuple[_Files, Mapping[str, Form]] | None = None

    def __call__(self) -> Mapping[str, Form]:
        """Give the forms as their files are now, or refuse with what is to be mended."""
        with self._lock:
            files = self._files()
            if self._read is None or self._read[0] != files:
                self._read = files, self._load()
            return self._read[1]

    def _files(self) -> _Files:
        try:
            if not self._folder.exists():
                return ()
            found = ((path.name, path.stat()) for path in self._folder.glob("*.toml"))
            return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found))
        except OSError:
            raise StaffError(
                f"Mappen {self._folder} med egna formulär går inte att läsa, så utkast går inte "
                "att skriva. Kontrollera rättigheterna."
            ) from None

    def _load(self) -> Mapping[str, Form]:
        try:
            return load_forms(self._folder)
        except FlowError as error:
            raise StaffError(_refusal(self._folder, error)) from None


def _refusal(folder: Path, error: FlowError) -> str:
    return (
        f"Utkast går inte att skriva förrän en fil i {folder} är rättad: {_what(error)} Flytta "
        "bort filen om formuläret som följer med Lotsen ska gälla."
    )


def _what(error: FlowError) -> str:
    if not isinstance(error, FlowFileError) or not error.faults:
        return str(error)
    more = f" (och {len(error.faults) - 1} till)" if len(error.faults) > 1 else ""
    return f"{error.name}, {error.faults[0]}{more}"
