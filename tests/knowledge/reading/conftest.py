"""Builders of real files in every format that Lotsen reads."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from knowledge.model import ParsedDocument
from knowledge.reading import GivenHeader, read_document

SENTENCE = "Samtycke ska finnas innan uppgifter lämnas till en annan verksamhet."


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def read(save: Callable[[str, bytes | str], Path]) -> Callable[..., ParsedDocument]:
    def read(name: str, content: bytes | str, given: GivenHeader | None = None) -> ParsedDocument:
        return read_document(save(name, content), given or GivenHeader())

    return read


def _report_pdf(pages: Sequence[Sequence[tuple[str, str]]], title: str | None = None) -> bytes:
    """Give a PDF of (style, text) pairs, one inner sequence a page, with header and footer."""
    styles = getSampleStyleSheet()
    story: list[object] = []
    for page in pages:
        story += [Paragraph(text, styles[style]) for style, text in page]
        story.append(PageBreak())

    def running(canvas: Canvas, _template: object) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 810, "Vårdsamverkan Västra Götaland")
        canvas.drawString(72, 30, f"Riktlinje, fastställd 2023 | sida {canvas.getPageNumber()} (9)")

    file = BytesIO()
    template = SimpleDocTemplate(file, pagesize=A4, title=title)
    template.build(story, onFirstPage=running, onLaterPages=running)
    return file.getvalue()


def _slides_pdf(slides: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """Give a landscape PDF with a large title and smaller lines on each page."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4))
    for title, lines in slides:
        canvas.setFont("Helvetica-Bold", 30)
        canvas.drawString(60, 500, title)
        canvas.setFont("Helvetica", 18)
        for number, line in enumerate(lines):
            canvas.drawString(60, 430 - 40 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _deck_bytes(deck: Deck) -> bytes:
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _word_bytes(document: WordDocument) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture
def small_files() -> dict[str, bytes]:
    """Give one sound file of each format."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Samtycke"
    slide.placeholders[1].text = SENTENCE
    document = Document()
    document.add_heading("Samtycke", 1)
    document.add_paragraph(SENTENCE)
    return {
        "fil.pdf": _report_pdf([[("Heading1", "Samtycke"), ("Normal", SENTENCE)]]),
        "fil.pptx": _deck_bytes(deck),
        "fil.docx": _word_bytes(document),
        "fil.html": f"<h1>Rutin</h1><h2>Samtycke</h2><p>{SENTENCE}</p>".encode(),
        "fil.md": f"# Rutin\n\n## Samtycke\n\n{SENTENCE}\n".encode(),
        "fil.txt": f"Samtycke\n\n{SENTENCE}\n".encode(),
    }


@pytest.fixture
def report_pdf() -> Callable[..., bytes]:
    return _report_pdf


@pytest.fixture
def slides_pdf() -> Callable[..., bytes]:
    return _slides_pdf


@pytest.fixture
def deck_bytes() -> Callable[[Deck], bytes]:
    return _deck_bytes


@pytest.fixture
def word_bytes() -> Callable[[WordDocument], bytes]:
    return _word_bytes


@pytest.fixture
def locked_pdf() -> bytes:
    """Give a PDF that opens only with a password."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(_report_pdf([[("Normal", SENTENCE)]]))))
    writer.encrypt("hemligt", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.fixture
def scanned_pdf() -> bytes:
    """Give a PDF whose pages are drawn, with only a page number as text."""
    file = BytesIO()
    canvas = Canvas(file)
    for _ in range(3):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.drawString(300, 20, "1")
        canvas.showPage()
    canvas.save()
    return file.getvalue()
