"""The ways of searching that others ship, each built on the same passages as ours."""

import os
import re
import sqlite3
from collections.abc import Callable, Sequence

import chromadb
import Stemmer  # type: ignore[import-not-found]
from chromadb.config import Settings

from knowledge.embedding import Embedder, Vectors
from knowledge.lexical import fold

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"  # read when haystack is imported

from haystack import Document
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from llama_index.core.schema import TextNode
from llama_index.retrievers.bm25 import BM25Retriever

SHOWN = 5
_WORD = re.compile(r"\w+")
Search = Callable[[str], list[int]]  # a question to the rows found, best first


def haystack_bm25(texts: Sequence[str]) -> Search:
    """Search with haystack-ai's in-memory BM25."""
    store = InMemoryDocumentStore()
    store.write_documents([Document(id=str(row), content=text) for row, text in enumerate(texts)])
    retriever = InMemoryBM25Retriever(store, top_k=SHOWN)
    return lambda question: [int(one.id) for one in retriever.run(query=question)["documents"]]


def llama_index_bm25(texts: Sequence[str]) -> Search:
    """Search with llama-index' BM25, Swedish stems and stop words."""
    retriever = BM25Retriever.from_defaults(
        nodes=[TextNode(id_=str(row), text=text) for row, text in enumerate(texts)],
        stemmer=Stemmer.Stemmer("swedish"),
        language="sv",
        similarity_top_k=SHOWN,
    )
    return lambda question: [int(found.node.node_id) for found in retriever.retrieve(question)]


def fts5_words(texts: Sequence[str]) -> Search:
    """Search with SQLite FTS5: whole words without diacritics, joined by OR."""
    return _fts5(texts, "unicode61 remove_diacritics 2", _WORD.findall)


def fts5_trigrams(texts: Sequence[str]) -> Search:
    """Search with SQLite FTS5: every three letters of a word without its marks, joined by OR."""

    def trigrams(question: str) -> list[str]:
        words = _WORD.findall(fold(question))
        return [word[at : at + 3] for word in words for at in range(len(word) - 2)]

    # Folded here: the tokenizer's own remove_diacritics is missing from SQLite before 3.45.
    return _fts5([fold(text) for text in texts], "trigram", trigrams)


def _fts5(texts: Sequence[str], tokenizer: str, terms: Callable[[str], list[str]]) -> Search:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='{tokenizer}')")
    rows = [(row, text) for row, text in enumerate(texts)]
    connection.executemany("INSERT INTO passages(rowid, text) VALUES (?, ?)", rows)

    def search(question: str) -> list[int]:
        wanted = " OR ".join(f'"{term}"' for term in terms(question)) or '""'
        found = connection.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?",
            (wanted, SHOWN),
        )
        return [row for (row,) in found]

    return search


def plain_chroma(texts: Sequence[str], vectors: Vectors, embedder: Embedder) -> Search:
    """Search a plain Chroma collection with the very vectors that ours has of the passages."""
    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
    name = f"passages-{len(texts)}"
    collection = client.create_collection(
        name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    collection.add(ids=[str(row) for row in range(len(texts))], embeddings=vectors)

    def search(question: str) -> list[int]:
        found = collection.query(query_embeddings=embedder.query(question), n_results=SHOWN)
        return [int(name) for name in found["ids"][0]]

    return search
