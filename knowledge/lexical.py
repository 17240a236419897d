"""The lexical leg: BM25 over character 3-grams within words, which holds up under typos."""

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

_K1, _B = 1.2, 0.75
_COMMON_FROM = 1000  # passages; below this no 3-gram is too common to be worth its postings
_WORD = re.compile(r"[^\W_]+")

# Words that carry no topic in a question; measured with and without (retrieval notes: +.02 MRR).
STOP_WORDS = frozenset(
    """alla allt an ar at att av bli blir bör da dar de dem den denna deras dess dessa det
    detta dig din ditt du efter ej eller en er ett far fick finns for fore fran ga gar
    gor gora ha hade han hans har hej hen hennes hon hur i icke igen in inga ingen
    inget inte ja jag ju kan kanske kunna lite man maste med men mig min mina mot
    mycket nagon nagot nagra nar ni nog nu och ocksa ok om oss pa sa sig sin sina ska
    skall skulle som ta tack tar the till under upp ur ut vad var vara varfor varje
    vart vem vi vid vilka vilken vilket vill vore""".split()
)


# Stop words that no other language in use has; one of them shows that a question is Swedish.
SWEDISH = STOP_WORDS - frozenset(
    """an ar at bli dag de den der du en hon i ja men min mot nu om os pa sin som ta the till var
    vi""".split()
)


def fold(text: str) -> str:
    """Lower the case and drop the marks of letters, so `gåva` and `GAVA` are one word."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """Give the folded words of a text."""
    return _WORD.findall(fold(text))


def grams(text: str, *, without: frozenset[str] = frozenset()) -> Counter[str]:
    """Count the 3-grams inside the words of a text; `without` leaves stop words out."""
    found: Counter[str] = Counter()
    for word in words(text):
        if word not in without:
            padded = f"_{word}_"
            found.update(padded[i : i + 3] for i in range(len(padded) - 2))
    return found


class LexicalIndex:
    """Postings of a fixed set of texts, kept as flat arrays that open without work."""

    def __init__(
        self,
        vocabulary: dict[str, int],
        offsets: npt.NDArray[np.int64],
        rows: npt.NDArray[np.int32],
        weights: npt.NDArray[np.float32],
        size: int,
    ) -> None:
        self._vocabulary = vocabulary
        self._offsets, self._rows, self._weights = offsets, rows, weights
        self.size = size
        frequencies = np.diff(offsets)
        self._idf = np.log(1 + (size - frequencies + 0.5) / (frequencies + 0.5))
        self._unknown_idf = float(np.log(1 + (size + 0.5) / 0.5)) if size else 0.0

    @classmethod
    def of(cls, texts: Sequence[str]) -> "LexicalIndex":
        """Index the texts; row numbers are their positions."""
        counted = [grams(text) for text in texts]
        lengths = np.array([sum(counts.values()) for counts in counted], dtype=np.float64)
        vocabulary: dict[str, int] = {}
        gram_ids, rows, counts = array("i"), array("i"), array("i")
        for row, found in enumerate(counted):
            for gram, count in found.items():
                gram_ids.append(vocabulary.setdefault(gram, len(vocabulary)))
                rows.append(row)
                counts.append(count)
        return cls._weighted(vocabulary, (gram_ids, rows, counts), lengths)

    @classmethod
    def _weighted(
        cls,
        vocabulary: dict[str, int],
        postings: tuple["array[int]", "array[int]", "array[int]"],
        lengths: npt.NDArray[np.float64],
    ) -> "LexicalIndex":
        gram_ids, rows, counts = (np.asarray(part, dtype=np.int32) for part in postings)
        order = np.argsort(gram_ids, kind="stable")
        rows, counts = rows[order], counts[order]
        frequencies = np.bincount(gram_ids, minlength=len(vocabulary))
        offsets = np.concatenate(([0], np.cumsum(frequencies))).astype(np.int64)
        size = len(lengths)
        idf = np.log(1 + (size - frequencies + 0.5) / (frequencies + 0.5))
        relative = lengths[rows] / max(float(lengths.mean()), 1.0) if size else lengths[rows]
        saturated = counts * (_K1 + 1) / (counts + _K1 * (1 - _B + _B * relative))
        weights = (np.repeat(idf, frequencies) * saturated).astype(np.float32)
        return cls(vocabulary, offsets, rows, weights, size)

    def scores(self, question: str) -> npt.NDArray[np.float32]:
        """Give each row's BM25 score over the question's own, about 0 to 1, shape (size,)."""
        wanted = grams(question, without=STOP_WORDS) or grams(question)
        known = [self._vocabulary[gram] for gram in wanted if gram in self._vocabulary]
        own = self._unknown_idf * (len(wanted) - len(known)) + float(self._idf[known].sum())
        useful = [gram for gram in known if not self._is_common(gram)]
        if not useful or own <= 0:
            return np.zeros(self.size, dtype=np.float32)
        slices = [slice(self._offsets[gram], self._offsets[gram + 1]) for gram in useful]
        rows = np.concatenate([self._rows[part] for part in slices])
        weights = np.concatenate([self._weights[part] for part in slices])
        total = np.bincount(rows, weights, minlength=self.size)
        return (total / own).astype(np.float32)

    def weights(self, question: str) -> dict[str, float]:
        """Give each 3-gram's share of what the question asks for; the shares sum to 1."""
        wanted = grams(question, without=STOP_WORDS) or grams(question)
        weights = {gram: self.weight(gram) for gram in wanted}
        total = sum(weights.values()) or 1.0
        return {gram: weight / total for gram, weight in weights.items()}

    def unknown_share(self, weights: Mapping[str, float]) -> float:
        """Give the share of a question's weight that no text of the index carries."""
        return sum(weight for gram, weight in weights.items() if gram not in self._vocabulary)

    def weight(self, gram: str) -> float:
        """Give how much a 3-gram tells, by how rare it is."""
        number = self._vocabulary.get(gram)
        return self._unknown_idf if number is None else float(self._idf[number])

    def _is_common(self, gram: int) -> bool:
        frequency = self._offsets[gram + 1] - self._offsets[gram]
        return self.size >= _COMMON_FROM and frequency > self.size / 2

    def save(self, path: Path) -> None:
        """Write the arrays to one file."""
        names = np.array(list(self._vocabulary), dtype="U3")
        np.savez(path, names=names, offsets=self._offsets, rows=self._rows, weights=self._weights,
                 size=self.size)  # fmt: skip

    @classmethod
    def open(cls, path: Path) -> "LexicalIndex":
        """Read what `save` wrote."""
        with np.load(path) as data:
            vocabulary = {str(gram): number for number, gram in enumerate(data["names"])}
            return cls(vocabulary, data["offsets"], data["rows"], data["weights"],
                       int(data["size"]))  # fmt: skip
