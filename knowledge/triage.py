"""Tell what is not ours to answer: clinical judgement, acute situations, doses and look-ups."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path

import numpy as np

from knowledge.bundled import ALWAYS_REFUSED, Unknown
from knowledge.embedding import Vectors
from knowledge.lexical import fold

_FILE = Path(__file__).with_name("triage.toml")
_MARKS = str.maketrans("åäö", "aao")  # what people write without the marks is read all the same


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
        reasons = np.array([unknown.reason for unknown in self._of_row], dtype=np.str_)
        self._rows = {str(reason): np.flatnonzero(reasons == reason) for reason in set(reasons)}

    def nearest(self, question: Vectors) -> list[NearestUnknown]:
        """Give the nearest entry of each reason, the nearest of all first."""
        cosines = self._vectors @ question
        found = [
            NearestUnknown(self._of_row[row], float(cosines[row]))
            for row in (rows[np.argmax(cosines[rows])] for rows in self._rows.values())
        ]
        return sorted(found, key=lambda one: -one.cosine)


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        reason: re.compile("|".join(entry["cues"]).translate(_MARKS))
        for reason, entry in entries.items()
    }


def cued(question: str) -> frozenset[str]:
    """Give the reasons that the question's own words point to."""
    folded = fold(question)
    return frozenset(reason for reason, pattern in _cues().items() if pattern.search(folded))


# Fitted on questions that are not held out: what a cue in the question's own words is worth, and
# how much more like one of these than like any other a question must be; less when it has no
# answer anyway.
_CUE = 0.1
_LEAD = 0.05
_LEAD_UNSUPPORTED = -0.1
_LEAST = 0.2  # a question that is like nothing reviewed is not taken for one of these


def refusal(
    question: str,
    nearest: Sequence[NearestUnknown],
    likeness: Mapping[str, float],
    *,
    is_supported: bool,
) -> NearestUnknown | None:
    """Give the entry by which a question is not ours to answer, or None."""
    cues = cued(question)
    ours = [
        (likeness[one.unknown.reason] + _CUE * (one.unknown.reason in cues), one)
        for one in nearest
        if one.unknown.reason in ALWAYS_REFUSED
    ]
    if not ours:
        return None
    score, best = max(ours, key=itemgetter(0))
    other = max(value for kind, value in likeness.items() if kind not in ALWAYS_REFUSED)
    lead = _LEAD if is_supported else _LEAD_UNSUPPORTED
    return best if score >= max(_LEAST, other + lead) else None
