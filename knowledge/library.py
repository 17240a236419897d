"""The library of sources: adds and removes documents by publishing a new build, atomically."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from knowledge import build, register
from knowledge.bundled import Bundle, bundled_ids
from knowledge.embedding import Embedder
from knowledge.index import Index
from knowledge.model import FaultError, ParsedDocument, Passage, StaffError
from knowledge.passages import cut
from knowledge.register import Entry, Register

_WAIT_FOR_OTHERS_S = 600
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, None}  # NumPy's torn write has no number


def no_progress(_done: int, _total: int) -> None:
    """Show nothing."""


@dataclass(frozen=True)
class Model:
    """The embedding model by name, loaded only when something is embedded."""

    name: str
    load: Callable[[], Embedder]


class Library:
    """The published builds under one folder; one writer at a time, any number of readers."""

    def __init__(
        self,
        folder: Path,
        model: Model,
        bundle: Bundle,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._folder = folder
        self._model = model
        self._bundle = bundle
        self._clock = clock
        self._archive = register.SourceArchive(folder / "sources")
        self._ledger = folder / "sources" / "register.json"
        self._pointer = folder / f"current-{bundle.profile}"

    def version(self) -> str:
        """Give the name of the published build; a change means that it was swapped."""
        return _read_pointer(self._pointer)

    def manifest(self) -> build.Manifest | None:
        """Give the manifest of the published build, or None when there is no whole one."""
        return self._manifest_of(self.version())

    def _manifest_of(self, version: str) -> build.Manifest | None:
        return build.read_manifest(self._folder / version) if version else None

    def open(self) -> Index:
        """Open the published build for search."""
        version = self.version()
        manifest = self._manifest_of(version)
        if manifest is None:
            raise StaffError("Sökregistret saknas. Kör `lotsen doctor`, så byggs det om.")
        try:
            return Index(self._folder / version, manifest.sources.entries)
        except OSError:
            if self.version() == version:
                raise
            return self.open()  # another build was published meanwhile

    def register(self) -> Register:
        """Give all versions of all documents, also those kept only for the record."""
        return self._latest()[1]

    def text_of(self, entry: Entry) -> ParsedDocument:
        """Give the text of a version."""
        return self._archive.read(entry.text_key)

    def needs_build(self) -> str | None:
        """Say in Swedish why the published build can't be used, or None when it can."""
        manifest = self.manifest()
        if manifest is None:
            return "är skadat" if self.version() else "finns inte än"
        faults = {
            "är gjort med en annan språkmodell": manifest.model != self._model.name,
            "är gjort med en annan version av Lotsen": (
                manifest.bundle_hash != self._bundle.content_hash
            ),
            "har dokument som har slutat gälla": _has_expired(manifest, self._clock().date()),
            "saknar nya dokument": manifest.generation < self._latest()[0],
        }
        return next((text for text, is_so in faults.items() if is_so), None)

    def ensure(self, progress: build.Progress = no_progress) -> str | None:
        """Publish a build when none can be used; say why one was made."""
        if self.needs_build() is None:
            return None
        with self._writing():
            reason = self.needs_build()  # another process may have built while this one waited
            if reason:
                self._publish(self._latest()[1], progress)
        return reason

    def add(
        self, documents: Sequence[ParsedDocument], progress: build.Progress = no_progress
    ) -> Register:
        """Publish a build in which the documents supersede their earlier versions."""
        with self._writing():
            for document in documents:
                self._refuse_bundled_id(document)
            with _kept_if_done() as kept:
                for document in documents:
                    kept.append(self._archive.keep(document))
                changed = self._latest()[1].with_added(documents, self._clock())
                self._publish(changed, progress)
        return changed

    def remove(self, document_id: str, progress: build.Progress = no_progress) -> None:
        """Publish a build without a document; its text is kept for the record."""
        with self._writing():
            before = self._latest()[1]
            if not any(entry.header.id == document_id for entry in before.current()):
                raise StaffError(
                    f"Det finns inget gällande dokument med id {document_id!r}. "
                    "Se vilka som finns med `lotsen documents list`."
                )
            self._publish(before.without([document_id], self._clock()), progress)

    def _refuse_bundled_id(self, document: ParsedDocument) -> None:
        name = document.header.id
        if name in bundled_ids():
            raise StaffError(
                f"Id {name!r} tillhör en beskrivning som följer med Lotsen. "
                "Välj ett annat med --id."
            )

    def _latest(self) -> tuple[int, Register]:
        """Give the newest register: a build may lag behind when another profile published."""
        found = [(0, Register())]
        manifest = self.manifest()
        if manifest:
            found.append((manifest.generation, manifest.sources))
        ledger = register.read_ledger(self._ledger)
        if ledger:
            found.append((ledger.generation, ledger.sources))
        return max(found, key=lambda pair: pair[0])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / ".lock", timeout=_WAIT_FOR_OTHERS_S):
                yield
        except Timeout as error:
            raise StaffError(
                "Någon annan lägger till dokument just nu. Vänta en stund och försök igen."
            ) from error
        except OSError as error:
            raise FaultError(_explain(error)) from error

    def _publish(self, register_: Register, progress: build.Progress) -> None:
        bundled = self._bundle.documents()
        for document in bundled:
            self._archive.keep(document)
        register_ = register_.with_bundle(bundled, self._clock())
        name = f"build-{self._clock():%Y%m%dT%H%M%S}-{uuid4().hex[:8]}"
        folder = self._folder / name
        try:
            self._write(folder, register_, progress)
            with _restored_on_failure(self._ledger):
                ledger = register.Ledger(generation=self._latest()[0] + 1, sources=register_)
                register.write_atomically(self._ledger, ledger.model_dump_json())
                register.write_atomically(self._pointer, name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._forget_old_builds()

    def _write(self, folder: Path, register_: Register, progress: build.Progress) -> None:
        generation = self._latest()[0] + 1
        content = build.Content(
            tuple(self._passages(register_)), tuple(self._bundle.unknown_questions())
        )
        known = build.KnownVectors(self._builds(), self._model.name)
        build.write_build(folder, content, self._model.load(), known, progress)
        manifest = build.Manifest(
            format=build.FORMAT,
            model=self._model.name,
            bundle_hash=self._bundle.content_hash,
            generation=generation,
            made_at=self._clock(),
            sources=register_,
            passages=len(content.passages),
            sizes=build.file_sizes(folder),
        )
        build.write_manifest(folder, manifest)

    def _passages(self, register_: Register) -> Iterator[Passage]:
        today = self._clock().date()
        bundled = {document.header.id: document for document in self._bundle.documents()}
        for entry in register_.current():
            if not entry.header.is_valid_on(today) or (entry.is_bundled and not bundled):
                continue
            yield from cut(bundled[entry.header.id] if entry.is_bundled else self.text_of(entry))

    def _builds(self) -> list[Path]:
        return sorted(self._folder.glob("build-*"))

    def _forget_old_builds(self) -> None:
        in_use = {_read_pointer(path) for path in self._folder.glob("current-*")}
        for folder in self._builds():
            if folder.name not in in_use:
                shutil.rmtree(folder, ignore_errors=True)


def _read_pointer(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


@contextmanager
def _kept_if_done() -> Iterator[list[Path | None]]:
    """Remove the files that are noted here when the work fails."""
    noted: list[Path | None] = []
    try:
        yield noted
    except BaseException:
        for path in noted:
            if path:
                path.unlink(missing_ok=True)
        raise


@contextmanager
def _restored_on_failure(path: Path) -> Iterator[None]:
    """Put a file back as it was when the work fails; a second name for it needs no room."""
    before = path.with_name(f".{path.name}.before")
    before.unlink(missing_ok=True)
    if path.exists():
        os.link(path, before)
    try:
        yield
    except BaseException:
        if before.exists():
            before.replace(path)
        else:
            path.unlink(missing_ok=True)
        raise
    before.unlink(missing_ok=True)


def _has_expired(manifest: build.Manifest, today: date) -> bool:
    return any(
        entry.header.is_valid_on(manifest.made_at.date()) and not entry.header.is_valid_on(today)
        for entry in manifest.sources.current()
    )


def _explain(error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return "Disken är full. Frigör plats och försök igen; inget har ändrats."
    return (
        "Det går inte att skriva i datamappen. Kontrollera LOTSEN_DATA_DIR och rättigheterna; "
        "inget har ändrats."
    )
