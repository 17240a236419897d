"""Write a build of the index: vectors, passages and the register, complete or not at all."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel

from knowledge import index, separator
from knowledge.bundled import glossary
from knowledge.embedding import Embedder, Vectors
from knowledge.lexical import LexicalIndex
from knowledge.model import Passage
from knowledge.register import Register

FORMAT = 3  # raised when what is written changes, so an older build is made anew
Progress = Callable[[int, int], None]  # texts embedded so far, texts in all


class Manifest(BaseModel):
    """What a build is made of, with the size of each file so a torn one is noticed."""

    format: int
    model: str
    bundle_hash: str
    generation: int
    made_at: datetime
    sources: Register
    passages: int
    sizes: dict[str, int]


@dataclass(frozen=True)
class Content:
    """The texts of a build in the order of its rows."""

    passages: tuple[Passage, ...]
    # Questions that are known not to be answered, each with the reason.
    unknowns: tuple[tuple[str, str], ...]

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield (role, text) of every row: passages, sentences, questions, unknowns."""
        for passage in self.passages:
            yield "passage", passage.indexed_text
        for passage in self.passages:
            for sentence in passage.sentences:
                yield "passage", passage.indexed(passage.quote(sentence))
        for passage in self.passages:
            for question in passage.questions:
                yield "query", glossary().expand(question)
        for question, _ in self.unknowns:
            yield "query", question


def write_build(
    folder: Path, content: Content, embedder: Embedder, known: "KnownVectors", progress: Progress
) -> None:
    """Write everything but the manifest; embed only texts that `known` lacks."""
    folder.mkdir(parents=True)
    _write_passages(folder / index.PASSAGES, content.passages)
    index.write_layout(folder / index.LAYOUT, content.passages)
    indexed = [passage.indexed_text for passage in content.passages]
    LexicalIndex.of(indexed).save(folder / index.LEXICAL)
    keys, vectors = _embed(content, embedder, known, progress)
    np.save(folder / index.VECTORS, vectors)
    np.save(folder / index.KEYS, keys)
    np.save(folder / index.SEPARATOR, _separator(content, vectors))
    count = len(content.passages)
    index.write_store(folder / index.STORE, content.passages, vectors[:count])


def _separator(content: Content, vectors: Vectors) -> Vectors:
    answered = sum(len(passage.questions) for passage in content.passages)
    kinds = [separator.ANSWERED] * answered + [reason for _, reason in content.unknowns]
    return separator.solve(kinds, vectors[len(vectors) - len(kinds) :])


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest last: a folder without it is not a build."""
    path = folder / index.MANIFEST
    path.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")


def file_sizes(folder: Path) -> dict[str, int]:
    """Give the size of each file that must be whole."""
    return {name: (folder / name).stat().st_size for name in index.WHOLE_FILES}


def read_manifest(folder: Path) -> Manifest | None:
    """Give the manifest of a whole build, or None when the build is missing or torn."""
    try:
        text = (folder / index.MANIFEST).read_text(encoding="utf-8")
        manifest = Manifest.model_validate_json(text)
        is_whole = manifest.format == FORMAT and file_sizes(folder) == manifest.sizes
    except (OSError, ValueError):
        return None
    return manifest if is_whole else None


class KnownVectors:
    """Vectors of earlier builds by the text they stand for, so nothing is embedded twice."""

    def __init__(self, folders: Iterable[Path], model: str) -> None:
        self._found: dict[bytes, Vectors] = {}
        self._model = model
        for folder in folders:
            self._read(folder)

    def _read(self, folder: Path) -> None:
        manifest = read_manifest(folder)
        if manifest is None or manifest.model != self._model:
            return
        keys = np.load(folder / index.KEYS)
        vectors = np.load(folder / index.VECTORS, mmap_mode="r")
        self._found.update(zip((key.tobytes() for key in keys), vectors, strict=True))

    def get(self, key: bytes) -> Vectors | None:
        """Give the vector of a text by its key."""
        return self._found.get(key)


def _embed(
    content: Content, embedder: Embedder, known: KnownVectors, progress: Progress
) -> tuple[npt.NDArray[np.uint8], Vectors]:
    texts = list(content.texts())
    keys = [_key(role, text) for role, text in texts]
    found = {key: known.get(key) for key in keys}
    missing = {key: text for key, text in zip(keys, texts, strict=True) if found[key] is None}
    progress(0, len(missing))
    made = zip(missing, embedder.many(missing.values()), strict=True)
    for done, (key, vector) in enumerate(made, 1):
        found[key] = vector
        progress(done, len(missing))
    vectors = [found[key] for key in keys]
    packed = np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(len(keys), -1)
    return packed, np.asarray(vectors, dtype=np.float32)


def _key(role: str, text: str) -> bytes:
    return hashlib.blake2b(f"{role}\x1f{text}".encode(), digest_size=16).digest()


def _write_passages(path: Path, passages: Sequence[Passage]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        for passage in passages:
            lines.write(json.dumps(passage.model_dump(mode="json"), ensure_ascii=False) + "\n")
