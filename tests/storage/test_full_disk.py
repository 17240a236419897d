"""A disk that is really full: nothing is half done, and it goes on when there is room again."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.privacy import mask
from knowledge.model import FaultError
from storage.database import StorageError
from tests.bot.desk.correspondence import ELSA, KERSTIN, Correspondence

_ROOM, _MANY = 8_000_000, 1000
_LONG = "Ordinationen är ändrad och hjälpmedlet står i hallen. " * 8


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_ROOM}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Leave no room on the disk."""
    filler = disk / "filler"
    filler.write_bytes(b"x" * shutil.disk_usage(disk).free)
    assert shutil.disk_usage(disk).free == 0
    return filler


def is_kept(act: Callable[..., object], *named: object) -> bool:
    """Tell whether a step was taken; one that was not says so by a fault."""
    try:
        act(*named)
    except (FaultError, StorageError):
        return False
    return True


def test_who_sends_is_told_and_sends_once_when_there_is_room_again(disk: Path) -> None:
    kept = Correspondence(disk)
    drafts = [kept.draft(to=("vardcentral", "mottagning"), meddelande=_LONG) for _ in range(20)]
    filler = fill(disk)
    refused = [draft for draft in drafts if not is_kept(kept.sending.send, draft, ELSA)]
    assert refused
    filler.unlink()
    for draft in refused:
        assert kept.drafts.show(draft, ELSA).field("meddelande").value == _LONG.strip()
        assert kept.sending.send(draft, ELSA).is_first
    messages = {kept.sending.send(draft, ELSA).message_id for draft in drafts}
    assert len(messages) == len(drafts)
    assert all(len(kept.notices(one)) >= 2 for one in messages)
    assert kept.audit.verify().is_whole


def test_who_acts_in_an_inbox_is_told_and_acts_when_there_is_room_again(disk: Path) -> None:
    kept = Correspondence(disk)
    message = kept.message()
    filler = fill(disk)
    text = mask(_LONG)
    while is_kept(kept.inboxes.ask_completion, message, KERSTIN, text):
        assert len(kept.stored.additions.of(message)) < _MANY  # a little room was laid out already
    before = len(kept.stored.additions.of(message))
    assert not is_kept(kept.inboxes.complete, message, KERSTIN, text)
    assert len(kept.stored.additions.of(message)) == before
    filler.unlink()
    shown = kept.inboxes.complete(message, KERSTIN, text)
    assert len(shown.additions) == before + 1
    assert kept.inboxes.acknowledge(message, KERSTIN).receipts[0].acknowledged_by == "UKERSTIN"
    assert kept.audit.verify().is_whole
