"""Read text without markup: the slides of a deck, or the pages of a document."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from knowledge.reading.characters import clean, decode
from knowledge.reading.found import Found
from knowledge.reading.lines import Line
from knowledge.reading.prose import read_prose
from knowledge.reading.running import without_running_lines
from knowledge.reading.slides import read_slides, title_of_first

_SLIDE_WORDS = 130  # the median slide holds fewer words than this, the median page more
_MIN_SLIDES = 3
_MIN_WRAPS = 5
_WRAPS_SHARE = 0.8
_BOXES_SHARE = 0.25
_BLANK_RUN = re.compile(r"\n(?:[ \t]*\n){2,}")
_RULE = re.compile(r"\s*([=_~*-])\1{2,}\s*$")  # a line drawn under a heading or between parts
_ONE_BLANK = re.compile(r"\S[ \t]*\n[ \t]*\n[ \t]*\S")

Page = list[Line]


def read(data: bytes) -> Found:
    """Read a text file."""
    return read_text(clean(decode(data)))


def read_text(text: str) -> Found:
    """Give the pieces of a text, as slides when it looks like the text of slides."""
    is_numbered = "\f" in text.strip("\f\n ")
    parts = text.rstrip("\f\n ").split("\f") if is_numbered else _parts(text)
    pages = without_running_lines(_pages(parts, is_numbered=is_numbered))
    if not is_deck(pages):
        return Found(read_prose([line for page in pages for line in page]))
    return Found(read_slides(pages), title=title_of_first(pages))


def is_deck(pages: Sequence[Page]) -> bool:
    """Tell slides from pages of running text by how much stands on each."""
    sizes = [sum(len(line.text.split()) for line in page) for page in pages]
    return len(pages) >= _MIN_SLIDES and median(sizes) <= _SLIDE_WORDS


def _parts(text: str) -> list[str]:
    """Split at runs of blank lines where single blank lines part the paragraphs."""
    text = text.replace("\f", "\n").strip("\n")
    parts = [part for part in _BLANK_RUN.split(text) if part.strip()]
    return parts if len(_ONE_BLANK.findall(text)) >= len(parts) >= _MIN_SLIDES else [text]


def _pages(parts: Sequence[str], *, is_numbered: bool) -> list[Page]:
    rows = [row for part in parts for row in part.split("\n")]
    marks_wraps, marks_boxes = _marks_wraps(rows), _marks_boxes(rows)
    pages = []
    for number, part in enumerate(parts, start=1):
        page: Page = []
        after_blank = True
        for row in part.split("\n"):
            is_filled = bool(row.strip()) and not _RULE.match(row)
            if is_filled:
                page.append(
                    Line(
                        row,
                        page=number if is_numbered else None,
                        after_blank=after_blank,
                        is_box=marks_boxes and _begins_box(row),
                        is_soft=row.endswith(" ") if marks_wraps else None,
                    )
                )
            after_blank = not is_filled
        pages.append(page)
    return pages


def _marks_wraps(rows: Sequence[str]) -> bool:
    """Tell whether wrapped lines keep their space at the end, as text out of slides often does."""
    wrapped = [
        row.endswith(" ")
        for row, following in pairwise(rows)
        if row.strip() and following[:1].islower()
    ]
    return len(wrapped) >= _MIN_WRAPS and sum(wrapped) >= _WRAPS_SHARE * len(wrapped)


def _marks_boxes(rows: Sequence[str]) -> bool:
    """Tell whether a single space begins each text box, which holds when few lines have one."""
    filled = [row for row in rows if row.strip()]
    return 0 < sum(map(_begins_box, filled)) < _BOXES_SHARE * len(filled)


def _begins_box(row: str) -> bool:
    return row.startswith(" ") and not row.startswith("  ")
