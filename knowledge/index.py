"""A published build, opened for search: vectors, postings, passages and the Chroma store."""

import errno
import shutil
import tempfile
import weakref
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings
from typing_extensions import override

from knowledge import separator
from knowledge.embedding import Vectors
from knowledge.lexical import LexicalIndex, grams
from knowledge.model import Kind, Passage
from knowledge.register import Entry

if TYPE_CHECKING:
    from langchain_chroma import Chroma

MANIFEST, PASSAGES, VECTORS, KEYS = "build.json", "passages.jsonl", "vectors.npy", "keys.npy"
LEXICAL, LAYOUT, STORE = "lexical.npz", "layout.npz", "chroma"
SEPARATOR = "separator.npy"
WHOLE_FILES = (PASSAGES, VECTORS, KEYS, LEXICAL, LAYOUT, SEPARATOR, f"{STORE}/chroma.sqlite3")

# Up to here a scan of the published vectors is as fast as the store's graph and exact, and the
# one-shot command line is spared a second of imports.
SCAN_LIMIT = 20_000
_COLLECTION = "passages"
_BATCH = 5_000
_CACHED = 8_192  # passages kept parsed

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Allows = Callable[[Entry], bool]


class _GivenVectors(Embeddings):
    """Hands LangChain the vectors that are already made, in the order they are asked for."""

    def __init__(self, vectors: Sequence[Sequence[float]]) -> None:
        self._vectors = iter(vectors)

    @override
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(next(self._vectors)) for _ in texts]

    @override
    def embed_query(self, text: str) -> list[float]:
        raise NotImplementedError("questions are asked by vector")


def _open_store(folder: Path, vectors: Sequence[Sequence[float]] = ()) -> "Chroma":
    from chromadb.config import Settings
    from langchain_chroma import Chroma

    return Chroma(
        collection_name=_COLLECTION,
        persist_directory=str(folder),
        embedding_function=_GivenVectors(vectors),
        collection_configuration={"hnsw": {"space": "cosine"}},
        client_settings=Settings(anonymized_telemetry=False, is_persistent=True),
    )


def write_store(folder: Path, passages: Sequence[Passage], vectors: Vectors) -> None:
    """Write the passages and their vectors to a new Chroma collection."""
    from chromadb.errors import ChromaError

    try:
        _fill(_open_store(folder, vectors.tolist()), passages)
    except ChromaError as error:
        # Chroma hides what the disk said; everything before it could be written, so it is full.
        raise OSError(errno.ENOSPC, "store") from error


def _fill(store: "Chroma", passages: Sequence[Passage]) -> None:
    for start in range(0, len(passages), _BATCH):
        part = passages[start : start + _BATCH]
        store.add_texts(
            [passage.indexed_text for passage in part],
            metadatas=[{"row": start + number} for number in range(len(part))],
            ids=[passage.id for passage in part],
        )


