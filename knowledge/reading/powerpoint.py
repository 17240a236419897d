"""Read PowerPoint files: one section for each slide that is shown.

Speaker notes are left out: they are the presenter's own words, not what was approved and shown.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml

from knowledge.reading.characters import collapse
from knowledge.reading.found import Found, Heading, Piece, Text
from knowledge.reading.lines import Line, Paragraph
from knowledge.reading.metadata import day_of, own_title
from knowledge.reading.slides import PART, SLIDE, body_pieces, is_divider

_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE}
_RUNNING = {
    PP_PLACEHOLDER.DATE,
    PP_PLACEHOLDER.FOOTER,
    PP_PLACEHOLDER.HEADER,
    PP_PLACEHOLDER.SLIDE_NUMBER,
}
_PART_LAYOUTS = {"title", "secHead"}
_DIAGRAM = "/diagramData"
_TEXT_PARAGRAPHS = ".//*[local-name()='p'][namespace-uri()='{}']".format(
    "http://schemas.openxmlformats.org/drawingml/2006/main"
)
_TEXTS = "./*[local-name()='r' or local-name()='fld']/*[local-name()='t']"


def read(data: bytes) -> Found:
    """Give the pieces of a presentation; the page is the slide's number."""
    deck = Presentation(BytesIO(data))
    pieces: list[Piece] = []
    for number, slide in enumerate(deck.slides, start=1):
        if slide._element.get("show") not in {"0", "false"}:
            pieces += _slide(slide, number)
    facts = deck.core_properties
    opening = pieces[0] if pieces else None
    title = opening.text if isinstance(opening, Heading) and opening.level == PART else None
    return Found(pieces, title=title or own_title(facts.title), version=day_of(facts.modified))


def _slide(slide: Any, number: int) -> Iterator[Piece]:  # noqa: ANN401 - python-pptx has no types
    title = collapse(slide.shapes.title.text_frame.text) if slide.shapes.title else ""
    body = [one for shape in slide.shapes for one in _paragraphs(shape, number)]
    is_part = slide.slide_layout._element.get("type") in _PART_LAYOUTS
    is_part = is_part and (not body or is_divider(body))
    if title or body:
        yield Heading(title, PART if is_part else SLIDE)
    if title and not body:
        yield Text(title, page=number)
    yield from body_pieces(body)


def _paragraphs(shape: Any, page: int) -> Iterator[Paragraph]:  # noqa: ANN401
    """Yield a shape's text in the order the file has it, which is the order it is read aloud."""
    if shape.is_placeholder and shape.placeholder_format.type in _TITLES | _RUNNING:
        return
    if hasattr(shape, "shapes"):
        for inner in shape.shapes:
            yield from _paragraphs(inner, page)
    elif shape.has_text_frame:
        texts = [collapse(one.text) for one in shape.text_frame.paragraphs]
        yield from _framed([text for text in texts if text], page)
    elif getattr(shape, "has_table", False):
        for row in shape.table.rows:
            cells = [collapse(cell.text) for cell in row.cells if not cell.is_spanned]
            yield from _framed([" | ".join(cell for cell in cells if cell)], page, is_item=True)
    else:
        yield from _framed(_diagram_texts(shape), page, is_item=True)


def _framed(texts: list[str], page: int, *, is_item: bool = False) -> Iterator[Paragraph]:
    """Yield paragraphs; only one that stands alone in its shape can be a subheading."""
    is_list = is_item or len(texts) > 1
    for text in texts:
        if text:
            yield Paragraph((Line(text, page=page, after_blank=True),), is_item=is_list)


def _diagram_texts(shape: Any) -> list[str]:  # noqa: ANN401
    """Give the texts of a SmartArt picture, which python-pptx doesn't read."""
    found = shape._element.xpath(".//*[local-name()='relIds']/@*[local-name()='dm']")
    texts = []
    for key in found:
        relation = shape.part.rels[key]
        if relation.reltype.endswith(_DIAGRAM):
            tree = parse_xml(relation.target_part.blob)
            for one in tree.xpath(_TEXT_PARAGRAPHS):
                texts.append(collapse("".join(text.text or "" for text in one.xpath(_TEXTS))))
    return texts
