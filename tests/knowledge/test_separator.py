"""A question is like the kind of reviewed questions that it belongs to."""

import numpy as np

from knowledge import separator
from knowledge.answering import Answerer
from knowledge.bundled import read_unknowns
from knowledge.embedding import Embedder, Vectors

_KINDS = ("answered", "answered", "no_support", "dose")
_TEXTS = ("Vad är MVO?", "När utses en FVK?", "Vad kostar det?", "Hur många tabletter ger man?")


def likest(asked: Vectors, vectors: Vectors) -> str:
    weights = separator.solve(_KINDS, vectors)
    like = separator.likeness(weights, vectors @ asked)
    return max(like, key=lambda kind: like[kind])


def test_a_question_is_likest_its_own_kind(embedder: Embedder) -> None:
    vectors = np.array([embedder.query(text) for text in _TEXTS])
    assert likest(embedder.query("Vad menas med MVO?"), vectors) == "answered"
    assert likest(embedder.query("vad är priset"), vectors) == "no_support"
    assert likest(embedder.query("hur många tabletter ska han ha"), vectors) == "dose"


def test_without_reviewed_questions_nothing_is_like_any_kind() -> None:
    weights = separator.solve((), np.zeros((0, 384), dtype=np.float32))
    like = separator.likeness(weights, np.zeros(0, dtype=np.float32))
    assert like == dict.fromkeys(separator.KINDS, 0.0)


def test_a_kind_that_is_missing_is_like_nothing() -> None:
    vectors = np.eye(3, dtype=np.float32)
    weights = separator.solve(("dose", "dose", "acute"), vectors)
    assert separator.likeness(weights, vectors[0])["answered"] == 0


def test_the_built_index_knows_its_own_questions(answerer: Answerer) -> None:
    index = answerer.index()
    reviewed = [index.passage(row).questions[0] for row in range(0, index.size, 8)]
    gaps = [one for one in read_unknowns()[::12] if one.reason == "no_support"]
    answered = [answerer.find(text, []).likeness for text in reviewed]
    missing = [answerer.find(one.questions[0], []).likeness for one in gaps]
    right = [like["answered"] > like["no_support"] for like in answered]
    right += [like["answered"] < like["no_support"] for like in missing]
    assert sum(right) >= 0.9 * len(right)
