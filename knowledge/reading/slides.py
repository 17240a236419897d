"""From the lines of slides to pieces: the title of each slide, its subheadings and its text."""

import re
from collections.abc import Iterator, Sequence

from knowledge.reading.found import Heading, Piece, Text
from knowledge.reading.lines import Line, Paragraph, ends_sentence, is_dangling, paragraphs

PART, SLIDE, SUB = 1, 2, 3
_TITLE_WORDS, _TITLE_LINES = 15, 4
_BOX_TITLE_LINES = 2
_SUBHEADING_WORDS, _SUBHEADING_CHARACTERS = 5, 45
_SUBTITLE_WORDS = 10
_NOT_IN_TITLE = re.compile(r"[.,;]$|://")
_NOT_IN_SUBHEADING = re.compile(r"[.,;:?!…]$|://")


def read_slides(pages: Sequence[list[Line]]) -> list[Piece]:
    """Give the pieces of a deck in order; nothing is left out."""
    slides = [slide for page in pages for slide in _split_at_boxes(page)]
    return [piece for slide in slides for piece in slide_pieces(paragraphs(slide))]


def title_of_first(pages: Sequence[list[Line]]) -> str | None:
    """Give the title of the first slide when it is a title slide."""
    first = paragraphs(pages[0]) if pages else []
    return first[0].text if first and is_title(first[0]) and is_divider(first[1:]) else None


def slide_pieces(found: Sequence[Paragraph]) -> Iterator[Piece]:
    """Yield the pieces of one slide whose first paragraph may be its title."""
    if not found:
        return
    title, body = (found[0], found[1:]) if is_title(found[0]) else (None, found)
    level = PART if title and is_divider(body) else SLIDE
    yield Heading(title.text if title else "", level)
    if title and not body:
        # What the slide showed was not text; its title is all that can be found and quoted.
        yield Text(title.text, page=title.first.page)
    yield from body_pieces(body)


def body_pieces(body: Sequence[Paragraph]) -> Iterator[Piece]:
    """Yield the text under a title, with its subheadings."""
    may_be_heading = True
    for number, paragraph in enumerate(body):
        following = body[number + 1] if number + 1 < len(body) else None
        if may_be_heading and following and _is_subheading(paragraph, following):
            yield Heading(paragraph.text, SUB)
            may_be_heading = False
        else:
            yield Text(paragraph.text, page=paragraph.first.page)
            may_be_heading = True


def is_title(paragraph: Paragraph) -> bool:
    """Tell whether the first paragraph of a slide can be its title."""
    text = paragraph.text
    is_short = len(text.split()) <= _TITLE_WORDS and len(paragraph.lines) <= _TITLE_LINES
    return is_short and not paragraph.is_item and not _NOT_IN_TITLE.search(text)


def is_divider(body: Sequence[Paragraph]) -> bool:
    """Tell whether a slide opens a part: beside its title only a name or a subtitle."""
    if len(body) != 1 or body[0].is_item:
        return False
    text = body[0].text
    return len(text.split()) <= _SUBTITLE_WORDS and not ends_sentence(text) and "://" not in text


def _is_subheading(paragraph: Paragraph, following: Paragraph) -> bool:
    if following.first.is_box and paragraph.first.is_box:
        return is_title(paragraph)
    stands_alone = following.first.after_blank or following.is_item
    return stands_alone and not paragraph.is_item and is_subheading(paragraph.text)


def is_subheading(text: str) -> bool:
    """Tell whether a line that stands on its own reads as a heading: short, and no sentence."""
    is_short = len(text.split()) <= _SUBHEADING_WORDS and len(text) <= _SUBHEADING_CHARACTERS
    return (
        is_short
        and text[:1].isupper()
        and not _NOT_IN_SUBHEADING.search(text)
        and not is_dangling(text)
    )


def _split_at_boxes(page: list[Line]) -> Iterator[list[Line]]:
    """Split where a text box that reads as a title follows another slide's text."""
    start = 0
    for number in range(1, len(page)):
        may_begin = page[number].is_box and page[number].page is None
        if may_begin and _begins_slide(page[start:], number - start):
            yield page[start:number]
            start = number
    yield page[start:]


def _begins_slide(lines: Sequence[Line], number: int) -> bool:
    if len(paragraphs(lines[:number])) < 2:  # noqa: PLR2004 - a title and some text
        return False
    box = paragraphs(_until_next_box(lines[number:]))[0]
    after = number + len(box.lines)
    if after >= len(lines) or len(box.lines) > _BOX_TITLE_LINES or not is_title(box):
        return False
    return lines[after].is_box or lines[after].after_blank


def _until_next_box(lines: Sequence[Line]) -> Sequence[Line]:
    for number, line in enumerate(lines[1:], start=1):
        if line.is_box:
            return lines[:number]
    return lines
