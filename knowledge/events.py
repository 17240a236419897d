"""Tells which sections an event departs from, by reviewed events of each."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.embedding import Vectors
from knowledge.lexical import grams, words

FILE = Path(__file__).with_name("departs.toml")
# Fitted on the part of the cases that is not held out; DECISIONS says what each brought.
_LEXICAL_SHARE = 0.5  # of the likeness of two events; the rest is how near their vectors are
_SMOOTHING = 1.0  # ridge: how little a single event may decide
_WHOLE = 0.4  # weight of the whole text beside its best sentence
_MOST_SENTENCES = 20  # looked at one by one; a report says what happened in its first
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Events:
    """Reviewed events with the section each departs from, None where it departs from none."""

    texts: tuple[str, ...]
    sections: tuple[str | None, ...]
    alike: tuple[tuple[str, re.Pattern[str]], ...]

    def plain(self, text: str) -> str:
        """Give a text in small letters, with one word for every unit, person and day."""
        said = text.lower()
        for word, of in self.alike:
            said = of.sub(word, said)
        return said


@cache
def read_events() -> Events:
    """Read the reviewed events."""
    raw = tomllib.loads(FILE.read_text("utf-8"))
    told = [(one["of"], text) for one in raw["section"] for text in one["events"]]
    told += [(None, text) for text in raw["none"]["events"]]
    alike = tuple(
        (one["word"], re.compile(rf"\b(?:{'|'.join(one['of'])})\b")) for one in raw["alike"]
    )
    return Events(tuple(text for _, text in told), tuple(of for of, _ in told), alike)


class EventReader:
    """Scores the sections for an event; kernel ridge over the reviewed events.

    `vectors` are those of the plain texts of the events, shape (events, dimensions).
    """

    def __init__(self, events: Events, vectors: Vectors) -> None:
        self._events = events
        self._mean = vectors.mean(axis=0)
        self._vectors = _units(vectors - self._mean)
        self._lexical = _Lexical([events.plain(text) for text in events.texts])
        self.sections = list(dict.fromkeys(events.sections))
        wanted = np.array([[of == one for one in self.sections] for of in events.sections], float)
        alike = self._alike(self._vectors, self._lexical.rows)
        self._weights = np.linalg.solve(alike + _SMOOTHING * np.eye(len(alike)), wanted)

    def scores(self, text: str, embed: Callable[[str], Vectors]) -> dict[str | None, float]:
        """Give how much speaks for each section, and under None for that there is none.

        A sentence that could stand in any report says nothing of the whole, so that there is none
        is told by the whole text alone.
        """
        parts = [self._events.plain(part) for part in _parts(text)]
        vectors = _units(np.array([embed(part) for part in parts]) - self._mean)
        lexical = np.array([self._lexical.row(part) for part in parts])
        found: _Scores = self._alike(vectors, lexical) @ self._weights
        best = found[1:].max(axis=0) if len(found) > 1 else found[0]
        total = _WHOLE * found[0] + (1 - _WHOLE) * best
        scores = dict(zip(self.sections, total.tolist(), strict=True))
        return scores | {None: float(found[0][self.sections.index(None)])}

    def _alike(self, vectors: Vectors, lexical: Vectors) -> _Scores:
        near = (1 - _LEXICAL_SHARE) * (vectors @ self._vectors.T)
        return np.asarray(near + _LEXICAL_SHARE * (lexical @ self._lexical.rows.T), dtype=float)


class _Lexical:
    """Texts by their 3-grams and pairs of words, each weighed by how rare it is."""

    def __init__(self, texts: Sequence[str]) -> None:
        counted = [set(_features(text)) for text in texts]
        frequencies = Counter(one for found in counted for one in found)
        self._numbers = {one: number for number, one in enumerate(frequencies)}
        self._rarity = np.log((len(texts) + 1) / (np.array(list(frequencies.values())) + 1))
        self.rows: Vectors = np.array([self.row(text) for text in texts])

    def row(self, text: str) -> Vectors:
        """Give a text as a unit vector, shape (features,)."""
        found = [self._numbers[one] for one in set(_features(text)) if one in self._numbers]
        row = np.zeros(len(self._numbers), dtype=np.float32)
        row[found] = self._rarity[found]
        return row / max(float(np.linalg.norm(row)), 1e-9)


def _features(text: str) -> Iterator[str]:
    yield from grams(text)
    yield from (" ".join(pair) for pair in pairwise(words(text)))


def _parts(text: str) -> list[str]:
    """Give the whole text and then each sentence."""
    parts = [part for part in _SENTENCE_END.split(text.strip()) if part.strip()]
    return [text, *parts[:_MOST_SENTENCES]] if len(parts) > 1 else [text]


def _units(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
