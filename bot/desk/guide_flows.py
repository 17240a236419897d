"""The flows that the guide follows now: read once, and again when a file of the house changes."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from flows.complaints import Fault
from flows.flow import Flow
from flows.guide import choose_flow
from flows.inspection import faults_in
from flows.load import FlowFileError, load_flows
from flows.model import Facts, FlowError
from flows.understand import Reading, Understanding
from knowledge.model import StaffError

_Files = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class ReadyFlows:
    """Every flow by id, and the reader of free text that goes with them."""

    flows: Mapping[str, Flow]
    understanding: Understanding

    def about(self, text: str, given: Facts = MappingProxyType({})) -> Flow:
        """Give the flow that a text is about, or else one that knows all that is given."""
        flow = choose_flow(self.flows, self.understanding, text)
        if all(flow.has_question(name) for name in given):
            return flow
        knowing = (one for one in self.flows.values() if all(map(one.has_question, given)))
        return next(knowing, flow)

    def read(self, text: str, flow: Flow) -> Reading:
        """Read the facts of a flow in a text."""
        return self.understanding.read(text, flow)


class GuideFlows:
    """The bundled flows, and those in the data folder that go before them.

    A file in the data folder that can't be used stops the guide: somebody decided other rules than
    the bundled ones, so those must not be followed in silence.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._read: tuple[_Files, ReadyFlows] | None = None

    def current(self) -> ReadyFlows:
        """Give the flows as their files are now, or refuse with what is to be mended."""
        with self._lock:
            files = self._files()
            if self._read is None or self._read[0] != files:
                self._read = files, self._load()
            return self._read[1]

    def own_files(self) -> list[Path]:
        """Give the files of the house, which go before the bundled ones."""
        return [self.folder / name for name, _, _ in self._files()]

    def described(self) -> str:
        """Say which flows are followed, and which files of the house they come from."""
        flows = self.current().flows.values()
        named = ", ".join(f"{flow.id} version {flow.version}" for flow in flows)
        own = ", ".join(path.name for path in self.own_files())
        return f"{named} (egna filer i {self.folder}: {own})" if own else named

    def _files(self) -> _Files:
        try:
            if not self.folder.exists():
                return ()
            found = ((path.name, path.stat()) for path in self.folder.iterdir())
            return tuple(
                sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found
                       if name.endswith(".toml"))
            )  # fmt: skip
        except OSError:
            raise StaffError(
                f"Mappen {self.folder} med egna flöden går inte att läsa, så guiden svarar inte. "
                "Kontrollera rättigheterna."
            ) from None

    def _load(self) -> ReadyFlows:
        try:
            for path in self.own_files():
                faults = faults_in(path, override_dir=self.folder)
                if faults:
                    raise FlowFileError(path.name, faults)
            flows = load_flows(self.folder)
            units = next(iter(flows.values())).unit_types
            return ReadyFlows(flows, Understanding(units, self.folder))
        except FlowError as error:
            raise StaffError(_refusal(self.folder, error)) from None


def _refusal(folder: Path, error: FlowError) -> str:
    first = f"{error.name}, {_first(error.faults)}" if isinstance(error, FlowFileError) else error
    return (
        f"Guiden svarar inte förrän en fil i {folder} är rättad: {first} "
        "Kör `lotsen flows check FIL` för att se allt, eller flytta bort filen om det som följer "
        "med Lotsen ska gälla."
    )


def _first(faults: list[Fault]) -> str:
    more = f" (och {len(faults) - 1} till)" if len(faults) > 1 else ""
    return f"{faults[0]}{more}" if faults else ""
