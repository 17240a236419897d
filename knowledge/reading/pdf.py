"""Read PDF with pypdf: lines from where the text stands, headings from its size and weight."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError

from knowledge.reading.characters import clean
from knowledge.reading.faults import Fault, UnreadableFileError
from knowledge.reading.found import Found, Heading, Piece, Text
from knowledge.reading.lines import Line, Paragraph, paragraphs
from knowledge.reading.metadata import iso_date, own_title
from knowledge.reading.prose import read_prose
from knowledge.reading.running import without_running_lines
from knowledge.reading.slides import read_slides, title_of_first

_END_MARK = b"%%EOF"
_TAIL_BYTES = 4096
_MIN_LETTERS_PER_PAGE = 10  # a scanned page has at most a stamp or a page number as text
_SAME_ROW = 0.5  # of the font's size
_GAP = 1.2  # of the usual distance between lines
_USUAL_LEADING = 1.25
_BIG = 1.12
_BIG_WORDS, _BOLD_WORDS = 24, 12
_BOLD = re.compile(r"(?i)bold|black|heavy|demi")
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*\d*\s*$")
_DELETE_AS_BULLET = re.compile("^\x7f\\s*")


@dataclass
class _Row:
    """One line on the page as it is put together from pieces of text."""

    text: str
    y: float
    size: float
    letters: int
    bold_letters: int


def read(data: bytes) -> Found:
    """Give the pieces of a PDF file."""
    try:
        return _read(_open(data))
    except DependencyError:  # AES, which pypdf opens only with a further package
        raise UnreadableFileError(Fault.ENCRYPTED) from None


def _read(reader: PdfReader) -> Found:
    rows = [_rows(page) for page in reader.pages]
    _refuse_scanned(rows)
    pages = without_running_lines(_lines(rows))
    facts = reader.metadata
    title = own_title(facts.title if facts else None)
    version = iso_date(str(facts.get("/ModDate") or facts.get("/CreationDate"))) if facts else None
    if _is_landscape(reader):
        first_title = title_of_first(pages) or title
        return Found(read_slides(pages), title=first_title, version=version)
    lines = [line for page in pages for line in page if not _LEADERS.search(line.text)]
    pieces = _by_type(lines) or read_prose(lines)
    return Found(pieces, title=_first_heading(pieces) or title, version=version)


def _open(data: bytes) -> PdfReader:
    if _END_MARK not in data[-_TAIL_BYTES:]:
        raise UnreadableFileError(Fault.DAMAGED)
    reader = PdfReader(BytesIO(data))
    # An empty password opens a file in which only printing and copying are restricted.
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableFileError(Fault.ENCRYPTED)
    return reader


def _is_landscape(reader: PdfReader) -> bool:
    wide = [_width(page) > _height(page) for page in reader.pages]
    return sum(wide) > len(wide) / 2


def _width(page: PageObject) -> float:
    return float(page.mediabox.height if page.rotation % 180 else page.mediabox.width)


def _height(page: PageObject) -> float:
    return float(page.mediabox.width if page.rotation % 180 else page.mediabox.height)


def _refuse_scanned(pages: Sequence[Sequence[_Row]]) -> None:
    letters = sum(row.letters for page in pages for row in page)
    if letters < _MIN_LETTERS_PER_PAGE * max(1, len(pages)):
        raise UnreadableFileError(Fault.SCANNED)


def _rows(page: PageObject) -> list[_Row]:
    found: list[_Row] = []

    def add(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:  # noqa: ANN401
        if text.strip():
            y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            scale = math.hypot(tm[1], tm[3]) * math.hypot(cm[1], cm[3])
            is_bold = bool(font and _BOLD.search(str(font.get("/BaseFont", ""))))
            _add(found, _row(text, y, abs(size) * scale, is_bold=is_bold))
        elif found and text:
            found[-1].text += " "

    page.extract_text(visitor_text=add)
    return found


def _row(text: str, y: float, size: float, *, is_bold: bool) -> _Row:
    letters = sum(sign.isalpha() for sign in text)
    return _Row(text, y, size, letters, letters if is_bold else 0)


def _add(found: list[_Row], row: _Row) -> None:
    before = found[-1] if found else None
    if before is None or abs(before.y - row.y) > _SAME_ROW * max(before.size, row.size):
        found.append(row)
        return
    before.text += row.text
    if row.letters > before.letters:
        before.size = row.size
    before.letters += row.letters
    before.bold_letters += row.bold_letters


def _lines(pages: Sequence[Sequence[_Row]]) -> list[list[Line]]:
    leading = _leading(pages)
    return [
        [line for place in range(len(rows)) for line in _row_lines(rows, place, number, leading)]
        for number, rows in enumerate(pages, start=1)
    ]


def _row_lines(rows: Sequence[_Row], place: int, page: int, leading: float) -> Iterator[Line]:
    row = rows[place]
    distance = rows[place - 1].y - row.y if place else math.inf
    line = Line(
        "",
        page=page,
        after_blank=not 0 < distance < _GAP * leading * row.size,
        size=row.size,
        is_bold=row.letters > 0 and row.bold_letters == row.letters,
    )
    text = clean(_DELETE_AS_BULLET.sub("• ", row.text.strip())).strip()
    if text:
        yield replace(line, text=" ".join(text.split()))


def _leading(pages: Sequence[Sequence[_Row]]) -> float:
    """Give the usual distance between lines as a share of their size."""
    shares = [
        (above.y - below.y) / below.size
        for rows in pages
        for above, below in pairwise(rows)
        if below.size and 0 < above.y - below.y < 2 * below.size
    ]
    return median(shares) if shares else _USUAL_LEADING


def _by_type(lines: Sequence[Line]) -> list[Piece]:
    """Give the pieces with headings known by larger or bolder type; none when there are none."""
    found = paragraphs(lines)
    body = _body_size(lines)
    sizes = sorted({_rounded(one) for one in found if _is_big(one, body)}, reverse=True)
    level_of = {size: level for level, size in enumerate(sizes, start=1)}
    pieces: list[Piece] = []
    for number, one in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        if _is_big(one, body):
            pieces.append(Heading(one.text, level_of[_rounded(one)]))
        elif following and _is_bold_heading(one) and not following.first.is_bold:
            pieces.append(Heading(one.text, len(sizes) + 1))
        else:
            pieces.append(Text(one.text, page=one.first.page))
    return pieces if any(isinstance(piece, Heading) for piece in pieces) else []


def _body_size(lines: Sequence[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _rounded(paragraph: Paragraph) -> float:
    return round(paragraph.first.size, 0)


def _is_big(paragraph: Paragraph, body: float) -> bool:
    words = len(paragraph.text.split())
    is_sentence = paragraph.text.endswith(".")
    return paragraph.first.size >= _BIG * body and words <= _BIG_WORDS and not is_sentence


def _is_bold_heading(paragraph: Paragraph) -> bool:
    return (
        all(line.is_bold for line in paragraph.lines)
        and len(paragraph.text.split()) <= _BOLD_WORDS
        and not paragraph.text.endswith((".", ",", ";", ":"))
    )


def _first_heading(pieces: Sequence[Piece]) -> str | None:
    """Give the heading in the largest type, when the document opens with one."""
    headings = [piece for piece in pieces if isinstance(piece, Heading)]
    return headings[0].text if headings and headings[0].level == 1 else None
