"""Sorts a free text under a form's headings: sentences are moved and split, never rewritten.

Each sentence goes to the heading whose typical sentences and words it is most like. What speaks
for a heading stands in the form's file, so those who know the work can mend it there.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from flows.forms.model import Field, Form
from flows.model import Frozen

Vector = npt.NDArray[np.float32]
Embed = Callable[[str], Vector]

_REACH = 2.0  # how fast likeness falls with the distance between sentences
_CALM = 0.5  # how little one typical sentence decides alone
_WORD = 0.2  # what a word that speaks for a heading weighs beside likeness
_LONGER = 0.35  # what each further word of a phrase adds to its weight
_MOST_WORDS = 3  # more of them add nothing
_SAME_AS_BEFORE = 0.08  # people write what belongs together in one go
_SURE = 0.2  # by how much the best heading must lead

_BREAK = re.compile(r"(?<=[.!?])[ \t]+(?=[^\W\d_])|\s*\n\s*")
_HEADED = re.compile(r"\s*([^\W\d_][^:\n]{1,70}?)\s*:\s*(.*)", re.DOTALL)


class Sorted(Frozen):
    """A sentence in the person's own words, and the heading it was put under.

    `is_named` when the person wrote the heading; `is_sure` when no other heading is near.
    """

    text: str
    field: str
    is_sure: bool
    is_named: bool = False


@dataclass(frozen=True)
class _Sign:
    """A word or phrase that speaks for a heading, and how strongly."""

    pattern: re.Pattern[str]
    weight: float


def sentences_of(text: str) -> list[str]:
    """Cut a text at ends of sentences and lines; every word stays, in its order."""
    return [part.strip(" \t•*–") for part in _BREAK.split(text) if part.strip(" \t•*–")]


class Sorter:
    """Sorts sentences for one form; made once, used for every draft."""

    def __init__(self, form: Form, embed: Embed) -> None:
        self._embed = embed
        self._fields = tuple(form.sorted_fields())
        self._names = {_plain(field.label): index for index, field in enumerate(self._fields)}
        self._signs = _signs(self._fields)
        owners = [index for index, field in enumerate(self._fields) for _ in field.cues]
        vectors = np.stack([embed(cue) for field in self._fields for cue in field.cues])
        self._mean = vectors.mean(axis=0)
        self._cues = self._centred(vectors)
        self._weights = _fitted(self._cues, owners, len(self._fields))

    def sort(self, text: str) -> list[Sorted]:
        """Give every sentence of a text with its heading, in the order they were written.

        A heading that the person wrote holds until the end of its line.
        """
        placed: list[Sorted] = []
        for line in text.splitlines():
            named, rest = self._named(line)
            for sentence in sentences_of(rest):
                before = placed[-1].field if placed else None
                placed.append(self._placed(sentence, named, before))
        return placed

    def _placed(self, sentence: str, named: int | None, before: str | None) -> Sorted:
        if named is not None:
            return Sorted(text=sentence, field=self._fields[named].id, is_sure=True, is_named=True)
        scores = self._scores(sentence)
        scores += [_SAME_AS_BEFORE * (field.id == before) for field in self._fields]
        order = np.argsort(scores)[::-1]
        lead = scores[order[0]] - scores[order[1]] if len(order) > 1 else np.inf
        return Sorted(text=sentence, field=self._fields[order[0]].id, is_sure=bool(lead >= _SURE))

    def _scores(self, sentence: str) -> Vector:
        near = self._centred(self._embed(sentence)[np.newaxis]) @ self._cues.T
        likeness = (np.exp((near - 1) * _REACH) @ self._weights)[0]
        words = [_said(signs, sentence.lower()) for signs in self._signs]
        return np.asarray(likeness + _WORD * np.array(words), dtype=np.float32)

    def _centred(self, vectors: Vector) -> Vector:
        centred = vectors - self._mean
        lengths = np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        return np.asarray(centred / lengths, dtype=np.float32)

    def _named(self, line: str) -> tuple[int | None, str]:
        headed = _HEADED.match(line)
        if headed and (index := self._names.get(_plain(headed.group(1)))) is not None:
            return index, headed.group(2)
        return None, line


def _fitted(cues: Vector, owners: Sequence[int], count: int) -> Vector:
    """Give the weight of each typical sentence for each heading; kernel ridge regression."""
    wanted = np.eye(count, dtype=np.float32)[list(owners)]
    kernel = np.exp((cues @ cues.T - 1) * _REACH) + _CALM * np.eye(len(cues))
    return np.asarray(np.linalg.solve(kernel, wanted - wanted.mean(axis=0)), dtype=np.float32)


def _signs(fields: Sequence[Field]) -> list[list[_Sign]]:
    """Give each heading's words; one that speaks for several headings says less for each."""
    owners = Counter(word for field in fields for word in field.words)
    return [
        [_Sign(_pattern(word), (1 + _LONGER * word.count(" ")) / owners[word]) for word in words]
        for words in (field.words for field in fields)
    ]


def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + re.escape(word).replace(r"\*", r"\w*") + r"(?!\w)")


def _said(signs: Sequence[_Sign], sentence: str) -> float:
    weights = sorted(sign.weight for sign in signs if sign.pattern.search(sentence))
    return sum(weights[-_MOST_WORDS:])


def _plain(label: str) -> str:
    return re.sub(r"\W+", " ", label).strip().lower()
