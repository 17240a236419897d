"""A folder that cannot be written and a disk that is full: a clear line, and nothing is changed."""

import json
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.conftest import Done, Lotsen

QUESTION = "När ska en fast vårdkontakt utses?"
# Root writes everywhere; without these powers it is stopped by the permissions as others are.
POWERLESS = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner")

_AS_JONAS = ("--as", "U0JONA004")
_SETS = (
    "samtycke=ja", "arendet_ar=nytt", "onskas_av_mottagaren=atgard", "arende=Ändrad tid",
    "aterkoppling=Samordnaren, vardagar.", "passar_annan_rubrik=nej",
)  # fmt: skip


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "rutin-nycklar.md"
    path.write_text("# Nycklar\n\nNycklar lämnas i luckan.\n", encoding="utf-8")
    return path


@pytest.fixture
def as_anyone() -> tuple[str, ...]:
    """Give what is put before a command so that permissions hold for it."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root, and no setpriv to give up its powers with")
    return POWERLESS


@pytest.fixture
def read_only(data_dir: Path) -> Iterator[Path]:
    _forbid_writing(data_dir)
    yield data_dir
    _allow_writing(data_dir)


def _forbid_writing(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def _allow_writing(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def _snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def _last_line(done: Done) -> str:
    return done.stderr.decode().splitlines()[-1]


def test_a_read_only_folder_with_an_index_answers_and_says_it_is_not_kept(
    lotsen: Lotsen, read_only: Path, as_anyone: tuple[str, ...]
) -> None:
    done = lotsen("ask", QUESTION, prefix=as_anyone)
    assert done.returncode == 0
    assert "fast vårdkontakt" in done.stdout.decode()
    assert "kunde inte sparas" in done.stderr.decode()


def test_a_read_only_folder_gives_json_alone_on_stdout(
    lotsen: Lotsen, read_only: Path, as_anyone: tuple[str, ...]
) -> None:
    done = lotsen("ask", "--json", QUESTION, prefix=as_anyone)
    assert json.loads(done.stdout)["status"] == "answered"


def test_adding_to_a_read_only_folder_is_one_clear_line_and_a_fault(
    lotsen: Lotsen, read_only: Path, document: Path, as_anyone: tuple[str, ...]
) -> None:
    before = _snapshot(read_only)
    done = lotsen("documents", "add", document, prefix=as_anyone)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "LOTSEN_DATA_DIR" in _last_line(done)
    assert _snapshot(read_only) == before


def test_an_empty_read_only_folder_is_one_clear_line_and_a_fault(
    lotsen: Lotsen, tmp_path: Path, as_anyone: tuple[str, ...]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o555)
    done = lotsen("ask", QUESTION, prefix=as_anyone, LOTSEN_DATA_DIR=str(empty))
    assert (done.returncode, done.stdout) == (1, b"")
    assert "LOTSEN_DATA_DIR" in _last_line(done)


def test_doctor_names_a_read_only_folder(
    lotsen: Lotsen, read_only: Path, as_anyone: tuple[str, ...]
) -> None:
    done = lotsen("doctor", "--json", prefix=as_anyone)
    found = {one["check"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 1
    assert not found["Datamapp"]["ok"]
    assert found["Sökregister"]["ok"]


@pytest.mark.parametrize("bytes_a_file", [1_000, 300_000])
def test_files_that_cannot_grow_are_told_and_nothing_is_changed(
    lotsen: Lotsen, data_dir: Path, document: Path, bytes_a_file: int
) -> None:
    before = _snapshot(data_dir)
    done = lotsen(
        "documents",
        "add",
        document,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_a_file, bytes_a_file)),
    )
    assert done.returncode == 1
    assert "inget har ändrats" in _last_line(done)
    assert _snapshot(data_dir) == before


@pytest.fixture
def small_disk(data_dir: Path, tmp_path: Path) -> Iterator[Path]:
    """Give a disk of its own with the data on it and no room for another build of it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    used = sum(path.stat().st_size + 4096 for path in data_dir.rglob("*"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={used + 2_600_000}", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk")
    shutil.copytree(data_dir, disk, dirs_exist_ok=True)
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("room", [2_600_000, 300_000, 0])
def test_a_full_disk_is_told_and_nothing_is_changed(
    lotsen: Lotsen, small_disk: Path, document: Path, room: int
) -> None:
    free = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(b"x" * max(free - room, 0))
    before = _snapshot(small_disk)
    done = lotsen("documents", "add", document, LOTSEN_DATA_DIR=str(small_disk))
    assert done.returncode == 1
    assert _last_line(done).startswith("Disken är full.")
    assert _snapshot(small_disk) == before


def test_a_full_disk_still_answers_and_says_it_is_not_kept(
    lotsen: Lotsen, small_disk: Path
) -> None:
    (small_disk / "filler").write_bytes(b"x" * shutil.disk_usage(small_disk).free)
    done = lotsen("ask", QUESTION, LOTSEN_DATA_DIR=str(small_disk))
    assert done.returncode == 0
    assert "fast vårdkontakt" in done.stdout.decode()
    assert "kunde inte sparas" in done.stderr.decode()


def test_who_sends_on_a_full_disk_is_told_and_sends_once_there_is_room(
    lotsen: Lotsen, small_disk: Path
) -> None:
    here = {"LOTSEN_DATA_DIR": str(small_disk)}
    assert lotsen("units", "import", "demo", **here).returncode == 0
    form = ("draft", "--form", "administrativt_meddelande", "--json", *_AS_JONAS)
    draft = json.loads(lotsen(*form, "Mötet är flyttat till fredag.", **here).stdout)["draft_id"]
    sets = [word for one in _SETS for word in ("--set", one)]
    assert lotsen("draft", "--draft", draft, *sets, *_AS_JONAS, **here).returncode == 0
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * shutil.disk_usage(small_disk).free)
    send = ("send", draft, "--to", "vardcentralen-demoby", *_AS_JONAS)
    done = lotsen(*send, **here)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "ledigt utrymme" in _last_line(done)
    filler.unlink()
    sent = lotsen(*send, **here)
    assert sent.returncode == 0
    assert "Skickat till Vårdcentralen Demoby" in sent.stdout.decode()
    assert "bara skickats en gång" in lotsen(*send, **here).stdout.decode()
