"""Inspects a file that somebody changed: a flow, unit types, or words for text and wording."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from flows.check import Documents, faults_of
from flows.complaints import Fault, shape_faults
from flows.load import FlowFileError, flow_of, is_flow, load_unit_types, parse, read_text
from flows.understand.library import UnderstandingFile
from flows.units import UnitTypes
from flows.wording.library import WordingFile

_LIST_IN_PATTERN = re.compile(r"<(\w+)>")


def faults_in(
    path: Path, documents: Documents | None = None, override_dir: Path | None = None
) -> list[Fault]:
    """Give everything to mend in a file; an empty list means that it can be used."""
    text = read_text(path)
    try:
        raw = parse(path.name, text)
        if is_flow(raw):
            units, units_text = load_unit_types(override_dir)
            return faults_of(flow_of(path.name, text, units, units_text), text, documents)
        return _faults_in_words(raw, text)
    except FlowFileError as error:
        return error.faults
    except ValidationError as error:
        return shape_faults(error, text)


def _faults_in_words(raw: Mapping[str, object], text: str) -> list[Fault]:
    if "unit_types" in raw:
        UnitTypes.model_validate(raw)
        return []
    if "facts" in raw:
        return list(_unknown_lists(UnderstandingFile.model_validate(raw), text))
    if "kinds" in raw:
        WordingFile.model_validate(raw)
        return []
    return [Fault(line=1, text="filen är inget flöde: den har inga utfall ([[outcomes]]).")]


def _unknown_lists(file: UnderstandingFile, text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("#"):
            continue
        for name in _LIST_IN_PATTERN.findall(line):
            if name not in file.lists:
                yield Fault(
                    line=number, text=f"listan ”{name}” finns inte. Kontrollera stavningen."
                )
