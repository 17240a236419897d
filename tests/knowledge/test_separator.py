"""Questions like the answered ones and questions like the gaps fall on different sides."""

import numpy as np
import pytest

from knowledge import separator
from knowledge.answering import Answerer
from knowledge.bundled import read_unknowns
from knowledge.embedding import Embedder, Vectors

_NONE = np.zeros((0, 384), dtype=np.float32)


def side_of(asked: Vectors, answered: Vectors, gaps: Vectors) -> float:
    weights = separator.solve(answered, gaps)
    return separator.side(weights, np.vstack((answered, gaps)) @ asked)


def test_each_kind_falls_on_its_own_side(embedder: Embedder) -> None:
    answered = np.array([embedder.query(t) for t in ("Vad är MVO?", "När utses en FVK?")])
    gaps = np.array([embedder.query(t) for t in ("Vad kostar det?", "Vad blir det för väder?")])
    assert side_of(embedder.query("Vad menas med MVO?"), answered, gaps) > 0
    assert side_of(embedder.query("Hur blir vädret?"), answered, gaps) < 0


@pytest.mark.parametrize("count", [0, 3])
def test_without_one_of_the_kinds_there_is_nothing_to_weigh(count: int) -> None:
    some = np.eye(384, dtype=np.float32)[:count]
    assert len(separator.solve(some, _NONE)) == 0
    assert len(separator.solve(_NONE, some)) == 0
    assert separator.side(separator.solve(some, _NONE), np.zeros(0, dtype=np.float32)) == 0


def test_the_built_index_knows_its_own_questions(answerer: Answerer) -> None:
    index = answerer.index()
    reviewed = [index.passage(row).questions[0] for row in range(0, index.size, 8)]
    gaps = [one.questions[0] for one in read_unknowns()[::12]]
    sides = [answerer.find(text, []).signals.side for text in (*reviewed, *gaps)]
    wanted = [1.0] * len(reviewed) + [-1.0] * len(gaps)
    right = sum(side * want > 0 for side, want in zip(sides, wanted, strict=True))
    assert right >= 0.9 * len(sides)
