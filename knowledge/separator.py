"""Tell questions like the answered ones from questions like those known to have no answer.

Kernel ridge regression on the reviewed questions (+1) and the reviewed gaps (-1), solved when a
build is made: measured better than the nearest of either kind, since it weighs whole
neighbourhoods.
"""

from typing import cast

import numpy as np
import numpy.typing as npt

from knowledge.embedding import Vectors

_SHARPNESS = 20.0  # how fast a question's say fades with distance, on cosines of this model
_SMOOTHING = 0.05

Weights = npt.NDArray[np.float32]


def solve(answered: Vectors, unanswered: Vectors) -> Weights:
    """Give a weight for each question, the answered ones first; empty when either is missing."""
    if not len(answered) or not len(unanswered):
        return np.zeros(0, dtype=np.float32)
    vectors = np.vstack((answered, unanswered)).astype(np.float64)
    target = np.concatenate((np.ones(len(answered)), -np.ones(len(unanswered))))
    share = np.where(target > 0, len(answered), len(unanswered)) * 2 / len(target)
    kernel = np.exp(_SHARPNESS * (vectors @ vectors.T - 1))
    solved = np.linalg.solve(kernel + _SMOOTHING * np.diag(share), target)
    return cast("Weights", solved.astype(np.float32))


def side(weights: Weights, cosines: Vectors) -> float:
    """Give about +1 for a question like the answered ones, -1 for one like the gaps."""
    return float(weights @ np.exp(_SHARPNESS * (cosines - 1)))
