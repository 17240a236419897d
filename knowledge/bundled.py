"""What ships with Lotsen: its own descriptions of the sources, and what they do not say."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.model import SECTION_SEPARATOR, ParsedDocument, Section
from knowledge.question import Glossary

HERE = Path(__file__).parent
UNKNOWN_FILE = HERE / "not_in_sources.toml"
ASKED_FILE = HERE / "asked.toml"
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
def read_asked() -> dict[str, tuple[str, ...]]:
    """Read the further reviewed wordings by the section they ask about."""
    entries = tomllib.loads(ASKED_FILE.read_text(encoding="utf-8"))["section"]
    return {entry["of"]: tuple(entry["questions"]) for entry in entries}


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
        ours = [ASKED_FILE, *self._paths()] if self.is_included else []
        paths = [UNKNOWN_FILE, GLOSSARY_FILE, *ours]
        digests = (hashlib.sha256(path.read_bytes()).digest() for path in paths)
        return hashlib.sha256(b"".join(digests)).hexdigest()

    def documents(self) -> tuple[ParsedDocument, ...]:
        """Give the bundled documents, none when they are left out."""
        return _parsed() if self.is_included else ()

    def holds(self, unknown: Unknown) -> bool:
        """Tell whether the sources of this profile are known not to answer a reviewed question.

        A gap of the bundled sources may be answered by documents that were added.
        """
        return self.is_included or unknown.reason in ALWAYS_REFUSED

    def unknown_questions(self) -> Iterator[tuple[str, str]]:
        """Yield each reviewed question without an answer, as it is searched, and the reason."""
        for unknown in read_unknowns():
            for question in unknown.questions:
                yield glossary().expand(question), unknown.reason

    def _paths(self) -> list[Path]:
        return sorted(_DOCUMENTS.glob("*.md"))


def bundled_ids() -> frozenset[str]:
    """Give the ids of the bundled documents, which are their file names."""
    return frozenset(path.stem for path in _DOCUMENTS.glob("*.md"))


@cache
def _parsed() -> tuple[ParsedDocument, ...]:
    from knowledge.reading import parse_bundled

    return tuple(_with_wordings(parse_bundled(path)) for path in Bundle()._paths())


def _with_wordings(document: ParsedDocument) -> ParsedDocument:
    """Give a document whose sections carry the further wordings after their own questions."""
    sections = tuple(
        section.model_copy(
            update={"questions": (*section.questions, *_wordings(document.header.id, section))}
        )
        for section in document.sections
    )
    return document.model_copy(update={"sections": sections})


def _wordings(document_id: str, section: Section) -> tuple[str, ...]:
    path = SECTION_SEPARATOR.join((document_id, *section.heading))
    return read_asked().get(path, ())