class Index:
    """One build as this process sees it; never changes."""

    def __init__(self, folder: Path, entries: Sequence[Entry]) -> None:
        self._folder = folder
        self._lines = (folder / PASSAGES).read_bytes().splitlines()
        self.passage = lru_cache(_CACHED)(self._read_passage)
        self.sentence_grams = lru_cache(_CACHED)(self._read_sentence_grams)
        self.size = len(self._lines)
        self.lexical = LexicalIndex.open(folder / LEXICAL)
        self._entries = {entry.header.id: entry for entry in entries if entry.is_current}
        with np.load(folder / LAYOUT) as layout:
            self._sentence_starts: Rows = layout["sentence_starts"]
            self.asked_of: Rows = layout["asked_of"]
            self._document_of: Rows = layout["document_of"]
            self._document_ids = [str(name) for name in layout["document_ids"]]
        self._separator = np.load(folder / SEPARATOR)
        self._open_vectors(np.load(folder / VECTORS, mmap_mode="r"))

    def _open_vectors(self, vectors: Vectors) -> None:
        sentences_end = self.size + int(self._sentence_starts[-1])
        questions_end = sentences_end + len(self.asked_of)
        self._passages = vectors[: self.size]
        self._sentences = vectors[self.size : sentences_end]
        self._questions = vectors[sentences_end:questions_end]
        self.unknowns = vectors[questions_end:]
        self.reviewed = np.asarray(vectors[sentences_end:])

    def _read_passage(self, row: int) -> Passage:
        return Passage.model_validate_json(self._lines[row])

    def _read_sentence_grams(self, row: int) -> list[frozenset[str]]:
        passage = self.passage(row)
        return [frozenset(grams(passage.quote(sentence))) for sentence in passage.sentences]

    def entry(self, row: int) -> Entry:
        """Give the register's entry of the document a row belongs to."""
        return self._entries[self._document_ids[self._document_of[row]]]

    def holds(self, kind: Kind) -> bool:
        """Tell whether a document of a kind can be quoted."""
        return any(self._entries[name].header.kind is kind for name in self._document_ids)

    def sentence_vectors(self, row: int) -> Vectors:
        """Give the vectors of a passage's sentences, shape (sentences, dimensions)."""
        start, end = self._sentence_starts[row], self._sentence_starts[row + 1]
        return self._sentences[start:end]

    def cosines(self, rows: Rows, question: Vectors) -> Scores:
        """Give the cosine of each of some passages to a question."""
        if len(rows) > self.size / 5:  # picking rows out costs more than the product
            return np.asarray(self._passages @ question)[rows]
        return np.asarray(self._passages[rows] @ question)

    def question_cosines(self, question: Vectors) -> Scores:
        """Give each passage's best cosine among its reviewed questions, 0 where it has none."""
        best = np.zeros(self.size, dtype=np.float32)
        if len(self.asked_of):
            np.maximum.at(best, self.asked_of, self._questions @ question)
        return best

    def alikeness(self, rows: Sequence[int], others: Sequence[int]) -> Scores:
        """Give the cosine of each of some passages to each of others."""
        return np.asarray(self._passages[list(rows)] @ self._passages[list(others)].T)

    def likeness(self, question: Vectors) -> Mapping[str, float]:
        """Give how like each kind of reviewed question one is, about 0 to 1."""
        return separator.likeness(self._separator, self.reviewed @ question)

    def allowed(self, allows: Allows) -> Rows:
        """Give the rows of the documents that a filter lets through."""
        documents = [allows(self._entries[name]) for name in self._document_ids]
        return np.flatnonzero(np.asarray(documents, dtype=bool)[self._document_of])

    def nearest(self, question: Vectors, count: int) -> Rows:
        """Give the rows of the passages nearest to a question."""
        if self.size <= SCAN_LIMIT:
            return np.arange(self.size)
        found = self._store.similarity_search_by_vector_with_relevance_scores(
            question.tolist(), k=count
        )
        return np.array([document.metadata["row"] for document, _ in found], dtype=np.int64)

    @cached_property
    def _store(self) -> "Chroma":
        """Open a private copy: two processes on one directory corrupt each other's results."""
        copy = tempfile.mkdtemp(prefix="lotsen-index-")
        weakref.finalize(self, shutil.rmtree, copy, ignore_errors=True)
        shutil.copytree(self._folder / STORE, copy, dirs_exist_ok=True)
        return _open_store(Path(copy))


def write_layout(path: Path, passages: Sequence[Passage]) -> None:
    """Write which rows of the vectors belong to which passage and document."""
    document_ids = list(dict.fromkeys(passage.document_id for passage in passages))
    numbers = {name: number for number, name in enumerate(document_ids)}
    sentences = [len(passage.sentences) for passage in passages]
    questions = [len(passage.questions) for passage in passages]
    np.savez(
        path,
        sentence_starts=np.concatenate(([0], np.cumsum(sentences))).astype(np.int64),
        asked_of=np.repeat(np.arange(len(passages)), questions).astype(np.int64),
        document_of=np.array(
            [numbers[passage.document_id] for passage in passages], dtype=np.int64
        ),
        document_ids=np.array(document_ids, dtype=np.str_),
    )
