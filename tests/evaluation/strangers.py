"""Measure a question as if nobody had reviewed one that says nearly the same.

Who asks next has not read the reviewed lists. Weights fitted on questions that stand there, nearly
word for word, trust the lists too much.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.app import Lotsen
from knowledge import separator
from knowledge.answering import Found
from knowledge.bundled import ALWAYS_REFUSED, glossary

NEARLY_THE_SAME = 0.94  # cosine of two questions
_READ = 3  # passages, as in `knowledge.support`


class Strangers:
    """The reviewed questions of a build, from which some can be left out for a question."""

    def __init__(self, lotsen: Lotsen) -> None:
        self._embed = lotsen.embedder.query
        self._holds_gaps = lotsen.bundle.is_included
        self._index = lotsen.answerer.index()
        self._vectors = self._index.reviewed.astype(np.float64)
        unknown = [reason for _, reason in lotsen.bundle.unknown_questions()]
        answered = len(self._vectors) - len(unknown)
        self._kinds = np.array([separator.ANSWERED] * answered + unknown)
        smoothed, wanted = separator.system(self._kinds.tolist(), self._index.reviewed)
        self._inverse = np.linalg.inv(smoothed)
        self._weights = self._inverse @ wanted

    def signals(self, found: Found) -> dict[str, float]:
        """Give the signals that come from the reviewed questions, by their names in `Signals`."""
        cosines = self._vectors @ self._embed(glossary().expand(found.question))
        left_out = np.flatnonzero(cosines > NEARLY_THE_SAME)
        like = separator.kernel(cosines) @ self._without(left_out)
        cosines[left_out] = 0
        kinds = dict(zip(separator.KINDS, like.tolist(), strict=True))
        return {
            "asked": self._asked(cosines, [hit.row for hit in found.hits[:_READ]]),
            "unknown": float(cosines[self._counted].max()),
            "answered": kinds[separator.ANSWERED],
            "gap": kinds["no_support"],
            "outside": kinds["nothing_found"],
        }

    @property
    def _counted(self) -> npt.NDArray[np.bool_]:
        counted = np.isin(self._kinds, list(ALWAYS_REFUSED))
        if self._holds_gaps:
            counted |= np.isin(self._kinds, ["no_support", "nothing_found"])
        return counted

    def _without(self, left_out: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Give the weights as if solved without some questions, exactly, by the block inverse."""
        if not len(left_out):
            return self._weights
        block = self._inverse[np.ix_(left_out, left_out)]
        gone = np.linalg.solve(block, self._weights[left_out])
        return self._weights - self._inverse[:, left_out] @ gone

    def _asked(self, cosines: npt.NDArray[np.float64], rows: Sequence[int]) -> float:
        of_row = self._index.asked_of
        return max((float(cosines[: len(of_row)][of_row == row].max(initial=0)) for row in rows),
                   default=0.0)  # fmt: skip
