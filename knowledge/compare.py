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
    if pair is None or not ranked:
        return []
    first = _best_about(pair[0], ranked)
    rest = [quote for quote in ranked if quote.hit.row != first.hit.row]
    return [first, _best_about(pair[1], rest)] if rest else [first]


def _best_about(side: str, ranked: Sequence[Quote]) -> Quote:
    """Give the sentence that fits the question best among those that name a side in full."""
    wanted = grams(side)
    shares = [_share(wanted, quote) for quote in ranked]
    naming = [q for q, share in zip(ranked, shares, strict=True) if share >= 0.9 * max(shares)]
    return max(naming, key=lambda quote: quote.score)


def _share(wanted: Counter[str], quote: Quote) -> float:
    found = grams(quote.text)
    return (wanted & found).total() / max(wanted.total(), 1)
