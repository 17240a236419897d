"""A swap of files is carried out whole, wherever it was cut off."""

from pathlib import Path

import pytest

from storage.swapping import finish_swap, is_pending, stage, swap

NAMES = ["db", "db-wal", "key", "flows", "gone", "fresh/inner"]


class CutOffError(BaseException):
    """The process ends here."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("db", "db-wal", "key", "gone"):
        (tmp_path / name).write_text(f"old {name}")
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "a.toml").write_text("old flow")
    new = stage(tmp_path / "swap-1")
    (new / "flows").mkdir(parents=True)
    (new / "fresh" / "inner").mkdir(parents=True)
    (new / "flows" / "b.toml").write_text("new flow")
    (new / "fresh" / "inner" / "c").write_text("new c")
    for name in ("db", "key"):
        (new / name).write_text(f"new {name}")
    return tmp_path


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and "swap-1" not in path.parts and not path.name.endswith(".lock")
    }


NEW = {"db": "new db", "key": "new key", "flows/b.toml": "new flow", "fresh/inner/c": "new c"}


def test_all_names_are_swapped_and_the_old_ones_kept(folder: Path) -> None:
    swap(folder, folder / "swap-1", NAMES)
    assert state(folder) == NEW
    assert (folder / "swap-1" / "old" / "gone").read_text() == "old gone"
    assert (folder / "swap-1" / "old" / "flows" / "a.toml").read_text() == "old flow"


@pytest.mark.parametrize("at", range(1, 14))
def test_cut_off_at_any_step_it_is_old_or_new_after_the_next_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before, steps = state(folder), 0

    def counted(name: str) -> None:
        original = getattr(Path, name)

        def step(self: Path, *arguments: object, **named: object) -> object:
            nonlocal steps
            steps += 1
            if steps == at:
                raise CutOffError
            return original(self, *arguments, **named)

        monkeypatch.setattr(Path, name, step)

    with monkeypatch.context() as patch:
        monkeypatch = patch
        counted("replace")
        counted("unlink")
        try:
            swap(folder, folder / "swap-1", NAMES)
            assert at > 10
        except CutOffError:
            pass
    has_begun = is_pending(folder)
    finish_swap(folder)
    kept = {name: text for name, text in state(folder).items() if "restore.pending" not in name}
    assert kept == (NEW if has_begun or at > 1 else before)
    assert not is_pending(folder)
