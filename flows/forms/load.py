"""Reads the forms: the bundled ones, and those in the data directory that replace them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from flows.complaints import shape_faults
from flows.forms.model import Form
from flows.load import LIBRARY, FlowFileError, load_unit_types, parse, read_text

FORMS = LIBRARY / "forms"
SHARED = "gemensamt"
_UNIT_TYPES = "unit_types"
_HEADED = ("vardbegaran", "mvo", "administrativt_meddelande", "planering")


def load_forms(override_dir: Path | None = None) -> dict[str, Form]:
    """Give every form by id; a file in the data directory goes before the bundled one.

    A message begins with the shared fields; a report has its own.
    """
    paths = {path.stem: path for path in sorted(FORMS.glob("*.toml"))}
    if override_dir is not None and override_dir.is_dir():
        paths |= {path.stem: path for path in sorted(override_dir.glob("*.toml"))}
    texts = {name: read_text(path) for name, path in paths.items()}
    shared = parse(f"{SHARED}.toml", texts.pop(SHARED))
    forms = [_form(name, text, shared) for name, text in texts.items()]
    return {form.id: form for form in forms}


def _form(name: str, text: str, shared: Mapping[str, object]) -> Form:
    raw = parse(f"{name}.toml", text)
    headed = _tables(shared) if raw.get("id") in _HEADED else []
    raw["fields"] = [_with_options(field) for field in [*headed, *_tables(raw)]]
    digest = hashlib.sha256(f"{text}\0{shared}".encode()).hexdigest()
    try:
        return Form.model_validate({**raw, "content_hash": digest})
    except ValidationError as error:
        raise FlowFileError(f"{name}.toml", shape_faults(error, text)) from None


def _tables(raw: Mapping[str, object]) -> list[object]:
    fields = raw.get("fields")
    return list(fields) if isinstance(fields, list) else []


def _with_options(field: object) -> object:
    """Give the unit types as the options of a field that asks for one."""
    if isinstance(field, dict) and field.get("options") == _UNIT_TYPES:
        return {**field, "options": load_unit_types()[0].options()}
    return field
