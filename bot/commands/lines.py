"""JSON lines in and out: a bad line answers with an error and the rest go on."""

import json
import math
from collections.abc import Callable, Iterable
from typing import Any

from bot.commands import terminal
from knowledge.model import StaffError

_LONGEST = 1_000_000  # bytes of one line


def decoded(raw: bytes) -> str:
    """Give the text of what came on stdin."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StaffError("Texten är inte giltig UTF-8. Spara om den som UTF-8.") from error


def answer_each(
    source: Iterable[bytes], answer: Callable[[dict[str, Any]], dict[str, Any]], required: str
) -> None:
    """Write one JSON line for each line read; blank lines are passed over."""
    for raw in source:
        if raw.strip():
            write(_answered(raw, answer, required))


def write(fields: dict[str, Any]) -> None:
    """Write one JSON object on a line of its own."""
    terminal.show(whole(json.dumps(fields, ensure_ascii=False, allow_nan=False)))


def _answered(
    raw: bytes, answer: Callable[[dict[str, Any]], dict[str, Any]], required: str
) -> dict[str, Any]:
    line_id = None
    try:
        fields = _fields(raw)
        line_id = fields.get("id")
        _check(fields, required)
        return answer(fields)
    except StaffError as error:
        return {"id": line_id, "error": str(error)}


def _fields(raw: bytes) -> dict[str, Any]:
    if len(raw) > _LONGEST:
        raise StaffError("Raden är för lång.")
    try:
        fields = json.loads(decoded(raw), parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise StaffError("Raden är inte giltig JSON.") from error
    if not isinstance(fields, dict):
        raise StaffError("Raden ska vara ett JSON-objekt.")
    return fields


def _refuse(name: str) -> None:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def whole(text: str) -> str:
    """Give a text without half characters, which can neither be kept nor written."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _check(fields: dict[str, Any], required: str) -> None:
    if not isinstance(fields.get(required), str):
        raise StaffError(f"Fältet {required!r} saknas eller är inte text.")
    history = fields.get("history", [])
    if not isinstance(history, list) or not all(isinstance(text, str) for text in history):
        raise StaffError("Fältet 'history' ska vara en lista av texter.")
