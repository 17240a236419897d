"""From the lines of running text to pieces: numbered and free-standing headings, paragraphs."""

import re
from collections.abc import Iterator, Sequence

from knowledge.reading.found import Heading, Piece, Text
from knowledge.reading.lines import Line, Paragraph, paragraphs
from knowledge.reading.slides import is_subheading

_TOP, _FREE = 1, 6
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+[A-ZÅÄÖ]")
_NUMBERED_WORDS = 12


def read_prose(lines: Sequence[Line]) -> list[Piece]:
    """Give the pieces of running text; a paragraph keeps the page it begins on."""
    return list(_pieces(paragraphs(lines)))


def _pieces(found: Sequence[Paragraph]) -> Iterator[Piece]:
    was_heading = False
    for number, paragraph in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        level = _level(paragraph, following) if following else 0
        if level and not (was_heading and level == _FREE):
            yield Heading(paragraph.text, level)
            was_heading = True
        else:
            yield Text(paragraph.text, page=paragraph.first.page)
            was_heading = False


def _level(paragraph: Paragraph, following: Paragraph) -> int:
    """Give the level of a heading, 0 for text."""
    if not (paragraph.first.after_blank and following.first.after_blank):
        return 0
    numbered = _NUMBERED.match(paragraph.text)
    if numbered:
        is_short = len(paragraph.text.split()) <= _NUMBERED_WORDS
        is_heading = is_short and not paragraph.text.endswith((".", ",", ";", ":"))
        return _TOP + numbered.group(1).count(".") if is_heading else 0
    return _FREE if not paragraph.is_item and is_subheading(paragraph.text) else 0
