"""See whether documents that were added answer what the bundled descriptions leave out.

The reviewed gaps are gaps of the bundled descriptions: an official document may fill them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from knowledge import support
from knowledge.bundled import ALWAYS_REFUSED
from knowledge.index import Index
from knowledge.lexical import STOP_WORDS, grams, words
from knowledge.quotes import Quote
from knowledge.retrieve import Asked, Hit
from knowledge.triage import NearestUnknown

_SURE = 0.6  # what an added document must reach by itself
_MORE = 0.1  # share of the question's words that it holds and the descriptions lack
_SURE_IN_ITS_WORDS = 0.5  # when one of its sentences holds all the words of the question
_ASKING = frozenset(["ofta", "lange", "snabbt", "manga"])  # `asked_for` sees what answers these
_SAME_WORD = 0.75  # of a word's 3-grams; ”kontrollerar” and ”kontrolleras” share ten of twelve

Searched = tuple[Sequence[Hit], Sequence[Quote]]


def only_added(found: Searched) -> Searched:
    """Give the passages and sentences found in documents that were added."""
    hits, ranked = found
    return (
        [hit for hit in hits if not hit.entry.is_bundled],
        [quote for quote in ranked if not quote.hit.entry.is_bundled],
    )


def answers(
    question: str,
    asked: Asked,
    found: Searched,
    unknowns: Sequence[NearestUnknown],
    index: Index,
) -> support.Signals | None:
    """Give what speaks for the added documents when they answer and the descriptions don't."""
    added = only_added(found)
    bundled = [hit for hit in found[0] if hit.entry.is_bundled]
    if not added[0] or not bundled:
        return None
    known = [one for one in unknowns if one.unknown.reason in ALWAYS_REFUSED]
    measured = replace(support.signals(question, asked, added, known, index), asked=0.0)
    if measured.missing:
        return None
    lacking = support.uncovered(asked, bundled[:1], index) - measured.uncovered
    probability = support.probability(measured)
    is_more = probability >= _SURE and lacking >= _MORE
    is_worded = probability >= _SURE_IN_ITS_WORDS and _says_it_in_its_words(asked, found)
    return measured if is_more or is_worded else None


def _says_it_in_its_words(asked: Asked, found: Searched) -> bool:
    """Tell whether the best passage was added, and one of its sentences has all that is asked."""
    hits, ranked = found
    if not hits or hits[0].entry.is_bundled:
        return False
    wanted = [grams(word) for word in set(words(asked.text)) - STOP_WORDS - _ASKING]
    said = (quote.text for quote in ranked if quote.hit is hits[0])
    return bool(wanted) and any(_holds(text, wanted) for text in said)


def _holds(text: str, wanted: Sequence[Counter[str]]) -> bool:
    """Tell whether each word stands in a text, in one form or another."""
    found = [set(grams(word)) for word in words(text)]
    return all(
        any(len(parts.keys() & one) >= _SAME_WORD * len(parts) for one in found) for parts in wanted
    )
