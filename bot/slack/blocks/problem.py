"""What the checker reports: where, which kind, and in words."""

from dataclasses import dataclass
from typing import Any, Literal

JsonObject = dict[str, Any]

Code = Literal[
    "bad_format",
    "conflict",
    "duplicate_id",
    "missing_field",
    "missing_text",
    "not_allowed",
    "not_allowed_here",
    "not_in_options",
    "out_of_range",
    "too_few",
    "too_large",
    "too_long",
    "too_many",
    "too_short",
    "unknown_field",
    "unknown_type",
    "wrong_surface",
    "wrong_type",
]


@dataclass(frozen=True)
class Problem:
    """One fault in a payload; `pointer` is a JSON pointer from the payload's root."""

    pointer: str
    code: Code
    message: str
