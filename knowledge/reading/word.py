"""Read Word files: headings by style, tables row by row, pages as Word last laid them out."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from knowledge.reading.characters import collapse
from knowledge.reading.found import Found, Heading, Piece, Text
from knowledge.reading.metadata import day_of, own_title

_HEADING = re.compile(r"(?i)^heading (\d)$")
_CONTENTS = re.compile(r"(?i)^toc\b")
_TITLE = "Title"
_P, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _TEXT, _BOX = qn("w:r"), qn("w:t"), qn("w:txbxContent")
_SPACES = {qn("w:tab"), qn("w:br"), qn("w:cr")}
_PAGE_BREAK = qn("w:lastRenderedPageBreak")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was deleted or moved away, and the second copy of a text box, is not what the reader sees.
_UNSEEN = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), _FALLBACK}


def read(data: bytes) -> Found:
    """Give the pieces of a Word document."""
    document = Document(BytesIO(data))
    reader = _Reader(document)
    pieces = list(reader.pieces(document.element.body))
    facts = document.core_properties
    return Found(
        pieces,
        title=reader.title or own_title(facts.title),
        version=facts.version or day_of(facts.modified),
    )


class _Reader:
    """Walks the document in order, also inside content controls and text boxes."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - python-docx has no types
        self.title: str | None = None
        self._styles = {style.style_id: style for style in document.styles}
        has_pages = next(document.element.body.iter(_PAGE_BREAK), None) is not None
        self._page = 1 if has_pages else None

    def pieces(self, parent: Any) -> Iterator[Piece]:  # noqa: ANN401
        """Yield the pieces of an element's paragraphs and tables."""
        for element in parent:
            if element.tag == _P:
                yield from self._paragraph(element)
            elif element.tag == _TABLE:
                yield from self._table(element)
            elif element.tag not in _UNSEEN and isinstance(element.tag, str):
                yield from self.pieces(element)

    def _paragraph(self, element: Any) -> Iterator[Piece]:  # noqa: ANN401
        page, text = self._read_text(element)
        name = self._style_name(element)
        heading = _HEADING.match(name)
        if text and name == _TITLE and self.title is None:
            self.title = text
        elif text and heading:
            yield Heading(text, int(heading.group(1)))
        elif text and not _CONTENTS.match(name):
            yield Text(text, page=page)
        for box in element.iter(_BOX):
            if next(box.iterancestors(_FALLBACK), None) is None:
                yield from self.pieces(box)

    def _table(self, table: Any) -> Iterator[Piece]:  # noqa: ANN401
        for row in table.iter(_ROW):
            if next(row.iterancestors(_TABLE)) is table:
                cells = [cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row]
                filled = [found for found in (list(self.pieces(cell)) for cell in cells) if found]
                yield from filled[0] if len(filled) == 1 else _row(filled)

    def _read_text(self, element: Any) -> tuple[int | None, str]:  # noqa: ANN401
        """Give the page a paragraph begins on, and its text; count the pages it runs over."""
        page, text = self._page, ""
        for part in _seen_parts(element):
            if part is not None:
                text += part
            elif self._page is not None:
                self._page += 1
                page = page if text.strip() else self._page
        return page, collapse(text)

    def _style_name(self, element: Any) -> str:  # noqa: ANN401
        """Give the name of the built-in heading that a paragraph's style builds on, or its own."""
        style = self._styles.get(element.style) if element.style else None
        own = str(style.name) if style is not None else ""
        while style is not None:
            if style.name and (style.name == _TITLE or _HEADING.match(style.name)):
                return str(style.name)
            style = style.base_style
        return own


def _row(cells: list[list[Piece]]) -> Iterator[Piece]:
    texts = [" ".join(piece.text for piece in cell) for cell in cells]
    pages = [piece.page for cell in cells for piece in cell if isinstance(piece, Text)]
    if texts:
        yield Text(" | ".join(texts), page=pages[0] if pages else None)


def _seen_parts(element: Any) -> Iterator[str | None]:  # noqa: ANN401
    """Yield the text that is shown, piece by piece, and None where a new page begins."""
    for child in element:
        if child.tag in _UNSEEN or child.tag == _BOX or _is_hidden(child):
            continue
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SPACES:
            yield " "
        elif child.tag == _PAGE_BREAK:
            yield None
        else:
            yield from _seen_parts(child)


def _is_hidden(element: Any) -> bool:  # noqa: ANN401
    if element.tag != _RUN:
        return False
    mark = element.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val")) not in {"0", "false"}
