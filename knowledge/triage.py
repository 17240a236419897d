"""Tell what is not ours to answer: clinical judgement, acute situations, doses and look-ups."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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

    def nearest(self, question: Vectors) -> NearestUnknown | None:
        """Give the nearest entry, or None when the list is empty."""
        return self._nearest(question, range(len(self._of_row)))

    def nearest_for(self, question: Vectors, reason: str) -> NearestUnknown | None:
        """Give the nearest entry with a reason."""
        rows = [row for row, unknown in enumerate(self._of_row) if unknown.reason == reason]
        return self._nearest(question, rows)

    def _nearest(self, question: Vectors, rows: Sequence[int]) -> NearestUnknown | None:
        if not len(rows):
            return None
        cosines = self._vectors[list(rows)] @ question
        best = int(cosines.argmax())
        return NearestUnknown(self._of_row[rows[best]], float(cosines[best]))


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {reason: re.compile("|".join(entry["cues"])) for reason, entry in entries.items()}


def cued(question: str) -> frozenset[str]:
    """Give the reasons that the question's own words point to."""
    lowered = question.lower()
    return frozenset(reason for reason, pattern in _cues().items() if pattern.search(lowered))


# Fitted on questions that are not held out: how near a reviewed question must be to refuse alone,
# and together with a cue in the question's own words.
_ALONE, _WITH_CUE = 0.93, 0.89


def refusal(question: str, nearest: NearestUnknown | None, asked: float) -> str | None:
    """Give the reason to refuse a question that is not ours, or None."""
    if nearest is None or nearest.unknown.reason not in ALWAYS_REFUSED or asked > nearest.cosine:
        return None
    limit = _WITH_CUE if nearest.unknown.reason in cued(question) else _ALONE
    return nearest.unknown.reason if nearest.cosine >= limit else None
