"""See that a question compares two things, so that both get their quote."""

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.lexical import grams
from knowledge.quotes import Quote

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bskillnad\w* (?:mellan|på) (?P<a>.+?) (?:och|kontra|mot|vs\.?|eller) (?P<b>.+)",
        r"\bskiljer (?:sig )?(?P<a>.+?) (?:och|från|mot) (?P<b>.+)",
        r"\bdifferen\w+ between (?P<a>.+?) (?:and|or) (?P<b>.+)",
        r"\bjämför(?:t)?\w* (?P<a>.+?) (?:och|med) (?P<b>.+)",
        r"(?P<a>[\w\s()-]+?) (?:jämfört med|kontra|vs\.?|i förhållande till) (?P<b>.+)",
    )
)
_TAIL = re.compile(r"[?!.,;(].*$")
_AGAINST = 0.5
_LONGEST = 6  # words; a longer side is a clause, not a thing


def sides(question: str) -> tuple[str, str] | None:
    """Give the two things a question compares, or None when it does not."""
    for pattern in _PATTERNS:
        match = pattern.search(question)
        if match:
            pair = (_thing(match["a"]), _thing(match["b"]))
            return pair if all(pair) else None
    return None


def _thing(text: str) -> str:
    return " ".join(_TAIL.sub("", text).split()[:_LONGEST])


def chosen(question: str, ranked: Sequence[Quote]) -> list[Quote]:
    """Give the best sentence about each side of a comparison, none when nothing is compared."""
    pair = sides(question)
    if pair is None:
        return []
    best = [_best_about(side, other, ranked) for side, other in (pair, pair[::-1])]
    return list(dict.fromkeys(quote for quote in best if quote))


def _best_about(side: str, other: str, ranked: Sequence[Quote]) -> Quote | None:
    """Give the sentence most about one side and least about the other."""
    wanted, unwanted = grams(side), grams(other)
    if not ranked:
        return None
    return max(
        ranked,
        key=lambda quote: quote.score + _share(wanted, quote) - _AGAINST * _share(unwanted, quote),
    )


def _share(wanted: Counter[str], quote: Quote) -> float:
    found = grams(f"{quote.hit.passage.section} {quote.text}")
    return (wanted & found).total() / max(wanted.total(), 1)
