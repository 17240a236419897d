"""Tell what is not ours to answer: clinical judgement, acute situations, doses and look-ups."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from knowledge.bundled import ALWAYS_REFUSED, Unknown
from knowledge.embedding import Vectors

_FILE = Path(__file__).with_name("triage.toml")


@dataclass(frozen=True)
class NearestUnknown:
    """The reviewed question without an answer that is nearest to the one asked."""

    unknown: Unknown
    cosine: float


class Unknowns:
    """The list of what the sources do not say, searchable by vector."""

    def __init__(self, unknowns: Sequence[Unknown], vectors: Vectors) -> None:
        self._of_row = [unknown for unknown in unknowns for _ in unknown.questions]
        self._vectors = vectors

    def nearest(self, question: Vectors) -> list[NearestUnknown]:
        """Give the nearest entry of each reason, the nearest of all first."""
        cosines = self._vectors @ question
        best: dict[str, NearestUnknown] = {}
        for row in np.argsort(-cosines):
            unknown = self._of_row[row]
            best.setdefault(unknown.reason, NearestUnknown(unknown, float(cosines[row])))
        return list(best.values())


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {reason: re.compile("|".join(entry["cues"])) for reason, entry in entries.items()}


def cued(question: str) -> frozenset[str]:
    """Give the reasons that the question's own words point to."""
    lowered = question.lower()
    return frozenset(reason for reason, pattern in _cues().items() if pattern.search(lowered))


# Fitted on questions that are not held out: what a cue in the question's own words is worth, how
# near a reviewed question must be to refuse what could be answered, and by how much it must win.
_CUE = 0.04
_STRONG = 0.94
_MARGIN = 0.01
_USUAL = 0.87  # a question that is not near anything is not taken for one of these


def refusal(
    question: str, nearest: Sequence[NearestUnknown], asked: float, *, is_supported: bool
) -> NearestUnknown | None:
    """Give the entry by which a question is not ours to answer, or None."""
    cues = cued(question)
    scores = [(one, one.cosine + _CUE * (one.unknown.reason in cues)) for one in nearest]
    others = [score for one, score in scores if one.unknown.reason not in ALWAYS_REFUSED]
    ours = [(one, score) for one, score in scores if one.unknown.reason in ALWAYS_REFUSED]
    if not ours:
        return None
    best, score = max(ours, key=lambda pair: pair[1])
    if score < max([*others, _USUAL]) + _MARGIN:
        return None
    is_strong = score >= _STRONG and score > asked
    return best if is_strong or not is_supported else None
