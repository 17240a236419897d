"""Choose the sentences that answer: the fewest that do, exactly as they stand in the source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.lexical import fold
from knowledge.model import Passage, Sentence
from knowledge.retrieve import Hit

MAX_WORDS = 60  # what a person reads in 15 seconds, at about 240 words a minute
_MAX_QUOTES = 5
_LEXICAL_WEIGHT = 0.15
_PASSAGE_WEIGHT = 0.8
_MARGIN = 0.16  # how far below the best sentence another may stand and still be quoted
_SAME_QUESTION = 0.95  # cosine of a reviewed question that asks for the same
_OF_THE_SAME = 3
_CAVEAT = re.compile(
    r"^(obs\b|viktigt|varning|undantag|men\b|å andra sidan)|\bdock\b|\bobservera\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quote:
    """One exact sentence with the passage it was taken from and how well it fits."""

    hit: Hit
    sentence: Sentence
    score: float
    cosine: float

    @property
    def text(self) -> str:
        """Give the exact words."""
        return self.hit.passage.quote(self.sentence)

    @property
    def words(self) -> int:
        """Give the length in words."""
        return self.text.count(" ") + 1


def rank(hits: Sequence[Hit]) -> list[Quote]:
    """Give every sentence of the passages found, the one that fits best first."""
    found = [quote for hit in hits for quote in _sentences(hit)]
    return sorted(found, key=lambda quote: -quote.score)


def leading(hits: Sequence[Hit], ranked: Sequence[Quote]) -> list[Quote]:
    """Give the best sentence of the best passage; three when a reviewed question is the same."""
    if not hits:
        return []
    taken: list[Quote] = []
    for quote in ranked:
        if quote.hit.row == hits[0].row:
            _take(quote, taken)
    return taken[: _OF_THE_SAME if hits[0].asked >= _SAME_QUESTION else 1]


def choose(ranked: Sequence[Quote], first: Sequence[Quote] = ()) -> list[Quote]:
    """Give the sentences to show: those near the best, within what is read in 15 seconds.

    `first` are sentences that must be among them, such as one about each side of a comparison.
    """
    chosen = list(first)
    for quote in ranked:
        if quote.score < ranked[0].score - _MARGIN or len(chosen) == _MAX_QUOTES:
            break
        _take(quote, chosen)
    return _in_reading_order([*chosen, *_caveats(chosen, ranked)])


def _sentences(hit: Hit) -> list[Quote]:
    legs = zip(hit.passage.sentences, hit.sentence_cosines, hit.sentence_overlaps, strict=True)
    return [
        Quote(
            hit=hit,
            sentence=sentence,
            score=cosine + _PASSAGE_WEIGHT * hit.score + _LEXICAL_WEIGHT * overlap,
            cosine=cosine,
        )
        for sentence, cosine, overlap in legs
    ]


def _take(quote: Quote, chosen: list[Quote]) -> None:
    is_new = fold(quote.text) not in {fold(other.text) for other in chosen}
    total = sum(other.words for other in chosen)
    if is_new and (not chosen or total + quote.words <= MAX_WORDS):
        chosen.append(quote)


def _caveats(chosen: Sequence[Quote], ranked: Sequence[Quote]) -> list[Quote]:
    """Give the warnings of the quoted passages, which belong to the facts quoted."""
    rows = {quote.hit.row for quote in chosen}
    taken = {(quote.hit.row, quote.sentence.start) for quote in chosen}
    return [
        quote
        for quote in ranked
        if quote.hit.row in rows
        and (quote.hit.row, quote.sentence.start) not in taken
        and _is_caveat(quote, chosen)
    ]


def _is_caveat(quote: Quote, chosen: Sequence[Quote]) -> bool:
    if quote.sentence.is_warning:
        return True
    follows = any(
        other.hit.row == quote.hit.row and other.sentence.end + 1 == quote.sentence.start
        for other in chosen
    )
    return follows and bool(_CAVEAT.search(quote.text))


def _in_reading_order(quotes: Sequence[Quote]) -> list[Quote]:
    """Group by passage, the best passage first, each in the order of its text."""
    order = list(dict.fromkeys(quote.hit.row for quote in quotes))
    return sorted(quotes, key=lambda quote: (order.index(quote.hit.row), quote.sentence.start))


def opening(passage: Passage, limit: int = 40) -> str:
    """Give the first words of a passage, for lists of near places."""
    words = passage.text.split(" ")
    return " ".join(words[:limit]) + (" …" if len(words) > limit else "")
