"""Reads the flows: the bundled ones, and those in the data directory that replace them."""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from flows.check import reference_faults
from flows.complaints import Fault, shape_faults, syntax_fault
from flows.flow import Flow
from flows.model import FlowError
from flows.units import UnitTypes

LIBRARY = Path(__file__).parent / "library"
UNIT_TYPES = "unit_types.toml"
_SIGN_OF_A_FLOW = "outcomes"


class FlowFileError(FlowError):
    """A flow file that can't be used: which file, which lines, and what to mend."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self.name = name
        self.faults = faults
        super().__init__(f"{name}: " + " ".join(f"{fault}" for fault in faults))


def load_flows(override_dir: Path | None = None) -> dict[str, Flow]:
    """Give every flow by id; one in the data directory goes before the bundled one."""
    unit_types, units_text = load_unit_types(override_dir)
    flows = _read_folder(LIBRARY, unit_types, units_text)
    if override_dir is not None and override_dir.is_dir():
        flows.update(_read_folder(override_dir, unit_types, units_text))
    return flows


def load_unit_types(override_dir: Path | None = None) -> tuple[UnitTypes, str]:
    """Give the unit types, and the text they were read from."""
    own = override_dir / UNIT_TYPES if override_dir is not None else None
    path = own if own is not None and own.is_file() else LIBRARY / UNIT_TYPES
    text = read_text(path)
    try:
        return UnitTypes.model_validate(parse(path.name, text)), text
    except ValidationError as error:
        raise FlowFileError(path.name, shape_faults(error, text)) from None


def read_flow(path: Path, unit_types: UnitTypes, units_text: str = "") -> Flow:
    """Read one flow file and refuse one that does not hang together."""
    text = read_text(path)
    flow = flow_of(path.name, text, unit_types, units_text)
    faults = reference_faults(flow, text)
    if faults:
        raise FlowFileError(path.name, faults)
    return flow


def flow_of(name: str, text: str, unit_types: UnitTypes, units_text: str = "") -> Flow:
    """Give the flow a text states; the hash covers the unit types that directions come from."""
    digest = hashlib.sha256(f"{text}\0{units_text}".encode()).hexdigest()
    raw = {**parse(name, text), "content_hash": digest, "unit_types": unit_types}
    try:
        return Flow.model_validate(raw)
    except ValidationError as error:
        raise FlowFileError(name, shape_faults(error, text)) from None


def is_flow(raw: Mapping[str, object]) -> bool:
    """Tell whether what a file holds is meant as a flow."""
    return _SIGN_OF_A_FLOW in raw


def read_text(path: Path) -> str:
    """Read a file as text, or say why it can't be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise FlowError(f"{path.name}: filen går inte att läsa. Spara den som UTF-8.") from None


def parse(name: str, text: str) -> dict[str, object]:
    """Parse TOML, or say on which line it goes wrong."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FlowFileError(name, [syntax_fault(error, text)]) from None


def _read_folder(folder: Path, unit_types: UnitTypes, units_text: str) -> dict[str, Flow]:
    flows: dict[str, Flow] = {}
    for path in sorted(folder.glob("*.toml")):
        if not is_flow(parse(path.name, read_text(path))):
            continue
        flow = read_flow(path, unit_types, units_text)
        if flow.id in flows:
            fault = Fault(line=1, text=f"flödet ”{flow.id}” finns redan i en annan fil. Byt id.")
            raise FlowFileError(path.name, [fault])
        flows[flow.id] = flow
    return flows
