"""Notice that two current sources say the same thing with different numbers, or one says not."""

import re
from collections.abc import Sequence
from itertools import combinations

from knowledge.lexical import STOP_WORDS, words
from knowledge.quotes import Quote

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NEGATION = re.compile(r"\b(inte|ej|aldrig|ingen|inga|inget|utan)\b", re.IGNORECASE)
_SAME = 0.75  # share of the shorter sentence's words that the other has


def found(quotes: Sequence[Quote]) -> bool:
    """Tell whether two quotes of different official documents contradict each other."""
    return any(_contradict(one, other) for one, other in combinations(quotes, 2))


def _contradict(one: Quote, other: Quote) -> bool:
    if one.hit.passage.document_id == other.hit.passage.document_id:
        return False
    if one.hit.entry.is_bundled or other.hit.entry.is_bundled:
        return False  # our description is never set against the document it describes
    if not _say_the_same(one.text, other.text):
        return False
    numbers = [set(_NUMBER.findall(quote.text)) for quote in (one, other)]
    negated = [bool(_NEGATION.search(quote.text)) for quote in (one, other)]
    return (all(numbers) and numbers[0] != numbers[1]) or negated[0] != negated[1]


def _say_the_same(one: str, other: str) -> bool:
    left, right = _topics(one), _topics(other)
    shorter = min(len(left), len(right))
    return shorter > 0 and len(left & right) >= _SAME * shorter


def _topics(text: str) -> set[str]:
    without = _NEGATION.sub(" ", _NUMBER.sub(" ", text))
    return {word for word in words(without) if word not in STOP_WORDS}
