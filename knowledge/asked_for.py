"""See whether a question asks for a time, a number, a name or an address, and a text gives one."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("asked_for.toml")


@dataclass(frozen=True)
class AskedFor:
    """A kind of thing asked for, with how questions ask and texts give it."""

    id: str
    asks: re.Pattern[str]
    gives: re.Pattern[str]


@cache
def kinds() -> tuple[AskedFor, ...]:
    """Read the reviewed kinds."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["kind"]
    return tuple(
        AskedFor(entry["id"], re.compile("|".join(entry["asks"])),
                 re.compile("|".join(entry["gives"])))
        for entry in entries
    )  # fmt: skip


def missing(question: str, texts: Iterable[str]) -> list[str]:
    """Give the kinds that the question asks for and none of the texts gives."""
    asked = [kind for kind in kinds() if kind.asks.search(question.lower())]
    lowered = [text.lower() for text in texts] if asked else []
    return [kind.id for kind in asked if not any(kind.gives.search(text) for text in lowered)]
