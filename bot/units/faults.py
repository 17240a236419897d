"""Says in plain Swedish what is wrong with a file of units, on which line, and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic_core import ErrorDetails
from typing_extensions import override

from bot.units.unit import FAULT
from knowledge.model import StaffError

_MEMBER = (
    "en medlem anges med sitt Slack-id, som börjar på U eller W, till exempel U0KERS003. "
    "Id:t finns i personens profil under ”Kopiera medlems-id”."
)
_ID = (
    "”{key}” får bara ha små bokstäver a–z, siffror och bindestreck, till exempel "
    "vardcentralen-demoby."
)
_BY_KEY = {"user": _MEMBER, "members": _MEMBER, "id": _ID, "substitute": _ID}
_PLAIN = {
    "missing": "”{key}” saknas. Lägg till det.",
    "extra_forbidden": "”{key}” är inget känt fält. Kontrollera stavningen eller ta bort det.",
    "string_too_short": "”{key}” är tomt eller för kort. Fyll i det.",
    "string_too_long": "”{key}” är för långt. Korta det.",
    "too_long": "”{key}” har för många poster. Dela upp enheten.",
    "bool_type": "”{key}” ska vara ja eller nej (i TOML: true eller false).",
    "string_type": "”{key}” ska vara en text inom citattecken.",
    "enum": "”{key}” ska vara {expected}.",
    "tuple_type": "”{key}” ska vara en lista inom hakparenteser.",
    "model_type": "”{key}” ska ha egna fält inom klammer eller under en egen rubrik.",
    "dict_type": "”{key}” ska ha egna fält inom klammer eller under en egen rubrik.",
}
_DATE = "dagen ska skrivas som 2026-12-23."
_SHAPES_OF_A_STRING = ("string_pattern_mismatch", "string_type", "string_too_short", "model_type")


@dataclass(frozen=True)
class Fault:
    """Something to mend: the line in the file, when it has one, and what to do."""

    line: int | None
    text: str

    @override
    def __str__(self) -> str:
        return self.text if self.line is None else f"rad {self.line}: {self.text}"


class UnitFileError(StaffError):
    """A file of units that can't be imported; nothing of it is."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))
        lines = " ".join(str(fault) for fault in self.faults)
        super().__init__(f"{name} är inte importerad: {lines}")


def in_plain_words(detail: ErrorDetails, headings: Mapping[str, str]) -> str:
    """Give the text for what pydantic found; `headings` names the fields as the file does."""
    if detail["type"] == FAULT:
        return detail["msg"]
    names = [part for part in detail["loc"] if isinstance(part, str)]
    key = names[-1] if names else "units"
    if detail["type"].startswith("date") or "[key]" in names:
        return _DATE
    is_of_form = detail["type"] in _SHAPES_OF_A_STRING and key in _BY_KEY
    template = _BY_KEY[key] if is_of_form else _PLAIN.get(detail["type"], "”{key}” har fel form.")
    expected = str(detail.get("ctx", {}).get("expected", ""))
    plain = expected.replace(" or ", " eller ").replace("'", "")
    return template.format(key=headings.get(key, key), expected=plain)
