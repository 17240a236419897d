"""See whether documents that were added answer what the bundled descriptions leave out.

The reviewed gaps are gaps of the bundled descriptions: an official document may fill them.
"""

from collections.abc import Sequence
from dataclasses import replace

from knowledge import support
from knowledge.bundled import ALWAYS_REFUSED
from knowledge.index import Index
from knowledge.quotes import Quote
from knowledge.retrieve import Asked, Hit
from knowledge.triage import NearestUnknown

_SURE = 0.6  # what an added document must reach by itself
_MORE = 0.1  # share of the question's words that it holds and the descriptions lack

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
    lacking = support.uncovered(asked, bundled[:1], index) - measured.uncovered
    is_sure = not measured.missing and support.probability(measured) >= _SURE
    return measured if is_sure and lacking >= _MORE else None
