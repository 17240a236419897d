"""Says in plain Swedish, with the line, what is wrong with a flow file."""

import re
import tomllib
from collections.abc import Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from typing_extensions import override

from flows.model import Frozen

Place = Sequence[int | str]

_PLAIN = {
    "missing": "”{key}” saknas. Lägg till det.",
    "extra_forbidden": "”{key}” är inget känt fält. Kontrollera stavningen.",
    "string_pattern_mismatch": "”{key}” får bara ha små bokstäver a–z, siffror och understreck.",
    "string_too_short": "”{key}” är tomt. Skriv en text.",
    "too_short": "”{key}” är tomt. Skriv minst en post.",
    "enum": "”{key}” ska vara {expected}.",
    "bool_type": "”{key}” ska vara true eller false.",
    "bool_parsing": "”{key}” ska vara true eller false.",
    "string_type": "”{key}” ska vara en text inom citattecken.",
    "dict_type": '”{key}” ska skrivas inom klammer, till exempel {{ samtycke = "ja" }}.',
    "model_type": '”{key}” ska skrivas inom klammer, till exempel {{ id = "ja", text = "Ja" }}.',
    "tuple_type": "”{key}” ska vara en lista inom hakparenteser.",
    "less_than_equal": "”{key}” har ett för stort tal.",
    "greater_than_equal": "”{key}” har ett för litet tal.",
    "date_type": "”{key}” ska vara ett datum utan citattecken, till exempel 2026-01-31.",
    "date_from_datetime_parsing": "”{key}” ska vara ett datum, till exempel 2026-01-31.",
}
_AT_LINE = re.compile(r"at line (\d+)")
_WORDS_FOR_SYNTAX = (
    ("Cannot overwrite a value", "samma namn står två gånger. Ta bort det ena."),
    ("Cannot declare", "samma rubrik står två gånger. Ta bort den ena."),
    ("Unbalanced quotes", "ett citattecken saknas."),
    ("Illegal character '\\n'", "ett citattecken saknas i slutet av raden."),
    ("Unclosed", "en parentes eller klammer saknas i slutet."),
    ("Expected '='", "ett likhetstecken saknas efter namnet."),
    ("Invalid value", "värdet går inte att läsa. Text ska stå inom citattecken."),
)


class Fault(Frozen):
    """Something to mend in a flow file: the line, and what to do."""

    line: int
    text: str

    @override
    def __str__(self) -> str:
        return f"rad {self.line}: {self.text}"


def syntax_fault(error: tomllib.TOMLDecodeError, text: str) -> Fault:
    """Tell where a file stops being TOML."""
    found = _AT_LINE.search(str(error))
    line = int(found.group(1)) if found else text.count("\n") + 1
    words = next((words for sign, words in _WORDS_FOR_SYNTAX if sign in str(error)), None)
    return Fault(line=line, text=words or "raden går inte att läsa. Jämför med raderna runt om.")


def shape_faults(error: ValidationError, text: str) -> list[Fault]:
    """Tell what a file lacks, has too much of, or has in the wrong form."""
    return [
        Fault(line=line_of(text, detail["loc"]), text=_in_plain_words(detail))
        for detail in error.errors(include_url=False, include_input=False)
    ]


def line_of(text: str, place: Place) -> int:
    """Give the line where a part of a file stands, or of the nearest part around it."""
    lines = text.splitlines()
    first, last = 0, len(lines)
    for depth, step in enumerate(place):
        if isinstance(step, int):
            header = ".".join(str(part) for part in place[:depth] if isinstance(part, str))
            first, last = _nth_table(lines, header, step, (first, last))
        else:
            first = _key_line(lines, step, (first, last))
    return first + 1


def _nth_table(
    lines: list[str], header: str, number: int, within: tuple[int, int]
) -> tuple[int, int]:
    """Give the lines of the n-th [[header]] within a range; the range itself if there is none."""
    starts = [i for i in range(*within) if lines[i].strip() == f"[[{header}]]"]
    if number >= len(starts):
        return within
    end = starts[number] + 1
    while end < within[1] and not _opens_another(lines[end], header):
        end += 1
    return starts[number], end


def _opens_another(line: str, header: str) -> bool:
    return line.startswith("[") and not line.startswith((f"[[{header}.", f"[{header}."))


def _key_line(lines: list[str], key: str, within: tuple[int, int]) -> int:
    pattern = re.compile(rf"\s*(\[+\s*)?{re.escape(key)}\b")
    return next((i for i in range(*within) if pattern.match(lines[i])), within[0])


def _in_plain_words(detail: ErrorDetails) -> str:
    key = next((part for part in reversed(detail["loc"]) if isinstance(part, str)), "filen")
    context = detail.get("ctx", {})
    expected = str(context.get("expected", "")).replace(" or ", " eller ").replace("'", "”")
    template = _PLAIN.get(detail["type"])
    if template is None and detail["type"] == "value_error":
        return f"{context.get('error', '')}. Rätta namnen."
    return (template or "”{key}” har fel form.").format(key=key, expected=expected)
