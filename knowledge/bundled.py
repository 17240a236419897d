"""What ships with Lotsen: its own descriptions of the sources, and what they do not say."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.model import ParsedDocument
from knowledge.question import Glossary

HERE = Path(__file__).parent
UNKNOWN_FILE = HERE / "not_in_sources.toml"
GLOSSARY_FILE = HERE / "glossary.toml"
_DOCUMENTS = HERE / "documents"

# These are not ours to answer whichever sources there are; the others hold for the bundled ones.
ALWAYS_REFUSED = frozenset({"clinical", "acute", "dose", "lookup"})
UnknownReason = Literal["no_support", "nothing_found", "clinical", "acute", "dose", "lookup"]


class Unknown(BaseModel):
    """A topic that staff ask about and the sources do not settle, with what to say instead."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: str
    questions: tuple[str, ...] = Field(min_length=1)
    reason: UnknownReason
    say: str
    near: str | None = None


@cache
def read_unknowns() -> tuple[Unknown, ...]:
    """Read the reviewed list of what the sources do not say."""
    entries = tomllib.loads(UNKNOWN_FILE.read_text(encoding="utf-8"))["unknown"]
    return tuple(Unknown.model_validate(entry) for entry in entries)


@cache
def glossary() -> Glossary:
    """Read the reviewed glossary."""
    return Glossary.read(GLOSSARY_FILE)


@dataclass(frozen=True)
class Bundle:
    """The bundled part of a build; left out when the settings say so."""

    is_included: bool = True

    @property
    def profile(self) -> str:
        """Give the name that keeps builds with and without the bundled sources apart."""
        return "all" if self.is_included else "own"

    @cached_property
    def content_hash(self) -> str:
        """Give a hash that changes with any bundled file that a build is made of."""
        paths = [UNKNOWN_FILE, GLOSSARY_FILE, *(self._paths() if self.is_included else [])]
        digests = (hashlib.sha256(path.read_bytes()).digest() for path in paths)
        return hashlib.sha256(b"".join(digests)).hexdigest()

    def documents(self) -> tuple[ParsedDocument, ...]:
        """Give the bundled documents, none when they are left out."""
        return _parsed() if self.is_included else ()

    def unknowns(self) -> Iterator[Unknown]:
        """Yield what is known not to be answered by the sources of this profile."""
        for unknown in read_unknowns():
            if self.is_included or unknown.reason in ALWAYS_REFUSED:
                yield unknown

    def unknown_questions(self) -> Iterator[str]:
        """Yield the questions of `unknowns`, in order, as a question asked is searched."""
        for unknown in self.unknowns():
            yield from map(glossary().expand, unknown.questions)

    def _paths(self) -> list[Path]:
        return sorted(_DOCUMENTS.glob("*.md"))


def bundled_ids() -> frozenset[str]:
    """Give the ids of the bundled documents, which are their file names."""
    return frozenset(path.stem for path in _DOCUMENTS.glob("*.md"))


@cache
def _parsed() -> tuple[ParsedDocument, ...]:
    from knowledge.reading import parse_bundled

    return tuple(parse_bundled(path) for path in Bundle()._paths())
