"""Find the passages nearest to a question: dense, lexical and by reviewed questions, fused."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from knowledge.embedding import Vectors
from knowledge.index import Allows, Index, Rows, Scores
from knowledge.lexical import grams
from knowledge.model import Passage
from knowledge.register import Entry

# Fitted on the part of the evaluation set that is not held out; DECISIONS says what each brought.
LEXICAL_WEIGHT = 0.15
ASKED_WEIGHT = 0.6
ASKED_FLOOR = 0.88  # two unrelated questions are about this alike
OFFICIAL_BONUS = 0.01  # an official document that was added wins over our description of it
_NEAREST = 100


@dataclass(frozen=True)
class Asked:
    """A question ready for search: its words, its vector and the weight of its 3-grams."""

    text: str
    vector: Vectors
    weights: dict[str, float]

    def overlap(self, text: str) -> float:
        """Give the share of the question's weight that a text carries, 0 to 1."""
        found = grams(text)
        return sum(weight for gram, weight in self.weights.items() if gram in found)


@dataclass(frozen=True)
class Hit:
    """A passage that was found, with what spoke for it."""

    row: int
    passage: Passage
    entry: Entry
    score: float
    cosine: float
    lexical: float
    asked: float


def prepare(text: str, index: Index, embed: Callable[[str], Vectors]) -> Asked:
    """Make a cleaned and expanded question ready for search."""
    return Asked(text, embed(text), index.lexical.weights(text))


def search(asked: Asked, index: Index, count: int, allows: Allows | None = None) -> list[Hit]:
    """Give the best passages, best first; `allows` keeps only some documents."""
    if index.size == 0:
        return []
    lexical = index.lexical.scores(asked.text)
    questions = index.question_cosines(asked.vector)
    rows = _candidates(asked, index, (lexical, questions), allows)
    cosines = index.cosines(rows, asked.vector)
    scores = _fused(cosines, lexical[rows], questions[rows])
    best = np.argsort(-_with_bonus(scores, rows, index))[:count]
    return [
        Hit(
            row=int(rows[i]),
            passage=index.passage(int(rows[i])),
            entry=index.entry(int(rows[i])),
            score=float(scores[i]),
            cosine=float(cosines[i]),
            lexical=float(lexical[rows[i]]),
            asked=float(questions[rows[i]]),
        )
        for i in best
    ]


def _candidates(
    asked: Asked, index: Index, legs: tuple[Scores, Scores], allows: Allows | None
) -> Rows:
    if allows is not None:
        return index.allowed(allows)
    nearest = index.nearest(asked.vector, _NEAREST)
    if len(nearest) == index.size:
        return nearest
    best = [np.argpartition(-leg, _NEAREST)[:_NEAREST] for leg in legs]
    return np.unique(np.concatenate((nearest, *best)))


def _fused(cosines: Scores, lexical: Scores, questions: Scores) -> Scores:
    asked = np.maximum(questions - ASKED_FLOOR, 0)
    fused: Scores = cosines + LEXICAL_WEIGHT * lexical + ASKED_WEIGHT * asked
    return fused


def _with_bonus(scores: Scores, rows: Rows, index: Index) -> Scores:
    bonus: Scores = scores + OFFICIAL_BONUS * index.is_official(rows)
    return bonus
