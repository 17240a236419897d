"""Find the passages nearest to a question: dense, lexical and by reviewed questions, fused."""

from collections.abc import Callable, Container
from dataclasses import dataclass, replace

import numpy as np

from knowledge.embedding import Vectors
from knowledge.index import Allows, Index, Rows, Scores
from knowledge.model import Passage
from knowledge.register import Entry

# Fitted on the part of the evaluation set that is not held out; DECISIONS says what each brought.
LEXICAL_WEIGHT = 0.15
ASKED_WEIGHT = 0.6
ASKED_FLOOR = 0.88  # two unrelated questions are about this alike
OFFICIAL_BONUS = 0.02  # an official document that was added wins over our description of it
_NEAREST = 100
_SAME = 0.92  # cosine of two passages that say the same
_RERANKED = 24  # passages whose sentences are looked at


@dataclass(frozen=True)
class Asked:
    """A question ready for search: its words, its vector and the weight of its 3-grams."""

    text: str
    vector: Vectors
    weights: dict[str, float]

    def overlap(self, found: Container[str]) -> float:
        """Give the share of the question's weight that a text's 3-grams carry, 0 to 1."""
        return sum(weight for gram, weight in self.weights.items() if gram in found)


@dataclass(frozen=True)
class Hit:
    """A passage that was found, with what spoke for it and for each of its sentences."""

    row: int
    passage: Passage
    entry: Entry
    score: float
    cosine: float
    asked: float
    sentence_cosines: tuple[float, ...]
    sentence_overlaps: tuple[float, ...]


@dataclass(frozen=True)
class _Legs:
    """What each way of searching says of every passage."""

    lexical: Scores
    asked: Scores


def prepare(text: str, index: Index, embed: Callable[[str], Vectors]) -> Asked:
    """Make a cleaned and expanded question ready for search."""
    return Asked(text, embed(text), index.lexical.weights(text))


def search(asked: Asked, index: Index, count: int, allows: Allows | None = None) -> list[Hit]:
    """Give the best passages, best first; `allows` keeps only some documents."""
    if index.size == 0:
        return []
    legs = _Legs(index.lexical.scores(asked.text), index.question_cosines(asked.vector))
    rows = _candidates(asked, index, legs, allows)
    cosines = index.cosines(rows, asked.vector)
    first = cosines + LEXICAL_WEIGHT * legs.lexical[rows] + _asked_part(legs.asked[rows])
    best = np.argsort(-first)[:_RERANKED]
    hits = [_hit(asked, index, legs, (int(rows[i]), float(cosines[i]))) for i in best]
    return sorted(_with_shared_questions(hits, index), key=lambda hit: hit.score, reverse=True)[
        :count
    ]


def _candidates(asked: Asked, index: Index, legs: _Legs, allows: Allows | None) -> Rows:
    if allows is not None:
        return index.allowed(allows)
    nearest = index.nearest(asked.vector, _NEAREST)
    if len(nearest) == index.size:
        return nearest
    best = [np.argpartition(-leg, _NEAREST)[:_NEAREST] for leg in (legs.lexical, legs.asked)]
    return np.unique(np.concatenate((nearest, *best)))


def _hit(asked: Asked, index: Index, legs: _Legs, found: tuple[int, float]) -> Hit:
    row, cosine = found
    cosines = index.sentence_vectors(row) @ asked.vector
    overlaps = [asked.overlap(grams) for grams in index.sentence_grams(row)]
    dense = (cosine + float(cosines.max())) / 2
    lexical = (float(legs.lexical[row]) + max(overlaps)) / 2
    entry = index.entry(row)
    bonus = 0.0 if entry.is_bundled else OFFICIAL_BONUS
    return Hit(
        row=row,
        passage=index.passage(row),
        entry=entry,
        score=bonus + dense + LEXICAL_WEIGHT * lexical + float(_asked_part(legs.asked[row])),
        cosine=cosine,
        asked=float(legs.asked[row]),
        sentence_cosines=tuple(cosines.tolist()),
        sentence_overlaps=tuple(overlaps),
    )


def _with_shared_questions(hits: list[Hit], index: Index) -> list[Hit]:
    """Let an official passage have the reviewed questions of the description of it.

    An added document has none of its own, and would else lose to our words about it.
    """
    ours = [hit for hit in hits if hit.entry.is_bundled and hit.asked > 0]
    if not ours or len(ours) == len(hits):
        return hits
    alike = index.alikeness([hit.row for hit in hits], [hit.row for hit in ours])
    return [
        _sharing(hit, [one for one, cosine in zip(ours, row, strict=True) if cosine >= _SAME])
        for hit, row in zip(hits, alike, strict=True)
    ]


def _sharing(hit: Hit, same: list[Hit]) -> Hit:
    asked = max((one.asked for one in same), default=0.0)
    if hit.entry.is_bundled or asked <= hit.asked:
        return hit
    gained = _asked_value(asked) - _asked_value(hit.asked)
    return replace(hit, asked=asked, score=hit.score + gained)


def _asked_value(question: float) -> float:
    return ASKED_WEIGHT * max(question - ASKED_FLOOR, 0.0)


def _asked_part(questions: Scores) -> Scores:
    part: Scores = ASKED_WEIGHT * np.maximum(questions - ASKED_FLOOR, 0)
    return part
