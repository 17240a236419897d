"""Tells which rows lack what every row needs, in each way to fill a form in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flows.forms.model import Field, Form, Kind

_LACKS = "{label}: {rows}. Fyll i det, eller ta bort raden."
_ROW = "rad {number} saknar {columns}"
_NOTHING: tuple[object, ...] = (None, "", [], ())


def row_faults(form: Form, values: Mapping[str, Any]) -> dict[str, str]:
    """Give the fields whose rows lack something that is required, each with what to do."""
    faults = {}
    for field in form.fields:
        if field.kind is Kind.ROWS and values.get(field.id):
            lacking = list(_lacking(field, values[field.id]))
            if lacking:
                faults[field.id] = _LACKS.format(label=field.label, rows="; ".join(lacking))
    return faults


def _lacking(field: Field, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        wanted = [one for one in field.columns if one.is_wanted(row)]
        columns = [one.label for one in wanted if row.get(one.id) in _NOTHING]
        if columns:
            yield _ROW.format(number=number, columns=" och ".join(columns))
