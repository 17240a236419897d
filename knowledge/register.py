"""The register of sources: each version of each document and where it stands."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.model import Header, ParsedDocument


class State(StrEnum):
    """Where a version stands; only the current one is searched and quoted."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    REMOVED = "removed"


class Entry(BaseModel):
    """One version of one document, with the key under which its text is kept."""

    model_config = ConfigDict(frozen=True)

    header: Header
    text_key: str
    is_bundled: bool
    added_at: datetime
    state: State = State.CURRENT
    ended_at: datetime | None = None

    @property
    def is_current(self) -> bool:
        """Tell whether this version is the one that is quoted."""
        return self.state is State.CURRENT

    def ended(self, state: State, at: datetime) -> "Entry":
        """Give the same version, kept for the record."""
        return self.model_copy(update={"state": state, "ended_at": at})


class Register(BaseModel):
    """All versions, oldest first; each change gives a new register."""

    model_config = ConfigDict(frozen=True)

    entries: tuple[Entry, ...] = ()

    def current(self) -> list[Entry]:
        """Give the versions that are quoted."""
        return [entry for entry in self.entries if entry.is_current]

    def versions(self, document_id: str) -> list[Entry]:
        """Give every version of a document, oldest first."""
        return [entry for entry in self.entries if entry.header.id == document_id]

    def with_added(self, documents: Sequence[ParsedDocument], at: datetime) -> "Register":
        """Give the register where each document supersedes its earlier version."""
        register = self
        for document in documents:
            register = register._with_one(document, at)
        return register

    def _with_one(self, document: ParsedDocument, at: datetime) -> "Register":
        if any(_is_same(entry, document) for entry in self.current()):
            return self
        kept = self._ended([document.header.id], State.SUPERSEDED, at)
        new = Entry(
            header=document.header,
            text_key=text_key(document),
            is_bundled=document.is_bundled,
            added_at=at,
        )
        return Register(entries=(*kept, new))

    def without(self, document_ids: Iterable[str], at: datetime) -> "Register":
        """Give the register where the documents are no longer quoted."""
        return Register(entries=self._ended(document_ids, State.REMOVED, at))

    def with_bundle(self, documents: Sequence[ParsedDocument], at: datetime) -> "Register":
        """Give the register with the bundled documents as this version of the program has them."""
        if not documents:
            return self
        bundled = {document.header.id for document in documents}
        gone = [
            entry.header.id
            for entry in self.current()
            if entry.is_bundled and entry.header.id not in bundled
        ]
        return self.without(gone, at).with_added(documents, at)

    def _ended(self, document_ids: Iterable[str], state: State, at: datetime) -> tuple[Entry, ...]:
        wanted = set(document_ids)
        return tuple(
            entry.ended(state, at) if entry.is_current and entry.header.id in wanted else entry
            for entry in self.entries
        )


def _is_same(entry: Entry, document: ParsedDocument) -> bool:
    return (entry.header, entry.text_key) == (document.header, text_key(document))


def text_key(document: ParsedDocument) -> str:
    """Give the name under which a document's text is kept: its file's hash and its id."""
    return f"{document.header.id}@{document.content_hash[:16]}"


class Ledger(BaseModel):
    """The register as it is kept beside the texts, so that a lost build can be made again."""

    generation: int
    sources: Register


def read_ledger(path: Path) -> Ledger | None:
    """Give the kept register, or None when there is none that can be read."""
    try:
        return Ledger.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


class SourceArchive:
    """The texts of every version ever added, each written once and never changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, document: ParsedDocument) -> Path | None:
        """Write a document's text and give the new file, or None when it is there already."""
        path = self._path(text_key(document))
        if path.exists():
            return None
        write_atomically(path, document.model_dump_json())
        return path

    def read(self, key: str) -> ParsedDocument:
        """Give the text kept under a key."""
        return ParsedDocument.model_validate_json(self._path(key).read_text(encoding="utf-8"))

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.new")
    try:
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
