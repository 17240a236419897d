"""Tell which kind of question one is like: answered ones, reviewed gaps, or not ours to answer.

Kernel ridge regression of each kind on all reviewed questions, solved when a build is made:
measured better than the nearest question of each kind, since it weighs whole neighbourhoods.
"""

from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from knowledge.embedding import Vectors

ANSWERED = "answered"
KINDS = (ANSWERED, "no_support", "nothing_found", "clinical", "acute", "dose", "lookup")
# Fitted on questions that are not held out.
_SHARPNESS = 8.0  # how fast a question's say fades with distance, on cosines of this model
_SMOOTHING = 0.05

Weights = npt.NDArray[np.float32]
Exact = npt.NDArray[np.float64]


def solve(kinds: Sequence[str], vectors: Vectors) -> Weights:
    """Give a weight of each question for each of `KINDS`, shape (questions, kinds)."""
    if not len(vectors):
        return np.zeros((0, len(KINDS)), dtype=np.float32)
    return cast("Weights", np.linalg.solve(*system(kinds, vectors)).astype(np.float32))


def system(kinds: Sequence[str], vectors: Vectors) -> tuple[Exact, Exact]:
    """Give the equations that the weights solve: the smoothed kernel, and what each should be."""
    numbers = np.array([KINDS.index(kind) for kind in kinds])
    share = np.bincount(numbers, minlength=len(KINDS))[numbers] * len(KINDS) / len(numbers)
    exact = vectors.astype(np.float64)
    return kernel(exact @ exact.T) + _SMOOTHING * np.diag(share), np.eye(len(KINDS))[numbers]


def kernel(cosines: Exact) -> Exact:
    """Give how much one question has to say about another, 0 to 1."""
    return cast("Exact", np.exp(_SHARPNESS * (cosines - 1)))


def likeness(weights: Weights, cosines: Vectors) -> Mapping[str, float]:
    """Give how like each of `KINDS` a question is, about 0 to 1."""
    found = kernel(cosines.astype(np.float64)) @ weights
    return dict(zip(KINDS, found.tolist(), strict=True))
