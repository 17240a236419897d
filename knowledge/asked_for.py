"""See whether a question asks for a time, a number, a name or an address, and a text gives one."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.lexical import fold

_FILE = Path(__file__).with_name("asked_for.toml")
_MARKS = str.maketrans("åäö", "aao")  # `fold` would also lower the case of \S and \W
_STEM = 5  # letters that two forms of a noun share, as a rule


@dataclass(frozen=True)
class AskedFor:
    """A kind of thing asked for, with how questions ask and texts give it."""

    id: str
    asks: tuple[re.Pattern[str], ...]
    gives: re.Pattern[str]
    is_only_official: bool  # no bundled description holds it, only a document that was added

    def wanted(self, question: str) -> re.Match[str] | None:
        """Give how a folded question asks for this kind, or None when it does not."""
        return next((found for one in self.asks if (found := one.search(question))), None)

    def is_given(self, wanted: re.Match[str], text: str) -> bool:
        """Tell whether a text gives what was asked for."""
        groups = wanted.groupdict()
        if "same" in groups:
            return groups["same"] in fold(text)
        counted = groups.get("what") or ""
        return counted[:_STEM] in fold(text) and bool(self.gives.search(text.lower()))


@cache
def kinds() -> tuple[AskedFor, ...]:
    """Read the reviewed kinds."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["kind"]
    return tuple(
        AskedFor(entry["id"], tuple(map(_without_marks, entry["asks"])),
                 re.compile("|".join(entry["gives"])), entry.get("only_official", False))
        for entry in entries
    )  # fmt: skip


def _without_marks(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.translate(_MARKS))


def missing(question: str, texts: Sequence[str], official: Sequence[str] = ()) -> list[str]:
    """Give the kinds that the question asks for and none of the texts gives.

    `official` are those of the texts that stand in documents that were added.
    """
    folded = fold(question)
    asked = [(kind, found) for kind in kinds() if (found := kind.wanted(folded))]
    return [
        kind.id
        for kind, found in asked
        if not any(
            kind.is_given(found, text) for text in (official if kind.is_only_official else texts)
        )
    ]
