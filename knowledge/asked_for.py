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
    is_only_official: bool  # no bundled description holds it, only a document that was added


@cache
def kinds() -> tuple[AskedFor, ...]:
    """Read the reviewed kinds."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["kind"]
    return tuple(
        AskedFor(entry["id"], re.compile("|".join(entry["asks"])),
                 re.compile("|".join(entry["gives"])), entry.get("only_official", False))
        for entry in entries
    )  # fmt: skip


def missing(question: str, texts: Iterable[str], official: Iterable[str] = ()) -> list[str]:
    """Give the kinds that the question asks for and none of the texts gives.

    `official` are those of the texts that stand in documents that were added.
    """
    asked = [kind for kind in kinds() if kind.asks.search(question.lower())]
    lowered = [text.lower() for text in texts] if asked else []
    added = [text.lower() for text in official] if asked else []
    return [
        kind.id
        for kind in asked
        if not any(map(kind.gives.search, added if kind.is_only_official else lowered))
    ]
