"""Drop what is repeated at the edges of pages: running titles, footers and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from knowledge.reading.lines import Line

_EDGE_LINES = 2
_MIN_PAGES = 3
_MAX_LENGTH = 200  # what is longer is text, however often it is said
_WHOLE_NUMBER = re.compile(r"^[–-]?\s*\d{1,4}\s*[–-]?$")
# A bare number inside a line may belong to a title ("Steg 2"); these can only be a page's.
_PAGE_NUMBER = re.compile(
    r"(?i)\b(?:sidan?|sid\.?|page|bild)\s*\d{1,4}(?:\s*(?:/|av|of|\()\s*\d{1,4}\)?)?"
    r"|\b\d{1,4}\s*(?:/|av\s|of\s|\()\s*\d{1,4}\)?$"
    r"|(?:\s{2,}|\t|\|\s*)\d{1,4}$"
)


def without_running_lines(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Give the pages without edge lines that stand on at least half of three or more pages."""
    if len(pages) < _MIN_PAGES:
        return [*pages]
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    needed = max(_MIN_PAGES, len(pages) / 2)
    repeated = {key for key, count in counts.items() if count >= needed}
    kept = [_opening(pages[0], repeated), *(_without(page, repeated) for page in pages[1:])]
    # What makes up most of a document is its text, however often it is said.
    return kept if _length(kept) > _length(pages) / 2 else [*pages]


def _length(pages: Sequence[list[Line]]) -> int:
    return sum(len(line.text) for page in pages for line in page)


def _opening(page: list[Line], repeated: set[str]) -> list[Line]:
    """Keep the line above the first page's text: the running title is often the title itself."""
    top = page[0] if page else None
    is_title = top is not None and not top.size and "#" not in _key(top)
    return [page[0], *_without(page[1:], repeated)] if is_title else _without(page, repeated)


def _without(page: list[Line], repeated: set[str]) -> list[Line]:
    dropped = [number for number in _edge_numbers(page) if _key(page[number]) in repeated]
    kept = [line for number, line in enumerate(page) if number not in dropped]
    if dropped and kept:
        kept[0] = replace(kept[0], after_blank=True)
    return kept


def _edges(page: Sequence[Line]) -> list[Line]:
    found = (page[number] for number in _edge_numbers(page))
    return [line for line in found if len(line.text) <= _MAX_LENGTH]


def _edge_numbers(page: Sequence[Line]) -> list[int]:
    last = len(page)
    return sorted({*range(min(_EDGE_LINES, last)), *range(max(0, last - _EDGE_LINES), last)})


def _key(line: Line) -> str:
    text = line.text.strip()
    if _WHOLE_NUMBER.match(text):
        return "#"
    # The size keeps the title on the front page apart from the same words in a header.
    return " ".join([*_PAGE_NUMBER.sub(" # ", text).casefold().split(), f"{line.size:.0f}"])
