"""How sure it is that the chosen sentences answer: a small fitted model over what search saw."""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from knowledge import asked_for
from knowledge.index import Index
from knowledge.lexical import STOP_WORDS, SWEDISH, grams, words
from knowledge.quotes import Quote
from knowledge.retrieve import Asked, Hit
from knowledge.separator import ANSWERED
from knowledge.triage import NearestUnknown

_FILE = Path(__file__).with_name("support.toml")
FAR_COSINE = 0.83  # no passage is nearer than this to an off-topic question, as a rule
_READ = 3  # passages whose words are compared with the question's
_HEARD = 8  # sentences in which a number, a time or an address may stand
_COVERED = 0.45  # of a word's 3-grams; a typo breaks three of eight or nine
_FOREIGN = 0.3
_USUAL_STRANGE, _USUAL_UNCOVERED = 0.1, 0.4  # what Swedish questions that have an answer show


@dataclass(frozen=True)
class Signals:
    """What speaks for and against an answer; each about 0 to 1."""

    passage: float  # best cosine of a passage
    sentence: float  # best cosine of a sentence
    overlap: float  # share of the question's 3-grams, by weight, in the best passages
    strange: float  # share of the question's 3-grams, by weight, in no source
    uncovered: float  # share of the question's words, by weight, that the best passage lacks
    missing: float  # 1 when a time, number, name or the like is asked for and not there
    asked: float  # best cosine of a reviewed question of the passages found
    unknown: float  # best cosine of a question known not to be answered
    answered: float  # how like the reviewed questions that have an answer
    gap: float  # how like the reviewed gaps of the sources
    outside: float  # how like the reviewed questions that have nothing to do with the sources


def signals(
    question: str,
    asked: Asked,
    found: tuple[Sequence[Hit], Sequence[Quote]],
    unknowns: Sequence[NearestUnknown],
    index: Index,
) -> Signals:
    """Measure what search found for a question."""
    hits, quotes = found
    best = hits[:_READ]
    strange = index.lexical.unknown_share(asked.weights)
    is_foreign = _is_foreign(asked.text, strange)
    likeness = index.likeness(asked.vector)
    return Signals(
        passage=max((hit.cosine for hit in hits), default=0.0),
        sentence=max((quote.cosine for quote in quotes), default=0.0),
        overlap=max((asked.overlap(grams(hit.passage.indexed_text)) for hit in best), default=0.0),
        strange=_USUAL_STRANGE if is_foreign else strange,
        uncovered=_USUAL_UNCOVERED if is_foreign else uncovered(asked, best[:1], index),
        missing=float(bool(_lacking(question, quotes[:_HEARD]))),
        asked=max((hit.asked for hit in best), default=0.0),
        unknown=max((one.cosine for one in unknowns), default=0.0),
        answered=likeness[ANSWERED],
        gap=likeness["no_support"],
        outside=likeness["nothing_found"],
    )


def _lacking(question: str, best: Sequence[Quote]) -> list[str]:
    texts = [quote.text for quote in best]
    official = [quote.text for quote in best if not quote.hit.entry.is_bundled]
    return asked_for.missing(question, texts, official)


def _is_foreign(question: str, strange: float) -> bool:
    """Tell whether the words can't be expected in the sources since they are not Swedish."""
    return strange > _FOREIGN and not SWEDISH.intersection(words(question))


def uncovered(asked: Asked, best: Sequence[Hit], index: Index) -> float:
    """Give the share, by weight, of the question's words that the best passage does not have."""
    found = set(grams(best[0].passage.indexed_text)) if best else set()
    total = lacking = 0.0
    for word in dict.fromkeys(words(asked.text)):
        parts = {} if word in STOP_WORDS else grams(word)
        weight = sum(index.lexical.weight(gram) for gram in parts)
        shared = sum(gram in found for gram in parts)
        total += weight
        lacking += weight if shared < _COVERED * len(parts) else 0.0
    return lacking / total if total else 0.0


@dataclass(frozen=True)
class Fit:
    """Weights of a logistic model, fitted on questions that are not held out."""

    intercept: float
    weights: dict[str, float]
    threshold: float

    def probability(self, measured: Signals) -> float:
        """Give the probability, 0 to 1, that the sentences answer."""
        values = asdict(measured)
        total = self.intercept + sum(weight * values[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


@cache
def fits() -> dict[str, Fit]:
    """Read the fitted weights: with reviewed questions, and for sources that have none."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: Fit(**entry) for name, entry in entries.items()}


def fit_for(measured: Signals) -> Fit:
    """Give the weights that suit the sources found."""
    return fits()["reviewed" if measured.asked > 0 else "plain"]


def probability(measured: Signals) -> float:
    """Give the probability, 0 to 1, that the sentences answer."""
    return fit_for(measured).probability(measured)


def is_enough(measured: Signals) -> bool:
    """Tell whether it is sure enough to answer."""
    return probability(measured) >= fit_for(measured).threshold
