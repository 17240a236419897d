"""Time questions on 100,000 passages against 1,000, also with a filter on kind or owner.

The text is shuffled real text with words no source has. A vector is that of a real sentence,
perturbed to a cosine of about 0.94 with it; the questions are embedded by the real model.
The builds are made in a process of their own, so that its memory is stated apart.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from typing_extensions import override

from knowledge.answer import Status
from knowledge.answering import Answerer
from knowledge.bundled import GLOSSARY_FILE, Bundle
from knowledge.embedding import Embedder, Vectors, load_embedder
from knowledge.index import Allows
from knowledge.library import Library, Model
from knowledge.model import Kind
from knowledge.question import Glossary
from tests.benchmarks import harness, made_up

_SIZES = (1_000, 100_000)
_TINY = (20, 60)
_IN_DOCUMENT = 100  # passages
_BASES, _NOISES, _NOISE_LENGTH = 200, 4_096, 0.36
_LIMIT = 2.0
_ASKED = 200
FILTERS: dict[str, Allows | None] = {
    "no filter": None,
    "one kind of five": lambda entry: entry.header.kind is Kind.RUTIN,
    "one owner of twenty": lambda entry: entry.header.owner == "Enhet 7",
    "all but one owner": lambda entry: entry.header.owner != "Enhet 7",
}


class PerturbedEmbedder(Embedder):
    """Gives each passage a vector near a real one, chosen by its text; questions are real."""

    def __init__(self, real: Embedder, bases: int) -> None:
        super().__init__(real.model, "perturbed")
        texts = made_up.real_sentences()[:bases]
        self._bases = np.array([real.passage(text) for text in texts])
        noise = np.random.default_rng(1).normal(size=(_NOISES, self._bases.shape[1]))
        self._noise = noise / np.linalg.norm(noise, axis=1, keepdims=True) * _NOISE_LENGTH

    @override
    def passage(self, text: str) -> Vectors:
        key = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
        base, noise = key % len(self._bases), key // len(self._bases) % _NOISES
        vector = self._bases[base] + self._noise[noise]
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def main() -> None:
    """Print the tables."""
    chosen = harness.options(__doc__ or "")
    sizes = _TINY if chosen.tiny else _SIZES
    with harness.folder(chosen) as data_dir:
        harness.introduce("Questions at scale")
        builds = [_built_apart(data_dir, size) for size in sizes]
        harness.print_table(("passages", "build s", "peak memory of the build MiB"), builds)
        _ask(data_dir, sizes, 4 if chosen.tiny else _ASKED)


def _built_apart(data_dir: Path, size: int) -> tuple[int, float, float]:
    command = [sys.executable, "-m", "tests.benchmarks.scale", "build", str(data_dir), str(size)]
    made = subprocess.run(command, check=True, capture_output=True).stdout
    seconds, peak = json.loads(made)
    return size, seconds, peak


def build(data_dir: Path, size: int) -> None:
    """Publish a build of a size, and print its seconds and its peak memory as JSON."""
    real = load_embedder()
    embedder = PerturbedEmbedder(real, min(_BASES, size))
    writer = made_up.Writer(size)
    sections = min(_IN_DOCUMENT, size // len(made_up.KINDS))
    documents = [writer.document(number, sections) for number in range(size // sections)]
    took = harness.milliseconds(lambda: _library(data_dir, size, embedder).add(documents))
    print(json.dumps([round(took / 1000, 1), round(harness.peak_mib())]))


def _library(data_dir: Path, size: int, embedder: Embedder) -> Library:
    model = Model("perturbed", lambda: embedder)
    return Library(data_dir / str(size), model, Bundle(is_included=False))


def _ask(data_dir: Path, sizes: tuple[int, ...], count: int) -> None:
    embedder = load_embedder()
    answerers = [_answerer(data_dir, size, embedder) for size in sizes]
    opened = []
    for size, answerer in zip(sizes, answerers, strict=True):
        first = harness.milliseconds(partial(_ask_one, answerer, "Vad gäller?", None))
        opened.append((f"{size:,}", f"{first:.0f}", f"{harness.peak_mib():.0f}"))
    rows = [_row(name, embedder, answerers, _asked(count)) for name in FILTERS]
    head = ("p50 ms", "embedding alone", *(f"{size:,} passages" for size in sizes))
    harness.print_table((*head, f"p99 at {sizes[-1]:,}", "ratio", ""), rows)
    opened.append(("all, after the questions", "", f"{harness.peak_mib():.0f}"))
    harness.print_table(("passages", "first question ms", "peak memory so far MiB"), opened)


def _answerer(data_dir: Path, size: int, embedder: Embedder) -> Answerer:
    library = _library(data_dir, size, embedder)
    glossary = Glossary.read(GLOSSARY_FILE)
    return Answerer(library, embedder, Bundle(is_included=False), glossary)


def _asked(count: int) -> list[str]:
    return [text for text, history in harness.questions() if not history][:count]


def _ask_one(answerer: Answerer, text: str, allows: Allows | None) -> None:
    if answerer.answer(text, (), allows).status is Status.FAILED:
        raise RuntimeError("a search failed, so its time says nothing")


def _row(
    name: str, embedder: Embedder, answerers: Sequence[Answerer], asked: Sequence[str]
) -> tuple[str, ...]:
    allows = FILTERS[name]
    timed = []
    for turn, text in enumerate(asked):
        calls: dict[str, Callable[[], object]] = {"embed": partial(embedder.query, text)}
        for number, answerer in enumerate(answerers):
            calls[str(number)] = partial(_ask_one, answerer, text, allows)
        timed.append(harness.in_turn(calls, turn))
    times = harness.columns(timed)
    middles = [harness.p50(each) for each in times.values()]
    ratio = middles[-1] / middles[1]
    return (name, *(f"{middle:.1f}" for middle in middles),
            f"{harness.p99(times[str(len(answerers) - 1)]):.1f}", f"{ratio:.2f}",
            f"{harness.verdict(ratio, _LIMIT)} (limit {_LIMIT})")  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        build(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
